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

  /// A table by the place of its brace.
  private struct Table: Hashable {
    var line: Int
    var depth: Int
  }

  private var keys: [String: [Entry]] = [:]
  private var texts: [String: [Entry]] = [:]
  /// The lines of the entries without a key.
  private var items: [Table: [Int]] = [:]
  /// The line of the last `study {` or `study(`: a `return valence.study` leaves no call behind that
  /// Lua could name.
  private(set) var studyLine: Int?

  init(_ text: String) {
    let tokens = ScriptTokens(text).all
    for (token, next) in zip(tokens, tokens.dropFirst())
    where token.sort == .name("study") && [.symbol("{"), .symbol("(")].contains(next.sort) {
      studyLine = next.line
    }
    var builder = OutlineBuilder(tokens: tokens)
    builder.run { entry, sort in
      switch sort {
      case .key(let name): keys[name, default: []].append(entry)
      case .text(let text):
        texts[text, default: []].append(entry)
        items[Table(line: entry.tableLine, depth: entry.depth), default: []].append(entry.line)
      case .other:
        items[Table(line: entry.tableLine, depth: entry.depth), default: []].append(entry.line)
      }
    }
  }

  /// The line of a key of the table that opens on line `start`, or else of the next one.
  func line(ofKey name: String, from start: Int) -> Int? { entry(ofKey: name, from: start)?.line }

  private func entry(ofKey name: String, from start: Int) -> Entry? {
    guard let entries = keys[name] else { return nil }
    let own = entries.filter { $0.tableLine == start }.min {
      ($0.depth, $0.line) < ($1.depth, $1.line)
    }
    return own ?? entries.first { $0.line >= start }
  }

  /// The line of an entry without a key in the list that stands behind a key.
  ///
  /// - Parameter index: counted from 0.
  func line(ofItem index: Int, behind key: String, from start: Int) -> Int? {
    guard let entry = entry(ofKey: key, from: start),
      let lines = items[Table(line: entry.line, depth: entry.depth + 1)],
      lines.indices.contains(index)
    else { return nil }
    return lines[index]
  }

  /// The line of a text that stands in a table without a key.
  func line(ofText text: String, from start: Int) -> Int? {
    texts[text]?.first { $0.line >= start }?.line
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

  enum Sort {
    case key(String)
    case text(String)
    case other
  }

  let tokens: [ScriptToken]
  private var open: [Opener] = []

  init(tokens: [ScriptToken]) {
    self.tokens = tokens
  }

  mutating func run(_ note: (SourceOutline.Entry, Sort) -> Void) {
    var isEntryStart = false
    for (index, token) in tokens.enumerated() {
      if isEntryStart, token.sort != .symbol("}"), case .table(let line, let depth)? = open.last {
        note(.init(line: token.line, tableLine: line, depth: depth), sort(at: index))
      }
      isEntryStart = false
      switch token.sort {
      case .symbol("{"):
        open.append(.table(line: token.line, depth: tableDepth))
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

  private var tableDepth: Int {
    open.count { if case .table = $0 { true } else { false } }
  }

  /// What starts at a token: an entry with a key, or one without.
  private func sort(at index: Int) -> Sort {
    func symbol(_ offset: Int) -> String? {
      guard index + offset < tokens.count, case .symbol(let text) = tokens[index + offset].sort
      else { return nil }
      return text
    }
    switch tokens[index].sort {
    case .name(let name): return symbol(1) == "=" ? .key(name) : .other
    case .text(let text): return .text(text)
    case .symbol("["):
      guard index + 1 < tokens.count, case .text(let text) = tokens[index + 1].sort,
        symbol(2) == "]", symbol(3) == "="
      else { return .other }
      return .key(text)
    case .symbol: return .other
    }
  }
}
