import Diagnostics
import LuaRuntime
import Testing

/// Runs a script as `test.lua` in a fresh state.
func run(_ script: String, limits: LuaLimits = LuaLimits()) throws -> [LuaValue] {
  try LuaState(limits: limits).run(script, chunkName: "test.lua")
}

/// The error of a script that must fail.
func failure(
  of script: String, limits: LuaLimits = LuaLimits(), in state: LuaState? = nil,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) -> LuaError {
  do {
    let state = try state ?? LuaState(limits: limits)
    _ = try state.run(script, chunkName: "test.lua")
    Issue.record("the script did not fail", sourceLocation: sourceLocation)
    return LuaError(.internalFault, "no failure")
  } catch let error as LuaError {
    return error
  } catch {
    Issue.record("another error: \(error)", sourceLocation: sourceLocation)
    return LuaError(.internalFault, "another failure")
  }
}

/// The text of a value, without an identity.
func show(_ value: LuaValue) -> String {
  switch value {
  case .nothing: "nil"
  case .boolean(let value): "\(value)"
  case .integer(let value): "\(value)"
  case .number(let value): "\(value)"
  case .string(let value): "\"\(value)\""
  case .bytes(let value): "\(value)"
  case .handle(let value): "handle \(value)"
  case .table: "table"
  case .function: "function"
  case .other: "other"
  }
}

func show(_ values: [LuaValue]) -> String { values.map(show).joined(separator: " ") }

/// SplitMix64, for reproducible random inputs.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
