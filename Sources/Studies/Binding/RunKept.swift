import CLua
import LuaRuntime
import Simulation

/// `run:kept(name)`: what a measure's folds kept, over all units.
let runKept: CLuaHostBody = { frame in
  keptNumber(frame, "kept") { engine, world, slot throws(LuaError) in
    frame.results[0].set(engine.kept(world, slot))
  }
}

/// `run:kept_each(name, kind)`: the same by unit.
let runKeptEach: CLuaHostBody = { frame in
  keptNumber(frame, "kept_each") { engine, world, slot throws(LuaError) in
    var kind: Int?
    if frame.has(2) {
      kind = frame.position(2, in: engine.kindNames)
      guard kind != nil else {
        throw LuaError(.runtime, Messages.unknownKind(frame.text(2) ?? "?", in: engine.study))
      }
    }
    let numbers = try engine.keptByUnit(world, slot, of: kind.map(KindID.init))
    let list = try engine.state.makeList(numbers)
    engine.borrowed.append(list)
    frame.results[0].set(reference: list.slot.reference)
  }
}

/// Answers with one result about a kept number that a measure names.
private func keptNumber(
  _ frame: Frame, _ method: String,
  _ answer: (LuaEngine, World, Int) throws(LuaError) -> Void
) -> Int32 {
  frame.withEngine { engine in
    guard let run = engine.run(frame, method) else { return CLUA_ERROR }
    guard let names = engine.measured.keptNames else {
      return frame.refuse("run:\(method) is for measures that declare 'over', 'keep' and 'each'")
    }
    guard let name = frame.text(1), let slot = names.firstIndex(of: name) else {
      return frame.refuse(Messages.notKept(frame.text(1) ?? "?", names))
    }
    do throws(LuaError) {
      try answer(engine, run.world, slot)
    } catch {
      return frame.refuse(error.message)
    }
    frame.pointee.resultCount = 1
    return CLUA_OK
  }
}

extension LuaEngine {
  /// A kept number of the measure that is computed, added up over the phases that it follows.
  fileprivate func kept(_ world: World, _ slot: Int) -> Double {
    guard let level = measured.level?.name else {
      return world.kept(folds: measured.folds, slot: slot)
    }
    return measured.folds.reduce(0) { sum, fold in
      levelPosition(level, ofFold: fold).map {
        sum + world.kept(fold: fold, slot: slot, level: $0)
      } ?? sum
    }
  }

  /// A level's position in the tag of a fold's phase; `nil`: the phase does not have it.
  private func levelPosition(_ level: String, ofFold number: Int) -> Int? {
    let fold = folds[number]
    return fold.tag.flatMap {
      study.phases[fold.phase.rawValue].tags[$0].levels.firstIndex(of: level)
    }
  }

  /// Whose numbers a fold keeps.
  private enum Units: Hashable {
    case run
    case actors(KindID)
    case ties(NetworkID?)
  }

  private func units(ofFold number: Int) -> Units {
    let phase = study.phases[folds[number].phase.rawValue]
    switch (folds[number].unit, phase.sides) {
    case (.initiator, let sides?): return .actors(sides.from)
    case (.partner, .some((_, let to?))): return .actors(to)
    case (.tie, _): return .ties(phase.network)
    default: return .run
    }
  }

  /// A kept number by unit, added up over the phases whose units are the same: actors who ever were
  /// there by number, or ties.
  ///
  /// - Parameter kind: whose, where the phases' units are of several kinds.
  /// - Throws: the phases have different units.
  fileprivate func keptByUnit(
    _ world: World, _ slot: Int, of kind: KindID?
  ) throws(LuaError) -> [Double] {
    let chosen = measured.folds.filter { fold in
      kind.map { units(ofFold: fold) == .actors($0) } ?? true
    }
    guard Set(chosen.map(units)).count <= 1 else {
      throw LuaError(
        .runtime,
        "run:kept_each: the events that the measure follows have units of several kinds; say which: "
          + "run:kept_each(name, kind)")
    }
    var numbers: [Double] = []
    for fold in chosen {
      var level: Int?
      if let wanted = measured.level?.name {
        guard let position = levelPosition(wanted, ofFold: fold) else { continue }
        level = position
      }
      let kept = world.keptByUnit(fold: fold, slot: slot, level: level)
      if numbers.isEmpty {
        numbers = kept
      } else {
        for (unit, number) in kept.enumerated() { numbers[unit] += number }
      }
    }
    guard let first = chosen.first, case .actors(let kind) = units(ofFold: first) else {
      return numbers
    }
    return numbers.indices.filter { world.existed(kind, $0) }.map { numbers[$0] }
  }
}
