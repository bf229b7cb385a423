internal import Glibc

/// Compiled objects in a folder, by what they were made of.
///
/// A file begins with the hash of what follows: one that was cut or changed is not used. Any number
/// of processes may share the folder.
struct ObjectCache: Sendable {
  let folder: String
  /// Objects beyond these are removed when one is written, the longest unused ones first.
  var maximumBytes = 256 << 20
  var maximumFiles = 4096

  init(_ folder: String) { self.folder = folder }

  private func path(_ key: String) -> String { "\(folder)/\(key).o" }

  func read(_ key: String) -> [UInt8]? {
    let file = open(path(key), O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    let size = ContentHash.length
    guard fstat(file, &status) == 0, status.st_size > size else { return nil }
    var hash = [UInt8](repeating: 0, count: size)
    guard Glibc.read(file, &hash, size) == size else { return nil }
    let length = Int(status.st_size) - size
    let object = [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
      while count < length {
        let got = Glibc.read(file, bytes.baseAddress.map { $0 + count }, length - count)
        if got <= 0 { break }
        count += got
      }
    }
    return ContentHash.bytes(object) == hash ? object : nil
  }

  /// Writes a file beside its place and moves it there, so that nobody reads half of it; what cannot
  /// be written is simply not kept.
  func write(_ object: [UInt8], _ key: String) {
    makeFolder()
    var name = Array("\(path(key)).XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { return }
    let bytes = ContentHash.bytes(object) + object
    let isWritten = Glibc.write(file, bytes, bytes.count) == bytes.count
    if close(file) != 0 || !isWritten || rename(name, path(key)) != 0 {
      unlink(name)
      return
    }
    removeOldest()
  }

  private func makeFolder() {
    var path = ""
    for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
      path +=
        path.isEmpty && part.isEmpty ? "/" : path.hasSuffix("/") || path.isEmpty ? part : "/" + part
      mkdir(path, 0o700)
    }
  }

  private struct Entry {
    var path: String
    var size: Int
    /// When it was last written or read, in seconds.
    var time: Int
  }

  /// Keeps the folder within its bounds, with some room so that not every object makes others go.
  private func removeOldest() {
    var entries = entries()
    var size = entries.reduce(0) { $0 + $1.size }
    guard size > maximumBytes || entries.count > maximumFiles else { return }
    entries.sort { ($0.time, $0.path) > ($1.time, $1.path) }
    while size > maximumBytes / 8 * 7 || entries.count > maximumFiles / 8 * 7,
      let oldest = entries.popLast()
    {
      // Another process may have removed it already.
      unlink(oldest.path)
      size -= oldest.size
    }
  }

  /// The objects, and files that a process left which was killed while it wrote.
  private func entries() -> [Entry] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [Entry] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(".o") || name.contains(".o.") else { continue }
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      found.append(
        Entry(
          path: path, size: Int(status.st_size),
          time: max(status.st_mtim.tv_sec, status.st_atim.tv_sec)))
    }
    return found
  }
}
