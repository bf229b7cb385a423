import Reports

/// Results as people read them: what is wrong in full, the rest in numbers.
package struct TextReport: SuiteReport {
  private let usesColour: Bool
  /// How many of the slowest tests are named.
  private let slowestCount: Int
  /// Seconds below which no test is slow.
  private static let slow = 0.1

  package init(usesColour: Bool = false, slowestCount: Int = 3) {
    self.usesColour = usesColour
    self.slowestCount = slowestCount
  }

  package func text(of result: SuiteResult) -> String {
    result.files.map(text).joined() + summary(of: result)
  }

  /// One file: how its tests ended, and everything that somebody should see.
  package func text(of file: FileResult) -> String {
    let counts = TestCounts([file])
    // Files that were not reached are in the summary.
    if counts.tests > 0, counts.notRun == counts.tests { return "" }
    let time = "\(fixed(file.seconds, places: 2)) s"
    var lines = [
      "\(PlainText.line(file.title))  "
        + coloured(counts.described, counts.isSuccess ? "32" : "31") + "  " + time
    ]
    if let failure = file.loadFailure {
      lines += FailureText.lines(of: failure).map { "  " + $0 }
    }
    lines += printed(file.output).map { "  " + $0 }
    for result in file.tests { lines += self.lines(of: result, in: file) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The last lines: counts, slowest tests, seed.
  package func summary(of result: SuiteResult) -> String {
    let counts = result.counts
    var lines = [""]
    if let coverage = result.coverage { lines += CoverageText.lines(of: coverage) + [""] }
    lines += slowest(of: result)
    lines.append(
      coloured(
        "\(counted(counts.tests, "test")) in \(extent(of: result)): "
          + counts.described, counts.isSuccess ? "32" : "31")
        + ". \(fixed(result.seconds, places: 2)) s, seed \(result.seed).")
    if counts.withoutAssertion > 0 {
      lines.append(
        "\(counted(counts.withoutAssertion, "test")) passed without an assertion.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func extent(of result: SuiteResult) -> String {
    let files = counted(Set(result.files.map(\.path)).count, "file")
    let rounds = result.files.map(\.round).max() ?? 1
    return rounds == 1 ? files : "\(files), \(rounds) rounds"
  }

  /// Nothing for a test that passed in silence.
  private func lines(of result: TestResult, in file: FileResult) -> [String] {
    let name = PlainText.line(result.test.fullName)
    var lines: [String] = []
    switch result.status {
    case .passed:
      if result.hasNoAssertion {
        lines.append("  " + coloured("no assertion", "33") + "  \(name) (line \(result.test.line))")
      } else if !result.output.isEmpty {
        lines.append("  passed  \(name)")
      }
    case .notRun: break
    case .pending(let reason):
      lines.append("  " + coloured("pending", "33") + "  \(name): \(PlainText.line(reason))")
    case .failed(let failures):
      lines.append("  " + coloured("FAILED", "31") + "  \(name)")
      for failure in failures { lines += FailureText.lines(of: failure).map { "    " + $0 } }
    }
    lines += printed(result.output).map { "    " + $0 }
    let again = RepeatCommand.text(
      file: file.path, test: result.test.fullName, file.seed, study: file.studySeed)
    // An assertion on random numbers has said so itself.
    let isSaid = result.failures.contains { $0.details.contains { $0.value == again } }
    if result.isFailure, !isSaid { lines.append("    again: " + PlainText.line(again)) }
    return lines
  }

  private func printed(_ output: [String]) -> [String] {
    output.isEmpty ? [] : ["printed:"] + output.flatMap(FailureText.split).map { "  " + $0 }
  }

  private func slowest(of result: SuiteResult) -> [String] {
    var found: [(seconds: Double, name: String)] = []
    for file in result.files {
      for test in file.tests where test.seconds >= Self.slow {
        found.append((test.seconds, PlainText.line("\(file.title): \(test.test.fullName)")))
      }
    }
    found.sort { ($1.seconds, $0.name) < ($0.seconds, $1.name) }
    return found.prefix(slowestCount).map { "slow: \(fixed($0.seconds, places: 2)) s  \($0.name)" }
  }

  private func coloured(_ text: String, _ code: String) -> String {
    usesColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
