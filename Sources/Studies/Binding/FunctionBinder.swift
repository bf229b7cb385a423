import Bytecode
import CLua
import Diagnostics
import LuaRuntime

/// Makes the functions of a study ready to run.
///
/// Each draw's call site gets a name of its own in the function's bytecode (`chance` becomes
/// `chance#3`), because a draw is addressed by where it stands (DESIGN 4.3). Local helpers come
/// along as copies, captured tables become read-only.
final class FunctionBinder {
  private let engine: LuaEngine
  private let state: LuaState
  /// How many sites have a method already, by name.
  private var siteCounts: [String: Int32] = [:]

  init(engine: LuaEngine) {
    self.engine = engine
    state = engine.state
  }

  /// A copy of the function that is ready to run.
  func bound(_ function: LuaReference, number: Int) throws(LuaError) -> LuaReference {
    let graph = try HelperGraph(of: function, in: state)
    let sites = engine.study.facts[number].drawSites
    var nextSite: Int32 = 0
    var copies: [LuaReference] = []
    for (helper, function) in graph.functions.enumerated() {
      let patched = try patched(function.prototype, helper: helper, sites, &nextSite)
      copies.append(try state.loadBinary(patched, name: "bound"))
    }
    for (copy, function) in zip(copies, graph.functions) {
      for (index, upvalue) in function.upvalues.enumerated() {
        let value = try captured(upvalue, graph, copies)
        try state.setUpvalue(of: copy, at: index, to: value)
      }
    }
    return copies[0]
  }

  private func captured(
    _ upvalue: (name: String, value: LuaValue), _ graph: HelperGraph, _ copies: [LuaReference]
  ) throws(LuaError) -> LuaValue {
    switch upvalue.value {
    case .function(let helper):
      graph.number(of: helper).map { .function(copies[$0]) } ?? upvalue.value
    case .table where upvalue.name == "_ENV": upvalue.value
    case .table: try state.freeze(upvalue.value)
    default: upvalue.value
    }
  }

  private func patched(
    _ prototype: Prototype, helper: Int, _ sites: Set<CallSite>, _ nextSite: inout Int32
  ) throws(LuaError) -> [UInt8] {
    var site = nextSite
    var names: [(name: String, site: Int32)] = []
    let chunk: [UInt8]
    do throws(BytecodeError) {
      chunk = try prototype.renamingMethodCalls { call in
        let place = CallSite(path: call.functionPath, instruction: call.pc, helper: helper)
        guard sites.contains(place) else { return nil }
        names.append((call.name, site))
        site += 1
        return "\(call.name)#\(site - 1)"
      }.encoded()
    } catch {
      throw LuaError(.internalFault, "\(error)")
    }
    nextSite = site
    for entry in names { try define(entry.name, site: entry.site) }
    return chunk
  }

  /// Makes sure that the method of a name exists for sites up to `site`.
  private func define(_ name: String, site: Int32) throws(LuaError) {
    var next = siteCounts[name] ?? 0
    while next <= site {
      if name == "peers" {
        try engine.addPeersSite(next)
      } else if let body = environmentMethods[name] {
        try engine.environment.addSite(name, site: next, body: body, engine: engine)
      }
      next += 1
    }
    siteCounts[name] = next
  }
}

extension LuaEngine {
  /// Gives every class of actors a `peers` for a call site.
  func addPeersSite(_ site: Int32) throws(LuaError) {
    let function = try state.makeHostFunction(
      context: Unmanaged.passUnretained(self).toOpaque(), tag: site, body: peers)
    for (handleClass, table) in memberTables.sorted(by: { $0.key < $1.key }) {
      guard case .actor = sorts[Int(handleClass)] else { continue }
      try state.rawSet(table, .string("peers#\(site)"), .function(function))
    }
  }
}
