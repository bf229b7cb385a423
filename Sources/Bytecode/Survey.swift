/// What a function and those nested in it do to variables that are not their own.
package struct Survey: Hashable, Sendable {
  /// The way to a function and the instruction in it.
  package struct Place: Hashable, Sendable {
    /// Indices of nested prototypes from the root.
    package var path: [Int]
    /// Counted from 0.
    package var pc: Int
    package var line: Int?
  }

  /// An assignment to a captured variable.
  package struct CapturedWrite: Hashable, Sendable {
    package var place: Place
    /// `nil` in a stripped function.
    package var name: String?
    /// Whether the variable lives outside the root function: the write outlasts the call.
    package var isOutside: Bool
  }

  /// A global name that is read or written: a field of the `_ENV` that the root captured.
  package struct GlobalAccess: Hashable, Sendable {
    package var place: Place
    package var name: String
    package var isWrite: Bool
  }

  /// In the order of the code, each function before those nested in it.
  package var capturedWrites: [CapturedWrite] = []
  package var globals: [GlobalAccess] = []
  package var methodCalls: [MethodCall] = []
}

extension Prototype {
  /// Everything that `Survey` tells, of this function as the root and of all nested ones.
  package func survey() -> Survey {
    var survey = Survey()
    survey.methodCalls = methodCalls()
    collect(into: &survey, path: [], isOutside: upvalues.map { _ in true })
    return survey
  }

  private func collect(into survey: inout Survey, path: [Int], isOutside: [Bool]) {
    for (pc, instruction) in instructions.enumerated() {
      let place = Survey.Place(path: path, pc: pc, line: line(at: pc))
      switch instruction.opcode {
      case .OP_SETUPVAL:
        survey.capturedWrites.append(
          Survey.CapturedWrite(
            place: place, name: upvalues[instruction.b].name,
            isOutside: isOutside[instruction.b]))
      case .OP_GETTABUP where isOutside[instruction.b] && isEnvironment(instruction.b):
        guard let name = constants[instruction.c].text else { continue }
        survey.globals.append(Survey.GlobalAccess(place: place, name: name, isWrite: false))
      case .OP_SETTABUP where isOutside[instruction.a] && isEnvironment(instruction.a):
        guard let name = constants[instruction.b].text else { continue }
        survey.globals.append(Survey.GlobalAccess(place: place, name: name, isWrite: true))
      default: continue
      }
    }
    for (index, nested) in prototypes.enumerated() {
      nested.collect(
        into: &survey, path: path + [index],
        isOutside: nested.upvalues.map { !$0.inStack && isOutside[$0.index] })
    }
  }

  private func isEnvironment(_ upvalue: Int) -> Bool { upvalues[upvalue].name == "_ENV" }
}
