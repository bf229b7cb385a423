/// The modules that a Swift file imports and the quoted headers that a C or C++ file includes.
enum ImportLine {
  private static let accessLevels: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private",
  ]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
  ]

  /// The module that a line of Swift imports, or nil for any other line.
  ///
  /// Reads `@preconcurrency package import struct Store.Run` as `Store`; several statements on one
  /// line do not occur, the formatter parts them.
  static func module(in line: Substring) -> String? {
    var words = line.split { $0 == " " || $0 == "\t" || $0 == ";" }[...]
    while let word = words.first, word.hasPrefix("@") || accessLevels.contains(word) {
      words.removeFirst()
    }
    guard words.popFirst() == "import" else { return nil }
    if let word = words.first, kinds.contains(word), words.count > 1 { words.removeFirst() }
    guard let path = words.first else { return nil }
    let name = path.prefix { $0 == "_" || $0.isLetter || $0.isNumber }
    return name.isEmpty ? nil : String(name)
  }

  /// The header that a line of C includes in quotes, without folder; nil for `<...>`.
  static func quotedHeader(in line: Substring) -> String? {
    let words = line.drop { $0 == " " || $0 == "\t" }
    guard words.hasPrefix("#") else { return nil }
    let directive = words.dropFirst().drop { $0 == " " || $0 == "\t" }
    guard directive.hasPrefix("include") else { return nil }
    let parts = directive.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    return parts[1].split(separator: "/").last.map(String.init)
  }
}
