import Diagnostics
import Glibc
import Studies

/// An archive with a plugin in it: it is looked through before anything is unpacked, and unpacked
/// where nothing else is.
struct PluginArchive {
  private enum Form {
    case tar, zip
  }

  let path: String
  private let form: Form

  /// `nil` where the name is not that of an archive.
  init?(_ path: String) {
    let name = FilePath.name(of: path)
    if [".tar.gz", ".tgz", ".tar"].contains(where: name.hasSuffix) {
      form = .tar
    } else if name.hasSuffix(".zip") {
      form = .zip
    } else {
      return nil
    }
    // A path that begins with a dash would be an option of the tools.
    self.path = path.hasPrefix("-") ? "./" + path : path
  }

  /// Unpacks it.
  ///
  /// - Parameter folder: an empty one.
  /// - Returns: the folder in it that holds the manifest.
  /// - Throws: a `Diagnostic` where something in it is no plain file, or is meant for elsewhere.
  func unpack(into folder: TemporaryFolder) throws(Diagnostic) -> String {
    let entries = try entries(scratch: folder.path)
    for entry in entries { try check(entry) }
    // The sizes are what the archive claims: no sum of them may overflow.
    let size = entries.reduce(0) { min($0, 1 << 40) + min($1.size, 1 << 40) }
    try PluginCopy.check(size: size, count: entries.count, of: path)
    let place = FilePath.join(folder.path, "content")
    if let code = FilePath.makeFolder(place) {
      throw Diagnostic(
        "cannot make a folder: \(FilePath.systemMessage(code))", class: .environment)
    }
    let words =
      switch form {
      case .tar:
        [
          "tar", "--extract", "--file", path, "--directory", place, "--no-same-owner",
          "--no-same-permissions", "--force-local",
        ]
      case .zip: ["unzip", "-q", path, "-d", place]
      }
    _ = try Tool.run(words, scratch: folder.path)
    let inside = [place] + FilePath.names(in: place).map { FilePath.join(place, $0) }
    let found = inside.filter { FilePath.exists(FilePath.join($0, PluginManifest.fileName)) }
    guard found.count == 1 else {
      throw Diagnostic(
        found.isEmpty
          ? "there is no \(PluginManifest.fileName) in '\(path)'"
          : "there are \(found.count) plugins in '\(path)'",
        hints: ["an archive holds one plugin, at its top or in one folder"])
    }
    return found[0]
  }

  private struct Entry {
    /// As `ls` shows it: `-` for a file, `d` for a folder.
    var type: Character
    var size: Int
    var name: String
  }

  private func entries(scratch: String) throws(Diagnostic) -> [Entry] {
    let (words, sizeColumn, nameColumn) =
      switch form {
      case .tar:
        (["tar", "--list", "--verbose", "--numeric-owner", "--force-local", "--file", path], 2, 5)
      case .zip: (["unzip", "-Z", "-s", path], 3, 8)
      }
    return try Tool.run(words, scratch: scratch).split(separator: "\n").compactMap { line in
      let columns = line.split(separator: " ", maxSplits: nameColumn)
      // Other lines are what unzip says about the archive.
      guard columns.count > nameColumn, let type = columns[0].first, "-dlhbcps?".contains(type),
        let size = Int(columns[sizeColumn]), size >= 0
      else { return nil }
      return Entry(type: type, size: size, name: String(columns[nameColumn]))
    }
  }

  private func check(_ entry: Entry) throws(Diagnostic) {
    // `?` is what unzip shows of a file whose maker gave it no type.
    guard "-d?".contains(entry.type) else {
      throw Diagnostic(
        "'\(entry.name)' in '\(path)' is neither a file nor a folder",
        hints: ["a plugin has no links and no devices"])
    }
    let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
    guard !entry.name.hasPrefix("/"), !parts.contains("..") else {
      throw Diagnostic("'\(entry.name)' in '\(path)' would be unpacked outside of its folder")
    }
  }
}
