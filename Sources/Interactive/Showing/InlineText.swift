/// Values on one line, as parts of others.
struct InlineText {
  let screen: Screen

  /// Tables in tables further down than this are shown as `{ ... }`.
  static let deepest = 4

  /// - Parameter depth: how many tables the value stands in.
  func text(of value: ShownValue, depth: Int = 0) -> String {
    switch value {
    case .nothing: return "nil"
    case .boolean(let flag): return String(flag)
    case .integer(let number): return String(number)
    case .number(let number): return LuaText.short(number)
    case .text(let text): return LuaText.quoted(text, isUnicode: screen.isUnicode)
    case .undefined(let reason):
      return reason.isEmpty ? "undefined" : "undefined (\(screen.clean(reason)))"
    case .reference(let name): return screen.clean(name)
    case .other(let text): return screen.clean(text)
    case .record(let title, let fields):
      return braced(title, fields.count, depth) { place in
        let (name, value) = fields[place]
        return "\(screen.clean(name)) = \(text(of: value, depth: depth + 1))"
      }
    case .list(let title, let count, let entries):
      let left = more(count - entries.count)
      return braced(title, entries.count + left.count, depth) { place in
        place < entries.count ? text(of: entries[place], depth: depth + 1) : left[0]
      }
    case .rows(let title, let count, _, _):
      return braced(title, 1, depth) { _ in "\(count) rows" }
    case .column(let title, let values):
      return braced(title, 1, depth) { _ in "\(values.count) numbers" }
    case .levels(let title, let levels):
      return braced(title, levels.count, depth) { place in
        "\(screen.clean(levels[place].name)): \(levels[place].count)"
      }
    }
  }

  /// - Parameter part: the text of a place; those far beyond the width of the screen, which cuts
  ///   the line, are not asked for.
  private func braced(
    _ title: String?, _ count: Int, _ depth: Int, _ part: (_ place: Int) -> String
  ) -> String {
    let head = title.map { screen.clean($0) + " " } ?? ""
    if count == 0 { return head + "{}" }
    if depth >= Self.deepest { return head + "{ ... }" }
    var text = head + "{ "
    for place in 0..<count {
      if text.utf8.count > 4 * screen.width { return text + "... }" }
      text += (place == 0 ? "" : ", ") + part(place)
    }
    return text + " }"
  }

  /// `... 288 more`, or nothing where nothing is left out.
  func more(_ count: Int) -> [String] {
    count > 0 ? ["... \(count) more"] : []
  }
}
