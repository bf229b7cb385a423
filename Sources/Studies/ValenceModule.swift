import Diagnostics
import LuaRuntime

/// The module that a study requires as "valence".
enum ValenceModule {
  static let name = "valence"

  /// Makes `require "valence"` work in a state.
  ///
  /// - Parameter pluginChunks: the set of the names of chunks of plugins, as it grows.
  /// - Returns: the module's table, without what works only while a world runs.
  static func install(
    in state: LuaState, pluginChunks: LuaReference
  ) throws(LuaError) -> LuaReference {
    let text = String(decoding: PackageResources.valence_lua, as: UTF8.self)
    let chunk = try state.loadPrivileged(text, name: name)
    let unknownName = try state.makeSwiftFunction { arguments in
      let asked = arguments.first?.text ?? "?"
      if ["undefined", "is_undefined"].contains(asked) {
        return [
          .string("valence.\(asked) works only while a study runs: call it inside a function")
        ]
      }
      return [.string("there is no valence.\(asked)\(nearest(arguments) ?? "")")]
    }
    let hint = try state.makeSwiftFunction { [.string(nearest($0) ?? listed($0))] }
    let results = try state.call(
      chunk, [.function(unknownName), .function(hint), .table(pluginChunks)], results: 1)
    guard case .table(let module)? = results.first else {
      throw LuaError(.internalFault, "the module valence did not load")
    }
    try state.setModule(name, .table(module))
    return module
  }
  /// What to say behind a message about a name that is near to another one.
  ///
  /// - Parameter arguments: the name, and those that there are, with spaces between them.
  private static func nearest(_ arguments: [LuaValue]) -> String? {
    guard let asked = arguments.first?.text else { return nil }
    return nearestName(to: asked, among: names(arguments)).map { "; did you mean '\($0)'?" }
  }

  private static func listed(_ arguments: [LuaValue]) -> String {
    let names = names(arguments).sorted()
    return names.isEmpty ? "; there are none" : "; there are " + names.joined(separator: ", ")
  }

  private static func names(_ arguments: [LuaValue]) -> [String] {
    arguments.dropFirst().first?.text?.split(separator: " ").map(String.init) ?? []
  }
}
