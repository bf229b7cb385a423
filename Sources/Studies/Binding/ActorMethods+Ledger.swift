import CLua
import Simulation

/// `self:gained("offer", ...)`: what the receiver gained, by the words that say in which events.
let gained: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let receiver = engine.receiver(frame, "gained") else { return CLUA_ERROR }
    let answers = engine.ledgerAnswers
    for index in answers.indices
    where answers[index].kind == receiver.kind && answers[index].slot == receiver.slot
      && answers[index].matches(frame)
    {
      return frame.give(receiver.world.gained(answers[index].account, receiver.number))
    }
    guard let account = engine.account(frame, receiver) else { return CLUA_ERROR }
    return frame.give(receiver.world.gained(account, receiver.number))
  }
}

/// A question to the ledger that was asked before, and the account that answers it.
struct LedgerAnswer {
  var kind: Int
  var slot: Int
  /// The phase and the words after it.
  var words: [[UInt8]]
  var account: Int

  func matches(_ frame: Frame) -> Bool {
    let count = Int(frame.pointee.argumentCount) - 1
    guard count == words.count else { return false }
    return words.indices.allSatisfy { textEquals(frame.arguments[$0 + 1], words[$0]) }
  }
}

extension LuaEngine {
  /// The account that the arguments ask for, remembered; `nil`: refused.
  fileprivate func account(_ frame: Frame, _ receiver: Receiver) -> Int? {
    guard let phase = frame.position(1, in: phaseNames), study.phases[phase].sides != nil else {
      _ = frame.refuse(
        frame.text(1).map { Messages.unknownPhase($0, in: study) }
          ?? "gained needs the name of an encounter: self:gained \"offer\"")
      return nil
    }
    var words: [String] = []
    for index in 2..<max(2, Int(frame.pointee.argumentCount)) where frame.has(index) {
      guard let word = frame.text(index) else {
        _ = frame.refuse("gained takes texts after the encounter: \"total\", \"active\", a tag")
        return nil
      }
      words.append(word)
    }
    switch LedgerWords(study: study).account(phase, kind: receiver.kind, words) {
    case .failure(let problem):
      _ = frame.refuse(problem.message)
      return nil
    case .success(let wanted):
      guard
        let account = receiver.world.account(
          phase: wanted.phase, kind: wanted.kind, part: wanted.part, isTotal: wanted.isTotal)
      else {
        _ = frame.refuse(
          "gained: this part of the ledger was not kept, since its name is not written as a text "
            + "where it is asked for")
        return nil
      }
      ledgerAnswers.append(
        LedgerAnswer(
          kind: receiver.kind, slot: receiver.slot,
          words: ([study.phases[phase].name] + words).map { Array($0.utf8) }, account: account))
      return account
    }
  }
}
