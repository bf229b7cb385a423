import Diagnostics

/// A name that somebody wants to know about, and which entries it means.
struct HelpQuestion {
  /// The name without spaces around it and without quotes.
  let text: String
  /// What stands before the last dot or colon, in lower case.
  private let owner: String?
  private let member: String

  init(_ typed: String) {
    var text = Substring(typed)
    func drop(while isDropped: (Character) -> Bool) {
      text = text.drop(while: isDropped)
      while let last = text.last, isDropped(last) { text.removeLast() }
    }
    drop { $0.isWhitespace }
    if text.count > 1, let quote = text.first, quote == text.last, "\"'`".contains(quote) {
      text = text.dropFirst().dropLast()
    } else if text.hasSuffix("()") {
      text = text.dropLast(2)
    }
    self.text = String(text)
    let cut = text.lastIndex { $0 == "." || $0 == ":" }
    owner = cut.flatMap { $0 == text.startIndex ? nil : text[..<$0].lowercased() }
    member = String(cut.map { text[text.index(after: $0)...] } ?? text)
  }

  /// Tells the entries that are meant: those of the whole name, else those that its first part has;
  /// where nobody knows that part, it is a variable of whoever asks.
  func matcher(among entries: [HelpEntry]) -> (HelpEntry) -> Bool {
    let named: (HelpEntry) -> Bool = { entry in
      entry.name == text || entry.member == text || entry.aliases.contains(text)
    }
    if entries.contains(where: named) { return named }
    if let owner {
      let owned: (HelpEntry) -> Bool = { $0.member == member && $0.owners.contains(owner) }
      let isKnown = entries.contains { $0.owners.contains(owner) || $0.name.lowercased() == owner }
      if isKnown { return owned }
      return { $0.member == member && !$0.isOption }
    }
    let lowered = text.lowercased()
    return { $0.name.lowercased() == lowered || $0.member.lowercased() == lowered }
  }

  /// The names that were most likely meant.
  func nearest(among entries: [HelpEntry]) -> [String] {
    guard text.contains(where: \.isLetter) else { return [] }
    let typed = entries.filter { !$0.isType && !$0.isOption }
    let owned = owner.map { owner in typed.filter { $0.owners.contains(owner) } } ?? []
    if let near = nearestName(to: member, among: owned.map(\.member)) {
      return owned.filter { $0.member == near }.prefix(1).map(\.name)
    }
    let whole = nearestName(to: text, among: entries.map(\.name))
    let alone = nearestName(to: member, among: typed.map(\.member))
    return [whole, alone].compactMap { $0 }.reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }
}
