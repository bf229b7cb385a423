package import Diagnostics

/// One thing that went wrong in a test.
package struct TestFailure: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// An assertion does not hold.
    case assertion
    /// The test itself ended in an error.
    case error
    /// Instructions, memory or time were used up.
    case limit
  }

  package var kind: Kind
  package var message: String
  package var location: SourceLocation?
  package var expected: String?
  package var actual: String?
  /// Names and texts, shown as a table.
  package var details: [Detail]
  package var hints: [String]
  /// Calls that led to it, the innermost first; empty where there is only one.
  package var traceback: [String]

  package struct Detail: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(
    _ kind: Kind, _ message: String, at location: SourceLocation? = nil, expected: String? = nil,
    actual: String? = nil, details: [Detail] = [], hints: [String] = [], traceback: [String] = []
  ) {
    self.kind = kind
    self.message = message
    self.location = location
    self.expected = expected
    self.actual = actual
    self.details = details
    self.hints = hints
    self.traceback = traceback
  }
}

/// What became of a test.
package struct TestResult: Sendable {
  package enum Status: Hashable, Sendable {
    case passed
    case failed([TestFailure])
    /// It is still to be written, for the reason.
    case pending(String)
    /// It was not reached: the run stopped at a failure.
    case notRun
  }

  package var test: SpecTest
  package var status: Status
  /// How many assertions it called.
  package var assertions: Int
  package var seconds: Double
  /// The lines that it printed.
  package var output: [String]

  package var isFailure: Bool {
    if case .failed = status { true } else { false }
  }

  package var hasNoAssertion: Bool { status == .passed && assertions == 0 }
}

/// What became of a spec file.
package struct FileResult: Sendable {
  package var path: String
  /// In the order written.
  package var tests: [TestResult]
  /// Why the file could not be loaded; then it has no tests.
  package var loadFailure: TestFailure?
  /// The lines that it printed while it was loaded.
  package var output: [String]
}
