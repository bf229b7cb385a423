import Diagnostics

extension StudyReader {
  private static let mostReplications = 10_000_000

  /// Reads how many replicates are run: a number, or until an interval is narrow enough.
  func readReplications() {
    guard let table = root.node("replications").table, table.sort == "until_precise" else {
      study.replications = root.wholeNumber("replications", in: 1...Self.mostReplications) ?? 30
      return
    }
    let reader = TableReader(
      table, what: "valence.until_precise", context: context, near: root.place(of: "replications"))
    let measure = reader.requiredText("measure", "the number, as the report names it")
    let halfWidth = reader.requiredNumber("half_width", "half of the width of its interval")
    if let halfWidth, halfWidth <= 0 {
      reader.report("'half_width' of \(reader.what) must be above 0", at: "half_width")
    }
    var goal = PrecisionGoal(measure: measure ?? "", halfWidth: halfWidth ?? 1)
    let least = PrecisionGoal.fewestReplications
    goal.scenario = reader.text("scenario")
    goal.location = reader.location
    if let count = reader.wholeNumber("at_least", in: least...Self.mostReplications) {
      goal.atLeast = count
    }
    if let count = reader.wholeNumber("at_most", in: least...Self.mostReplications) {
      goal.atMost = count
    }
    if let count = reader.wholeNumber("batch", in: 1...Self.mostReplications) { goal.batch = count }
    if let level = reader.number("level", in: 0.5...0.999) { goal.level = level }
    if goal.atMost < goal.atLeast {
      reader.report(
        "'at_most' of \(reader.what), \(goal.atMost), is below 'at_least', \(goal.atLeast)",
        at: "at_most")
    }
    reader.reportUnknown()
    study.precision = goal
    study.replications = goal.atMost
  }
}
