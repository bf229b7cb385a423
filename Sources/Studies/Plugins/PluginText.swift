import Diagnostics
import Glibc

/// Reads the files of plugins.
enum PluginText {
  /// Longer than any file that a person writes.
  private static let limit = 4 << 20

  /// - Throws: a `Diagnostic` at the file where it is no text that can be read.
  static func text(of path: String) throws(Diagnostic) -> String {
    let place = SourceLocation(file: path)
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try FilePath.read(path, atMost: limit + 1)
    } catch {
      throw Diagnostic("cannot read the file: \(error.message)", at: place)
    }
    guard bytes.count <= limit else {
      throw Diagnostic("the file has more than 4 MiB: it is no part of a plugin", at: place)
    }
    if bytes.starts(with: [0x1B]) {
      throw Diagnostic(
        "the file is compiled Lua", at: place, hints: ["give the script that it was compiled from"])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic("the file is not text in UTF-8", at: place)
    }
    return text
  }
}
