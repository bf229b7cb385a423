import Diagnostics
import Experiments
import LuaRuntime
import Randomness
import Simulation
import Statistics
import Studies

/// Looking at worlds, and running them.
extension Session {
  func registerWorlds() throws {
    try registerActors()
    try registerCourse()
    try registerMembers()
    try register("fact") { session, arguments in
      let worlds = try session.open()
      let side = try arguments.side(0)
      switch try arguments.text(1) {
      case "scenario": return [.string(worlds.name(of: side))]
      case "replicate": return [.integer(Int64(worlds.replicate))]
      case "step":
        let step = side == .world ? worlds.step : try session.world(on: side).step
        return [.integer(Int64(step))]
      case "steps": return [.integer(Int64(worlds.steps))]
      case "over": return [.boolean(try session.asStudy { try worlds.isOver(on: side) })]
      default: return []
      }
    }
    try register("is_kind") { session, arguments in
      let study = try session.opened().variant.study
      return [.boolean(arguments.value(0).text.flatMap(study.kind) != nil)]
    }
    try register("run_handle") { session, arguments in
      let side = try arguments.side(0)
      try session.show(side)
      return [.handle(side == .world ? LuaEngine.runHandle : LuaEngine.twinHandle)]
    }
    try register("check_member") { session, arguments in
      try session.checkMember(try arguments.text(0))
      return []
    }
    try register("has_twin") { session, _ in [.boolean(try session.open().run(on: .twin) != nil)] }
  }

  private func registerActors() throws {
    try register("actor_of") { session, arguments in
      guard case .handle(let handle) = arguments.value(0),
        let engine = session.study?.lua, let actor = engine.shownActor(handle)
      else { return [] }
      return [
        .integer(actor.isOfTwin ? 2 : 1),
        .string(engine.study.kinds[actor.kind.rawValue].name), .integer(Int64(actor.number + 1)),
      ]
    }
    try register("tie_fields") { session, arguments in
      guard case .handle(let handle) = arguments.value(0),
        let fields = session.study?.lua.tieFields(handle)
      else { return [] }
      return [.table(try session.state.list(fields))]
    }
    try register("handle") { session, arguments in
      let actor = try session.actor(arguments)
      return [
        .handle(
          try session.opened().lua.handle(
            of: actor.kind, actor.number, ofTwin: actor.side == .twin))
      ]
    }
    try register("twin_number") { session, arguments in
      let actor = try session.actor(arguments)
      let other: SessionWorlds.Side = actor.side == .world ? .twin : .world
      guard try session.open().run(on: .twin) != nil else { return [] }
      try session.show(.twin)
      let worlds = try session.open()
      let identity = try worlds.world(on: actor.side).identity(actor.kind, actor.number)
      let number = try worlds.world(on: other).number(ofIdentity: identity, actor.kind)
      return [number.map { .integer(Int64($0 + 1)) } ?? .nothing]
    }
    try register("exists") { session, arguments in
      let side = try arguments.side(0)
      let kind = try session.kind(try arguments.text(1))
      let world = try session.world(on: side)
      let number = try arguments.integer(2) - 1
      return [.boolean(number >= 0 && number < world.count(kind) && world.existed(kind, number))]
    }
    try register("living") { session, arguments in
      let kind = try session.kind(try arguments.text(1))
      let world = try session.world(on: try arguments.side(0))
      let living = (0..<world.count(kind)).filter { world.isAlive(kind, $0) }
      return [.table(try session.state.list(living.map { .integer(Int64($0 + 1)) }))]
    }
    try register("column") { session, arguments in
      let side = try arguments.side(0)
      let kind = try session.kind(try arguments.text(1))
      let field = try session.field(try arguments.text(2), of: kind)
      try session.show(side)
      let world = try session.world(on: side)
      let living = (0..<world.count(kind)).filter { world.isAlive(kind, $0) }
      if case .number = world.model.kinds[kind.rawValue].fields[field.rawValue].type {
        return [
          .table(
            try session.state.makeList(living.map { world.number(kind, field, $0, own: false) }))
        ]
      }
      let cells = try living.map { try session.cell(kind, field, $0, on: side) }
      return [.table(try session.state.list(cells))]
    }
  }

  /// What can be typed behind objects of the session.
  private func registerMembers() throws {
    try register("members") { session, arguments in
      let study = session.study?.variant.study
      let kind = arguments.value(1).text.flatMap { name in study?.kinds.first { $0.name == name } }
      let fields = kind?.fields.map(\.name) ?? []
      var names: [String]
      switch (try arguments.text(0), arguments.value(2).bool ?? false) {
      case ("actor", true): names = LuaEngine.actorMethodNames
      case ("actor", false): names = fields + ["alive", "kind", "number", "start", "twin"]
      case ("kind", false): names = fields + ["twin"]
      case ("world", true): names = LuaEngine.runMethodNames
      case ("world", false):
        names =
          (study?.kinds.map(\.name) ?? []) + Session.worldFacts
      case ("parameters", _): names = study?.parameters.map(\.name) ?? []
      case ("study", _): names = Session.studyFacts
      default: names = []
      }
      return [.table(try session.state.list(names))]
    }
    try register("module_names") { session, _ in
      [.table(try session.state.list(session.lua.moduleNames))]
    }
    try register("statistic") { session, arguments in
      let numbers = try session.numbers(arguments.value(1))
      let result: Double? =
        switch try arguments.text(0) {
        case "mean":
          // As `run:mean` has it, to the bit.
          numbers.isEmpty
            ? nil : numbers.withUnsafeBufferPointer { Reduction.sum($0) } / Double(numbers.count)
        case "sd": Moments(numbers).sampleStandardDeviation
        default: numbers.withUnsafeBufferPointer { Reduction.sum($0) }
        }
      return [result.map { .number($0) } ?? .nothing]
    }
    try register("quantile") { session, arguments in
      let numbers = try session.numbers(arguments.value(1))
      let result = arguments.value(0).double.flatMap { Quantile.type7($0, of: numbers) }
      return [result.map { .number($0) } ?? .nothing]
    }
  }

  /// The numbers of a list.
  func numbers(_ list: LuaValue) throws -> [Double] {
    try list.table.map { try state.entries(of: $0).compactMap(\.value.double) } ?? []
  }

  private func registerCourse() throws {
    try register("advance") { session, arguments in
      let worlds = try session.open()
      try session.asStudy { try worlds.advance(arguments.value(0).int) }
      return []
    }
    try register("restart") { session, _ in
      try session.open().restart()
      return []
    }
    try register("scenarios") { session, _ in
      let worlds = try session.open()
      let rows = worlds.plan.cells.map { cell -> [LuaValue] in
        let settings = cell.settings.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
        return [
          .string(cell.name), .string(settings), cell.twin.map { .string($0.name) } ?? .nothing,
        ]
      }
      return [.table(try session.state.rows(["scenario", "sets", "compared with"], rows))]
    }
    try register("choose_scenario") { session, arguments in
      let name = try arguments.text(0)
      _ = try session.opened().cell(name)
      try session.lookAgain { session.scenarioName = name }
      return []
    }
    try register("choose_replicate") { session, arguments in
      let replicate = try arguments.integer(0)
      try session.lookAgain { session.replicate = replicate }
      return []
    }
  }

  // MARK: what there is

  /// The study at the settings of the session.
  func opened() throws(Diagnostic) -> StudyBench {
    guard let study else {
      throw Diagnostic(
        "no study is open",
        hints: [":load FILE opens one; valence.study { ... } typed here makes one"])
    }
    return study
  }

  /// The worlds that are looked at, made at the first asking.
  func open() throws -> SessionWorlds {
    if let worlds { return worlds }
    let study = try opened()
    let made = try SessionWorlds(study, scenario: scenarioName, replicate: replicate)
    worlds = made
    return made
  }

  private static let worldFacts = ["over", "replicate", "scenario", "step", "steps", "twin"]

  /// - Throws: that a world has nothing of that name.
  private func checkMember(_ name: String) throws {
    if LuaEngine.runMethodNames.contains(name) || ["definitions", "parameters"].contains(name) {
      return
    }
    let kinds = try opened().variant.study.kinds.map(\.name)
    throw Diagnostic(
      "the world has no '\(name)'",
      hints: [
        unknownNameHint(
          name, among: kinds + Self.worldFacts + LuaEngine.runMethodNames,
          noun: "names behind world")
      ])
  }

  /// Changes what the worlds are of, and brings the new ones as far as the old ones were.
  func lookAgain(after change: () throws -> Void) throws {
    let step = worlds?.step ?? 0
    try change()
    worlds = nil
    if step > 0 {
      let worlds = try open()
      try asStudy { try worlds.advance(min(step, worlds.steps)) }
    }
  }

  func world(on side: SessionWorlds.Side) throws -> World {
    let worlds = try open()
    return try asStudy { try worlds.world(on: side) }
  }

  /// Lets what is typed look at the world, and at its twin where that is the side.
  func show(_ side: SessionWorlds.Side) throws {
    let worlds = try open()
    if worlds.isShown(withTwin: side == .twin) { return }
    try asStudy { try worlds.show(withTwin: side == .twin) }
  }

  func kind(_ name: String) throws -> KindID {
    let study = try opened().variant.study
    guard let kind = study.kind(named: name) else {
      throw Diagnostic(
        "there is no kind '\(name)'",
        hints: [unknownNameHint(name, among: study.kinds.map(\.name), noun: "kinds")])
    }
    return kind
  }

  func field(_ name: String, of kind: KindID) throws -> FieldID {
    let declaration = try opened().variant.study.kinds[kind.rawValue]
    guard let field = declaration.field(named: name) else {
      throw Diagnostic(
        "\(declaration.name) has no field '\(name)'",
        hints: [
          unknownNameHint(
            name, among: declaration.fields.map(\.name), noun: "fields of \(declaration.name)")
        ])
    }
    return field
  }

  struct Actor {
    var side: SessionWorlds.Side
    var kind: KindID
    /// Counted from 0.
    var number: Int
  }

  /// The actor that side, kind and number name; it may have been in an earlier world.
  func actor(_ arguments: [LuaValue]) throws -> Actor {
    let (side, name) = (try arguments.side(0), try arguments.text(1))
    let number = try arguments.integer(2)
    try show(side)
    let kind = try kind(name)
    let world = try world(on: side)
    guard number > 0, number <= world.count(kind), world.existed(kind, number - 1) else {
      throw Diagnostic("there is no \(name) \(number) in this world: it has \(world.count(kind))")
    }
    return Actor(side: side, kind: kind, number: number - 1)
  }

  /// What a field holds, as Lua sees it.
  func cell(_ kind: KindID, _ field: FieldID, _ number: Int, on side: SessionWorlds.Side) throws
    -> LuaValue
  {
    try cell(kind, field, number, in: try world(on: side), on: side)
  }

  func cell(
    _ kind: KindID, _ field: FieldID, _ number: Int, in world: World, on side: SessionWorlds.Side
  ) throws -> LuaValue {
    switch world.model.kinds[kind.rawValue].fields[field.rawValue].type {
    case .number: return .number(world.number(kind, field, number, own: false))
    case .integer: return .integer(world.integer(kind, field, number, own: false))
    case .boolean: return .boolean(world.boolean(kind, field, number, own: false))
    case .category(let levels):
      let code = Int(world.code(kind, field, number, own: false))
      return levels.indices.contains(code) ? .string(levels[code]) : .nothing
    case .reference(let other):
      let code = Int(world.code(kind, field, number, own: false))
      guard code >= 0 else { return .nothing }
      return .handle(try opened().lua.handle(of: other, code, ofTwin: side == .twin))
    }
  }
}
