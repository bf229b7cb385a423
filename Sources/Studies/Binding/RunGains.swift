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

/// The values of actors in a run and of their twins.
struct PairedValues {
  private(set) var gains: [Double] = []
  private(set) var baselines: [Double] = []
  /// How many have no gain, by reason.
  private(set) var leftOut: [String: Int] = [:]
  private(set) var total = 0

  /// - Parameter isMeasured: whether an actor of the run, or one of the twin, counts; `nil`: all do.
  init(
    _ id: ValueID, _ kind: KindID, _ run: World, _ twin: World,
    where isMeasured: ((_ number: Int, _ isTwin: Bool) -> Bool)?
  ) {
    let (values, others) = (run.totals(id), twin.totals(id))
    gains.reserveCapacity(values.count)
    baselines.reserveCapacity(values.count)
    if isMeasured == nil, run.isUnchanged(kind), twin.isUnchanged(kind),
      values.count == others.count
    {
      // Everybody is the twin of who has the same number.
      total = values.count
      for number in values.indices {
        add(number, values[number], number, others[number], id, run, twin)
      }
      return
    }
    for number in values.indices
    where run.existed(kind, number) && isMeasured?(number, false) ?? true {
      total += 1
      if let other = twin.number(ofIdentity: run.identity(kind, number), kind) {
        add(number, values[number], other, others[other], id, run, twin)
      } else {
        leaveOut(UndefinedReason.noTwin.text)
      }
    }
    // Who was in the twin's world only has no twin either.
    for number in others.indices
    where twin.existed(kind, number)
      && run.number(ofIdentity: twin.identity(kind, number), kind) == nil
      && isMeasured?(number, true) ?? true
    {
      total += 1
      leaveOut(UndefinedReason.noTwin.text)
    }
  }

  @inline(__always)
  private mutating func add(
    _ number: Int, _ value: Double, _ other: Int, _ baseline: Double, _ id: ValueID, _ run: World,
    _ twin: World
  ) {
    let gain = value - baseline
    if gain == gain {
      gains.append(gain)
      baselines.append(baseline)
    } else if value == value {
      leaveOut(twin.reasonText(twin.totalReason(id, other)))
    } else {
      leaveOut(run.reasonText(run.totalReason(id, number)))
    }
  }

  private mutating func leaveOut(_ reason: String) { leftOut[reason, default: 0] += 1 }
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
