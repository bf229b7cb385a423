internal import Glibc

extension CSVExport {
  /// Writes the values of all measures to a file; see `writeResults(to:)`.
  ///
  /// - Throws: a `StoreError`; a file that was at `path` is then as it was.
  package func writeResults(toFile path: String) throws(StoreError) {
    try write(toFile: path) { try writeResults(to: $0) }
  }

  /// Writes all series to a file; see `writeSeries(to:)`.
  ///
  /// - Throws: a `StoreError`; a file that was at `path` is then as it was.
  package func writeSeries(toFile path: String) throws(StoreError) {
    try write(toFile: path) { try writeSeries(to: $0) }
  }

  private func write(
    toFile path: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws(StoreError) {
    let output = try OutputFile(path, store: store.file)
    do {
      try body { try output.append($0) }
      try output.finish()
    } catch {
      output.discard()
      throw StoreError(error, path: store.path, file: store.file.path)
    }
  }
}

/// A file that comes into being whole: written beside its place and moved there at the end.
///
/// What is no regular file (a pipe, a device) is written directly.
private final class OutputFile {
  private let shown: String
  private let place: String
  private var temporary: String?
  private var descriptor: Int32

  init(_ shown: String, store: StoreFile) throws(StoreError) {
    self.shown = shown
    var status = stat()
    let exists = stat(shown, &status) == 0
    var own = stat()
    if exists, stat(store.path, &own) == 0, own.st_ino == status.st_ino, own.st_dev == status.st_dev
    {
      throw StoreError(
        .inputOutput, "cannot write the export to '\(shown)': it is the store itself", path: shown,
        hints: ["give another name for the export"])
    }
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw OutputFile.error(EISDIR, shown)
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      place = shown
      temporary = nil
    } else {
      place = exists ? StoreFile.resolved(shown) ?? shown : shown
      temporary = "\(place).\(getpid()).partial"
    }
    descriptor = open(temporary ?? place, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputFile.error(errno, shown) }
  }

  deinit { discard() }

  func append(_ bytes: [UInt8]) throws(StoreError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw OutputFile.error(errno, shown)
      }
      done += count
    }
  }

  /// Closes the file and moves it to its place.
  func finish() throws(StoreError) {
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw OutputFile.error(errno, shown) }
    if let temporary, rename(temporary, place) != 0 { throw OutputFile.error(errno, shown) }
    temporary = nil
  }

  /// Leaves nothing behind; does nothing after `finish`.
  func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    if let temporary { unlink(temporary) }
    temporary = nil
  }

  private static func error(_ code: Int32, _ path: String) -> StoreError {
    let kind: StoreError.Code =
      switch code {
      case ENOSPC, EDQUOT: .diskFull
      case EACCES, EPERM, EROFS: .readOnly
      case EISDIR: .isFolder
      case ENOENT, ENOTDIR: .folderMissing
      default: .inputOutput
      }
    return StoreError(
      kind, "cannot write '\(path)': \(systemMessage(code))", path: path,
      hints: ["give a file in a folder that exists and may be written, or '-' for the terminal"])
  }
}
