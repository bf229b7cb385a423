import Reports

/// Values of the session as text for a screen: never wider than that, in characters that it has.
///
/// Numbers stand in full where one is the whole answer, else with about four significant digits.
package struct ValuePrinter {
  let screen: Screen

  package init(screen: Screen) {
    self.screen = screen
  }

  /// - Returns: one line or more, without a line break at the end.
  package func text(of value: ShownValue) -> String {
    switch value {
    case .record, .list: NestedText(screen: screen).lines(of: value).text(on: screen)
    case .rows(let title, let count, let columns, let rows):
      RowTable(title: title, count: count, columns: columns, rows: rows, screen: screen)
        .lines.text(on: screen)
    case .column(let title, let values):
      ColumnSummary(title: title, values: values)
        .lines(on: screen).text(on: screen)
    case .levels(let title, let levels):
      LevelSummary(title: title, levels: levels)
        .lines(on: screen).text(on: screen)
    case .number(let number): screen.folded(LuaText.exact(number))
    case .text(let text): quoted(text)
    default: screen.folded(InlineText(screen: screen).text(of: value))
    }
  }

  /// Characters of a text that are shown: `print` has no limit.
  private static let mostCharacters = 20_000

  private func quoted(_ text: String) -> String {
    let shown = text.prefix(Self.mostCharacters)
    let left = text[shown.endIndex...].utf8.count
    return screen.folded(LuaText.quoted(String(shown), isUnicode: screen.isUnicode))
      + (left == 0 ? "" : "\n... \(left) more bytes")
  }
}
