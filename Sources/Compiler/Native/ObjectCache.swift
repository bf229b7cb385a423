internal import Glibc

/// Compiled objects in a folder, by what they were made of.
///
/// A file begins with the hash of what follows: one that was cut or changed is not used.
struct ObjectCache: Sendable {
  let folder: String

  private func path(_ key: String) -> String { "\(folder)/\(key).o" }

  func read(_ key: String) -> [UInt8]? {
    guard let file = fopen(path(key), "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&part, 1, part.count, file)
      if count == 0 { break }
      bytes += part[..<count]
    }
    let size = ContentHash.length
    guard bytes.count > size else { return nil }
    let object = Array(bytes[size...])
    return ContentHash.bytes(object) == Array(bytes[..<size]) ? object : nil
  }

  /// Writes a file beside its place and moves it there, so that nobody reads half of it; what cannot
  /// be written is simply not kept.
  func write(_ object: [UInt8], _ key: String) {
    makeFolder()
    let temporary = "\(path(key)).\(getpid()).partial"
    guard let file = fopen(temporary, "wb") else { return }
    let bytes = ContentHash.bytes(object) + object
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    if fclose(file) != 0 || !isWritten || rename(temporary, path(key)) != 0 {
      unlink(temporary)
    }
  }

  private func makeFolder() {
    var path = ""
    for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
      path +=
        path.isEmpty && part.isEmpty ? "/" : path.hasSuffix("/") || path.isEmpty ? part : "/" + part
      mkdir(path, 0o700)
    }
  }
}
