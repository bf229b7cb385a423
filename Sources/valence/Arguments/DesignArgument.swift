import ArgumentParser
import Studies

/// What the options of designs take.
enum DesignArgument {
  /// How parameters are sampled: `lhs:50` or `sobol:64`.
  static func sampling(_ text: String) throws -> Sampling {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let method = Sampling.Method(rawValue: parts[0]),
      let points = Int(parts[1]), (1...Sampling.maximumPoints).contains(points)
    else {
      throw ValidationError(
        "it must be a method and the number of points, from 1 to \(Sampling.maximumPoints), as in "
          + "lhs:50 or sobol:64")
    }
    return Sampling(method, points: points)
  }

  /// Until which interval is narrow enough: `measure:0.01`; the name may have colons.
  static func until(_ text: String) throws -> PrecisionGoal {
    guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
      let width = Double(text[text.index(after: colon)...].drop { $0 == " " }), width > 0,
      width.isFinite
    else {
      throw ValidationError(
        "it must be a number of the report and half of the width that its interval may have, as in "
          + "'fusion index:0.01'")
    }
    return PrecisionGoal(measure: String(text[..<colon]), halfWidth: width)
  }
}
