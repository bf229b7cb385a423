import CLua
import Diagnostics
import LuaRuntime
import Tables

/// Says that a handle has no member of a name, and which one was perhaps meant.
let missingMember: CLuaHandleMissing = { context, handle, key, length, isWrite, message in
  guard let context else { return }
  Unmanaged<LuaEngine>.fromOpaque(context)._withUnsafeGuaranteedRef { engine in
    let sort = engine.sorts[HandleClass.handleClass(of: handle)]
    guard length >= 0 else {
      let type = String(cString: key)
      setMessage(message, "\(engine.noun(of: sort)) has members with names only, not under a \(type)")
      return
    }
    let bytes = UnsafeRawBufferPointer(start: key, count: Int(length))
    let name = String(decoding: bytes, as: UTF8.self)
    setMessage(message, engine.unknownMember(name, of: sort))
  }
}

/// The text of `tostring(actor)`.
let describeHandle: CLuaHandleDescribe = { context, handle, text, size in
  guard let context else { return }
  Unmanaged<LuaEngine>.fromOpaque(context)._withUnsafeGuaranteedRef { engine in
    let payload = HandleClass.payload(of: handle)
    let sort = engine.sorts[HandleClass.handleClass(of: handle)]
    let description =
      switch sort {
      case .actor(let kind, _), .start(let kind, _):
        "\(engine.study.kinds[kind].name)[\(payload + 1)]"
      case .tie(let network): "tie of \(engine.study.networks[network].name)"
      case .event(let phase): "event of \(engine.study.phases[phase].name)"
      case .kept: "kept numbers"
      case .run(let slot): slot == 0 ? "run" : "twin"
      case .cursor: "peers"
      case .undefined: "undefined: \(engine.undefinedValues[payload].reason)"
      case .none: "handle"
      }
    writeLuaText(description, to: text, size: Int(size))
  }
}

extension LuaEngine {
  func noun(of sort: HandleSort) -> String {
    switch sort {
    case .actor(let kind, _), .start(let kind, _): "a \(study.kinds[kind].name)"
    case .tie(let network): "a tie of '\(study.networks[network].name)'"
    case .event(let phase): "an event of '\(study.phases[phase].name)'"
    case .kept: "what is kept"
    case .run: "a run"
    case .cursor: "peers"
    case .undefined: "an undefined value"
    case .none: "this"
    }
  }

  /// The message for a name that is no member: the same as the check at load gives.
  func unknownMember(_ name: String, of sort: HandleSort) -> String {
    if name.contains("#") { return unknownMember(String(name.prefix { $0 != "#" }), of: sort) }
    switch sort {
    case .actor(let kind, _), .start(let kind, _):
      return Messages.unknownField(name, of: study.kinds[kind])
    case .tie(let network): return Messages.unknownTieField(name, of: study.networks[network])
    case .event(let phase):
      return Messages.unknownEventMember(
        name, of: study.phases[phase], columns: replays[phase]?.columns.map(\.name) ?? [])
    case .kept(let fold):
      return "nothing is kept under '\(name)'; "
        + unknownNameHint(name, among: keptNames[fold], noun: "kept numbers")
    case .run: return "a run has no '\(name)'; \(unknownNameHint(name, among: RunNames.all, noun: "names"))"
    default: return "\(noun(of: sort)) has no '\(name)'"
    }
  }
}

let unknownEnvironmentName: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let name = frame.text(1) else {
      return frame.refuse(
        "env has members with names only, not under \(engine.described(frame.argument(1)))")
    }
    let plain = String(name.prefix { $0 != "#" })
    return frame.refuse(Messages.unknownParameter(plain, in: engine.study))
  }
}

let assignedEnvironmentName: CLuaHostBody = { frame in
  let name = frame.text(1) ?? "?"
  return frame.refuse("env.\(name) cannot be assigned: parameters are the same for every actor")
}

let unknownLevel: CLuaHostBody = { frame in
  frame.withEngine { engine in
    frame.refuse("there is no level \(engine.described(frame.argument(1))) in this parameter")
  }
}
