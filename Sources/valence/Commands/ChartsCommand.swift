import ArgumentParser
import Diagnostics

/// `valence charts`: fetch what draws the charts of reports.
struct ChartsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "charts",
    abstract: "Fetch what the charts of reports need.",
    discussion: """
      Charts are drawn by Vega-Lite, which is no part of Valence: this fetches the Python package \
      vl-convert-python, in one version and checked by its content, into the user's cache, once. \
      It needs python3 with pip, and a network. Pages with charts then need neither.

      Without it a report has all its tables, and says where charts would be.

        valence charts --check    only say whether it is here
      """)

  @Flag(help: "Fetch nothing, only say whether it is here: the exit code is 1 where it is not.")
  var check = false

  func run() throws {
    if let present = ChartRuntime.present {
      return StandardError.say("the runtime of charts is in \(present.folder)")
    }
    if check {
      StandardError.say("the runtime of charts is not here; to fetch it: valence charts")
      throw Stop.said(.environment)
    }
    StandardError.say("fetching the runtime of charts, about 33 MB ...")
    let runtime = try ChartRuntime.fetch()
    StandardError.say("the runtime of charts is in \(runtime.folder)")
  }
}
