import Diagnostics
import Reports

/// Results for programs; format 1.
package struct JSONReport: SuiteReport {
  package init() {}

  package func text(of result: SuiteResult) -> String {
    let counts = result.counts
    var members: [JSONValue.Member] = [
      .init("format", .integer(1)), .init("seed", .string(String(result.seed))),
      .init("seconds", .number(result.seconds)), .init("began", .string(result.began)),
      .init(
        "counts",
        [
          "tests": .integer(counts.tests), "passed": .integer(counts.passed),
          "failed": .integer(counts.failed), "pending": .integer(counts.pending),
          "not_run": .integer(counts.notRun),
          "without_assertion": .integer(counts.withoutAssertion),
          "files": .integer(result.files.count), "files_not_loaded": .integer(counts.unloaded),
        ]),
      .init("files", .array(result.files.map(value))),
    ]
    if let coverage = result.coverage {
      members.append(.init("coverage", .array(coverage.files.map(value))))
    }
    return JSONValue.object(members).text + "\n"
  }

  private func value(_ file: FileResult) -> JSONValue {
    [
      "file": .string(file.path), "round": .integer(file.round),
      "seed": .string(String(file.seed)), "seconds": .number(file.seconds),
      "load_failure": file.loadFailure.map(value) ?? .null, "printed": texts(file.output),
      "tests": .array(file.tests.map(value)),
    ]
  }

  private func value(_ result: TestResult) -> JSONValue {
    let test = result.test
    let (status, reason): (String, JSONValue) =
      switch result.status {
      case .passed: ("passed", .null)
      case .failed: ("failed", .null)
      case .pending(let reason): ("pending", .string(reason))
      case .notRun: ("not_run", .null)
      }
    return [
      "name": .string(test.fullName), "groups": texts(test.groups), "tags": texts(test.tags),
      "line": .integer(test.line), "status": .string(status), "reason": reason,
      "assertions": .integer(result.assertions), "seconds": .number(result.seconds),
      "printed": texts(result.output), "failures": .array(result.failures.map(value)),
    ]
  }

  private func value(_ failure: TestFailure) -> JSONValue {
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    return [
      "kind": .string(failure.kind.rawValue), "message": .string(failure.message),
      "file": text(failure.location?.file),
      "line": failure.location?.line.map(JSONValue.integer) ?? .null,
      "expected": text(failure.expected), "actual": text(failure.actual),
      "details": .object(
        failure.details.map { JSONValue.Member($0.name, .string($0.value)) }),
      "hints": texts(failure.hints), "traceback": texts(failure.traceback),
    ]
  }

  private func value(_ file: CoverageReport.File) -> JSONValue {
    [
      "file": .string(file.path), "lines": .integer(file.lines.count),
      "missed_lines": .array(file.missedLines.map(JSONValue.integer)),
      "functions": .integer(file.functions.count),
      "missed_functions": .array(file.missedFunctions.map(JSONValue.integer)),
    ]
  }

  private func texts(_ list: [String]) -> JSONValue { .array(list.map(JSONValue.string)) }
}
