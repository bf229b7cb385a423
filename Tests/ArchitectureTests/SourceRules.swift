/// What no source file may contain.
enum SourceRules {
  /// A piece of text that is banned where it stands as a word of its own.
  struct Banned: Sendable {
    let text: String
    let reason: String

    init(_ text: String, _ reason: String) {
      self.text = text
      self.reason = reason
    }

    func isIn(_ line: some StringProtocol) -> Bool {
      var rest = String(line)[...]
      while let place = rest.firstRange(of: text) {
        let touchesBefore = rest[..<place.lowerBound].last.map(Self.isPartOfWord) ?? false
        let endsInLetter = text.last.map(Self.isPartOfWord) ?? false
        let touchesAfter =
          endsInLetter && (rest[place.upperBound...].first.map(Self.isPartOfWord) ?? false)
        if !touchesBefore, !touchesAfter { return true }
        rest = rest[place.upperBound...]
      }
      return false
    }

    private static func isPartOfWord(_ character: Character) -> Bool {
      character == "_" || character.isLetter || character.isNumber
    }
  }

  static let banned = [
    Banned("try!", "errors are thrown or handled"),
    Banned("as!", "a cast that fails would crash"),
    Banned("fatalError(", "misuse by our own code is a `precondition` with the invariant as text"),
    Banned("TODO", "unfinished work is an issue, not a comment"),
    Banned("FIXME", "unfinished work is an issue, not a comment"),
  ]
}
