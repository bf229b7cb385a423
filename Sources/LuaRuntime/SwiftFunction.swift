internal import CLua
internal import Diagnostics

/// The closure behind a Lua function.
final class SwiftFunction {
  unowned let state: LuaState
  let body: ([LuaValue]) throws -> [LuaValue]

  init(state: LuaState, body: @escaping ([LuaValue]) throws -> [LuaValue]) {
    self.state = state
    self.body = body
  }

  func answer(_ frame: UnsafeMutablePointer<CLuaFrame>) -> Int32 {
    do {
      var arguments: [LuaValue] = []
      for index in 0..<frame.pointee.argumentCount {
        arguments.append(try state.value(of: clua_argument(frame, index).pointee))
      }
      let results = try body(arguments)
      if results.isEmpty { return CLUA_OK }
      try state.check(
        withSlots(of: results) { clua_push(state.pointer, $0, Int32(results.count)) })
      frame.pointee.resultCount = -Int32(results.count)
      return CLUA_OK
    } catch {
      let message = Self.message(of: error)
      state.lastThrown = (message, error)
      frame.fail(message)
      return CLUA_ERROR
    }
  }

  private static func message(of error: any Error) -> String {
    switch error {
    case let error as LuaError: error.message
    case let error as Diagnostic: error.message
    case let error as DiagnosticList: error.diagnostics.first?.message ?? ""
    default: "\(error)"
    }
  }
}
