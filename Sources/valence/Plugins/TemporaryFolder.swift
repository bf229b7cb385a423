import Diagnostics
import Glibc
import Studies

/// A folder that is there as long as the value is.
final class TemporaryFolder {
  let path: String

  /// - Parameter folder: what it is made in; the system's folder for such things without.
  init(in folder: String? = nil) throws(Diagnostic) {
    let place = folder ?? TerminalProperties.variable("TMPDIR") ?? "/tmp"
    var template = Array(FilePath.join(place, ".valence-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Diagnostic(
        "cannot make a folder in '\(place)': \(FilePath.systemMessage(errno))", class: .environment)
    }
    path = String(cString: made)
  }

  deinit { FilePath.remove(path) }
}

extension FilePath {
  /// Removes a file, or a folder with all that is in it; links are not followed.
  ///
  /// - Returns: the error number of the first thing that stayed, or `nil`.
  @discardableResult
  static func remove(_ path: String) -> Int32? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return errno == ENOENT ? nil : errno }
    guard status.st_mode & S_IFMT == S_IFDIR else { return unlink(path) == 0 ? nil : errno }
    var failure: Int32?
    for name in names(in: path) {
      let code = remove(join(path, name))
      failure = failure ?? code
    }
    return failure ?? (rmdir(path) == 0 ? nil : errno)
  }
}
