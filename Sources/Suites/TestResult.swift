/// What became of a test.
package struct TestResult: Sendable {
  package enum Status: Hashable, Sendable {
    case passed
    case failed([TestFailure])
    /// It is still to be written, or said that it cannot say anything yet, for the reason.
    case pending(String)
    /// It was not reached: the run stopped at a failure.
    case notRun
  }

  package var test: SpecTest
  package var status: Status
  /// How many assertions it called.
  package var assertions = 0
  package var seconds = 0.0
  /// The lines that it printed.
  package var output: [String] = []

  package var isFailure: Bool { !failures.isEmpty }

  package var failures: [TestFailure] {
    if case .failed(let failures) = status { failures } else { [] }
  }

  /// Whether it passed without having asked anything.
  package var hasNoAssertion: Bool { status == .passed && assertions == 0 }
}

/// What became of a spec file in one round.
package struct FileResult: Sendable {
  package var path: String
  /// 1, or higher where the tests are repeated.
  package var round: Int
  package var seed: UInt64
  /// The seed of every study in place of its own, if any.
  package var studySeed: UInt64?
  /// The selected tests in the order written.
  package var tests: [TestResult] = []
  /// Why the file could not be loaded; then it has no tests.
  package var loadFailure: TestFailure?
  /// The lines that it printed while it was loaded.
  package var output: [String] = []
  package var seconds = 0.0
  /// The lines and functions that ran, where coverage was asked for.
  package var coverage = LineCoverage()

  package init(path: String, round: Int = 1, seed: UInt64, studySeed: UInt64? = nil) {
    self.path = path
    self.round = round
    self.seed = seed
    self.studySeed = studySeed
  }

  /// The path, and which round it is where there are several.
  package var title: String { round == 1 ? path : "\(path) (round \(round), seed \(seed))" }

  package var isFailure: Bool { loadFailure != nil || tests.contains(where: \.isFailure) }
}

/// What became of all tests.
package struct SuiteResult: Sendable {
  /// In the order of the files, round after round.
  package var files: [FileResult]
  package var seed: UInt64
  /// Wall-clock time of the whole run.
  package var seconds: Double
  /// When it began: `2026-01-31T12:00:00`, universal time.
  package var began: String
  /// What ran of the files that were loaded, where that was asked for.
  package var coverage: CoverageReport?

  package init(
    files: [FileResult], seed: UInt64, seconds: Double, began: String,
    coverage: CoverageReport? = nil
  ) {
    self.files = files
    self.seed = seed
    self.seconds = seconds
    self.began = began
    self.coverage = coverage
  }

  package var tests: [TestResult] { files.flatMap(\.tests) }
  package var counts: TestCounts { TestCounts(files) }
}

/// How many tests ended how.
package struct TestCounts: Hashable, Sendable {
  package var passed = 0
  package var failed = 0
  package var pending = 0
  package var notRun = 0
  /// Of those that passed.
  package var withoutAssertion = 0
  /// Files that could not be loaded.
  package var unloaded = 0

  package init(_ files: [FileResult]) {
    for file in files {
      if file.loadFailure != nil { unloaded += 1 }
      for result in file.tests {
        switch result.status {
        case .passed: passed += 1
        case .failed: failed += 1
        case .pending: pending += 1
        case .notRun: notRun += 1
        }
        if result.hasNoAssertion { withoutAssertion += 1 }
      }
    }
  }

  package var tests: Int { passed + failed + pending + notRun }
  package var isSuccess: Bool { failed == 0 && unloaded == 0 }

  /// `12 passed, 1 failed`: what there is, in words.
  package var described: String {
    var parts: [String] = []
    if unloaded > 0 { parts.append(counted(unloaded, "file") + " not loaded") }
    if passed > 0 || tests == 0 && unloaded == 0 { parts.append("\(passed) passed") }
    if failed > 0 { parts.append("\(failed) failed") }
    if pending > 0 { parts.append("\(pending) pending") }
    if notRun > 0 { parts.append("\(notRun) not run") }
    return parts.joined(separator: ", ")
  }
}
