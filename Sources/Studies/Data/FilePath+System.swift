import Glibc

extension FilePath {
  /// The last part without its extension: `study` of `Scripts/study.lua`.
  package static func stem(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and those above it.
  ///
  /// - Returns: the error number, or `nil` if it is there now.
  package static func makeFolder(_ path: String) -> Int32? {
    if isFolder(path) { return nil }
    let above = folder(of: path)
    if above != path, above != ".", let code = makeFolder(above) { return code }
    return mkdir(path, 0o777) == 0 || errno == EEXIST && isFolder(path) ? nil : errno
  }

  /// The first bytes of a file, `limit` at most.
  ///
  /// - Throws: the system's answer where it cannot be read.
  package static func read(_ path: String, atMost limit: Int) throws(SystemFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemFailure(code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &room, min(room.count, limit - bytes.count))
      if count == 0 { break }
      if count > 0 {
        bytes += room[..<count]
      } else if errno != EINTR {
        throw SystemFailure(code: errno)
      }
    }
    return bytes
  }
}

/// What the system answered.
package struct SystemFailure: Error {
  package var code: Int32
  package var message: String { FilePath.systemMessage(code) }
}
