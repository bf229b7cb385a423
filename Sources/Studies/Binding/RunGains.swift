import CLua
import Diagnostics
import LuaRuntime
import Simulation

/// `run:gains(kind, definition)`: what each actor of a kind gained against its twin.
///
/// Gains and baselines of the pairs of which both sides are defined, how many were left out by
/// reason, and how many there are in all; nothing and a reason where there is no twin run.
let runGains: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let run = engine.run(frame, "gains"), let kind = engine.kind(frame, "run:gains") else {
      return CLUA_ERROR
    }
    guard let definition = frame.position(2, in: engine.valueNames) else {
      return frame.refuse(Messages.unknownValue(frame.text(2) ?? "?", in: engine.study))
    }
    guard let id = engine.valueIDs[definition][kind] else {
      return frame.refuse(
        "value '\(frame.text(2) ?? "?")' is not defined for \(engine.study.kinds[kind].name)")
    }
    do throws(LuaError) {
      guard let twin = engine.worlds[1 - run.slot] else {
        frame.results[0].setNil()
        frame.results[1].set(reference: try engine.lend(text: UndefinedReason.noTwin.text))
        frame.pointee.resultCount = 2
        return CLUA_OK
      }
      let ofLevel = { (number: Int, isTwin: Bool) in
        engine.isMeasured(KindID(kind), number, isTwin ? 1 - run.slot : run.slot)
      }
      let isWhole = engine.measured.level?.members[kind] == nil
      let pairs = PairedValues(
        id, KindID(kind), run.world, twin, where: isWhole ? nil : ofLevel)
      frame.results[0].set(reference: try engine.lend(numbers: pairs.gains))
      frame.results[1].set(reference: try engine.lend(numbers: pairs.baselines))
      frame.results[2].set(reference: try engine.lend(counts: pairs.leftOut))
      frame.results[3].set(integer: Int64(pairs.total))
      frame.pointee.resultCount = 4
      return CLUA_OK
    } catch {
      return frame.refuse(error.message)
    }
  }
}

extension LuaEngine {
  /// A list of numbers that a measure may keep.
  fileprivate func lend(numbers: [Double]) throws(LuaError) -> Int32 {
    lend(try state.makeList(numbers))
  }

  fileprivate func lend(counts: [String: Int]) throws(LuaError) -> Int32 {
    let table = try state.makeTable()
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      try state.rawSet(table, name, .integer(Int64(count)))
    }
    return lend(table)
  }

  fileprivate func lend(text: String) throws(LuaError) -> Int32 {
    lend(try state.internString(text))
  }

  private func lend(_ reference: LuaReference) -> Int32 {
    borrowed.append(reference)
    return reference.slot.reference
  }
}
