/// A method call `object:name(...)` with a constant name, and where it stands.
package struct MethodCall: Hashable, Sendable {
  /// The way to the function that holds it: indices of nested prototypes from the root.
  package var functionPath: [Int]
  /// The `OP_SELF`, counted from 0.
  package var pc: Int
  package var line: Int?
  package var name: String
  /// Without the object itself; `nil` where the last argument is a call or `...`.
  package var argumentCount: Int?
  /// Whether one call of the root function can reach it more than once because of a loop.
  ///
  /// The loop may stand around the call or around the closure that holds it. Helper functions that
  /// are called twice are the caller's to follow.
  package var isInLoop: Bool
}

extension Prototype {
  /// The method calls of this function and all nested ones, in the order of the code, each
  /// function before those nested in it.
  package func methodCalls() -> [MethodCall] { methodCalls(path: [], isInLoop: false) }

  private func methodCalls(path: [Int], isInLoop: Bool) -> [MethodCall] {
    let flow = ControlFlow(self)
    var calls: [MethodCall] = []
    for pc in instructions.indices {
      guard let name = methodName(at: pc)?.text else { continue }
      calls.append(
        MethodCall(
          functionPath: path, pc: pc, line: line(at: pc), name: name,
          argumentCount: methodArgumentCount(at: pc), isInLoop: isInLoop || flow.isInLoop(pc)))
    }
    for (index, nested) in prototypes.enumerated() {
      let isMadeInLoop = instructions.indices.contains { pc in
        instructions[pc].opcode == .OP_CLOSURE && instructions[pc].bx == index && flow.isInLoop(pc)
      }
      calls += nested.methodCalls(path: path + [index], isInLoop: isInLoop || isMadeInLoop)
    }
    return calls
  }

  /// Where the constant stands that names the method of an `OP_SELF`.
  enum MethodNameOperand {
    /// In operand C of the instruction itself.
    case inPlace(constant: Int)
    /// In operand Bx of the `OP_LOADK` before it: constants beyond the reach of C.
    case loadedBefore(constant: Int)

    var constant: Int {
      switch self {
      case .inPlace(let constant), .loadedBefore(let constant): constant
      }
    }
  }

  func methodNameOperand(at pc: Int) -> MethodNameOperand? {
    let instruction = instructions[pc]
    guard instruction.opcode == .OP_SELF else { return nil }
    if instruction.k { return .inPlace(constant: instruction.c) }
    guard pc > 0 else { return nil }
    let load = instructions[pc - 1]
    guard load.opcode == .OP_LOADK, load.a == instruction.c, load.a != instruction.b else {
      return nil
    }
    return .loadedBefore(constant: load.bx)
  }

  /// The constant name of the method that an `OP_SELF` looks up; `nil` for other instructions.
  package func methodName(at pc: Int) -> ByteString? {
    guard let operand = methodNameOperand(at: pc),
      case .string(let name) = constants[operand.constant]
    else { return nil }
    return name
  }

  private func methodArgumentCount(at pc: Int) -> Int? {
    // Between the look-up and its call, registers from A on hold the arguments only: the first
    // call at A is the one.
    let base = instructions[pc].a
    for later in instructions[(pc + 1)...]
    where later.a == base && (later.opcode == .OP_CALL || later.opcode == .OP_TAILCALL) {
      return later.b >= 2 ? later.b - 2 : nil
    }
    return nil
  }
}
