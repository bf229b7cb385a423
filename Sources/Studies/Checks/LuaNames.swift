import LuaRuntime

/// What Lua itself and the host's modules offer to studies: the names of globals and of what the
/// library tables hold.
struct LuaNames {
  private(set) var globals: Set<String> = []
  /// By the name of a library table: what it holds.
  private(set) var members: [String: Set<String>] = [:]
  /// `math.floor`, by the function or table that it names.
  private(set) var names: [UnsafeRawPointer: String] = [:]
  /// The table of globals as functions capture it.
  private(set) var environment: UnsafeRawPointer?

  init(of host: StudyHost) throws(LuaError) {
    let state = host.state
    guard let table = try state.global("_G").table else { return }
    environment = table.pointer
    for entry in try state.entries(of: table) {
      guard let name = entry.key.text else { continue }
      globals.insert(name)
      switch entry.value {
      case .function(let function): note(function, name)
      case .table(let library) where library.pointer != environment:
        try note(library: library, name, state)
      default: break
      }
    }
    for (name, table) in host.hostModules { try note(library: table, name, state) }
  }

  private mutating func note(
    library: LuaReference, _ name: String, _ state: LuaState
  ) throws(LuaError) {
    note(library, name)
    for member in try state.entries(of: library) {
      guard let memberName = member.key.text else { continue }
      members[name, default: []].insert(memberName)
      if case .function(let function) = member.value { note(function, "\(name).\(memberName)") }
    }
  }

  private mutating func note(_ reference: LuaReference, _ name: String) {
    guard let pointer = reference.pointer, names[pointer] == nil else { return }
    names[pointer] = name
  }
}
