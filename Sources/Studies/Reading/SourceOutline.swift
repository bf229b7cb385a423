/// Where the entries of a script's table constructors are written.
///
/// Lua does not say where an entry of a table stands; the text does. Keys inside function bodies,
/// comments and strings are no entries.
struct SourceOutline: Sendable {
  /// A key with its `=`, or a text without a key.
  struct Entry: Sendable {
    var line: Int
    /// The line of the brace that opened the table, and how many braces are open around it.
    var tableLine: Int
    var depth: Int
  }

  private var keys: [String: [Entry]] = [:]
  private var texts: [String: [Entry]] = [:]

  init(_ text: String) {
    var builder = OutlineBuilder(tokens: ScriptTokens(text).all)
    builder.run { name, entry, isKey in
      if isKey { keys[name, default: []].append(entry) } else { texts[name, default: []].append(entry) }
    }
  }

  /// The line of a key of the table that opens on line `start`, or else of the next one.
  func line(ofKey name: String, from start: Int) -> Int? {
    guard let entries = keys[name] else { return nil }
    let own = entries.filter { $0.tableLine == start }.min { ($0.depth, $0.line) < ($1.depth, $1.line) }
    return own?.line ?? entries.first { $0.line >= start }?.line
  }

  /// The line of a text that stands in a table without a key.
  ///
  /// - Parameter occurrence: 0 for the first from `start` on.
  func line(ofText text: String, from start: Int, occurrence: Int = 0) -> Int? {
    texts[text]?.lazy.filter { $0.line >= start }.dropFirst(occurrence).first?.line
  }

  /// The first key or text of that name in the whole script.
  func anyLine(of name: String) -> Int? { keys[name]?.first?.line ?? texts[name]?.first?.line }
}

/// Walks over the tokens of a script, knowing which bracket or block is open.
private struct OutlineBuilder {
  private enum Opener {
    case table(line: Int, depth: Int)
    case bracket
    case block
  }

  let tokens: [ScriptToken]
  private var open: [Opener] = []

  init(tokens: [ScriptToken]) {
    self.tokens = tokens
  }

  mutating func run(_ note: (String, SourceOutline.Entry, Bool) -> Void) {
    var isEntryStart = false
    for (index, token) in tokens.enumerated() {
      if isEntryStart, case .table(let line, let depth)? = open.last,
        let (name, isKey) = entry(at: index)
      {
        note(name, .init(line: token.line, tableLine: line, depth: depth), isKey)
      }
      isEntryStart = false
      switch token.sort {
      case .symbol("{"):
        open.append(.table(line: token.line, depth: open.count))
        isEntryStart = true
      case .symbol("("), .symbol("["): open.append(.bracket)
      case .symbol("}"), .symbol(")"), .symbol("]"): _ = open.popLast()
      case .name("function"), .name("if"), .name("do"), .name("repeat"): open.append(.block)
      case .name("end"), .name("until"): _ = open.popLast()
      case .symbol(","), .symbol(";"): isEntryStart = true
      default: break
      }
    }
  }

  /// The key or the text that starts an entry.
  private func entry(at index: Int) -> (String, Bool)? {
    func symbol(_ offset: Int) -> String? {
      guard index + offset < tokens.count, case .symbol(let text) = tokens[index + offset].sort
      else { return nil }
      return text
    }
    switch tokens[index].sort {
    case .name(let name): return symbol(1) == "=" ? (name, true) : nil
    case .text(let text): return (text, false)
    case .symbol("["):
      guard index + 1 < tokens.count, case .text(let text) = tokens[index + 1].sort,
        symbol(2) == "]", symbol(3) == "="
      else { return nil }
      return (text, true)
    case .symbol: return nil
    }
  }
}
