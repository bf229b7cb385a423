import Reports

/// Results as JUnit XML, in the part that the schemas of Jenkins and of Ant have in common.
///
/// Every failure is a `failure` with its kind as type, for one schema has no `error` in a test case;
/// what was printed stands in `system-out` of the file, for the other has none in a test case.
package struct JUnitReport: SuiteReport {
  package init() {}

  package func text(of result: SuiteResult) -> String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]
    for (index, file) in result.files.enumerated() {
      lines += suite(file, number: index, began: result.began)
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private func suite(_ file: FileResult, number: Int, began: String) -> [String] {
    let counts = TestCounts([file])
    var lines = [
      element(
        "  <testsuite",
        [
          ("id", "\(number)"), ("package", ""), ("name", file.title), ("timestamp", began),
          ("hostname", "localhost"), ("tests", "\(counts.tests + counts.unloaded)"),
          ("failures", "\(counts.failed + counts.unloaded)"), ("errors", "0"),
          ("skipped", "\(counts.pending + counts.notRun)"), ("time", time(file.seconds)),
        ], ">"),
      "    <properties>",
      element("      <property", [("name", "seed"), ("value", "\(file.seed)")], "/>"),
      "    </properties>",
    ]
    var printed = file.output
    if let failure = file.loadFailure {
      lines += testCase("(loading the file)", file, 0, failures([failure]))
    }
    for result in file.tests {
      lines += testCase(result.test.fullName, file, result.seconds, outcome(of: result))
      if !result.output.isEmpty { printed += ["[\(result.test.fullName)]"] + result.output }
    }
    lines.append("    <system-out>\(escaped(printed.joined(separator: "\n")))</system-out>")
    return lines + ["    <system-err></system-err>", "  </testsuite>"]
  }

  private func testCase(
    _ name: String, _ file: FileResult, _ seconds: Double, _ inside: [String]
  ) -> [String] {
    let attributes = [("name", name), ("classname", className(of: file)), ("time", time(seconds))]
    if inside.isEmpty { return [element("    <testcase", attributes, "/>")] }
    return [element("    <testcase", attributes, ">")] + inside + ["    </testcase>"]
  }

  /// What readers take for package and class: `deep.app_spec` for `deep/app_spec.lua`.
  private func className(of file: FileResult) -> String {
    let name = file.path.hasSuffix(".lua") ? String(file.path.dropLast(4)) : file.path
    let words = name.split { $0 == "/" }.filter { $0 != "." && $0 != ".." }
    return words.joined(separator: ".")
  }

  private func outcome(of result: TestResult) -> [String] {
    switch result.status {
    case .passed: []
    case .failed(let all): failures(all)
    case .pending(let reason): [element("      <skipped", [("message", reason)], "/>")]
    case .notRun:
      [element("      <skipped", [("message", "not run: a test before it failed")], "/>")]
    }
  }

  /// One element for all that went wrong in a test: a schema allows no second one.
  private func failures(_ all: [TestFailure]) -> [String] {
    guard let first = all.first else { return [] }
    let text = all.flatMap(FailureText.lines).joined(separator: "\n")
    let attributes = [("message", first.message), ("type", first.kind.rawValue)]
    return [element("      <failure", attributes, ">") + escaped(text) + "</failure>"]
  }

  private func element(_ start: String, _ attributes: [(String, String)], _ end: String) -> String {
    start + attributes.map { " \($0)=\"\(escaped($1, isAttribute: true))\"" }.joined() + end
  }

  /// Text and attribute values; characters that XML 1.0 does not have become U+FFFD.
  private func escaped(_ text: String, isAttribute: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result += isAttribute ? "&#\(scalar.value);" : String(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private func time(_ seconds: Double) -> String { fixed(seconds, places: 3) }
}
