import CLua
import Diagnostics
import LuaRuntime
import Randomness
package import Simulation

/// What a measure can ask of a run.
let runMethods: [String: CLuaHostBody] = [
  "actors": runActors, "kept": runKept, "kept_each": runKeptEach, "series": runSeries,
  "mean": runMean, "sum": runSum, "count": runCount, "events": runEvents, "gains": runGains,
  "where": runWhere, "twin": runTwin,
]

extension LuaEngine {
  func readRun(
    _ slot: Int, _ member: Int64, _ value: UnsafeMutablePointer<CLuaSlot>,
    _ message: UnsafeMutablePointer<CChar>
  ) -> Int32 {
    guard let world = worlds[slot] else { return fail(message, "there is no such run") }
    switch member {
    case Member.steps: value.pointee.set(integer: Int64(world.stepsRun))
    case Member.parameters:
      guard let table = parameterTables[slot] else {
        return fail(message, "the parameters of this run are not known")
      }
      value.pointee.set(reference: table.slot.reference)
    case Member.definitions, Member.lens:
      do throws(LuaError) {
        guard let table = try member == Member.lens ? lensTable() : definitions() else {
          return fail(message, Messages.noLens)
        }
        value.pointee.set(reference: table.slot.reference)
      } catch {
        return fail(message, error.message)
      }
    default: return CLUA_ERROR
    }
    return CLUA_OK
  }

  /// Gives an actor of a run and its twin; `nil` ends the loop.
  func give(_ frame: Frame, actor number: Int?, _ kind: KindID, slot: Int) -> Int32 {
    guard let number, let world = worlds[slot] else {
      frame.results[0].setNil()
      frame.pointee.resultCount = 1
      return CLUA_OK
    }
    frame.results[0].set(handle: actorHandle(kind.rawValue, number, slot: slot))
    let twin = worlds[1 - slot]?.number(ofIdentity: world.identity(kind, number), kind)
    frame.results[1].set(handle: twin.map { actorHandle(kind.rawValue, $0, slot: 1 - slot) })
    frame.pointee.resultCount = 2
    return CLUA_OK
  }

  /// The run that a method is called on.
  func run(_ frame: Frame, _ name: String) -> (world: World, slot: Int)? {
    guard let handle = frame.handle(0),
      case .run(let slot) = sorts[HandleClass.handleClass(of: handle)], let world = worlds[slot]
    else {
      _ = frame.refuse("\(name) is a method of a run: write run:\(name)(...) with a colon")
      return nil
    }
    return (world, slot)
  }
}

/// `for c, twin in run:actors "consumer"`: everybody who ever was in the run, and their twins.
private let runActors: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let run = engine.run(frame, "actors"), let kind = engine.kind(frame, "run:actors") else {
      return CLUA_ERROR
    }
    frame.results[0].set(reference: engine.nextActorFunction)
    frame.results[1].set(
      handle: HandleClass.handle(HandleClass.run(slot: run.slot), kind))
    frame.pointee.resultCount = 2
    return CLUA_OK
  }
}

/// One turn of the loop over actors.
let nextActor: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let state = frame.handle(0),
      case .run(let slot) = engine.sorts[HandleClass.handleClass(of: state)],
      let world = engine.worlds[slot]
    else { return CLUA_ERROR }
    let kind = KindID(HandleClass.payload(of: state))
    var number = frame.handle(1).map { HandleClass.payload(of: $0) + 1 } ?? 0
    let count = world.count(kind)
    while number < count, !(world.existed(kind, number) && engine.isMeasured(kind, number, slot)) {
      number += 1
    }
    return engine.give(frame, actor: number < count ? number : nil, kind, slot: slot)
  }
}

private let runSeries: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let run = engine.run(frame, "series") else { return CLUA_ERROR }
    let names = run.world.model.series.map(\.name)
    guard let name = frame.text(1), let index = names.firstIndex(of: name) else {
      let asked = frame.text(1) ?? "?"
      return frame.refuse(
        "there is no series '\(asked)'; " + unknownNameHint(asked, among: names, noun: "series"))
    }
    do throws(LuaError) {
      let table = try engine.state.makeList(run.world.seriesRows.map { $0[index] })
      engine.borrowed.append(table)
      frame.results[0].set(reference: table.slot.reference)
      frame.pointee.resultCount = 1
      return CLUA_OK
    } catch {
      return frame.refuse(error.message)
    }
  }
}

private let runEvents: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let run = engine.run(frame, "events") else { return CLUA_ERROR }
    guard let phase = frame.position(1, in: engine.phaseNames),
      engine.study.phases[phase].sides != nil
    else { return frame.refuse(Messages.unknownPhase(frame.text(1) ?? "?", in: engine.study)) }
    return frame.give(integer: Int64(run.world.eventCount(PhaseID(phase))))
  }
}

private let runMean: CLuaHostBody = { frame in overActors(frame, .mean, "mean") }
private let runSum: CLuaHostBody = { frame in overActors(frame, .sum, "sum") }
private let runCount: CLuaHostBody = { frame in overActors(frame, .count, "count") }

/// Over the actors that are there at the end.
private func overActors(_ frame: Frame, _ operation: Aggregate.Operation, _ name: String) -> Int32 {
  frame.withEngine { engine in
    guard let run = engine.run(frame, name), let kind = engine.kind(frame, "run:\(name)") else {
      return CLUA_ERROR
    }
    let declaration = engine.study.kinds[kind]
    let (world, id) = (run.world, KindID(kind))
    var field: FieldID?
    if operation != .count || frame.has(2) {
      field = frame.text(2).flatMap(declaration.field)
      guard field != nil else {
        return frame.refuse(Messages.unknownField(frame.text(2) ?? "?", of: declaration))
      }
    }
    func isMeasured(_ number: Int) -> Bool { engine.isMeasured(id, number, run.slot) }
    if operation == .count {
      if let count = engine.count(world, id, field, where: isMeasured) {
        return frame.give(integer: Int64(count))
      }
    } else if let field, let sum = engine.sum(world, id, field, where: isMeasured) {
      if operation == .sum { return frame.give(sum) }
      let count = engine.count(world, id, nil, where: isMeasured) ?? 0
      return count == 0
        ? frame.give(handle: engine.undefined("empty_group")) : frame.give(sum / Double(count))
    }
    return frame.refuse(
      "run:\(name): '\(frame.text(2) ?? "?")' is neither a number nor true or false")
  }
}

extension LuaEngine {
  /// The library's mean of a field over the living; `nil` where it holds no numbers, or nobody lives.
  package func mean(_ world: World, _ kind: KindID, _ field: FieldID) -> Double? {
    let count = world.livingCount(kind)
    return count == 0 ? nil : sum(world, kind, field).map { $0 / Double(count) }
  }

  /// The library's sum of a field over the living; `nil` where it holds no numbers.
  func sum(
    _ world: World, _ kind: KindID, _ field: FieldID, where counts: (Int) -> Bool = { _ in true }
  ) -> Double? {
    numbers(world, kind, field, where: counts)?.withUnsafeBufferPointer { Reduction.sum($0) }
  }

  /// How many of the living have something in a field that is not 0, or how many they are.
  func count(
    _ world: World, _ kind: KindID, _ field: FieldID?, where counts: (Int) -> Bool = { _ in true }
  ) -> Int? {
    guard let field else {
      guard measured.level != nil else { return world.livingCount(kind) }
      return (0..<world.count(kind)).count { world.isAlive(kind, $0) && counts($0) }
    }
    return numbers(world, kind, field, where: counts)?.count { $0 != 0 && !$0.isNaN }
  }

  /// A field's values over the living, as numbers.
  private func numbers(
    _ world: World, _ kind: KindID, _ field: FieldID, where counts: (Int) -> Bool
  ) -> [Double]? {
    let living = (0..<world.count(kind)).filter { world.isAlive(kind, $0) && counts($0) }
    switch study.kinds[kind.rawValue].fields[field.rawValue].type {
    case .number: return living.map { world.number(kind, field, $0, own: false) }
    case .integer: return living.map { Double(world.integer(kind, field, $0, own: false)) }
    case .boolean: return living.map { world.boolean(kind, field, $0, own: false) ? 1 : 0 }
    case .category, .reference: return nil
    }
  }
}
