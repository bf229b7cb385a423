import CLua
import Diagnostics
import LuaRuntime

/// A module of functions that the host answers: `require "numerics"`.
///
/// What its functions do is part of the semantics version: in the identity of a run they stand for
/// themselves by name, as Lua's own do.
struct HostModule: Sendable {
  let name: String
  /// Functions that take numbers and return one: the fast ones.
  var numberFunctions: [HostNumberFunction] = []
  /// Functions of anything, for rare calls.
  var functions: [Function] = []

  struct Function: Sendable {
    let name: String
    /// What it throws is an error at the line that calls it.
    let body: @Sendable (_ state: LuaState, _ arguments: [LuaValue]) throws -> [LuaValue]
  }

  /// What every study, plugin and spec can require.
  static let all = [NumericsModule.module, StatisticsModule.module]

  /// Makes `require` find the module in a state.
  ///
  /// - Returns: its table, which is read-only.
  func install(in state: LuaState) throws(LuaError) -> LuaReference {
    let table = try state.makeTable(recordCount: numberFunctions.count + functions.count)
    for function in numberFunctions {
      try state.rawSet(table, function.name, .function(try function.make(in: state)))
    }
    for function in functions {
      let made = try state.makeSwiftFunction { [unowned state] arguments in
        try function.body(state, arguments)
      }
      try state.rawSet(table, function.name, .function(made))
    }
    let metatable = try state.makeTable(recordCount: 1)
    try state.rawSet(metatable, "__index", .function(try missingName(in: state)))
    try state.setMetatable(of: table, to: metatable)
    let frozen = try state.freeze(.table(table))
    try state.setModule(name, frozen)
    return frozen.table ?? table
  }

  /// Answers a name that the module does not have with the nearest one that it has.
  private func missingName(in state: LuaState) throws(LuaError) -> LuaReference {
    let names = numberFunctions.map(\.name) + functions.map(\.name)
    let module = name
    return try state.makeSwiftFunction { arguments in
      let asked = arguments.dropFirst().first?.text ?? "?"
      let hint = nearestName(to: asked, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw LuaError(.runtime, "there is no \(module).\(asked)\(hint)")
    }
  }
}

/// A function of a module that takes numbers and returns one, NaN where it has none.
final class HostNumberFunction: Sendable {
  let name: String
  private let parameters: [String]
  private let body: @Sendable ([Double]) -> Double

  init(_ name: String, _ parameters: String..., body: @escaping @Sendable ([Double]) -> Double) {
    self.name = name
    self.parameters = parameters
    self.body = body
  }

  /// The function as a state has it.
  ///
  /// The module, and so this object, outlives the state.
  func make(in state: LuaState) throws(LuaError) -> LuaReference {
    let context = Unmanaged.passUnretained(self).toOpaque()
    return try state.makeHostFunction(context: context) { frame in
      guard let context = frame.pointee.context else { return CLUA_ERROR }
      return Unmanaged<HostNumberFunction>.fromOpaque(context).takeUnretainedValue().answer(frame)
    }
  }

  private func answer(_ frame: UnsafeMutablePointer<CLuaFrame>) -> Int32 {
    var numbers: [Double] = []
    numbers.reserveCapacity(parameters.count)
    for (index, parameter) in parameters.enumerated() {
      let argument = frame.argument(index)
      guard let number = argument.double else {
        let call = "\(name)(\(parameters.joined(separator: ", ")))"
        frame.fail("\(call): '\(parameter)' must be a number, not \(argument.typeName)")
        return CLUA_ERROR
      }
      numbers.append(number)
    }
    frame.add(result: .number(body(numbers)))
    return CLUA_OK
  }
}
