import Reports

/// Actors or records with the same keys as an aligned table, cut to the screen.
struct RowTable {
  let title: String?
  /// How many rows there are, shown or not.
  let count: Int
  let columns: [String]
  /// Each as long as `columns`.
  let rows: [[ShownValue]]
  let screen: Screen

  private static let gap = "  "
  /// A text cell is cut to so many columns of the screen.
  private static let widest = 28

  var lines: [StyledLine] {
    let head = title.map { [StyledLine("\(screen.clean($0)) (\(count))", .quiet)] } ?? []
    guard !columns.isEmpty else { return head + [StyledLine("\(count) rows without columns")] }
    let room = screen.answerLines - head.count - 1
    let isCut = rows.count < count || rows.count > room
    let shown = rows.prefix(isCut ? room - 1 : room)
    let cells = columns.indices.map { place in column(place, shown) }
    let widths = cells.map(\.width)
    let fitting = Self.fitting(widths, in: screen.width)
    let table = (0..<shown.count + 1).map { line in
      var text = StyledLine()
      for place in 0..<fitting {
        if place > 0 { text.add(Self.gap) }
        let width = min(widths[place], screen.width)
        let part = screen.cut(cells[place].texts[line], to: width)
        text.add(
          cells[place].isNumeric ? paddedLeft(part, width) : paddedRight(part, width),
          line == 0 ? .quiet : .plain)
      }
      return text
    }
    return head + table + remarks(count - shown.count, fitting)
  }

  /// What is left out, on one line.
  private func remarks(_ rows: Int, _ fitting: Int) -> [StyledLine] {
    var parts: [String] = []
    if rows > 0 { parts.append("... \(rows) more") }
    if fitting < columns.count {
      let names = columns[fitting...].map(screen.clean).joined(separator: ", ")
      let left = columns.count - fitting
      parts.append("\(left) more column\(left == 1 ? "" : "s"): \(names)")
    }
    return parts.isEmpty ? [] : [StyledLine(parts.joined(separator: "; "), .quiet)]
  }

  /// How many columns fit side by side, one at least.
  private static func fitting(_ widths: [Int], in total: Int) -> Int {
    var used = 0
    for (place, width) in widths.enumerated() {
      used += width + (place == 0 ? 0 : gap.count)
      if used > total { return max(1, place) }
    }
    return widths.count
  }

  private struct Column {
    /// The name, and a text for every row.
    let texts: [String]
    let isNumeric: Bool
    var width: Int { texts.reduce(1) { max($0, displayWidth($1)) } }
  }

  private func column(_ place: Int, _ rows: ArraySlice<[ShownValue]>) -> Column {
    let values = rows.map { $0[place] }
    let numbers = NumberColumn(values.compactMap(\.float))
    let inline = InlineText(screen: screen)
    let texts = values.map { value -> String in
      switch value {
      case .number(let number): numbers.text(number)
      case .text(let text): screen.cut(screen.clean(text), to: Self.widest)
      default: screen.cut(inline.text(of: value), to: Self.widest)
      }
    }
    return Column(
      texts: [screen.cut(screen.clean(columns[place]), to: Self.widest)] + texts,
      isNumeric: values.contains(where: \.isNumber) && !values.contains(where: \.isText))
  }
}

extension ShownValue {
  fileprivate var float: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  fileprivate var isNumber: Bool {
    switch self {
    case .number, .integer: true
    default: false
    }
  }

  /// Whether the value is neither a number nor the lack of one.
  fileprivate var isText: Bool {
    switch self {
    case .number, .integer, .nothing, .undefined: false
    default: true
    }
  }
}
