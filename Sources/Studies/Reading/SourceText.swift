/// The text of a script, for messages that show the line.
package struct SourceText: Sendable {
  /// The path as the user gave it.
  package let path: String
  package let text: String
  package let lines: [Substring]

  package init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The text of a line, counted from 1.
  package func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
  }

  /// The first line from `start` on where `name` is written as a key (`name =`) or in quotes.
  ///
  /// Lua does not say where a table's entry was written; the text does, well enough for a message.
  package func line(naming name: String, from start: Int = 1) -> Int? {
    for number in max(1, start)...max(max(1, start), lines.count) {
      guard let line = line(number) else { break }
      if line.contains("\"\(name)\"") || line.contains("'\(name)'") || assigns(name, in: line) {
        return number
      }
    }
    return start > 1 ? self.line(naming: name) : nil
  }

  private func assigns(_ name: String, in line: String) -> Bool {
    let bytes = Array(line.utf8)
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return false }
    for start in 0...(bytes.count - wanted.count)
    where bytes[start..<start + wanted.count].elementsEqual(wanted) {
      if start > 0, isNamePart(bytes[start - 1]) { continue }
      var next = start + wanted.count
      if next < bytes.count, isNamePart(bytes[next]) { continue }
      while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
      if next < bytes.count, bytes[next] == 0x3D { return true }
    }
    return false
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte)
  }
}
