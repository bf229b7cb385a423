internal import Glibc

/// Where a store lies, checked before SQLite touches anything.
///
/// The file itself is never opened here, only looked at: closing any descriptor of a database would
/// drop the locks that SQLite holds on it in this process.
struct StoreFile {
  /// The path as the user gave it.
  let shown: String
  /// The absolute path without links, so that every process finds the same lock beside it.
  let path: String
  let exists: Bool
  let size: Int

  /// - Throws: a `StoreError` where no store can be at `shown`.
  init(_ shown: String) throws(StoreError) {
    guard !shown.isEmpty, !shown.utf8.contains(0) else {
      throw .cannotOpen(shown, because: "this is not a path")
    }
    self.shown = shown
    var status = stat()
    if stat(shown, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw StoreFile.isFolder(shown)
      default: throw .notAStore(shown, because: "it is a device or a pipe")
      }
      guard let path = StoreFile.resolved(shown) else {
        throw StoreError(errno: errno, path: shown)
      }
      self.path = path
      exists = true
      size = Int(status.st_size)
      return
    }
    let reason = errno
    guard reason == ENOENT else { throw StoreError(errno: reason, path: shown) }
    if lstat(shown, &status) == 0 {
      throw .cannotOpen(shown, because: "it is a link to a file that does not exist")
    }
    if shown.hasSuffix("/") { throw StoreFile.isFolder(shown) }
    let folder = StoreFile.folder(of: shown)
    guard let resolvedFolder = StoreFile.resolved(folder) else {
      throw StoreFile.folderMissing(folder, of: shown)
    }
    let name = shown.split(separator: "/").last.map(String.init) ?? shown
    path = resolvedFolder == "/" ? "/" + name : resolvedFolder + "/" + name
    exists = false
    size = 0
  }

  /// The folder part of a path: `.` where it has none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether this process may write in the store's folder.
  var folderIsWritable: Bool { StoreFile.isWritable(StoreFile.folder(of: path)) }

  /// Refuses early, with the reason, what SQLite would refuse late without one.
  func checkWritable() throws(StoreError) {
    if exists, !StoreFile.isWritable(path) { throw StoreError(errno: errno, path: shown) }
    let folder = StoreFile.folder(of: path)
    if !StoreFile.isWritable(folder) {
      let reason = errno == EROFS ? "the disk is mounted read-only" : "permission denied"
      throw .readOnly(shown, because: "its folder '\(folder)' may not be written (\(reason))")
    }
  }

  /// Asks for the rights that this process really has, not for those of the user who started it.
  private static func isWritable(_ path: String) -> Bool {
    faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0
  }

  /// The absolute path without links; `nil`, with `errno` set, where there is none.
  static func resolved(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  private static func isFolder(_ path: String) -> StoreError {
    let inside = path.hasSuffix("/") ? path : path + "/"
    return StoreError(
      .isFolder, "'\(path)' is a folder, not a store", path: path,
      hints: ["name a file in it: --store \(inside)results.valence"])
  }

  private static func folderMissing(_ folder: String, of path: String) -> StoreError {
    StoreError(
      .folderMissing, "the folder '\(folder)' of the store '\(path)' does not exist", path: path,
      hints: ["make it first: mkdir -p \(folder)"])
  }
}
