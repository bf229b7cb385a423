/// Appends instructions to the present block of a function.
package struct IRBuilder {
  package var function: IRFunction
  /// Where instructions go.
  package var block: IRBlockID

  /// Begins a function with an empty entry block.
  package init(_ name: String) {
    function = IRFunction(name)
    block = function.makeBlock()
  }

  /// Goes on in a block of a function.
  package init(_ function: IRFunction, at block: IRBlockID) {
    self.function = function
    self.block = block
  }

  // MARK: Constants

  package mutating func bool(_ value: Bool) -> IRValue { emit(.bool(value), [], .bool) }

  package mutating func int(_ value: Int64) -> IRValue { emit(.int(value), [], .int) }

  package mutating func float(_ value: Double) -> IRValue {
    emit(.float(value.bitPattern), [], .float)
  }

  // MARK: Instructions

  /// An instruction with a result of the given type.
  package mutating func emit(
    _ opcode: IROpcode, _ operands: [IRValue], _ type: IRType, where predicate: IRValue? = nil
  ) -> IRValue {
    let result = function.makeValue(type)
    function[block].instructions.append(
      IRInstruction(opcode, operands, result: result, predicate: predicate))
    return result
  }

  /// An instruction without a result.
  package mutating func emit(
    _ opcode: IROpcode, _ operands: [IRValue], where predicate: IRValue? = nil
  ) {
    function[block].instructions.append(
      IRInstruction(opcode, operands, result: nil, predicate: predicate))
  }

  package mutating func load(_ slot: IRSlotID, _ index: IRValue) -> IRValue {
    emit(.load(slot), [index], function[slot].cell.type)
  }

  package mutating func store(_ slot: IRSlotID, _ index: IRValue, _ value: IRValue) {
    emit(.store(slot, isLogged: false), [index, value])
  }

  package mutating func select(_ condition: IRValue, _ first: IRValue, _ second: IRValue)
    -> IRValue
  {
    emit(.select, [condition, first, second], function.type(of: first))
  }

  package mutating func call(_ callee: IRCalleeID, _ arguments: [IRValue]) -> IRValue? {
    guard let type = function[callee].result else {
      emit(.call(callee), arguments)
      return nil
    }
    return emit(.call(callee), arguments, type)
  }

  // MARK: Control

  package mutating func makeBlock(_ parameters: [IRType] = []) -> IRBlockID {
    let made = function.makeBlock()
    function[made].parameters = parameters.map { function.makeValue($0) }
    return made
  }

  package mutating func jump(_ target: IRBlockID, _ arguments: [IRValue] = []) {
    function[block].terminator = .jump(IRTarget(target, arguments))
  }

  package mutating func branch(_ condition: IRValue, then: IRTarget, else: IRTarget) {
    function[block].terminator = .branch(condition, then: then, else: `else`)
  }

  package mutating func end(_ terminator: IRTerminator) {
    function[block].terminator = terminator
  }
}
