import ArgumentParser
import Diagnostics
import Experiments
import Glibc
import Reports
import Store
import Studies

/// `valence run`: the experiment, its table and its report.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a study: compare its scenarios in a table and a report.",
    usage: "valence run [<study>] [<name>=<value> ...] [<options>]",
    discussion: """
      Runs every scenario of the study as often as it says, over all cores, and compares each \
      with its baseline, replicate by replicate. Without a name, the study is study.lua in this \
      folder.

        valence run                          study.lua
        valence run app.lua reach=0.1        with a parameter set
        valence run app.lua reach=0.1,0.2    a sweep: all scenarios at each value
        valence run app.lua 'reach=range(0, 1, 0.25)'        five values
        valence run app.lua reach=0.1..0.3 --sample lhs:50   a Latin hypercube
        valence run app.lua --one-at-a-time  each number alone, halved and doubled
        valence run app.lua care.help=0.8    one level of a parameter with levels
        valence run app.lua --replications 500     more worlds, narrower intervals
        valence run app.lua --until 'profit:10' --replications 20..500
        valence run app.lua --json -               results as JSON, nothing else
        valence run app.lua --data sales=all.csv   another file for table 'sales'

      What is set here replaces what the study's design says of the same parameter; --sample \
      replaces its sampling, --one-at-a-time all of it. The baseline keeps what it sets itself. \
      With --until, worlds are added until the 95 % interval of that number's difference to the \
      baseline is plus and minus 10 or narrower; for another interval than that of 95 % use \
      valence.until_precise in the study, which has a level.

      Results are kept in a store, app.valence beside app.lua. What the store has is not run \
      again: a run that was stopped goes on where it stood, and asking for more replications runs \
      only those. The same study, seed and settings give the same results on every machine. The \
      report goes to app-report/index.html.
      """)

  @OptionGroup var study: StudyArguments

  @Option(
    help: ArgumentHelp(
      "The folder for the report (default: beside the study); - prints the page.",
      valueName: "folder"))
  var report: String?

  @Option(
    help: ArgumentHelp(
      "Also write every chart as files into the report's folder: svg, png, pdf.",
      valueName: "forms"))
  var figures: String?

  @OptionGroup var adjustment: AdjustmentArgument

  @Flag(help: "Write no report.")
  var noReport = false

  @Flag(help: "Run replicates again that ended in an error before.")
  var retryFailed = false

  @Option(
    help: ArgumentHelp(
      "Stop after so many seconds; the same command goes on from there.", valueName: "seconds"),
    transform: Count.seconds)
  var timeLimit: Double?

  @Flag(help: "Run nothing, say what would be run, as `valence plan` does.")
  var dryRun = false

  func validate() throws {
    if noReport, report != nil { throw ValidationError("--report and --no-report exclude another") }
    if figures != nil, noReport || report == "-" {
      throw ValidationError("--figures needs a folder for the report")
    }
    if study.json == "-", report == "-" {
      throw ValidationError("--json and --report cannot both be standard output")
    }
  }

  func run() throws {
    if dryRun { return try PlanCommand.show(study) }
    let json = study.json.map { FileOutput(path: $0, option: "--json") }
    let page = try reportFolder()
    let started = try StudyRun(study, retryFailed: retryFailed) {
      try Results.check(json: json, page: page)
    }
    let control = RunControl(timeLimit: timeLimit)
    Interruption.stop(control)
    let (outcome, comparison) = try started.finish(control: control)
    let model = ReportModel(comparison, adjustment: adjustment.adjust)
    let results = Results(model: model, json: json, page: page)
    try results.show(lastLines: [
      "Seed \(started.plan.study.seed). Results: \(started.store.path)"
    ])
    try started.complain(about: outcome)
  }

  private func reportFolder() throws(Diagnostic) -> ReportFolder? {
    if noReport { return nil }
    let path = try study.studyPath()
    return ReportFolder(
      path: report ?? FilePath.beside(path, FilePath.stem(of: path) + "-report"),
      figures: try figures.map { argument throws(Diagnostic) in try Figures(argument) })
  }
}
