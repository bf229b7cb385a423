import Diagnostics
import Experiments
import LuaRuntime
import Simulation
import Statistics
import Studies

extension SuiteHost {
  /// What `Lua/statistics.lua` needs: the procedures of the layer `Statistics`.
  func registerStatistics() throws(LuaError) {
    try state.rawSet(host, "first_stage", .integer(Int64(TwoStageDesign.firstStage)))
    try register("option_hint") { arguments in
      let names = arguments[1].text?.split(separator: " ").map(String.init) ?? []
      return [.string(unknownNameHint(arguments[0].text ?? "?", among: names, noun: "options"))]
    }
    try register("study_seed") { [unowned self] arguments in
      let study = models.studies[try known(arguments[0].int)]
      return [.integer(Int64(bitPattern: try study.bench().plan.study.seed))]
    }
    try registerMeans()
    try registerDistances()
  }

  private func registerMeans() throws(LuaError) {
    try register("count") { [unowned self] arguments in
      let values = try numbers(arguments[3])
      return [.number(try known(try twoStages(arguments).count(after: values)))]
    }
    try register("mean") { [unowned self] arguments in
      let values = try numbers(arguments[3])
      let finding = try known(try twoStages(arguments).finding(values))
      return [
        .number(finding.mean), .number(finding.interval.low), .number(finding.interval.high),
        .number(finding.standardDeviation),
      ]
    }
    try register("bounded_count") { [unowned self] arguments in
      [.number(try bounded(arguments).count)]
    }
    try register("bounded_mean") { [unowned self] arguments in
      let values = try numbers(arguments[4])
      let mean = try known(Moments(values).mean)
      let interval = try bounded(arguments).interval(mean: mean, count: values.count)
      return [.number(mean), .number(interval.low), .number(interval.high)]
    }
  }

  private func registerDistances() throws(LuaError) {
    try register("check_distribution") { [unowned self] arguments in
      _ = try cumulative(arguments.first ?? .nothing)
      return []
    }
    try register("distance_count") { [unowned self] arguments in
      [.number(try distances(arguments).count)]
    }
    try register("distance") { [unowned self] arguments in
      let values = try numbers(arguments[3])
      let found = try DistanceDesign.distance(of: values, from: try cumulative(arguments[4]))
      return [
        .number(found.distance), .number(found.place),
        .number(try distances(arguments).bound(count: values.count)),
      ]
    }
  }

  // MARK: Reading arguments

  private func twoStages(_ arguments: [LuaValue]) throws -> TwoStageDesign {
    let (tail, power, effect) = try rates(arguments)
    return try known(TwoStageDesign(tail: tail, power: power, effect: effect))
  }

  private func bounded(_ arguments: [LuaValue]) throws -> BoundedDesign {
    let (tail, power, effect) = try rates(arguments)
    let width = try known(arguments[3].double)
    return try known(BoundedDesign(tail: tail, power: power, effect: effect, width: width))
  }

  private func distances(_ arguments: [LuaValue]) throws -> DistanceDesign {
    let (alarm, power, effect) = try rates(arguments)
    return try known(DistanceDesign(alarm: alarm, power: power, effect: effect))
  }

  private func rates(_ arguments: [LuaValue]) throws -> (Double, Double, Double) {
    (try known(arguments[0].double), try known(arguments[1].double), try known(arguments[2].double))
  }

  /// What is there for all rates but the most extreme, whose quantiles no number can hold.
  private func known<Value>(_ value: Value?) throws -> Value {
    guard let value else {
      throw Diagnostic("these numbers are too extreme to be reckoned with: alarm, power or effect")
    }
    return value
  }

  private func numbers(_ list: LuaValue) throws -> [Double] {
    guard let table = list.table else { return [] }
    return try state.entries(of: table).compactMap(\.value.double)
  }

  /// The distribution function that `as` stands for.
  private func cumulative(_ value: LuaValue) throws -> (Double) throws -> Double {
    if case .function(let function) = value {
      return { [unowned self] x in
        let result = try state.call(function, [.number(x)], results: 1).first
        guard let probability = result?.double, (0...1).contains(probability) else {
          let got = result?.double.map { "\($0)" } ?? "a \(result?.typeName ?? "nil")"
          throw Diagnostic("the function 'as' must return a probability, and gives \(got) at \(x)")
        }
        return probability
      }
    }
    let distribution = try DistributionReader.distribution(value, for: "as", in: state)
    guard let cumulative = distribution?.cumulative else {
      throw Diagnostic(
        "as must be a distribution of numbers such as valence.normal(0, 1), or a function that "
          + "gives the probability of a value of at most x")
    }
    return cumulative
  }
}

extension Distribution {
  /// The probability of a value of at most x; `nil` where the values are not numbers.
  fileprivate var cumulative: ((Double) -> Double)? {
    typealias Probability = CumulativeProbability
    switch self {
    case .uniform(let low, let high):
      return { Probability.uniform($0, low: low, high: high) }
    case .normal(let mean, let deviation):
      return { Probability.normal($0, mean: mean, standardDeviation: deviation) }
    case .truncatedNormal(let mean, let deviation, let low, let high):
      return {
        Probability.truncatedNormal(
          $0, mean: mean, standardDeviation: deviation, low: low, high: high)
      }
    case .lognormal(let mean, let deviation):
      return { Probability.lognormal($0, meanLog: mean, standardDeviationLog: deviation) }
    case .beta(let a, let b): return { Probability.beta($0, a: a, b: b) }
    case .gamma(let shape, let scale):
      return { Probability.gamma($0, shape: shape, scale: scale) }
    case .exponential(let rate): return { Probability.exponential($0, rate: rate) }
    case .bernoulli(let probability):
      return { Probability.binomial($0, trials: 1, probability: probability) }
    case .binomial(let trials, let probability):
      return { Probability.binomial($0, trials: trials, probability: probability) }
    case .poisson(let mean): return { Probability.poisson($0, mean: mean) }
    case .categorical: return nil
    }
  }
}
