package import Diagnostics
package import Reports
package import Studies

/// What a session needs of the program around it: files, reports, a place for results.
package protocol SessionSurroundings: AnyObject {
  /// The text of a study.
  func text(ofStudy path: String) throws(Diagnostic) -> String
  /// What reads the tables of a study.
  func data(ofStudy path: String) -> any DataSource
  /// When a file was changed last; `nil`: it is not there.
  func lastChange(of path: String) -> FileChange?
  /// Writes a file whole or not at all.
  func write(_ text: String, to path: String) throws
  /// Writes a report with its twins.
  ///
  /// - Returns: the path of the page.
  func writeReport(_ model: ReportModel, to folder: String) throws -> String
  /// A path for the results of the session, in a folder that ends with it.
  func scratchStore() throws(Diagnostic) -> String
  /// The version of Valence, for reports.
  var version: String { get }
  /// The folders with the annotations that help is read from.
  var annotations: [String] { get }
  /// The JavaScript that draws charts; `nil`: it has not been fetched.
  var chartBundle: String? { get }
}

/// What tells one state of a file from another.
package struct FileChange: Hashable, Sendable {
  package var seconds: Int
  package var nanoseconds: Int
  package var bytes: Int

  package init(seconds: Int, nanoseconds: Int, bytes: Int) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
    self.bytes = bytes
  }
}
