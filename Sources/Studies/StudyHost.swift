import CLua
package import LuaRuntime

/// A Lua state with what studies need in it.
///
/// A worker's holds one study. A test's may hold several, and functions that look at their worlds;
/// one study at a time is shown there.
package final class StudyHost {
  package let state: LuaState
  /// The table of the module `valence`.
  let module: LuaReference
  /// The tables of the modules that the host answers.
  let hostModules: [(name: String, table: LuaReference)]
  /// Finds the plugins that scripts of the state require.
  let modules: ModuleLoader
  /// Whose worlds the functions of the state see at present.
  weak var engine: LuaEngine?
  /// `Lua/looking.lua`, for Lua of Valence's own that looks at worlds from outside.
  package func lookingAtWorlds() throws(LuaError) -> LuaReference {
    try state.loadPrivileged(
      String(decoding: PackageResources.looking_lua, as: UTF8.self), name: "looking")
  }

  /// Whether the module has what works only while a study runs.
  private var isComplete = false

  /// Makes `require "valence"`, the host's modules and plugins work in a state; the host lives as long
  /// as the state is called.
  ///
  /// - Parameter script: the script that the state is for.
  package init(
    _ state: LuaState, plugins: PluginPlaces, script: String
  ) throws(LuaError) {
    self.state = state
    self.modules = try ModuleLoader(state, places: plugins, script: script)
    module = try ValenceModule.install(in: state, pluginChunks: self.modules.chunks)
    var modules: [(name: String, table: LuaReference)] = []
    for module in HostModule.all {
      modules.append((module.name, try module.install(in: state)))
    }
    hostModules = modules
  }

  /// Adds to the module what works only while a study runs.
  func complete() throws(LuaError) {
    if isComplete { return }
    let context = Unmanaged.passUnretained(self).toOpaque()
    for (name, body) in [("undefined", makeUndefined), ("is_undefined", isUndefined)] {
      try state.rawSet(
        module, name, .function(try state.makeHostFunction(context: context, body: body)))
    }
    isComplete = true
  }

  /// The modules that there are: the host's and plugins.
  package var moduleNames: [String] { hostModules.map(\.name) + modules.names }

  /// Whether `require` would find a module of that name: `valence`, the host's, or a plugin.
  package func canRequire(_ name: String) -> Bool {
    name == "valence" || hostModules.contains { $0.name == name } || modules.canFind(name)
  }

  /// Has modules be read anew when they are required next, for a script that may lie elsewhere.
  package func forgetModules(for script: String) throws(LuaError) {
    modules.forget(for: script)
    try state.forgetModules()
  }

  /// A table of the state as plain data.
  package func tree(of table: LuaReference) throws(LuaError) -> TableNode {
    var reader = TreeReader(state: state)
    guard case .table(let node) = try reader.node(.table(table)) else {
      throw LuaError(.internalFault, "a table was read as something else")
    }
    return node
  }
}

extension UnsafeMutablePointer where Pointee == CLuaFrame {
  /// The engine that is shown, in a function of the module.
  var shownEngine: LuaEngine? {
    guard let context = pointee.context else { return nil }
    return Unmanaged<StudyHost>.fromOpaque(context).takeUnretainedValue().engine
  }
}
