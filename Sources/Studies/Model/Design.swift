/// At which points of its parameters every scenario of a study is run.
///
/// A point is one value of each varied parameter; `parameter.level` varies one level of a parameter
/// with levels.
package enum Design: Hashable, Sendable {
  /// Every combination of the values, the last parameter changing fastest.
  case grid([DesignAxis])
  /// Points spread over ranges.
  case sample(DesignSample)
  /// Everything as written, then each parameter alone, multiplied by each of the factors.
  case oneAtATime(OneAtATime)
}

/// The values of a parameter in a grid.
package struct DesignAxis: Hashable, Sendable {
  package var name: String
  /// At least one; all differ.
  package var values: [ParameterValue]

  package init(_ name: String, _ values: [ParameterValue]) {
    self.name = name
    self.values = values
  }
}

/// Between which numbers a parameter is sampled.
package struct DesignRange: Hashable, Sendable {
  package var name: String
  package var low: Double
  /// Above `low`.
  package var high: Double

  package init(_ name: String, low: Double, high: Double) {
    self.name = name
    self.low = low
    self.high = high
  }
}

/// How points are spread over a box, and how many there are.
package struct Sampling: Hashable, Sendable {
  package enum Method: String, Hashable, Sendable, CaseIterable {
    case latinHypercube = "lhs"
    case sobol
  }

  /// The most points that a design may have.
  package static let maximumPoints = 100_000

  package var method: Method
  /// From 1 to `maximumPoints`.
  package var points: Int

  package init(_ method: Method, points: Int) {
    self.method = method
    self.points = points
  }
}

/// Points spread over a box of parameters.
package struct DesignSample: Hashable, Sendable {
  package var sampling: Sampling
  /// In byte order of their names, so that the points do not depend on how they are written.
  package var ranges: [DesignRange]

  package init(_ sampling: Sampling, _ ranges: [DesignRange]) {
    self.sampling = sampling
    self.ranges = ranges
  }
}

/// Each parameter alone, multiplied by factors.
package struct OneAtATime: Hashable, Sendable {
  /// Half of what is written, and twice as much.
  package static let usualFactors = [0.5, 2]

  /// `nil`: every parameter that is a number.
  package var names: [String]?
  /// At least one; none is 1.
  package var factors: [Double]

  package init(_ names: [String]? = nil, factors: [Double] = usualFactors) {
    self.names = names
    self.factors = factors
  }
}

/// Numbers at equal distances: `range(0, 1, 0.25)`.
package struct Progression: Hashable, Sendable {
  package static let maximumCount = 100_000

  /// What is wrong with the ends or the distance, in words.
  package struct Mistake: Error {
    package let message: String
  }

  /// Ascending; both ends are among them where the distance hits the end up to rounding.
  ///
  /// Each is `low + i * step`, rounded to as many decimals as `low` and `step` are written with.
  package let values: [Double]

  package init(low: Double, high: Double, step: Double) throws(Mistake) {
    guard low.isFinite, high.isFinite, step.isFinite else {
      throw Mistake(message: "a range has finite numbers")
    }
    guard low <= high else {
      throw Mistake(message: "a range goes from the lower number to the higher one")
    }
    guard step > 0 else { throw Mistake(message: "the step of a range must be above 0") }
    // A millionth of a step is rounding, not a distance.
    let steps = ((high - low) / step + 1e-6).rounded(.down)
    guard steps < Double(Self.maximumCount) else {
      throw Mistake(message: "a range has at most \(Self.maximumCount) numbers")
    }
    let decimals = max(low.decimals, step.decimals)
    values = (0...Int(steps)).map { (low + Double($0) * step).rounded(decimals: decimals) }
  }
}

extension Double {
  /// How many decimals it is written with; 15 for one that needs more.
  fileprivate var decimals: Int {
    (0..<15).first { rounded(decimals: $0) == self } ?? 15
  }

  /// The nearest number with so many decimals; with a negative count, a multiple of a power of ten.
  package func rounded(decimals: Int) -> Double {
    let power = (0..<abs(decimals)).reduce(1.0) { power, _ in power * 10 }
    let scaled = decimals < 0 ? self / power : self * power
    // Beyond, every number is whole.
    guard abs(scaled) < 0x1p53 else { return self }
    return decimals < 0 ? scaled.rounded() * power : scaled.rounded() / power
  }
}
