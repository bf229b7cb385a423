import ArgumentParser
import Studies
import Suites

/// Reads the whole numbers that options take, and says what they may be.
enum Count {
  /// How many worlds of each scenario: a number, or between which numbers a precision decides.
  enum Replications {
    case exactly(Int)
    case between(ClosedRange<Int>)
  }

  /// As many as a study may ask for itself: `500`, or `20..500`.
  static func replications(_ text: String) throws -> Replications {
    let most = 10_000_000
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2 else { return .exactly(try whole(text, 1...most)) }
    guard let low = ends[0], let high = ends[1], low >= PrecisionGoal.fewestReplications,
      low <= high, high <= most
    else {
      throw ValidationError(
        "a range of replications goes from \(PrecisionGoal.fewestReplications) or more upwards, as in 20..500"
      )
    }
    return .between(low...high)
  }

  /// A number of threads, 1 to 1,024.
  static func jobs(_ text: String) throws -> Int { try whole(text, 1...1024) }

  /// How often tests are repeated.
  static func rounds(_ text: String) throws -> Int { try whole(text, 1...100_000) }

  /// How many lines of a kind are shown.
  static func shown(_ text: String) throws -> Int { try whole(text, 0...10_000) }

  private static func whole(_ text: String, _ range: ClosedRange<Int>) throws -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw ValidationError(
        "it must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// One of so many parts: `2/3`.
  static func shard(_ text: String) throws -> Shard {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      (1...10_000).contains(count),
      (1...count).contains(number)
    else { throw ValidationError("it must be a part of so many, as 2/3") }
    return Shard(number: number, count: count)
  }

  static func seed(_ text: String) throws -> UInt64 {
    guard let number = UInt64(text) else {
      throw ValidationError("it must be a whole number, 0 or more, below 2^64")
    }
    return number
  }

  /// A seed that a study may give itself.
  static func studySeed(_ text: String) throws -> UInt64 {
    UInt64(try whole(text, 0...Int(UInt32.max)))
  }

  /// A duration: above 0.
  static func seconds(_ text: String) throws -> Double {
    guard let number = Double(text), number > 0, number.isFinite else {
      throw ValidationError("it must be a number of seconds above 0")
    }
    return number
  }
}
