import ArgumentParser
import Diagnostics
import Experiments
import Reports
import Store
import Studies

/// `valence plan`: what a run would do and what it would cost.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say what a run would do, how long it would take and how much disk it would need.",
    usage: "valence plan [<study>] [<name>=<value> ...] [<options>]",
    discussion: """
      Takes what `valence run` takes, checks the study, and tries a single world for at most two \
      seconds to estimate the rest. It writes nothing to the store, but counts what is there.

        valence plan app.lua reach=0.05,0.1,0.2 --replications 500
        valence plan app.lua --json -
      """)

  @OptionGroup var study: StudyArguments

  func run() throws { try Self.show(study) }

  static func show(_ arguments: StudyArguments) throws {
    try arguments.checkEngine()
    let options = try arguments.planOptions()
    let storePath = try arguments.storePath
    let json = arguments.json.map { FileOutput(path: $0, option: "--json") }
    try json?.check()
    let loaded = try arguments.load()
    let plan = try RunPlan(loaded.study, options)
    StandardError.show(plan.study.warnings + plan.warnings)
    let store =
      FilePath.exists(storePath) ? try ResultStore(path: storePath, access: .readOnly) : nil
    let estimate = try Experiment.estimate(plan, in: store, jobs: arguments.jobs)
    try store?.close()
    let text = PlanText(
      plan: plan, estimate: estimate, studyFile: try arguments.studyPath(), store: storePath,
      jobs: arguments.jobs ?? Experiment.cores)
    if let json, !json.isStandardOutput { try json.write(text.json) }
    try StandardOutput.write(json?.isStandardOutput == true ? text.json : text.rendered)
    if let failure = estimate.failure {
      StandardError.show([
        failure,
        Diagnostic(
          "the first world failed, so a run would too",
          hints: ["time, memory and disk are not known"]),
      ])
      throw Stop.said(failure.errorClass)
    }
  }
}
