import Reports

/// Tables within tables: on one line where they fit, else indented, the names of a table aligned.
struct NestedText {
  let screen: Screen
  private let inline: InlineText

  init(screen: Screen) {
    self.screen = screen
    inline = InlineText(screen: screen)
  }

  /// An answer: an actor always has a line for each field.
  func lines(of value: ShownValue) -> [StyledLine] {
    switch value {
    case .record(let title?, let fields) where !fields.isEmpty:
      return [StyledLine(screen.clean(title), .quiet)]
        + self.fields(fields, indent: 2, depth: 1, budget: screen.answerLines - 1)
    case .list(let title?, let count, let entries):
      let line = heading(title, count)
      let text = inline.text(of: .list(title: nil, count: count, entries))
      if line.width + 2 + displayWidth(text) <= screen.width {
        return [line.adding("  " + text)]
      }
      return [line]
        + self.entries(count, entries, indent: 2, depth: 1, budget: screen.answerLines - 1)
    default:
      return lines(of: value, head: "", indent: 0, depth: 0, budget: screen.answerLines)
    }
  }

  private func heading(_ title: String, _ count: Int) -> StyledLine {
    StyledLine("\(screen.clean(title)) (\(count))", .quiet)
  }

  /// A value within an answer.
  ///
  /// - Parameters:
  ///   - head: what stands before it on its first line: the name of a field.
  ///   - budget: how many lines it may take.
  private func lines(
    of value: ShownValue, head: String, indent: Int, depth: Int, budget: Int
  ) -> [StyledLine] {
    let margin = String(repeating: " ", count: indent)
    let whole = StyledLine(margin + head + inline.text(of: value, depth: depth))
    if whole.width <= screen.width || depth >= InlineText.deepest || budget < 4 { return [whole] }
    let inner: [StyledLine]
    switch value {
    case .record(_, let fields):
      inner = self.fields(fields, indent: indent + 2, depth: depth + 1, budget: budget - 2)
    case .list(_, let count, let entries):
      inner = self.entries(count, entries, indent: indent + 2, depth: depth + 1, budget: budget - 2)
    default: return [whole]
    }
    let title = value.title.map { screen.clean($0) + " " } ?? ""
    return [StyledLine("\(margin)\(head)\(title){")] + inner + [StyledLine(margin + "}")]
  }

  private func fields(
    _ fields: [(name: String, value: ShownValue)], indent: Int, depth: Int, budget: Int
  ) -> [StyledLine] {
    let names = fields.map { screen.cut(screen.clean($0.name), to: max(8, screen.width / 3)) }
    let width = names.reduce(0) { max($0, displayWidth($1)) }
    return limited(fields.count, of: fields.count, indent: indent, budget: budget) { place, room in
      lines(
        of: fields[place].value, head: paddedRight(names[place], width) + " = ", indent: indent,
        depth: depth, budget: room)
    }
  }

  /// Entries without a structure of their own follow each other; others have lines of their own.
  private func entries(
    _ count: Int, _ entries: [ShownValue], indent: Int, depth: Int, budget: Int
  ) -> [StyledLine] {
    guard entries.allSatisfy(\.isScalar) else {
      return limited(entries.count, of: count, indent: indent, budget: budget) { place, room in
        lines(of: entries[place], head: "", indent: indent, depth: depth, budget: room)
      }
    }
    let room = screen.width - indent
    var filled: [(text: String, last: Int)] = []
    for (place, entry) in entries.enumerated() {
      let comma = place + 1 < count ? "," : ""
      let text = screen.cut(inline.text(of: entry), to: room - comma.count) + comma
      if let line = filled.last?.text, displayWidth(line) + 1 + displayWidth(text) <= room {
        filled[filled.count - 1] = ("\(line) \(text)", place)
      } else {
        filled.append((text, place))
      }
    }
    if filled.count > budget || entries.count < count {
      filled = Array(filled.prefix(max(1, budget - 1)))
    }
    let left = count - 1 - (filled.last?.last ?? -1)
    let margin = String(repeating: " ", count: indent)
    return filled.map { StyledLine(margin + $0.text) }
      + inline.more(left).map { StyledLine(margin + $0, .quiet) }
  }

  /// As many parts as the budget of lines allows, and how many are left out.
  private func limited(
    _ shown: Int, of count: Int, indent: Int, budget: Int,
    _ part: (_ place: Int, _ budget: Int) -> [StyledLine]
  ) -> [StyledLine] {
    var lines: [StyledLine] = []
    var done = 0
    while done < shown {
      let isLast = done + 1 == count
      let room = budget - lines.count - (isLast ? 0 : 1)
      // Each of the parts that follow has a line, and half of what is over is theirs, too.
      let spare = max(0, room - (shown - done))
      let next = part(done, 1 + (isLast ? spare : (spare + 1) / 2))
      if next.count > room, done > 0 { break }
      lines += next
      done += 1
    }
    let margin = String(repeating: " ", count: indent)
    return lines + inline.more(count - done).map { StyledLine(margin + $0, .quiet) }
  }
}

extension ShownValue {
  fileprivate var title: String? {
    switch self {
    case .record(let title, _), .list(let title, _, _): title
    default: nil
    }
  }

  fileprivate var isScalar: Bool {
    switch self {
    case .record, .list, .rows, .column, .levels: false
    default: true
    }
  }
}
