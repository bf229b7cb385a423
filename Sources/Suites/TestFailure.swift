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
    /// A fault of Valence.
    case bug
  }

  package var kind: Kind
  package var message: String
  package var location: SourceLocation?
  /// The text of the line at `location`, where it is one of the spec file.
  package var sourceLine: String?
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
