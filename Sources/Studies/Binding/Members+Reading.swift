import CLua
import LuaRuntime
import Randomness
import Simulation

/// Reads a member of a handle: an actor's field, an event's mark, a tie's level.
let readMember: CLuaHandleRead = { context, handle, member, value, message in
  guard let context else { return CLUA_ERROR }
  return Unmanaged<LuaEngine>.fromOpaque(context)._withUnsafeGuaranteedRef { engine in
    let handleClass = HandleClass.handleClass(of: handle)
    let payload = HandleClass.payload(of: handle)
    switch engine.sorts[handleClass] {
    case .actor(let kind, let slot):
      return engine.readActor(handleClass, kind, slot, payload, member, value, message)
    case .start(let kind, let slot):
      guard let world = engine.worlds[slot], let views = world.startViews(KindID(kind)) else {
        return fail(message, "the first state of this kind was not kept")
      }
      guard payload < world.startCount(KindID(kind)) else {
        value.pointee.set(handle: engine.undefined("no_start"))
        return CLUA_OK
      }
      engine.read(
        views[Int(member)], own: false, kind, Int(member), payload, slot: slot, into: value)
    case .tie(let network):
      guard let world = engine.worlds[0] else { return CLUA_ERROR }
      let isOwn = engine.scope.call?.tie == payload
      value.pointee.set(
        world.tieField(NetworkID(network), Int(member), payload, own: isOwn))
    case .event(let phase): return engine.readEvent(phase, member, value, message)
    case .kept:
      guard let kept = engine.scope.keptNumbers else { return CLUA_ERROR }
      value.pointee.set(kept[Int(member)])
    case .run(let slot): return engine.readRun(slot, member, value, message)
    case .none, .cursor, .undefined: return fail(message, "this has no members")
    }
    return CLUA_OK
  }
}

/// Writes a message for CLua to raise.
func fail(_ message: UnsafeMutablePointer<CChar>, _ text: String) -> Int32 {
  setMessage(message, text)
  return CLUA_ERROR
}

func setMessage(_ message: UnsafeMutablePointer<CChar>, _ text: String) {
  writeLuaText(text, to: message, size: Int(CLUA_MESSAGE_SIZE))
}

extension LuaEngine {
  @inline(__always)
  fileprivate func readActor(
    _ handleClass: Int, _ kind: Int, _ slot: Int, _ number: Int, _ member: Int64,
    _ value: UnsafeMutablePointer<CLuaSlot>, _ message: UnsafeMutablePointer<CChar>
  ) -> Int32 {
    guard let world = worlds[slot] else { return fail(message, "there is no world to read") }
    if member < Member.firstReserved {
      let field = Int(member)
      let isOwn =
        handleClass == scope.actingClass && number == scope.actingNumber
        || scope.hasEntered && slot == 0 && world.isPending(KindID(kind), number)
      read(
        world.views(of: KindID(kind))[field], own: isOwn, kind, field, number, slot: slot,
        into: value)
      return CLUA_OK
    }
    switch member {
    case Member.number: value.pointee.set(integer: Int64(number + 1))
    case Member.kind: value.pointee.set(reference: kindTexts[kind].slot.reference)
    case Member.alive: value.pointee.set(boolean: world.isAlive(KindID(kind), number))
    case Member.start:
      value.pointee.set(
        handle: HandleClass.handle(HandleClass.start(kind, slot: slot), number))
    default: return CLUA_ERROR
    }
    return CLUA_OK
  }

  @inline(__always)
  func read(
    _ view: ColumnView, own: Bool, _ kind: Int, _ field: Int, _ number: Int, slot: Int,
    into value: UnsafeMutablePointer<CLuaSlot>
  ) {
    let base = own ? view.write : view.read
    switch view.type {
    case .number: value.pointee.set(base.assumingMemoryBound(to: Double.self)[number])
    case .integer:
      value.pointee.set(integer: base.assumingMemoryBound(to: Int64.self)[number])
    case .boolean:
      value.pointee.set(boolean: base.assumingMemoryBound(to: UInt8.self)[number] != 0)
    case .code:
      let code = Int(base.assumingMemoryBound(to: Int32.self)[number])
      if code < 0 {
        value.pointee.setNil()
        return
      }
      let binding = fields[kind][field]
      if case .reference(let other) = binding.type {
        value.pointee.set(handle: actorHandle(other.rawValue, code, slot: slot))
      } else {
        value.pointee.set(reference: binding.levelIDs[code])
      }
    }
  }

  fileprivate func readEvent(
    _ phase: Int, _ member: Int64, _ value: UnsafeMutablePointer<CLuaSlot>,
    _ message: UnsafeMutablePointer<CChar>
  ) -> Int32 {
    let event = scope.event
    if member >= Member.firstColumn { return readLog(phase, member, event, value, message) }
    if member >= Member.firstMark {
      value.pointee.set(boolean: event.marks & (1 << UInt64(member - Member.firstMark)) != 0)
      return CLUA_OK
    }
    if member >= Member.firstTag {
      let tag = Int(member - Member.firstTag)
      let level = Int(event.tags[tag])
      if level < 0 {
        value.pointee.setNil()
      } else {
        value.pointee.set(reference: tags[phase][tag].references[level].slot.reference)
      }
      return CLUA_OK
    }
    switch member {
    case Member.gain: value.pointee.set(event.gain)
    case Member.absent: value.pointee.setNil()
    case Member.partnerGain where partnerKinds[phase] == nil: value.pointee.setNil()
    case Member.partnerGain: value.pointee.set(event.partnerGain)
    case Member.active: value.pointee.set(boolean: event.active)
    case Member.activePartner: value.pointee.set(boolean: event.partnerActive)
    case Member.expected: setGiven(event.expected, value)
    case Member.need: setGiven(event.need, value)
    case Member.use: setGiven(event.use, value)
    case Member.step: value.pointee.set(integer: Int64(event.step))
    case Member.initiator:
      let kind = initiatorKinds[phase]
      value.pointee.set(handle: kind.map { actorHandle($0, Int(event.initiator)) })
    case Member.partner:
      let kind = partnerKinds[phase]
      value.pointee.set(handle: kind.map { actorHandle($0, Int(event.partner)) })
    case Member.tie:
      guard let network = networkOfPhase[phase], event.tie >= 0 else {
        return fail(message, "this event has no tie: it does not run along a network")
      }
      value.pointee.set(handle: HandleClass.handle(HandleClass.tie(network), Int(event.tie)))
    default: return CLUA_ERROR
    }
    return CLUA_OK
  }

  private func setGiven(_ number: Double, _ value: UnsafeMutablePointer<CLuaSlot>) {
    if number.isNaN { value.pointee.setNil() } else { value.pointee.set(number) }
  }

  private func readLog(
    _ phase: Int, _ member: Int64, _ event: Event, _ value: UnsafeMutablePointer<CLuaSlot>,
    _ message: UnsafeMutablePointer<CChar>
  ) -> Int32 {
    guard let replay = replays[phase], event.tie >= 0 else { return CLUA_ERROR }
    if member >= Member.firstMatch {
      let match = replay.matches[Int(member - Member.firstMatch)]
      let number = Int(match.numbers[Int(replay.rows[Int(event.tie)])])
      value.pointee.set(
        handle: number < 0 ? nil : actorHandle(match.kind.rawValue, number))
    } else {
      do throws(LuaError) {
        try replay.read(Int(member - Member.firstColumn), event: Int(event.tie), into: value)
      } catch {
        return fail(message, error.message)
      }
    }
    return CLUA_OK
  }
}
