/// What a terminal or a page can show of a user's text.
package enum PlainText {
  /// The text on one line, without anything that would act on a terminal.
  ///
  /// Line breaks and tabs become spaces; controls and the marks that reorder text become U+FFFD.
  package static func line(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": result.append(" ")
      case _ where isControl(scalar) || isReordering(scalar): result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The same in ASCII: spaces of any width as one, other characters as `\u{E4}`, so that names stay
  /// apart.
  package static func ascii(_ text: String) -> String {
    line(text).unicodeScalars.map { scalar in
      if scalar.isASCII { return String(scalar) }
      if scalar.properties.generalCategory == .spaceSeparator { return " " }
      return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }.joined()
  }

  /// Whether the scalar is no character: C0, DEL, C1 and the separators of lines.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// Whether the scalar changes the order in which others are shown, as in code that reads
  /// otherwise than it runs (CVE-2021-42574).
  package static func isReordering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// The columns that text takes in a terminal: two for wide characters of East Asia and emoji,
/// none for what has no width of its own.
///
/// - Source: Unicode Standard Annex 11, classes W and F.
package func displayWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ character: Character) -> Int {
  let scalars = character.unicodeScalars
  if scalars.contains("\u{FE0F}") { return 2 }
  return scalars.reduce(0) { max($0, displayWidth($1)) }
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  if scalar.isASCII { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265,
    0x20000...0x3FFFD:
    return 2
  default: return scalar.properties.isEmojiPresentation ? 2 : 1
  }
}

/// Breaks text into lines of at most `width` columns: at spaces, or within a word that is longer.
///
/// - Returns: at least one line.
package func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  func flush() {
    lines.append(line)
    line = ""
  }
  for word in text.split(separator: " ") {
    if !line.isEmpty {
      if displayWidth(line) + 1 + displayWidth(String(word)) <= width {
        line += " " + word
        continue
      }
      flush()
    }
    for character in word {
      if !line.isEmpty, displayWidth(line + String(character)) > width { flush() }
      line.append(character)
    }
  }
  if !line.isEmpty || lines.isEmpty { flush() }
  return lines
}
