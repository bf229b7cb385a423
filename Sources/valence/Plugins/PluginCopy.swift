import Diagnostics
import Glibc
import Reports
import Studies

/// The files of a plugin on their way to another folder: plain files and folders only, hidden ones
/// left out.
struct PluginCopy {
  /// Bytes of all files together.
  private static let limit = 64 << 20
  private static let countLimit = 10_000

  private var files: [(from: String, to: String)] = []
  private var size = 0

  /// - Throws: a `Diagnostic` where there is a link or something else that is no file.
  init(of folder: String, to place: String) throws(Diagnostic) {
    try add(folder, place)
  }

  /// Makes the copy.
  func run() throws {
    for file in files {
      let folder = FilePath.folder(of: file.to)
      if let code = FilePath.makeFolder(folder) {
        throw Diagnostic(
          "cannot make the folder '\(folder)': \(FilePath.systemMessage(code))",
          class: .environment)
      }
      let bytes: [UInt8]
      do throws(SystemFailure) {
        bytes = try FilePath.read(file.from, atMost: Self.limit)
      } catch {
        throw Diagnostic("cannot read '\(file.from)': \(error.message)", class: .environment)
      }
      let descriptor = open(file.to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      var failure: Int32? = descriptor < 0 ? errno : nil
      if failure == nil { failure = bytes.withUnsafeBytes { writeAll($0, to: descriptor) } }
      if descriptor >= 0, close(descriptor) != 0, failure == nil { failure = errno }
      if let failure {
        throw Diagnostic(
          "cannot write '\(file.to)': \(FilePath.systemMessage(failure))", class: .environment)
      }
    }
  }

  private mutating func add(_ folder: String, _ place: String) throws(Diagnostic) {
    for name in FilePath.names(in: folder) where !name.hasPrefix(".") {
      let path = FilePath.join(folder, name)
      let target = FilePath.join(place, name)
      var status = stat()
      guard lstat(path, &status) == 0 else {
        throw Diagnostic("cannot read '\(path)': \(FilePath.systemMessage(errno))")
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try add(path, target)
      case S_IFREG:
        files.append((path, target))
        size += Int(status.st_size)
      default:
        throw Diagnostic(
          "'\(path)' is neither a file nor a folder",
          hints: ["a plugin has no links and no devices"])
      }
      try Self.check(size: size, count: files.count, of: folder)
    }
  }

  /// - Throws: a `Diagnostic` where it is more than a person writes.
  static func check(size: Int, count: Int, of source: String) throws(Diagnostic) {
    guard size > limit || count > countLimit else { return }
    throw Diagnostic(
      "'\(source)' has more than \(Quantity.bytes(limit)) or \(countLimit) files: no plugin is so "
        + "large")
  }
}
