/// Results as people read them.
package struct TextReport {
  package init() {}

  /// The text of one file, ending in a line break.
  package func text(of file: FileResult) -> String {
    var lines = ["\(file.path)"]
    if let failure = file.loadFailure { lines += ["  cannot be loaded"] + text(of: failure) }
    lines += file.output.map { "  | " + $0 }
    for result in file.tests {
      switch result.status {
      case .passed: lines.append("  ok       \(result.test.fullName)")
      case .pending(let reason): lines.append("  pending  \(result.test.fullName) (\(reason))")
      case .notRun: lines.append("  not run  \(result.test.fullName)")
      case .failed(let failures):
        lines.append("  FAILED   \(result.test.fullName)")
        lines += failures.flatMap(text)
      }
      lines += result.output.map { "    | " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(of failure: TestFailure) -> [String] {
    var lines = ["    " + (failure.location.map { "\($0): " } ?? "") + failure.message]
    if let expected = failure.expected { lines.append("      expected  \(expected)") }
    if let actual = failure.actual { lines.append("      actual    \(actual)") }
    lines += failure.details.map { "      \($0.name)  \($0.value)" }
    lines += failure.hints.map { "      \($0)" }
    return lines
  }
}
