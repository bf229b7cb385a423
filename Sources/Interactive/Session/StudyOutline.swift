import Studies

/// What the outermost block of a script has: its local names, and where it returns.
struct StudyOutline {
  /// The names in the order of their first declaration; at most as many as one table may list.
  private(set) var locals: [String] = []
  /// The bytes of the word `return` that ends the block.
  private(set) var lastReturn: Range<Int>?

  init(_ text: String) {
    let tokens = ScriptTokens(text).all
    var depth = 0
    for (index, token) in tokens.enumerated() {
      switch token.sort {
      case .name("function"), .name("if"), .name("do"), .name("repeat"): depth += 1
      case .name("end"), .name("until"): depth -= 1
      case .symbol("{"), .symbol("("), .symbol("["): depth += 1
      case .symbol("}"), .symbol(")"), .symbol("]"): depth -= 1
      case .name("return") where depth == 0: lastReturn = token.bytes
      case .name("local") where depth == 0: declare(tokens[(index + 1)...])
      default: break
      }
    }
  }

  /// The names behind `local`: a function's, or those up to `=`.
  private mutating func declare(_ tokens: ArraySlice<ScriptToken>) {
    var rest = tokens
    if rest.first?.sort == .name("function") { rest = rest.dropFirst() }
    while case .name(let name)? = rest.first?.sort {
      if !locals.contains(name), locals.count < 150 { locals.append(name) }
      rest = rest.dropFirst()
      // An attribute: `<const>`.
      if rest.first?.sort == .symbol("<") { rest = rest.dropFirst(3) }
      guard rest.first?.sort == .symbol(",") else { return }
      rest = rest.dropFirst()
    }
  }
}
