import CLua
import Diagnostics
import Simulation

/// Assigns a member of a handle.
let writeMember: CLuaHandleWrite = { context, handle, member, value, message in
  guard let context else { return CLUA_ERROR }
  return Unmanaged<LuaEngine>.fromOpaque(context)._withUnsafeGuaranteedRef { engine in
    let handleClass = HandleClass.handleClass(of: handle)
    let payload = HandleClass.payload(of: handle)
    switch engine.sorts[handleClass] {
    case .actor(let kind, let slot):
      let isActing = handleClass == engine.scope.actingClass && payload == engine.scope.actingNumber
      return engine.writeActor(kind, slot, payload, isActing, member, value, message)
    case .tie(let network): return engine.writeTie(network, payload, member, value, message)
    case .event(let phase): return engine.writeEvent(phase, member, value, message)
    case .kept:
      guard let number = value.pointee.asNumber else {
        return fail(message, "what is kept must be a number, got \(engine.described(value.pointee))")
      }
      engine.scope.keptNumbers?[Int(member)] = number
      return CLUA_OK
    case .start, .run, .none, .cursor, .undefined:
      return fail(message, "this cannot be assigned: it is what a finished run was like")
    }
  }
}

extension LuaEngine {
  fileprivate func writeActor(
    _ kind: Int, _ slot: Int, _ number: Int, _ isActing: Bool, _ member: Int64,
    _ value: UnsafePointer<CLuaSlot>, _ message: UnsafeMutablePointer<CChar>
  ) -> Int32 {
    guard let call = scope.call, let world = worlds[slot], slot == 0 else {
      return fail(message, "a measure reads: fields are assigned in rules and encounters")
    }
    guard member < Member.firstReserved else {
      return fail(message, "this member of an actor cannot be assigned")
    }
    let binding = fields[kind][Int(member)]
    if let refusal = refusal(call, world, kind, number, isActing, binding.name) {
      return fail(message, refusal)
    }
    let kindID = KindID(kind)
    let field = FieldID(Int(member))
    switch binding.type {
    case .number:
      guard let new = value.pointee.asNumber else { break }
      world.setNumber(kindID, field, number, new)
      return CLUA_OK
    case .integer:
      guard let new = wholeNumber(value) else { break }
      world.setInteger(kindID, field, number, new)
      return CLUA_OK
    case .boolean:
      guard value.pointee.type == CLUA_BOOLEAN else { break }
      world.setBoolean(kindID, field, number, value.pointee.integer != 0)
      return CLUA_OK
    case .category, .reference:
      guard let code = code(value, binding) else { break }
      world.setCode(kindID, field, number, code)
      return CLUA_OK
    }
    return fail(message, mismatch(value.pointee, binding, "the value of"))
  }

  /// Why a field may not be assigned here, or `nil` where it may.
  private func refusal(
    _ call: PhaseCall, _ world: World, _ kind: Int, _ number: Int, _ isActing: Bool, _ name: String
  ) -> String? {
    let kindName = study.kinds[kind].name
    if scope.hasEntered, world.isPending(KindID(kind), number) { return nil }
    switch call.fieldAccess {
    case .everyone: return nil
    case .own where isActing && call.role != .encounter: return nil
    case .own:
      return "'\(name)' of another \(kindName) cannot be assigned while all act at once; "
        + "use other:give(\"\(name)\", amount) or other:claim(\"\(name)\", self)"
    case .none:
      switch call.role {
      case .encounter:
        return "'\(name)' cannot be assigned in a simultaneous encounter; use "
          + "\(kindName):give(\"\(name)\", amount), or activation = \"random\" or \"ordered\""
      default:
        return "'\(name)' cannot be assigned here: only rules and encounters change fields"
      }
    }
  }

  func wholeNumber(_ value: UnsafePointer<CLuaSlot>) -> Int64? {
    switch value.pointee.type {
    case CLUA_INTEGER: value.pointee.integer
    case CLUA_NUMBER: Int64(exactly: value.pointee.number)
    default: nil
    }
  }

  /// The code of a category's level or of a referenced actor; nil is none.
  func code(_ value: UnsafePointer<CLuaSlot>, _ binding: FieldBinding) -> Int32? {
    if value.pointee.type == CLUA_NIL { return -1 }
    switch binding.type {
    case .category: return binding.level(value).map(Int32.init)
    case .reference(let kind):
      guard value.pointee.type == CLUA_HANDLE, let other = actor(value.pointee.handle),
        other.kind == kind.rawValue
      else { return nil }
      return Int32(truncatingIfNeeded: other.number)
    default: return nil
    }
  }

  /// A value in the field's own coding as a Double, or `nil` where it does not fit.
  func coded(_ slot: CLuaSlot, _ binding: FieldBinding) -> Double? {
    var slot = slot
    switch binding.type {
    case .number: return slot.asNumber
    case .integer: return wholeNumber(&slot).map(Double.init)
    case .boolean: return slot.type == CLUA_BOOLEAN ? Double(slot.integer) : nil
    case .category, .reference: return code(&slot, binding).map(Double.init)
    }
  }

  func mismatch(_ slot: CLuaSlot, _ binding: FieldBinding, _ what: String) -> String {
    let got = described(slot)
    switch binding.type {
    case .number: return "\(what) '\(binding.name)' must be a number, got \(got)"
    case .integer: return "\(what) '\(binding.name)' must be a whole number, got \(got)"
    case .boolean: return "\(what) '\(binding.name)' must be true or false, got \(got)"
    case .category(let levels):
      let hint = slot.asText.map { unknownNameHint($0, among: levels, noun: "levels") }
        ?? "levels: \(levels.joined(separator: ", "))"
      return "\(what) '\(binding.name)' must be one of its levels, got \(got); \(hint)"
    case .reference(let kind):
      return "\(what) '\(binding.name)' must be a \(study.kinds[kind.rawValue].name) or nil, "
        + "got \(got)"
    }
  }

  fileprivate func writeTie(
    _ network: Int, _ tie: Int, _ member: Int64, _ value: UnsafePointer<CLuaSlot>,
    _ message: UnsafeMutablePointer<CChar>
  ) -> Int32 {
    let name = study.networks[network].tieFields[Int(member)]
    guard let call = scope.call, let world = worlds[0], call.canWriteTies,
      call.network?.rawValue == network, call.tie == tie
    else {
      return fail(
        message,
        "'\(name)' of a tie can be assigned only in an encounter along '\(study.networks[network].name)' "
          + "in which each tie meets once")
    }
    guard let number = value.pointee.asNumber else {
      return fail(message, "'\(name)' of a tie must be a number, got \(described(value.pointee))")
    }
    world.setTieField(NetworkID(network), Int(member), tie, number)
    return CLUA_OK
  }

  fileprivate func writeEvent(
    _ phase: Int, _ member: Int64, _ value: UnsafePointer<CLuaSlot>,
    _ message: UnsafeMutablePointer<CChar>
  ) -> Int32 {
    if case .fold = scope.call?.role {
      return fail(message, "a fold reads events: they are over")
    }
    let slot = value.pointee
    if member >= Member.firstMark, member < Member.firstColumn {
      guard let isSet = flag(slot) else {
        return fail(message, "a mark must be true or false, got \(described(slot))")
      }
      let bit: UInt64 = 1 << UInt64(member - Member.firstMark)
      if isSet { scope.event.marks |= bit } else { scope.event.marks &= ~bit }
      return CLUA_OK
    }
    if member >= Member.firstTag, member < Member.firstMark {
      let tag = Int(member - Member.firstTag)
      let binding = tags[phase][tag]
      guard let level = levelPosition(value, in: binding.bytes) else {
        return fail(
          message,
          "tag '\(binding.name)' must be one of its levels, got \(described(slot)); "
            + unknownNameHint(slot.asText ?? "", among: binding.levels, noun: "levels"))
      }
      scope.event.tags[tag] = Int32(level)
      return CLUA_OK
    }
    switch member {
    case Member.active, Member.activePartner:
      guard let isSet = flag(slot) else {
        return fail(message, "'active' must be true or false, got \(described(slot))")
      }
      if member == Member.active {
        scope.event.active = isSet
      } else {
        scope.event.partnerActive = isSet
      }
    case Member.expected, Member.need, Member.use:
      guard let number = slot.asNumber, number.isFinite else {
        return fail(message, "expected, need and use are finite numbers, got \(described(slot))")
      }
      if member == Member.expected { scope.event.expected = number }
      if member == Member.need { scope.event.need = number }
      if member == Member.use { scope.event.use = number }
    default: return fail(message, "this member of an event cannot be assigned")
    }
    return CLUA_OK
  }

  /// `x and y` may leave nil where false is meant.
  private func flag(_ slot: CLuaSlot) -> Bool? {
    switch slot.type {
    case CLUA_BOOLEAN: slot.integer != 0
    case CLUA_NIL: false
    default: nil
    }
  }
}
