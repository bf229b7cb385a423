import Diagnostics
import Simulation

/// The distributions that a field can start from, by their Lua names.
enum DistributionSort: String, CaseIterable {
  case uniform, normal, lognormal, beta, gamma, exponential, bernoulli, binomial, poisson
  case truncatedNormal = "truncated_normal"
  case categorical

  /// What the arguments are called, in order.
  var arguments: [String] {
    switch self {
    case .uniform: ["low", "high"]
    case .normal: ["mean", "standard deviation"]
    case .lognormal: ["mean of the logarithm", "standard deviation of the logarithm"]
    case .beta: ["first shape", "second shape"]
    case .gamma: ["shape", "scale"]
    case .exponential: ["rate"]
    case .bernoulli: ["probability"]
    case .binomial: ["number of trials", "probability"]
    case .poisson: ["mean"]
    case .truncatedNormal: ["mean", "standard deviation", "low", "high"]
    case .categorical: []
    }
  }
}

extension StudyReader {
  func checkDistribution(_ table: TableNode, _ what: String, at place: SourceLocation) {
    _ = context.distribution(table, what, at: table.location ?? place)
  }
}

extension ReadingContext {
  /// The distribution that a constructor describes, or `nil` with a report.
  func distribution(_ table: TableNode, _ what: String, at place: SourceLocation?)
    -> Distribution?
  {
    guard let sort = table.sort.flatMap(DistributionSort.init(rawValue:)) else { return nil }
    if sort == .categorical { return categorical(table, what, at: place) }
    let names = sort.arguments
    guard table.array.count == names.count else {
      report(
        "valence.\(sort.rawValue) takes \(names.joined(separator: ", ")); "
          + "got \(table.array.count) of \(names.count) values", at: place)
      return nil
    }
    var values: [Double] = []
    for (node, name) in zip(table.array, names) {
      guard
        let value = number(node, "the \(name) of valence.\(sort.rawValue) in \(what)", at: place)
      else { return nil }
      values.append(value)
    }
    return checked(sort, values, what, at: place)
  }

  private func checked(
    _ sort: DistributionSort, _ values: [Double], _ what: String, at place: SourceLocation?
  ) -> Distribution? {
    func require(_ condition: Bool, _ rule: String) -> Bool {
      if !condition {
        let given = values.map { "\($0)" }.joined(separator: ", ")
        report("\(what): valence.\(sort.rawValue)(\(given)): \(rule)", at: place)
      }
      return condition
    }
    switch sort {
    case .uniform:
      guard require(values[0] <= values[1], "the low end must not be above the high end") else {
        return nil
      }
      return .uniform(low: values[0], high: values[1])
    case .normal, .lognormal:
      guard require(values[1] >= 0, "a standard deviation must be at least 0") else { return nil }
      return sort == .normal
        ? .normal(mean: values[0], standardDeviation: values[1])
        : .lognormal(meanLog: values[0], standardDeviationLog: values[1])
    case .truncatedNormal:
      guard require(values[1] >= 0, "a standard deviation must be at least 0"),
        require(values[2] < values[3], "the low end must be below the high end")
      else { return nil }
      return .truncatedNormal(
        mean: values[0], standardDeviation: values[1], low: values[2], high: values[3])
    case .beta, .gamma:
      guard require(values[0] > 0 && values[1] > 0, "both must be above 0") else { return nil }
      return sort == .beta
        ? .beta(a: values[0], b: values[1]) : .gamma(shape: values[0], scale: values[1])
    case .exponential:
      guard require(values[0] > 0, "the rate must be above 0") else { return nil }
      return .exponential(rate: values[0])
    case .bernoulli:
      guard require((0...1).contains(values[0]), "a probability is from 0 to 1") else { return nil }
      return .bernoulli(probability: values[0])
    case .binomial:
      guard let trials = Int64(exactly: values[0]),
        require(trials >= 0, "the number of trials must be at least 0"),
        require((0...1).contains(values[1]), "a probability is from 0 to 1")
      else {
        _ = require(Int64(exactly: values[0]) != nil, "the number of trials must be whole")
        return nil
      }
      return .binomial(trials: trials, probability: values[1])
    case .poisson:
      guard require(values[0] >= 0, "the mean must be at least 0") else { return nil }
      return .poisson(mean: values[0])
    case .categorical: return nil
    }
  }

  private func categorical(_ table: TableNode, _ what: String, at place: SourceLocation?)
    -> Distribution?
  {
    let nodes: [Node]
    if table.named.isEmpty {
      nodes = table.array.count > 1 ? table.array[1].table?.array ?? [] : []
      guard nodes.count == table.array.first?.table?.array.count else {
        report(
          "\(what): valence.categorical takes { level = weight, ... }, or the levels and as many "
            + "weights", at: place)
        return nil
      }
    } else {
      nodes = table.named.map(\.value)
    }
    let weights = nodes.compactMap { number($0, "a weight in \(what)", at: place, in: 0...1e300) }
    guard weights.count == nodes.count else { return nil }
    guard weights.reduce(0, +) > 0 else {
      report("\(what): the weights of valence.categorical are all 0", at: place)
      return nil
    }
    return .categorical(weights: weights)
  }
}
