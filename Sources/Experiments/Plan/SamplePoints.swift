import Randomness
import Statistics
import Studies

/// The values of the sampled parameters at each point of a design.
struct SamplePoints {
  /// **Shape** `values[point][parameter]`, parameters in the order of the ranges.
  private(set) var values: [[ParameterValue]] = []

  /// Draws from the seed of the study, at an address that no world has.
  init(_ sample: DesignSample, of study: Study) {
    let reader = SettingReader(parameters: study.parameters)
    let seed = StreamKey(seed: study.seed, replicate: 0, name: "design").rawValue
    let (points, dimensions) = (sample.sampling.points, sample.ranges.count)
    let units =
      switch sample.sampling.method {
      case .latinHypercube: latinHypercube(points: points, dimensions: dimensions, seed: seed)
      case .sobol:
        SobolSequence(points: points, dimensions: dimensions, seed: seed)?.points ?? []
      }
    values = units.map { unit in
      zip(unit, sample.ranges).map { position, range in
        if case .integer? = reader.preset(of: range.name) { return range.whole(at: position) }
        return range.number(at: position)
      }
    }
  }
}

extension DesignRange {
  /// The number at a position inside (0, 1), to a millionth of the range: what people read is what
  /// is run.
  fileprivate func number(at position: Double) -> ParameterValue {
    var (decimals, unit) = (6, 1.0)
    while unit > high - low, decimals < 300 { (decimals, unit) = (decimals + 1, unit / 10) }
    while unit * 10 < high - low, decimals > -300 { (decimals, unit) = (decimals - 1, unit * 10) }
    let value = (low + position * (high - low)).rounded(decimals: decimals)
    return .number(min(max(value, low), high))
  }

  /// The whole number at a position inside (0, 1): both ends are as likely as those between.
  fileprivate func whole(at position: Double) -> ParameterValue {
    .integer(Int64(min(high, (low + position * (high - low + 1)).rounded(.down))))
  }
}
