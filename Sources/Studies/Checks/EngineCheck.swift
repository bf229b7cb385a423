package import Diagnostics
import LuaRuntime

/// Whether the interpreter of this build computes what every other one does.
package enum EngineCheck {
  /// Makes a state, which proves that `^` reaches the deterministic `pow`, and computes with it.
  ///
  /// - Returns: the version of the language, `Lua 5.4`.
  /// - Throws: what is wrong with the build or the machine.
  package static func run() throws(Diagnostic) -> String {
    do throws(LuaError) {
      let state = try LuaState()
      let results = try state.run(script, chunkName: "engine check")
      guard results.first?.bool == true else {
        throw LuaError(.internalFault, "the mathematical functions give other bits than they must")
      }
      return try state.global("_VERSION").text ?? "Lua"
    } catch {
      throw error.diagnostic()
    }
  }

  /// Compares with bits that were computed once; hexadecimal floats are exact.
  private static let script = """
    local x = 0.7
    return math.exp(x) == 0x1.01c2a61268987p+1 and math.log(x) == -0x1.6d3c324e13f5p-2
      and math.sin(x) == 0x1.49d6e694619b8p-1 and x ^ 2.3 == 0x1.c2d7d6da791dap-2
    """
}
