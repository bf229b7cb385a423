internal import CLLVM
internal import IR

// Calls of the host, row by row.
extension StageEmitter {
  func emitCall(_ instruction: IRInstruction, _ callee: IRCalleeID) {
    let declaration = function[callee]
    let operands = instruction.operands.map { value($0) }
    if width == 1 {
      let condition = instruction.predicate.map { value($0) }
      let result = callOne(callee, declaration, operands, where: condition)
      return define(instruction, result ?? emitter.integer(0), isUniform: true)
    }
    guard let type = declaration.result else { return }
    var result = emitter.zero(emitter.type(type, width))
    let mask = mask(instruction.predicate)
    for lane in 0..<width {
      let arguments = operands.map { emitter.extract($0, lane) }
      let one = callOne(
        callee, declaration, arguments, where: mask.map { emitter.extract($0, lane) })
      if let one { result = emitter.insert(result, one, lane) }
    }
    define(instruction, result, isUniform: false)
  }

  private func callOne(
    _ callee: IRCalleeID, _ declaration: IRCallee, _ arguments: [Handle],
    where condition: Handle?
  ) -> Handle? {
    let before = emitter.currentBlock
    var next: Handle?
    var then = before
    if let condition {
      then = emitter.makeBlock()
      let after = emitter.makeBlock()
      emitter.branch(condition, then, after)
      emitter.begin(then)
      next = after
    }
    if !declaration.isPure { emitter.store(row, frame.rowAddress) }
    emitter.store(emitter.integer(Int64(callee.index)), frame.arguments)
    for (index, argument) in arguments.enumerated() {
      let place = emitter.address(
        frame.arguments, bytes: emitter.integer(Int64(8 * (index + 1))))
      emitter.store(bits(argument, declaration.parameters[index]), place)
    }
    let type = emitter.functionType(emitter.int64, [emitter.pointer, emitter.pointer])
    let word = emitter.call(frame.callee, type, [frame.host, frame.arguments])
    let result = declaration.result.map { fromBits(word, $0) }
    guard let next else { return result }
    let end = emitter.currentBlock
    emitter.jump(next)
    emitter.begin(next)
    guard let result, let type = declaration.result else { return nil }
    let phi = emitter.phi(emitter.type(type, 1))
    emitter.addIncoming(phi, result, from: end)
    emitter.addIncoming(phi, emitter.zero(emitter.type(type, 1)), from: before)
    return phi
  }

  private func bits(_ value: Handle, _ type: IRType) -> Handle {
    let table = emitter.llvm.pointee
    switch type {
    case .bool: return emitter.made(table.BuildZExt(emitter.builder, value, emitter.int64, ""))
    case .int: return value
    case .float:
      return emitter.made(table.BuildBitCast(emitter.builder, value, emitter.int64, ""))
    }
  }

  private func fromBits(_ word: Handle, _ type: IRType) -> Handle {
    switch type {
    case .bool: emitter.compare(Int(CLLVM_INT_NE), word, emitter.integer(0))
    case .int: word
    case .float:
      emitter.made(
        emitter.llvm.pointee.BuildBitCast(emitter.builder, word, emitter.double, ""))
    }
  }
}
