package import Diagnostics
internal import Glibc
package import LuaRuntime
internal import Statistics
package import Store
package import Studies

/// Runs planned experiments and reads what came of them.
package enum Experiment {
  /// The processors of the machine.
  package static var cores: Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Declares an experiment to a store and runs what the store does not have.
  ///
  /// The results do not depend on `jobs`, nor on how often the work was stopped and taken up again.
  ///
  /// - Parameters:
  ///   - jobs: threads, each with its own Lua state; all cores if `nil`.
  ///   - limits: of each of these states.
  ///   - library: the study's machine code; `nil`: everything runs on the interpreter.
  ///   - onProgress: called on this thread about ten times a second, and at the end.
  /// - Throws: what keeps the work from going on, a store that cannot be written above all. What was
  ///   recorded before is kept.
  package static func run(
    _ plan: RunPlan, in store: ResultStore, context: RunContext, jobs: Int? = nil,
    limits: LuaLimits = LuaLimits(), control: RunControl = RunControl(),
    library: NativeLibrary? = nil, onProgress: (Progress) -> Void = { _ in }
  ) throws(DiagnosticList) -> RunOutcome {
    let groups = Components(plan.runs).groups
    var outcome = RunOutcome.nothing
    var document = ExperimentDocument(plan, context: context)
    var first = 1
    var goal: String?
    for count in plan.precision?.rule.boundaries ?? [plan.replications] {
      let stage = plan.upTo(count)
      document = ExperimentDocument(stage, context: context)
      try declare(stage, document, in: store)
      let backlog = try Backlog(stage, from: first, groups: groups, store: store)
      let session = Session(
        stage, groups: groups, backlog: backlog, store: store, control: control, limits: limits,
        library: library)
      outcome.add(
        try session.run(jobs: max(1, jobs ?? cores)) { progress in
          var progress = progress
          progress.goal = goal
          onProgress(progress)
        })
      // What memory or time stopped runs again: without it nothing can be decided.
      if outcome.wasStopped || outcome.interrupted > 0 { break }
      guard let precision = plan.precision else { continue }
      let state = try orDiagnostics { () throws(StoreError) in
        try PrecisionCheck(plan: stage, precision: precision, store: store).state(after: count)
      }
      document.decide(state, precision)
      goal = precision.waiting(state, after: count)
      first = count + 1
      if state.isMet { break }
    }
    guard !outcome.wasStopped else { return outcome }
    if !document.sections.isEmpty {
      let maker = try SectionMaker(
        plan.upTo(document.replications), document, store: store, limits: limits)
      document.sections = try maker.sections()
      outcome.sectionFailures = document.sections.compactMap(\.failure)
    } else if plan.precision == nil {
      return outcome
    }
    try declare(plan, document, in: store)
    return outcome
  }

  private static func declare(
    _ plan: RunPlan, _ document: ExperimentDocument, in store: ResultStore
  )
    throws(DiagnosticList)
  {
    guard let text = DocumentText.encode(document) else {
      throw DiagnosticList([Diagnostic("the experiment cannot be written down", class: .bug)])
    }
    let runs = plan.runs.map { run in
      RunRecord(
        fingerprint: run.fingerprint, semantics: document.context.semantics,
        description: DocumentText.encode(RunDescription(run, plan.study)) ?? "{}")
    }
    try orDiagnostics { () throws(StoreError) in
      try store.register(runs)
      try store.declare(
        ExperimentRecord(key: document.key(), name: document.title, document: text))
    }
  }

  /// The experiment that was declared last.
  package static func document(in store: ResultStore) throws(DiagnosticList) -> ExperimentDocument {
    let records = try orDiagnostics { () throws(StoreError) in try store.experiments() }
    guard let record = records.last else {
      throw DiagnosticList([
        Diagnostic(
          "the store '\(store.path)' holds no experiment",
          hints: ["a run makes one: valence run STUDY --store \(store.path)"])
      ])
    }
    guard let document = DocumentText.decode(ExperimentDocument.self, from: record.document),
      document.isConsistent
    else {
      throw DiagnosticList([
        Diagnostic(
          "the experiment '\(record.name)' in '\(store.path)' is written in a form that this "
            + "version does not read", class: .unsupported,
          hints: ["run its study again with this store: what is there is not computed again"])
      ])
    }
    return document
  }

  /// What the replicates in a store say, those of the experiment declared last by default.
  package static func comparison(
    in store: ResultStore, document: ExperimentDocument? = nil
  ) throws(DiagnosticList) -> Comparison {
    let shown: ExperimentDocument
    if let document { shown = document } else { shown = try Self.document(in: store) }
    return try orDiagnostics { () throws(StoreError) in
      var reader = ComparisonReader(store: store, document: shown)
      return try reader.comparison()
    }
  }

  static func orDiagnostics<Value>(
    _ body: () throws(StoreError) -> Value
  ) throws(DiagnosticList) -> Value {
    do {
      return try body()
    } catch {
      throw DiagnosticList([error.diagnostic])
    }
  }
}

/// What a run is, for people who open a store with other tools.
private struct RunDescription: Encodable {
  var study: String
  var seed: UInt64
  var steps: Int
  var parameters: [String: String]
  var differences: [String]

  init(_ run: PlannedRun, _ study: Study) {
    self.study = study.name
    seed = study.seed
    steps = study.steps
    parameters = run.scenario.parameters.mapValues(\.described)
    differences = run.scenario.differences(in: study).map { "\($0.name): \($0.value)" }
  }
}
