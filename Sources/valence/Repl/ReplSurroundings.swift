import Diagnostics
import Glibc
import Interactive
import Reports
import Studies

/// The disk, as a session reaches it.
final class ReplSurroundings: SessionSurroundings {
  private let allow: [String]
  private var scratch: TemporaryFolder?
  private var stores = 0

  init(allow: [String]) {
    self.allow = allow
  }

  var version: String { Version.number }
  var annotations: [String] { Installation.annotations }
  var chartBundle: String? { ChartRuntime.present?.bundle }

  func text(ofStudy path: String) throws(Diagnostic) -> String { try StudyScript.text(of: path) }

  func data(ofStudy path: String) -> any DataSource { StudyFolder(ofStudy: path, grants: allow) }

  func lastChange(of path: String) -> FileChange? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return FileChange(
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
      bytes: Int(status.st_size))
  }

  func write(_ text: String, to path: String) throws {
    let output = FileOutput(path: path, option: ":save")
    try output.check()
    try output.write(text)
  }

  func writeReport(_ model: ReportModel, to folder: String) throws -> String {
    let report = ReportFolder(path: folder)
    try report.check()
    try report.write(model)
    return report.pagePath
  }

  func scratchStore() throws(Diagnostic) -> String {
    let folder: TemporaryFolder
    if let scratch { folder = scratch } else { folder = try TemporaryFolder() }
    scratch = folder
    stores += 1
    return FilePath.join(folder.path, "\(stores).valence")
  }

  /// Removes what `scratchStore` has made.
  func removeScratch() { scratch = nil }
}
