import Diagnostics
package import Statistics
package import Studies

/// Whose interval decides how many replicates are run.
package struct PlannedPrecision: Sendable {
  package let goal: PrecisionGoal
  package let rule: PrecisionRule
  /// By position in `RunPlan.measurements`.
  let measurement: Int
  let output: String
  /// The cells whose intervals must be narrow enough, by position in `RunPlan.cells`.
  let cells: [Int]
  /// Whether it is the difference to the twin, and not the number itself.
  package let isDifference: Bool

  /// - Throws: what is wrong with the goal: a name, the numbers, or replicates that are no worlds.
  init(_ goal: PrecisionGoal, of study: Study, _ measurements: [Measurement], _ cells: [Cell])
    throws(DiagnosticList)
  {
    func problem(_ message: String, _ hints: [String]) -> DiagnosticList {
      var diagnostic = Diagnostic(
        message, class: goal.location == nil ? .usage : .user, hints: hints)
      diagnostic.location = goal.location
      diagnostic.sourceLine = goal.location.flatMap { study.source.line(at: $0) }
      return DiagnosticList([diagnostic])
    }
    let numbers = measurements.enumerated().flatMap { index, measurement in
      (measurement.part == .comparison ? measurement.outputs : []).map { output in
        (index: index, output: output, name: measurement.rowName(of: output))
      }
    }
    guard let number = numbers.first(where: { $0.name == goal.measure }) else {
      throw problem(
        "there is no number '\(goal.measure)' to be precise about",
        [unknownNameHint(goal.measure, among: numbers.map(\.name), noun: "numbers")])
    }
    guard
      let rule = PrecisionRule(
        halfWidth: goal.halfWidth, level: goal.level, minimum: goal.atLeast, maximum: goal.atMost,
        batch: goal.batch)
    else {
      throw problem(
        "the interval of '\(goal.measure)' cannot be asked for with these numbers",
        ["a half width above 0, and from \(PrecisionRule.leastMinimum) replications upwards"])
    }
    let named = cells.indices.filter { index in
      goal.scenario.map { cells[index].base == $0 || cells[index].name == $0 } ?? true
    }
    guard !named.isEmpty else {
      let names = cells.map(\.base) + cells.map(\.name)
      throw problem(
        "there is no scenario '\(goal.scenario ?? "")' to be precise about",
        [unknownNameHint(goal.scenario ?? "", among: names, noun: "scenarios")])
    }
    let compared = named.filter { cells[$0].pairings[number.index] != nil }
    let shown = compared.isEmpty ? named : compared
    if let cell = shown.map({ cells[$0] }).first(where: { study.isResampled($0.scenario) }) {
      throw problem(
        "more replications make no interval of scenario '\(cell.name)' narrower",
        ["its replicates draw actors anew from the data: their spread is what is estimated"])
    }
    self.goal = goal
    self.rule = rule
    measurement = number.index
    output = number.output
    self.cells = shown
    isDifference = !compared.isEmpty && !measurements[number.index].readsTwin
  }

  /// What is waited for, in words.
  package var described: String {
    let level = ParameterValue.number(goal.level * 100).described
    let number = isDifference ? "the difference in '\(goal.measure)'" : "'\(goal.measure)'"
    let scenario =
      goal.scenario.map { " in scenario '\($0)'" } ?? (cells.count > 1 ? " in every scenario" : "")
    return
      "the \(level) % interval of \(number)\(scenario) is ± \(Self.shown(goal.halfWidth)) or narrower"
  }

  /// Why more replicates follow, in words.
  func waiting(_ state: PrecisionCheck.State, after count: Int) -> String {
    "\(widest(state)) after \(count), asked ± \(Self.shown(goal.halfWidth))"
  }

  /// How narrow the widest interval is, in words.
  func widest(_ state: PrecisionCheck.State) -> String {
    guard let halfWidth = state.halfWidth else {
      return "'\(goal.measure)' in '\(state.scenario)' has no interval"
    }
    return "'\(goal.measure)' in '\(state.scenario)' is ± \(Self.rounded(halfWidth))"
  }

  /// To three digits.
  private static func rounded(_ number: Double) -> String {
    var (decimals, unit) = (2, number.magnitude)
    while unit > 0, unit < 1, decimals < 300 { (decimals, unit) = (decimals + 1, unit * 10) }
    while unit >= 10, decimals > -300 { (decimals, unit) = (decimals - 1, unit / 10) }
    return shown(number.rounded(decimals: decimals))
  }

  static func shown(_ number: Double) -> String { ParameterValue.number(number).described }
}

extension Measurement {
  /// How a report names one of its numbers.
  func rowName(of output: String) -> String {
    outputs == [name] ? output : "\(name): \(output)"
  }
}
