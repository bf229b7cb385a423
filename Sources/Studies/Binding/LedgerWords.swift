import Diagnostics
import Simulation

/// What `self:gained("offer", ...)` asks for, in words.
struct LedgerWords {
  let study: Study

  /// - Parameter words: "total" for the whole run so far; and of the events "initiator", "partner",
  ///   "active", "passive", a mark, or a tag and its level.
  func account(_ phase: Int, kind: Int, _ words: [String])
    -> Result<LedgerAccount, SettingProblem>
  {
    let declaration = study.phases[phase]
    var account = LedgerAccount(phase: PhaseID(phase), kind: KindID(kind))
    if let sides = declaration.sides, sides.from != account.kind, sides.to != account.kind {
      return failure(
        "'\(declaration.name)' has no \(study.kinds[kind].name) on either side")
    }
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "total" {
        account.isTotal = true
      } else if account.part != .all {
        return failure("gained takes one part of the events, not '\(word)' as well")
      } else if let part = Self.sides[word] {
        account.part = part
      } else if let mark = declaration.marks.firstIndex(of: word) {
        account.part = .mark(mark)
      } else if let tag = declaration.tags.firstIndex(where: { $0.name == word }) {
        let levels = declaration.tags[tag].levels
        guard let level = rest.popFirst() else {
          return failure("gained(..., \"\(word)\") needs a level of the tag after it")
        }
        guard let position = levels.firstIndex(of: level) else {
          return failure(Messages.unknownLevel(level, of: word, levels: levels))
        }
        account.part = .tag(tag, level: position)
      } else {
        let names =
          Array(Self.sides.keys) + ["total"] + declaration.marks + declaration.tags.map(\.name)
        return failure(
          "'\(word)' is no part of the events of '\(declaration.name)'; "
            + unknownNameHint(word, among: names, noun: "parts"))
      }
    }
    return .success(account)
  }

  private static let sides: [String: LedgerAccount.Part] = [
    "initiator": .initiator, "partner": .partner, "active": .active, "passive": .passive,
  ]

  private func failure(_ message: String) -> Result<LedgerAccount, SettingProblem> {
    .failure(SettingProblem(message: message, hints: []))
  }
}
