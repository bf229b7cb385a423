import Diagnostics
import Glibc
import Studies

/// Reads the text of a study.
enum StudyScript {
  /// Longer than any script that a person writes; what is longer is some other file.
  private static let limit = 16 << 20

  /// - Throws: a `Diagnostic` where the path is not a text file that can be read.
  static func text(of path: String) throws(Diagnostic) -> String {
    if FilePath.isFolder(path) {
      let inside = FilePath.join(path.hasSuffix("/") ? String(path.dropLast()) : path, "study.lua")
      throw problem(
        "'\(path)' is a folder",
        FilePath.exists(inside) ? "did you mean \(inside)?" : "name the script of a study in it")
    }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw problem("'\(path)' is not a regular file", "a study is a Lua script in a file")
    }
    let bytes: [UInt8]
    do {
      bytes = try FilePath.read(path, atMost: limit + 1)
    } catch {
      throw unreadable(path, error)
    }
    guard bytes.count <= limit else {
      throw problem("'\(path)' has more than 16 MiB", "a study is a Lua script; its data are files")
    }
    if bytes.starts(with: [0x1B]) {
      throw problem("'\(path)' is compiled Lua", "give the script that it was compiled from")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw problem("'\(path)' is not text in UTF-8", "save the script in the encoding UTF-8")
    }
    return text
  }

  private static func unreadable(_ path: String, _ failure: SystemFailure) -> Diagnostic {
    guard failure.code == ENOENT else {
      return Diagnostic(
        "cannot read the study '\(path)': \(failure.message)",
        class: failure.code == EACCES ? .environment : .usage)
    }
    let folder = FilePath.folder(of: path)
    let scripts = FilePath.names(in: folder).filter { $0.hasSuffix(".lua") }
    let hint: String
    if !path.hasSuffix(".lua"), FilePath.exists(path + ".lua") {
      hint = "did you mean \(path).lua?"
    } else if scripts.isEmpty {
      hint = "there are no scripts in '\(folder)'"
    } else {
      hint = unknownNameHint(
        FilePath.name(of: path), among: scripts, noun: "scripts in '\(folder)'")
    }
    return problem("there is no study '\(path)'", hint)
  }

  private static func problem(_ message: String, _ hint: String) -> Diagnostic {
    Diagnostic(message, class: .usage, hints: [hint])
  }
}
