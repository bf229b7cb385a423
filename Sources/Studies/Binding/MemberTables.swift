import CLua
import LuaRuntime
import Simulation
import Tables

/// Tells the Lua state what each class of handles has under which name.
struct MemberTables {
  let engine: LuaEngine

  private var state: LuaState { engine.state }
  private var study: Study { engine.study }
  private var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(engine).toOpaque() }

  func define() throws(LuaError) {
    for index in study.kinds.indices {
      for slot in 0..<HandleClass.slotCount { try defineActor(index, slot: slot) }
    }
    for index in study.networks.indices { try defineTie(index) }
    for index in study.phases.indices { try defineEvent(index) }
    for index in engine.keptNames.indices { try defineKept(index) }
    for slot in 0..<HandleClass.slotCount { try defineRun(slot: slot) }
    try define(HandleClass.cursor, .cursor, [], [:])
    try define(HandleClass.undefined, .undefined, [], [:])
  }

  /// Makes the engine the one that answers the state's handles.
  func register() throws(LuaError) {
    state.setHandleCallbacks(
      CLuaHandleCallbacks(
        context: context, read: readMember, write: writeMember, missing: missingMember,
        describe: describeHandle))
    state.setAbsorbingClass(HandleClass.undefined)
    for (handleClass, table) in engine.memberTables {
      try state.defineHandleClass(handleClass, members: table)
    }
  }

  private func define(
    _ handleClass: UInt16, _ sort: HandleSort, _ members: [(String, Int64)],
    _ methods: [String: CLuaHostBody]
  ) throws(LuaError) {
    let table = try state.makeTable()
    for (name, code) in members { try state.rawSet(table, .string(name), .integer(code)) }
    for (name, body) in methods.sorted(by: { $0.key < $1.key }) {
      let function = try state.makeHostFunction(context: context, tag: -1, body: body)
      try state.rawSet(table, .string(name), .function(function))
    }
    engine.sorts[Int(handleClass)] = sort
    engine.memberTables[handleClass] = table
  }

  private func defineActor(_ kind: Int, slot: Int) throws(LuaError) {
    let fields = study.kinds[kind].fields.enumerated().map { ($1.name, Int64($0)) }
    let special = [
      ("number", Member.number), ("kind", Member.kind), ("start", Member.start),
      ("alive", Member.alive),
    ]
    try define(
      HandleClass.actor(kind, slot: slot), .actor(kind: kind, slot: slot), fields + special,
      actorMethods)
    try define(
      HandleClass.start(kind, slot: slot), .start(kind: kind, slot: slot), fields, [:])
  }

  private func defineTie(_ network: Int) throws(LuaError) {
    let fields = study.networks[network].tieFields.enumerated().map { ($1, Int64($0)) }
    try define(HandleClass.tie(network), .tie(network: network), fields, [:])
  }

  private func defineEvent(_ phase: Int) throws(LuaError) {
    let declaration = study.phases[phase]
    var members: [(String, Int64)] = [
      ("gain", Member.gain), ("partner_gain", Member.partnerGain), ("active", Member.active),
      ("active_partner", Member.activePartner), ("expected", Member.expected),
      ("need", Member.need), ("use", Member.use), ("step", Member.step),
      ("initiator", Member.initiator), ("partner", Member.partner), ("tie", Member.tie),
    ]
    for name in study.eventNames { members.append((name, Member.absent)) }
    for (position, tag) in declaration.tags.enumerated() {
      members.append((tag.name, Member.firstTag + Int64(position)))
    }
    for (position, mark) in declaration.marks.enumerated() {
      members.append((mark, Member.firstMark + Int64(position)))
    }
    if let replay = engine.replays[phase] {
      for (position, column) in replay.columns.enumerated()
      where !EventNames.all.contains(column.name) {
        members.append((column.name, Member.firstColumn + Int64(position)))
      }
      // A matched column is the actor, not the text: the later entry of a name wins.
      for (position, match) in replay.matches.enumerated() {
        members.append((match.name, Member.firstMatch + Int64(position)))
      }
    }
    try define(HandleClass.event(phase), .event(phase: phase), members, [:])
  }

  private func defineKept(_ fold: Int) throws(LuaError) {
    let names = engine.keptNames[fold].enumerated().map { ($1, Int64($0)) }
    try define(HandleClass.kept(fold), .kept(fold: fold), names, [:])
  }

  private func defineRun(slot: Int) throws(LuaError) {
    let members = [
      ("steps", Member.steps), ("parameters", Member.parameters),
      ("definitions", Member.definitions), ("lens", Member.lens),
    ]
    try define(HandleClass.run(slot: slot), .run(slot: slot), members, runMethods)
  }
}
