package import Diagnostics

/// The files that tests reach: studies, and golden results beside a spec.
///
/// The command gives access to the disk; tests of the suites themselves have files in memory.
package protocol SuiteFiles: Sendable {
  /// The text of a file; `nil`: there is none.
  func text(of path: String) throws(Diagnostic) -> String?
  /// Writes a file as a whole, or leaves it as it was.
  func replace(_ path: String, with text: String) throws(Diagnostic)
}
