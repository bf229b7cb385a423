/// One test of a spec file, as its file declares it.
package struct SpecTest: Hashable, Sendable {
  /// The position among the tests of the file in the order written, from 1.
  package var number: Int
  /// The names of the groups around it, the outermost first.
  package var groups: [String]
  package var name: String
  package var tags: [String]
  /// Where it is written.
  package var line: Int
  /// Why it does not run, for a pending test.
  package var pendingReason: String?
  /// Limits of its own, where it has some.
  package var seconds: Double?
  package var instructions: Int64?

  /// The names of the groups and of the test in one.
  package var fullName: String { (groups + [name]).joined(separator: " ") }
}
