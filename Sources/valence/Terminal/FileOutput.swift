import Diagnostics
import Glibc
import Studies

/// A text that the user wants in a file, or on standard output as `-`.
struct FileOutput {
  /// What the user typed.
  let path: String
  /// The option that it was typed after, for messages: `--json`.
  let option: String

  var isStandardOutput: Bool { path == "-" }

  /// Finds out before the work what would fail after it.
  ///
  /// - Throws: a `Diagnostic` where the file could not be written.
  func check() throws(Diagnostic) {
    if isStandardOutput { return }
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw problem("it is a folder", hint: "name a file in it: \(option) \(path)/FILE")
      }
      if access(path, W_OK) != 0 { throw problem(FilePath.systemMessage(errno)) }
      return
    }
    let folder = FilePath.folder(of: path)
    guard stat(folder, &status) == 0 else {
      throw problem(
        "the folder '\(folder)' does not exist", hint: "make it first: mkdir -p \(folder)")
    }
    if access(folder, W_OK) != 0 { throw problem(FilePath.systemMessage(errno)) }
  }

  /// Writes the text whole or not at all: beside its place first, then moved there.
  func write(_ text: String) throws {
    if isStandardOutput { return try StandardOutput.write(text) }
    var status = stat()
    let isRegular = stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    let place = FilePath.real(path) ?? path
    let target = isRegular ? "\(place).\(getpid()).partial" : place
    let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw problem(FilePath.systemMessage(errno)) }
    var text = text
    var failure = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
    if close(descriptor) != 0, failure == nil { failure = errno }
    if isRegular, failure == nil, rename(target, place) != 0 { failure = errno }
    guard let failure else { return }
    if isRegular { unlink(target) }
    throw problem(FilePath.systemMessage(failure))
  }

  private func problem(_ reason: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(
      "cannot write '\(path)': \(reason)", class: .environment,
      hints: [hint ?? "give another file: \(option) FILE, or '-' for standard output"])
  }
}
