import ArgumentParser
import Diagnostics
import Experiments
import Reports
import Store

/// `valence export`: the rows of a store as CSV.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the results of every replicate as a table (CSV, long format).",
    usage: "valence export --store <file> [<out>] [--series] [--json <file>]",
    discussion: """
      One line for each scenario, replicate, measure and output: the value or why there is none, \
      how many cases it rests on, and the difference to the twin in the same replicate. Equal \
      results give equal bytes, in whatever order they were computed. It needs the store alone, \
      not the study, and may run while the study runs.

        valence export --store app.valence results.csv
        valence export --store app.valence - | head
        valence export --store app.valence --series steps.csv
        valence export --store app.valence all.csv --json -   also what is in it
      """)

  @Option(help: ArgumentHelp("The store of a run.", valueName: "file"))
  var store: String

  @Argument(help: ArgumentHelp("The file to write; - is standard output.", valueName: "out"))
  var out = "-"

  @Flag(help: "Write the series, step by step, and not the measures.")
  var series = false

  @Option(
    help: ArgumentHelp(
      "Also describe the table as JSON: columns, scenarios, measures; - is standard output.",
      valueName: "file"))
  var json: String?

  func validate() throws {
    if json == "-", out == "-" {
      throw ValidationError("the table and --json cannot both be standard output")
    }
  }

  func run() throws {
    let store = try ResultStore(path: store, access: .readOnly)
    let scenarios = try Experiment.document(in: store).exportScenarios
    let description = json.map { FileOutput(path: $0, option: "--json") }
    try description?.check()
    let export = CSVExport(of: store, scenarios: scenarios)
    switch (out == "-", series) {
    case (true, false): try export.writeResults(to: StandardOutput.write)
    case (true, true): try export.writeSeries(to: StandardOutput.write)
    case (false, false): try export.writeResults(toFile: out)
    case (false, true): try export.writeSeries(toFile: out)
    }
    try description?.write(json(of: scenarios))
    try store.close()
  }

  private func json(of scenarios: [ExportScenario]) -> String {
    let columns = series ? CSVExport.seriesColumns : CSVExport.resultColumns
    let described = scenarios.map { scenario -> JSONValue in
      let measures = scenario.measures.map { measure -> JSONValue in
        [
          "name": .string(measure.name),
          "outputs": .array(measure.outputs.map(JSONValue.string)),
          "twin": measure.twin.map { .string($0.name) } ?? .null,
          "reads_twin": .boolean(measure.readsTwin),
        ]
      }
      return [
        "name": .string(scenario.name),
        "fingerprint": .string(scenario.run),
        "measures": .array(measures),
        "series": .array(scenario.series.map { .string($0.name) }),
      ]
    }
    let document: JSONValue = [
      "format": .integer(1),
      "file": .string(out),
      "columns": .array(columns.map(JSONValue.string)),
      "scenarios": .array(described),
    ]
    return document.text + "\n"
  }
}
