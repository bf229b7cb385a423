internal import Tables

/// SHA-256 of contents, by which compiled objects are found and checked.
enum ContentHash {
  static let length = 32

  static func bytes(_ content: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(content)
    return hash.finalize()
  }

  static func hexadecimal(_ text: String) -> String {
    let digits = Array("0123456789abcdef")
    return String(
      bytes(Array(text.utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
