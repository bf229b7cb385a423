import Diagnostics
import LuaRuntime

/// The module that a study requires as "valence".
enum ValenceModule {
  static let name = "valence"

  /// Makes `require "valence"` work in a state.
  ///
  /// - Returns: the module's table, without what works only while a world runs.
  static func install(in state: LuaState) throws(LuaError) -> LuaReference {
    let text = String(decoding: PackageResources.valence_lua, as: UTF8.self)
    let chunk = try state.loadPrivileged(text, name: name)
    let unknownName = try state.makeSwiftFunction { arguments in
      let asked = arguments.first?.text ?? "?"
      if ["undefined", "is_undefined"].contains(asked) {
        return [
          .string("valence.\(asked) works only while a study runs: call it inside a function")
        ]
      }
      let names = arguments.dropFirst().first?.text?.split(separator: " ").map(String.init) ?? []
      let hint = nearestName(to: asked, among: names).map { "; did you mean '\($0)'?" } ?? ""
      return [.string("there is no valence.\(asked)\(hint)")]
    }
    let results = try state.call(chunk, [.function(unknownName)], results: 1)
    guard case .table(let module)? = results.first else {
      throw LuaError(.internalFault, "the module valence did not load")
    }
    try state.setModule(name, .table(module))
    return module
  }
}
