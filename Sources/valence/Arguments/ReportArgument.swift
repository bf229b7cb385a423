import Diagnostics
import Suites

/// The argument of `--report`: `text`, `tap=results.tap`, several with commas between them.
struct ReportArgument {
  enum Form: String, CaseIterable {
    case text, tap, junit, json, lcov
  }

  let form: Form
  let output: FileOutput

  /// All reports of a command line; text on standard output unless another one goes there or the text
  /// goes to a file.
  ///
  /// - Throws: a `Diagnostic` of wrong usage.
  static func parse(_ arguments: [String]) throws(Diagnostic) -> [ReportArgument] {
    var reports: [ReportArgument] = []
    for argument in arguments {
      for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
        reports.append(try parse(word))
      }
    }
    let shown = reports.filter(\.output.isStandardOutput)
    if shown.count > 1 {
      throw Diagnostic(
        "\(shown.map { "'\($0.form)'" }.joined(separator: " and ")) cannot both be standard output",
        class: .usage, hints: ["give all but one a file: --report \(shown[1].form)=FILE"])
    }
    if shown.isEmpty, !reports.contains(where: { $0.form == .text }) {
      reports.append(ReportArgument(form: .text, output: FileOutput(path: "-", option: "--report")))
    }
    return reports
  }

  private static func parse(_ word: Substring) throws(Diagnostic) -> ReportArgument {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let form = Form(rawValue: name) else {
      throw Diagnostic(
        "there is no report '\(name)'", class: .usage,
        hints: [unknownNameHint(name, among: Form.allCases.map(\.rawValue), noun: "reports")])
    }
    let path = parts.count > 1 ? String(parts[1]) : "-"
    guard !path.isEmpty else {
      throw Diagnostic(
        "'\(word)' names no file", class: .usage, hints: ["write \(name)=FILE, or \(name) alone"])
    }
    return ReportArgument(form: form, output: FileOutput(path: path, option: "--report \(name)="))
  }

  func report(slowest: Int) -> any SuiteReport {
    switch form {
    case .text:
      TextReport(
        usesColour: output.isStandardOutput && TerminalProperties.usesColour(1),
        slowestCount: slowest)
    case .tap: TAPReport()
    case .junit: JUnitReport()
    case .json: JSONReport()
    case .lcov: LCOVReport()
    }
  }
}
