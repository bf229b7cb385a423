import Diagnostics
import Reports

/// One failure in lines of plain text.
enum FailureText {
  static func lines(of failure: TestFailure) -> [String] {
    let place = failure.location.map { "\($0): " } ?? ""
    var lines = split(place + failure.message)
    if let sourceLine = failure.sourceLine, let line = failure.location?.line {
      lines.append("  \(line) | \(PlainText.line(sourceLine))")
    }
    var rows: [TestFailure.Detail] = []
    if let expected = failure.expected { rows.append(.init("expected", expected)) }
    if let actual = failure.actual { rows.append(.init("actual", actual)) }
    lines += table(rows + failure.details)
    lines += failure.hints.map { "  " + PlainText.line($0) }
    lines += failure.traceback.map { "    " + PlainText.line($0) }
    return lines
  }

  /// The lines of a text, freed of what would act on a terminal.
  static func split(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map {
      PlainText.line(String($0))
    }
  }

  /// Names in one column, texts in the next; a text of several lines stays in its column.
  private static func table(_ rows: [TestFailure.Detail]) -> [String] {
    let width = rows.map { $0.name.count }.max() ?? 0
    return rows.flatMap { row in
      split(row.value).enumerated().map { index, line in
        let name = index == 0 ? PlainText.line(row.name) : ""
        return "  " + name + String(repeating: " ", count: max(0, width - name.count)) + "  " + line
      }
    }
  }
}
