import ArgumentParser
import Diagnostics
import Experiments
import Reports
import Store

/// `valence compare`: two stores, or two scenarios, side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare the results of two stores, or of two scenarios.",
    usage: "valence compare <first> <second> [--fail-if <condition>] [<options>]",
    discussion: """
      Shows what changed from the first to the second, with intervals: for results of two versions \
      of a study, run each into a store of its own. Where both have the same seed, replicates are \
      paired. A side is a store, or one scenario of it after a #.

        valence compare old.valence new.valence
        valence compare app.valence#app 'app.valence#pushy app'
        valence compare old.valence new.valence --html changes.html
        valence compare old.valence new.valence --fail-if 'fusion.breadth drops by 0.01'
        valence compare old.valence new.valence --fail-if 'profit (firm) changes by 2% in app'

      A condition fails where the whole 95 % interval of the change lies beyond the amount: then the \
      exit code is 1. A change that may be noise is said, and does not fail. A condition about a \
      number that is undefined on one side fails, since it cannot be checked.
      """)

  @Argument(help: ArgumentHelp("A store, or STORE#SCENARIO.", valueName: "first"))
  var first: String

  @Argument(help: ArgumentHelp("What is compared with it.", valueName: "second"))
  var second: String

  @Option(
    name: .customLong("fail-if"),
    help: ArgumentHelp(
      "End with 1 if this has happened; may be given several times.", valueName: "condition"))
  var failIf: [String] = []

  @Option(help: ArgumentHelp("Also write a page; - is standard output.", valueName: "file"))
  var html: String?

  @Option(
    help: ArgumentHelp("Also write the numbers as JSON; - is standard output.", valueName: "file"))
  var json: String?

  func validate() throws {
    if html == "-", json == "-" {
      throw ValidationError("--html and --json cannot both be standard output")
    }
  }

  func run() throws {
    var conditions: [FailCondition] = []
    for text in failIf { conditions.append(try FailCondition(text)) }
    let page = html.map { FileOutput(path: $0, option: "--html") }
    let numbers = json.map { FileOutput(path: $0, option: "--json") }
    try page?.check()
    try numbers?.check()
    let (one, other) = (try Side(first), try Side(second))
    let comparison = try SideComparison(
      (one.store, one.scenario), (other.store, other.scenario))
    try one.store.close()
    try other.store.close()
    var judged: [Judgement] = []
    for condition in conditions {
      judged += try condition.findings(in: comparison).map {
        Judgement(text: condition.text, row: $0.row, finding: $0.finding)
      }
    }
    let text = SideText(comparison)
    let model = text.model(command: command)
    let document = text.json(
      conditions: judged.map { ($0.text, $0.row, $0.word) })
    if let numbers, !numbers.isStandardOutput { try numbers.write(document) }
    if let page, !page.isStandardOutput {
      try page.write(HTMLPage(model, chartBundle: ChartRuntime.present?.bundle).rendered())
    }
    if let numbers, numbers.isStandardOutput {
      try numbers.write(document)
    } else if let page, page.isStandardOutput {
      try page.write(HTMLPage(model, chartBundle: ChartRuntime.present?.bundle).rendered())
    } else {
      try StandardOutput.write(
        TerminalTable(model, options: TerminalProperties.tableOptions).rendered())
    }
    try conclude(judged)
  }

  /// - Throws: `Stop.said` where a condition is met or cannot be checked, after it has said so.
  private func conclude(_ judged: [Judgement]) throws {
    var failures: [Diagnostic] = []
    for judgement in judged {
      let place = "'\(judgement.row.measure)' in '\(judgement.row.scenario)'"
      switch judgement.finding {
      case .met:
        failures.append(
          Diagnostic("\(judgement.text): so it is with \(place), \(judgement.change)"))
      case .undefined(let reason):
        failures.append(
          Diagnostic("\(judgement.text): cannot be checked, \(place) is undefined (\(reason))"))
      case .unsure:
        StandardError.say(
          "\(judgement.text): perhaps, but it may be noise: \(place), \(judgement.change)")
      case .notMet: break
      }
    }
    if failures.isEmpty { return }
    StandardError.show(failures)
    throw Stop.said(.user)
  }

  private var command: String {
    var words = ["valence", "compare", first, second]
    for condition in failIf { words += ["--fail-if", condition] }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}

/// A condition about one number, and how it ended.
private struct Judgement {
  let text: String
  let row: SideComparison.Row
  let finding: FailCondition.Finding

  /// For programs.
  var word: String {
    switch finding {
    case .met: "met"
    case .unsure: "unsure"
    case .notMet: "not met"
    case .undefined: "undefined"
    }
  }

  /// For a message.
  var change: String {
    guard let difference = row.change.difference else { return "" }
    return "it changed by \(difference)\(row.change.ends), \(row.change.count) replicates"
  }
}

/// A store that is open, and the scenario in it that is meant.
private struct Side {
  let store: ResultStore
  let scenario: String?

  init(_ argument: String) throws {
    let parts = argument.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    store = try ResultStore(path: String(parts[0]), access: .readOnly)
    scenario = parts.count > 1 ? String(parts[1]) : nil
  }
}
