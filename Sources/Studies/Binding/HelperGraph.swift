import Bytecode
import LuaRuntime

/// A function with the local helpers that it can call: the Lua functions that it captured, and those
/// that they captured, each once, in the order of the captured variables.
struct HelperGraph {
  struct Function {
    let reference: LuaReference
    let prototype: Prototype
    var upvalues: [(name: String, value: LuaValue)]
  }

  /// The function itself is the first.
  private(set) var functions: [Function] = []
  private var numbers: [UnsafeRawPointer: Int] = [:]

  init(of function: LuaReference, in state: LuaState) throws(LuaError) {
    try follow(function, in: state)
  }

  /// Adds a function, and the helpers that it can call.
  mutating func follow(_ function: LuaReference, in state: LuaState) throws(LuaError) {
    guard number(of: function) == nil else { return }
    let first = functions.count
    try add(function, state)
    guard functions.count > first else { return }
    // Depth first, with a stack of its own: a script can make chains of functions of any length.
    var open = [(function: first, upvalue: 0)]
    while let (index, position) = open.last {
      guard position < functions[index].upvalues.count else {
        open.removeLast()
        continue
      }
      open[open.count - 1].upvalue += 1
      guard case .function(let helper) = functions[index].upvalues[position].value,
        !state.isHostFunction(helper), number(of: helper) == nil
      else { continue }
      try add(helper, state)
      open.append((function: functions.count - 1, upvalue: 0))
    }
  }

  /// The number of a function in the graph.
  func number(of function: LuaReference) -> Int? { function.pointer.flatMap { numbers[$0] } }

  private mutating func add(_ function: LuaReference, _ state: LuaState) throws(LuaError) {
    guard let pointer = function.pointer, numbers[pointer] == nil else { return }
    numbers[pointer] = functions.count
    let prototype: Prototype
    let chunk = try state.dump(function)
    do throws(BytecodeError) {
      prototype = try Prototype(decoding: chunk)
    } catch {
      throw LuaError(.internalFault, "\(error)")
    }
    let upvalues = try state.upvalues(of: function)
    functions.append(Function(reference: function, prototype: prototype, upvalues: upvalues))
  }
}
