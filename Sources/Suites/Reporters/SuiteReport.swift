/// A form in which results are written.
package protocol SuiteReport {
  /// The whole report, ending in a line break.
  func text(of result: SuiteResult) -> String
}
