import Diagnostics
import Reports

/// Results in the Test Anything Protocol.
///
/// - Source: TAP 14 specification, https://testanything.org/tap-version-14-specification.html
package struct TAPReport: SuiteReport {
  package init() {}

  package func text(of result: SuiteResult) -> String {
    var points: [[String]] = []
    for file in result.files {
      if let failure = file.loadFailure {
        points.append(
          point(points.count + 1, isOK: false, "\(file.title) (loading the file)")
            + block([failure], printed: file.output))
      }
      for test in file.tests {
        points.append(self.point(points.count + 1, test, in: file))
      }
    }
    let head = ["TAP version 14", "1..\(points.count)", "# seed \(result.seed)"]
    return (head + points.joined()).joined(separator: "\n") + "\n"
  }

  private func point(_ number: Int, _ result: TestResult, in file: FileResult) -> [String] {
    let name = "\(file.title): \(result.test.fullName)"
    switch result.status {
    case .passed: return point(number, isOK: true, name) + block([], printed: result.output)
    case .failed(let failures):
      return point(number, isOK: false, name) + block(failures, printed: result.output)
    case .pending(let reason): return point(number, isOK: true, name, skipped: reason)
    case .notRun:
      return point(number, isOK: true, name, skipped: "not run: a test before it failed")
    }
  }

  private func point(
    _ number: Int, isOK: Bool, _ name: String, skipped reason: String? = nil
  ) -> [String] {
    let directive = reason.map { " # SKIP \(oneLine($0))" } ?? ""
    return ["\(isOK ? "ok" : "not ok") \(number) - \(escaped(name))\(directive)"]
  }

  /// A YAML block: texts as JSON strings, which are YAML too.
  private func block(_ failures: [TestFailure], printed: [String]) -> [String] {
    if failures.isEmpty, printed.isEmpty { return [] }
    var lines: [String] = []
    if let first = failures.first {
      lines.append("message: \(quoted(first.message))")
      lines.append("severity: \(first.kind == .assertion ? "fail" : "error")")
      if let location = first.location {
        lines.append("at:")
        lines.append("  file: \(quoted(location.file))")
        if let line = location.line { lines.append("  line: \(line)") }
      }
      if let expected = first.expected { lines.append("expected: \(quoted(expected))") }
      if let actual = first.actual { lines.append("actual: \(quoted(actual))") }
      lines += list("report", failures.flatMap(FailureText.lines))
    }
    lines += list("printed", printed)
    return ["  ---"] + lines.map { "  " + $0 } + ["  ..."]
  }

  private func list(_ name: String, _ texts: [String]) -> [String] {
    texts.isEmpty ? [] : ["\(name):"] + texts.map { "  - \(quoted($0))" }
  }

  private func quoted(_ text: String) -> String { JSONValue.string(text).text }

  /// `#` would begin a directive, and `\` an escape.
  private func escaped(_ text: String) -> String {
    oneLine(text).flatMap { $0 == "#" || $0 == "\\" ? ["\\", $0] : [$0] }.map(String.init).joined()
  }

  private func oneLine(_ text: String) -> String { FailureText.split(text).joined(separator: " ") }
}
