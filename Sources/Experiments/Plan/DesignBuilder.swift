import Diagnostics
import Studies

/// Makes the points of a plan out of the study's design and what the command line says.
///
/// A setting or range of the command line takes the place of what the study's design says of the same
/// parameter; a sampling replaces the study's, and one parameter at a time the whole design.
struct DesignBuilder {
  private static let maximumCells = 100_000

  let study: Study
  let options: PlanOptions
  private let reader: SettingReader
  private(set) var problems: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []
  private(set) var notes: [String] = []

  init(study: Study, options: PlanOptions) {
    self.study = study
    self.options = options
    reader = SettingReader(parameters: study.parameters)
  }

  /// Without points where there are problems.
  mutating func design() -> (PlannedDesign, [DesignPoint]) {
    checkSettings()
    checkRanges()
    let axes = self.axes()
    let sample = self.sample()
    let factors = self.oneAtATime()
    var design = PlannedDesign(kind: .scenarios, parameters: [], points: 0)
    guard problems.isEmpty else { return (design, []) }

    var points = crossed([DesignPoint()], axes.study)
    if let sample { points = sampled(points, sample) }
    points = crossed(points, axes.settings)
    if let factors { points = multiplied(points, factors) }
    design.points = points.count
    design.kind = kind(sample, factors, isGrid: points.count > 1)
    design.parameters = (axes.study + axes.settings).filter { $0.values.count > 1 }.map(\.name)
    design.sampled = Set(sample?.ranges.map(\.name) ?? [])
    design.parameters += sample?.ranges.map(\.name) ?? []
    design.parameters += factors?.names ?? []
    return (design, problems.isEmpty ? points : [])
  }

  private func kind(_ sample: DesignSample?, _ factors: Factors?, isGrid: Bool)
    -> PlannedDesign.Kind
  {
    if factors != nil { return .oneAtATime }
    switch sample?.sampling.method {
    case .latinHypercube: return .latinHypercube
    case .sobol: return .sobol
    case nil: return isGrid ? .grid : .scenarios
    }
  }

  private mutating func report(_ message: String, _ hints: [String]) {
    let diagnostic = Diagnostic(message, class: .usage, hints: hints)
    if !problems.contains(diagnostic) { problems.append(diagnostic) }
  }

  // MARK: the command line

  private mutating func checkSettings() {
    var seen: Set<String> = []
    for setting in options.settings {
      if !seen.insert(setting.name).inserted {
        report("'\(setting.name)' is given twice", ["for a sweep write \(setting.name)=a,b,c"])
      }
      if setting.values.isEmpty { report("'\(setting.name)' has no value", []) }
      for value in setting.values { check(setting.name, value) }
    }
  }

  private mutating func checkRanges() {
    let isSampled = options.sampling != nil || (!options.isOneAtATime && study.sample != nil)
    for range in options.ranges {
      let text = "\(range.name)=\(range.described)"
      if options.isOneAtATime {
        report(
          "'\(text)' is a range, and --one-at-a-time samples nothing",
          ["give one value, or leave \(range.name) out to have it halved and doubled"])
      } else if !isSampled {
        report(
          "'\(text)' is a range, but nothing says how to sample it",
          [
            "add --sample lhs:50 or --sample sobol:64",
            "for values at equal distances write '\(range.name)=range(LOW, HIGH, STEP)'",
          ])
      }
      if options.settings.contains(where: { $0.name == range.name }) {
        report(
          "'\(range.name)' is both set and sampled", ["give it either values or a range"])
      }
      check(range.name, .number(range.low))
      check(range.name, .number(range.high))
    }
  }

  private mutating func check(_ name: String, _ value: ParameterValue) {
    if case .failure(let problem) = reader.applied(name, value, to: [:]) {
      report(problem.message, problem.hints)
    }
  }

  /// Whether the command line says what a parameter of the study's design is.
  private func isReplaced(_ name: String) -> Bool {
    (options.settings.map(\.name) + options.ranges.map(\.name)).contains {
      $0 == name || name.hasPrefix($0 + ".")
    }
  }

  // MARK: parts of the design

  /// What each point sets, those of the study first.
  private func axes() -> (study: [DesignAxis], settings: [DesignAxis]) {
    var ofStudy: [DesignAxis] = []
    if case .grid(let axes)? = study.design, !options.isOneAtATime {
      ofStudy = axes.filter { !isReplaced($0.name) }
    }
    return (ofStudy, options.settings)
  }

  private mutating func sample() -> DesignSample? {
    if options.isOneAtATime {
      if options.sampling != nil {
        report("--sample and --one-at-a-time exclude each other", ["give one of them"])
      }
      return nil
    }
    guard let sampling = options.sampling ?? study.sample?.sampling else { return nil }
    let ranges =
      (study.sample?.ranges ?? []).filter { !isReplaced($0.name) } + options.ranges
    if ranges.isEmpty {
      if options.sampling != nil {
        report(
          "--sample has nothing to sample",
          ["give each sampled parameter a range: reach=0.05..0.3"])
      }
      return nil
    }
    if sampling.method == .sobol, sampling.points & (sampling.points - 1) != 0 {
      warnings.append(
        Diagnostic(
          "\(sampling.points) points of a Sobol' sequence are no power of two, so they are not balanced",
          severity: .warning, hints: ["take \(Self.powersOfTwo(around: sampling.points)) points"]))
    }
    return DesignSample(sampling, ranges.sorted { $0.name < $1.name })
  }

  private static func powersOfTwo(around count: Int) -> String {
    var power = 1
    while power < count { power *= 2 }
    return "\(power / 2) or \(power)"
  }

  /// Which parameters are multiplied by what.
  private struct Factors {
    var names: [String]
    var factors: [Double]
  }

  private mutating func oneAtATime() -> Factors? {
    var design = OneAtATime()
    if !options.isOneAtATime {
      guard options.sampling == nil, case .oneAtATime(let written)? = study.design else {
        return nil
      }
      design = written
    }
    let names = (design.names ?? numbers()).filter { !isReplaced($0) }.filter { hasValue($0) }
    if names.isEmpty { notes.append("No parameter is a number that could be multiplied.") }
    return Factors(names: names, factors: design.factors)
  }

  /// The parameters that are numbers, and the levels that are.
  private mutating func numbers() -> [String] {
    var names: [String] = []
    for parameter in study.parameters {
      switch parameter.preset {
      case .number, .integer: names.append(parameter.name)
      case .byLevel(let levels, let values):
        for (level, value) in zip(levels, values) {
          if case .number = value { names.append("\(parameter.name).\(level)") }
          if case .integer = value { names.append("\(parameter.name).\(level)") }
        }
      case .overTime:
        notes.append(
          "Parameter '\(parameter.name)' changes over time, so it is not varied alone.")
      case .boolean, .text: break
      }
    }
    return names
  }

  /// Whether a parameter is other than 0 somewhere, so that a factor changes something.
  private mutating func hasValue(_ name: String) -> Bool {
    let used = study.scenarios.map { reader.value(of: name, in: $0.changes.settings) }
    if used.contains(where: { $0 != .number(0) && $0 != .integer(0) }) { return true }
    notes.append("Parameter '\(name)' is 0 in every scenario, so it is not varied alone.")
    return false
  }

  // MARK: points

  private mutating func crossed(_ points: [DesignPoint], _ axes: [DesignAxis]) -> [DesignPoint] {
    var points = points
    for axis in axes {
      guard hasRoom(points.count, axis.values.count, "give fewer values to '\(axis.name)'") else {
        return []
      }
      points = points.flatMap { point in
        axis.values.map { value in
          var next = point
          next.changes.append(
            .init(name: axis.name, effect: .value(value), isVaried: axis.values.count > 1))
          return next
        }
      }
    }
    return points
  }

  private mutating func sampled(_ points: [DesignPoint], _ sample: DesignSample) -> [DesignPoint] {
    guard hasRoom(points.count, sample.sampling.points, "take fewer points") else { return [] }
    let values = SamplePoints(sample, of: study).values
    return points.flatMap { point in
      values.enumerated().map { number, values in
        var next = point
        next.label = "#\(number + 1)"
        next.changes += zip(sample.ranges, values).map { range, value in
          .init(name: range.name, effect: .value(value), isVaried: true)
        }
        return next
      }
    }
  }

  private mutating func multiplied(_ points: [DesignPoint], _ factors: Factors) -> [DesignPoint] {
    let count = 1 + factors.names.count * factors.factors.count
    guard hasRoom(points.count, count, "name fewer parameters") else { return [] }
    return points.flatMap { point in
      [point]
        + factors.names.flatMap { name in
          factors.factors.map { factor in
            var next = point
            next.changes.append(.init(name: name, effect: .factor(factor), isVaried: true))
            return next
          }
        }
    }
  }

  private mutating func hasRoom(_ points: Int, _ more: Int, _ hint: String) -> Bool {
    let (count, overflow) = points.multipliedReportingOverflow(by: more)
    if !overflow, count <= Self.maximumCells / max(1, study.scenarios.count) { return true }
    if problems.isEmpty {
      report("the design makes more than \(Self.maximumCells) scenarios", [hint])
    }
    return false
  }
}

extension Study {
  /// The design of the study, where that is a sample.
  fileprivate var sample: DesignSample? {
    if case .sample(let sample)? = design { sample } else { nil }
  }
}

extension DesignRange {
  /// As a user types it behind the name.
  fileprivate var described: String {
    "\(ParameterValue.number(low).described)..\(ParameterValue.number(high).described)"
  }
}
