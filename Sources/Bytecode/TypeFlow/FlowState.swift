/// What a register holds.
enum FlowSlot<Value: Equatable>: Equatable {
  case value(Value)
  /// The function that an `OP_SELF` looked up by a constant name.
  case method(name: String, receiver: Value, pc: Int)
}

/// The registers before an instruction.
struct FlowState<Value: Equatable>: Equatable {
  /// Results of which only the run knows how many there are, from a register on.
  struct OpenResults: Equatable {
    var register: Int
    var list: ValueList<Value>
  }

  var registers: [FlowSlot<Value>]
  var openResults: OpenResults?

  init(parameters: [Value], count: Int, unknown: Value) {
    registers = [FlowSlot](repeating: .value(unknown), count: count)
    for (register, value) in parameters.prefix(count).enumerated() {
      registers[register] = .value(value)
    }
  }
}
