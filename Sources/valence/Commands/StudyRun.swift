import Diagnostics
import Experiments
import Glibc
import Reports
import Store
import Studies

/// A run from the arguments to the finished comparison.
struct StudyRun {
  let plan: RunPlan
  let store: ResultStore
  private let arguments: StudyArguments
  private let studyFile: String

  /// Loads and plans the study and opens its store.
  ///
  /// - Parameter checkOutputs: called when the study is known to be right, before the store is made.
  /// - Throws: whatever is wrong with the arguments, the study, the outputs or the store.
  init(_ arguments: StudyArguments, retryFailed: Bool, checkOutputs: () throws -> Void) throws {
    try arguments.checkEngine()
    if arguments.engine != "lua" { NativeLibrary.openAhead() }
    self.arguments = arguments
    studyFile = try arguments.studyPath()
    var options = try arguments.planOptions()
    options.retryFailed = retryFailed
    let storePath = try arguments.storePath
    let loaded = try arguments.load()
    plan = try RunPlan(loaded.study, options)
    StandardError.show(plan.study.warnings + plan.warnings)
    try checkOutputs()
    store = try ResultStore(path: storePath, access: .readWrite) { holder in
      let who = holder.map { "\($0)" } ?? "another process"
      StandardError.say("waiting for \(who), which writes '\(storePath)' ...")
    }
    if !arguments.quiet { announce() }
  }

  /// Runs what the store does not have.
  ///
  /// - Throws: `Stop.said` where the run was stopped, after it has said how to go on.
  func finish(control: RunControl) throws -> (RunOutcome, Comparison) {
    var line = ProgressLine(isQuiet: arguments.quiet)
    let library = try arguments.library()
    let context = RunContext(
      studyFile: studyFile, command: command, version: Version.number,
      engine: library == nil ? "lua" : "native")
    let result = Result { () throws(DiagnosticList) in
      try Experiment.run(
        plan, in: store, context: context, jobs: arguments.jobs, control: control,
        library: library, onProgress: { line.show($0) })
    }
    line.clear()
    let outcome = try result.get()
    if outcome.wasStopped {
      try store.close()
      StandardError.say(
        """
        stopped: \(Quantity.counted(outcome.done + outcome.kept, "replicate")) of \
        \(outcome.asked) \(outcome.done + outcome.kept == 1 ? "is" : "are") kept in \
        \(store.path)
          the same command goes on from there: \(command)
        """)
      throw Stop.said(.limit)
    }
    let comparison = try Experiment.comparison(in: store)
    if let precision = comparison.document.precision, precision.isReached != nil,
      let note = comparison.document.notes.last
    {
      if precision.isReached == false {
        StandardError.show([Diagnostic(note, severity: .warning)])
      } else if !arguments.quiet {
        StandardError.say(printable(note))
      }
    }
    try store.close()
    if !arguments.quiet, outcome.done > 0 {
      StandardError.say(
        "\(Quantity.counted(outcome.done, "replicate")) in \(Quantity.duration(outcome.seconds))")
    }
    return (outcome, comparison)
  }

  /// - Throws: `Stop.said` where replicates did not end well, after it has said so.
  func complain(about outcome: RunOutcome) throws {
    let failed = outcome.failed + outcome.failuresKept
    var found = outcome.firstFailure.map { [$0] } ?? []
    if failed > 0 {
      found.append(
        Diagnostic(
          "\(Quantity.counted(failed, "replicate")) failed, wholly or in part: what failed is not "
            + "in the results",
          hints: ["after mending the cause outside the study, run them again with --retry-failed"]))
    }
    if outcome.interrupted > 0 {
      found.append(
        Diagnostic(
          "\(Quantity.counted(outcome.interrupted, "replicate")) came to the limit of memory or time",
          class: .limit, hints: ["the same command runs them again; fewer jobs need less memory"]))
    }
    found += outcome.sectionFailures
    if found.isEmpty { return }
    StandardError.show(found)
    throw Stop.said(.user)
  }

  private func announce() {
    let study = plan.study
    StandardError.say(
      """
      \(printable(study.name)): \(Quantity.counted(plan.cells.count, "scenario")), \
      \(PlanText.replications(plan)), seed \(study.seed), \
      \(Quantity.counted(arguments.jobs ?? Experiment.cores, "job")), store \(store.path)
      """)
    for note in plan.notes { StandardError.say("note: \(printable(note))") }
  }

  /// What to type to get the same results again.
  private var command: String {
    var words = ["valence", "run", studyFile]
    words += arguments.words.filter(SettingArgument.isMeant)
    if let sample = arguments.sample {
      words += ["--sample", "\(sample.method.rawValue):\(sample.points)"]
    }
    if arguments.oneAtATime { words.append("--one-at-a-time") }
    words += ["--seed", String(plan.study.seed)]
    if let goal = plan.precision?.goal {
      if goal.location == nil {
        let halfWidth = ParameterValue.number(goal.halfWidth).described
        words += ["--until", "\(goal.measure):\(halfWidth)"]
      }
      words += ["--replications", "\(goal.atLeast)..\(goal.atMost)"]
    } else {
      words += ["--replications", String(plan.replications)]
    }
    if let store = arguments.store { words += ["--store", store] }
    for item in arguments.data { words += ["--data", item] }
    for item in arguments.allow { words += ["--allow", item] }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
