import Diagnostics
import Glibc

/// Where the bytes of a table come from: a regular file or memory.
final class ByteSource {
  /// How many bytes there are, as far as it was known at the start.
  let size: Int
  private let name: String
  private let descriptor: Int32
  private let memory: [UInt8]
  private var position = 0

  /// - Parameter name: what errors call the file.
  /// - Throws: where the path is not a regular file that this process may read.
  init(path: String, name: String) throws(Diagnostic) {
    let opened = path.utf8.contains(0) ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw Self.failure(toOpen: path, name: name, code: errno) }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      close(opened)
      throw Diagnostic(
        "\(isFolder ? "this is a folder" : "this is not a regular file")",
        at: SourceLocation(file: name), hints: ["give the path of a CSV file"])
    }
    self.name = name
    descriptor = opened
    memory = []
    size = Int(status.st_size)
  }

  /// - Parameter name: what errors call the bytes.
  init(bytes: [UInt8], name: String) {
    self.name = name
    descriptor = -1
    memory = bytes
    size = bytes.count
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads what comes next into `room`, which must not be empty.
  ///
  /// - Returns: the number of bytes read; 0 at the end only.
  func read(into room: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    if descriptor < 0 {
      let taken = min(room.count, memory.count - position)
      memory.withUnsafeBytes { bytes in
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + taken]))
      }
      position += taken
      return taken
    }
    while true {
      let taken = Glibc.read(descriptor, room.baseAddress, room.count)
      if taken >= 0 { return taken }
      let code = errno
      guard code == EINTR else {
        throw Diagnostic(
          "cannot read the file: \(description(of: code))", at: SourceLocation(file: name),
          class: .environment)
      }
    }
  }

  /// Goes back to the first byte.
  func rewind() throws(Diagnostic) {
    position = 0
    guard descriptor < 0 || lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw Diagnostic(
        "cannot read the file a second time: \(description(of: errno))",
        at: SourceLocation(file: name), class: .environment)
    }
  }

  private static func failure(toOpen path: String, name: String, code: Int32) -> Diagnostic {
    let location = SourceLocation(file: name)
    switch code {
    case ENOENT, ENOTDIR, 0:
      let (folder, file) = split(path)
      let hint =
        switch names(in: folder) {
        case nil: "there is no folder '\(split(name).folder)'"
        case let neighbours?: unknownNameHint(file, among: neighbours, noun: "files there")
        }
      return Diagnostic("there is no such file", at: location, hints: [hint])
    case EACCES, EPERM:
      return Diagnostic(
        "no permission to read the file", at: location, class: .environment,
        hints: ["its owner can allow it with: chmod +r"])
    default:
      return Diagnostic(
        "cannot open the file: \(description(of: code))", at: location, class: .environment)
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }

  /// The visible names in a folder, or `nil` where it cannot be listed.
  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}

/// What the system calls an error number.
private func description(of code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text).lowercased()
}
