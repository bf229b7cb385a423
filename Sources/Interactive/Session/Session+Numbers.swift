import Diagnostics
import Experiments
import LuaRuntime
import Simulation
import Studies

/// What a world comes to: numbers of the study, one actor's life, actors beside their twins.
extension Session {
  func registerNumbers() throws {
    try register("number") { session, arguments in
      let value = try session.number(
        try arguments.text(1) == "value", try arguments.text(2), arguments.value(3).text,
        on: try arguments.side(0))
      return value.value.map { [.number($0)] } ?? [.nothing, .string(value.reason ?? "?")]
    }
    try register("results") { session, arguments in
      [.table(try session.results(on: try arguments.side(0)))]
    }
    try register("series") { session, arguments in
      let world = try session.world(on: try arguments.side(0))
      let index = try session.series(try arguments.text(1), in: world)
      return [.table(try session.state.makeList(world.seriesRows.map { $0[index] }))]
    }
    try register("trace") { session, arguments in
      [.table(try session.trace(try session.actor(arguments)))]
    }
    try register("compare") { session, arguments in
      if arguments.count > 2 { return [.table(try session.compare(try session.actor(arguments)))] }
      return [.table(try session.compare(try session.kind(try arguments.text(1))))]
    }
  }

  /// A number that the study gives, as far as the world has come.
  func number(
    _ isValue: Bool, _ name: String, _ part: String?, on side: SessionWorlds.Side
  ) throws -> MeasureValue {
    let worlds = try open()
    let output =
      isValue
      ? try opened().value(name, of: part) : try opened().measure(name, output: part)
    return try asStudy { try worlds.values(of: output.measurement, on: side)[output.position] }
  }

  private func results(on side: SessionWorlds.Side) throws -> LuaReference {
    let worlds = try open()
    var rows: [[LuaValue]] = []
    for (index, measurement) in worlds.plan.measurements.enumerated()
    where measurement.part == .comparison {
      let values = try asStudy { try worlds.values(of: index, on: side) }
      for (output, value) in zip(measurement.outputs, values) {
        let isAlone = output == measurement.name
        rows.append([
          .string(isAlone ? output : "\(measurement.name): \(output)"), Self.cell(value),
        ])
      }
    }
    let isOver = try asStudy { try worlds.isOver(on: side) }
    let state = isOver ? "over" : "as far as step \(worlds.step)"
    let title = "\(worlds.name(of: side)), replicate \(worlds.replicate), \(state)"
    return try self.state.rows(title: title, ["number", "value"], rows, isByRow: true)
  }

  static func cell(_ value: MeasureValue) -> LuaValue {
    value.value.map { .number($0) } ?? .string("undefined: \(value.reason ?? "?")")
  }

  func series(_ name: String, in world: World) throws(Diagnostic) -> Int {
    let names = world.model.series.map(\.name)
    if let index = names.firstIndex(of: name) { return index }
    // A value of one kind is known by its own name too.
    let ofKinds = names.indices.filter { names[$0].hasPrefix("\(name) (") }
    if ofKinds.count == 1 { return ofKinds[0] }
    throw Diagnostic(
      "there is no series '\(name)'", hints: [unknownNameHint(name, among: names, noun: "series")])
  }

  // MARK: actors

  /// The numbers and texts that an actor has: its fields, then what it has gained by each definition.
  private func columns(of kind: KindID) throws -> [String] {
    let study = try opened().variant.study
    return study.kinds[kind.rawValue].fields.map(\.name) + values(of: kind, study).map(\.name)
  }

  private func values(of kind: KindID, _ study: Study) -> [(name: String, id: ValueID)] {
    var next = 0
    var found: [(name: String, id: ValueID)] = []
    for value in study.values {
      for owner in value.kinds {
        if owner == kind { found.append((value.name, ValueID(next))) }
        next += 1
      }
    }
    return found
  }

  /// - Parameter inTotal: what definitions came to so far, and not in the step.
  private func row(
    of actor: Actor, in world: World, inTotal: Bool
  ) throws -> [LuaValue] {
    let study = try opened().variant.study
    let fields = study.kinds[actor.kind.rawValue].fields.indices.map(FieldID.init)
    let isThere = actor.number < world.count(actor.kind) && world.existed(actor.kind, actor.number)
    guard isThere else {
      return Array(repeating: .nothing, count: try columns(of: actor.kind).count)
    }
    let cells = try fields.map { field throws -> LuaValue in
      let cell = try cell(actor.kind, field, actor.number, in: world, on: actor.side)
      guard case .handle(let handle) = cell, let other = study.actorName(handle, try opened().lua)
      else { return cell }
      return .string(other)
    }
    return cells
      + values(of: actor.kind, study).map { value in
        // Before the first step that counts there is nothing to be undefined.
        if world.step <= world.model.warmup { return .string("") }
        let number =
          inTotal
          ? world.total(value.id, actor.number) : world.value(value.id, actor.number)
        if !number.isNaN { return .number(number) }
        let code =
          inTotal
          ? world.totalReason(value.id, actor.number) : world.valueReason(value.id, actor.number)
        return .string("undefined: \(world.reasonText(code))")
      }
  }

  /// One actor's fields and values after each step, from a world that is run again.
  private func trace(_ actor: Actor) throws -> LuaReference {
    let worlds = try open()
    guard let run = worlds.run(on: actor.side) else { return try state.makeTable() }
    let name = try opened().variant.study.kinds[actor.kind.rawValue].name
    var rows: [[LuaValue]] = []
    var failure: (any Error)?
    try asStudy {
      try worlds.retrace(run) { world in
        do {
          rows.append(
            [.integer(Int64(world.step))] + (try self.row(of: actor, in: world, inTotal: false)))
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    return try state.rows(
      title: "\(name) \(actor.number + 1) in '\(worlds.name(of: actor.side))', replicate "
        + "\(worlds.replicate): after each step, values of the step",
      ["step"] + (try columns(of: actor.kind)), rows)
  }

  /// An actor beside its twin.
  private func compare(_ actor: Actor) throws -> LuaReference {
    let worlds = try open()
    let study = try opened().variant.study
    let (here, there) = (try world(on: .world), try world(on: .twin))
    let (own, other) = actor.side == .world ? (here, there) : (there, here)
    let number = other.number(ofIdentity: own.identity(actor.kind, actor.number), actor.kind)
    let row = try row(of: actor, in: own, inTotal: true)
    var twin = [LuaValue](repeating: .nothing, count: row.count)
    if let number {
      let side: SessionWorlds.Side = actor.side == .world ? .twin : .world
      twin = try self.row(
        of: Actor(side: side, kind: actor.kind, number: number), in: other, inTotal: true)
    }
    let names = try columns(of: actor.kind)
    let rows = names.indices.map { [.string(names[$0]), row[$0], twin[$0], row[$0] - twin[$0]] }
    let name = "\(study.kinds[actor.kind.rawValue].name) \(actor.number + 1)"
    return try state.rows(
      title: number == nil
        ? "\(name), step \(worlds.step): it has no twin"
        : "\(name) and its twin, step \(worlds.step), values so far",
      sides(actor.side, worlds), rows, isByRow: true)
  }

  private func sides(_ side: SessionWorlds.Side, _ worlds: SessionWorlds) -> [String] {
    let names = [worlds.name(of: .world), worlds.name(of: .twin)]
    return [
      "", side == .world ? names[0] : names[1], side == .world ? names[1] : names[0],
      "difference",
    ]
  }

  /// The means of a kind beside those of its twins.
  private func compare(_ kind: KindID) throws -> LuaReference {
    let worlds = try open()
    let study = try opened().variant.study
    let (here, there) = (try world(on: .world), try world(on: .twin))
    let engine = try opened().lua
    var rows: [[LuaValue]] = []
    for (index, field) in study.kinds[kind.rawValue].fields.enumerated() {
      guard let one = engine.mean(here, kind, FieldID(index)),
        let other = engine.mean(there, kind, FieldID(index))
      else { continue }
      let (first, second) = (LuaValue.number(one), LuaValue.number(other))
      rows.append([.string(field.name), first, second, first - second])
    }
    for value in values(of: kind, study) {
      let output = try opened().value(
        value.name, of: study.kinds[kind.rawValue].name)
      let both = try [SessionWorlds.Side.world, .twin].map { side in
        Self.cell(
          try asStudy { try worlds.values(of: output.measurement, on: side)[output.position] })
      }
      rows.append([.string(value.name), both[0], both[1], both[0] - both[1]])
    }
    return try state.rows(
      title: "means of \(study.kinds[kind.rawValue].name), step \(worlds.step), values so far",
      sides(.world, worlds), rows, isByRow: true)
  }
}

extension Study {
  /// "customer 12".
  func actorName(_ handle: UInt64, _ engine: LuaEngine) -> String? {
    engine.shownActor(handle).map { "\(kinds[$0.kind.rawValue].name) \($0.number + 1)" }
  }
}

extension LuaValue {
  /// The difference of two numbers; an empty text where one of the two is none.
  fileprivate static func - (left: LuaValue, right: LuaValue) -> LuaValue {
    guard let first = left.double, let second = right.double else { return .string("") }
    return .number(first - second)
  }
}
