import Reports

/// What text is shown on.
package struct Screen: Hashable, Sendable {
  /// How many characters a line has.
  package var columns: Int
  /// How many lines are seen at once.
  package var rows: Int
  /// Whether more than ASCII can be shown.
  package var isUnicode: Bool
  package var usesColour: Bool

  package init(columns: Int, rows: Int, isUnicode: Bool, usesColour: Bool) {
    self.columns = columns
    self.rows = rows
    self.isUnicode = isUnicode
    self.usesColour = usesColour
  }

  /// The columns in use: a screen of fewer than 20 is taken for one of 20.
  var width: Int { max(20, columns) }

  /// The lines that one answer takes at most, so that the question stays in view.
  var answerLines: Int { max(6, rows - 2) }

  /// Stands for what was cut off.
  var ellipsis: String { isUnicode ? "\u{2026}" : "..." }

  /// A user's text on one line, of characters that the screen has and that do not act on it.
  func clean(_ text: String) -> String {
    isUnicode ? PlainText.line(text) : PlainText.ascii(text)
  }

  /// The text itself where it fits into `width` columns, else its beginning and an ellipsis.
  func cut(_ text: String, to width: Int) -> String {
    if displayWidth(text) <= width { return text }
    let mark = String(ellipsis.prefix(width))
    return Self.beginning(of: text, width: width - mark.count) + mark
  }

  /// As much of the text as `width` columns hold.
  static func beginning(of text: String, width: Int) -> String {
    var used = 0
    return String(
      text.prefix { character in
        used += displayWidth(String(character))
        return used <= width
      })
  }

  /// Text without spaces to break at, in lines as long as the screen allows.
  func folded(_ text: String) -> String {
    var lines: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      // A character wider than the screen would never fit: one is taken whatever its width.
      let count = max(1, Self.beginning(of: String(rest), width: width).count)
      lines.append(String(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return lines.joined(separator: "\n")
  }
}

/// The text with spaces after it up to `width` columns.
func paddedRight(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}

/// The text with spaces before it up to `width` columns.
func paddedLeft(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - displayWidth(text))) + text
}
