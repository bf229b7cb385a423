import Glibc

/// One text file of the repository.
struct SourceFile: Sendable {
  /// The path below the folder that was searched.
  let path: String
  let text: String

  /// The first folder of the path: the target, for a file below `Sources`.
  var target: String { String(path.prefix { $0 != "/" }) }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  func hasSuffix(in suffixes: [String]) -> Bool { suffixes.contains { path.hasSuffix($0) } }
}

/// A folder or file that cannot be read.
struct UnreadableError: Error {
  let path: String
}

/// The repository that these tests were compiled from.
enum SourceTree {
  static let root: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  /// Every regular file below `folder`, whatever its kind, in order of path.
  static func files(below folder: String) throws -> [SourceFile] {
    var found: [SourceFile] = []
    for name in try entries(of: root + "/" + folder) {
      try collect(name, below: root + "/" + folder, into: &found)
    }
    return found
  }

  /// The names in one folder of the repository, sorted.
  static func names(in folder: String) throws -> [String] {
    try entries(of: root + "/" + folder)
  }

  static func text(of path: String) throws -> String { try read(root + "/" + path) }

  private static func collect(
    _ path: String, below base: String, into found: inout [SourceFile]
  ) throws {
    let whole = base + "/" + path
    var status = stat()
    guard stat(whole, &status) == 0 else { throw UnreadableError(path: whole) }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in try entries(of: whole) {
        try collect(path + "/" + name, below: base, into: &found)
      }
    } else {
      found.append(SourceFile(path: path, text: try read(whole)))
    }
  }

  private static func entries(of folder: String) throws -> [String] {
    guard let stream = opendir(folder) else { throw UnreadableError(path: folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw UnreadableError(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      bytes.append(contentsOf: buffer.prefix(count))
      if count < buffer.count { break }
    }
    guard ferror(file) == 0 else { throw UnreadableError(path: path) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
