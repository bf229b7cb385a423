import ArgumentParser
import Diagnostics
import Experiments
import Reports
import Store

/// `valence report`: the comparison of a store, again.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a store again, without running anything.",
    usage: "valence report --store <file> [<folder>] [<options>]",
    discussion: """
      Shows the comparison as far as the store has it, even while the study runs. It needs the \
      store alone, not the study. The folder gets index.html, one page that needs no network, \
      and its twins: report.md, report.json and CSV tables with all numbers unrounded.

        valence report --store app.valence app-report
        valence report --store app.valence app-report --figures svg,pdf
        valence report --store app.valence -          the page on standard output
        valence report --store app.valence            only the table, here
        valence report --store app.valence --json -   only the numbers
      """)

  @Option(help: ArgumentHelp("The store of a run.", valueName: "file"))
  var store: String

  @Argument(
    help: ArgumentHelp("The folder for the report; - prints the page.", valueName: "folder"))
  var folder: String?

  @Option(
    help: ArgumentHelp("Also write the numbers as JSON; - is standard output.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Also write every chart as files into the folder: svg, png, pdf.", valueName: "forms"))
  var figures: String?

  @OptionGroup var adjustment: AdjustmentArgument

  func validate() throws {
    if figures != nil, folder == nil || folder == "-" {
      throw ValidationError("--figures needs a folder for the report")
    }
    if json == "-", folder == "-" {
      throw ValidationError("the page and --json cannot both be standard output")
    }
  }

  func run() throws {
    let figures = try figures.map { try Figures($0) }
    let store = try ResultStore(path: store, access: .readOnly)
    let model = ReportModel(
      try Experiment.comparison(in: store), adjustment: adjustment.adjust)
    try store.close()
    try Results(
      model: model, json: json.map { FileOutput(path: $0, option: "--json") },
      page: folder.map { ReportFolder(path: $0, figures: figures) }
    ).show(lastLines: [])
  }
}
