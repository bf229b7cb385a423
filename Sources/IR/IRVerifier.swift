/// Checks that a function is well formed.
///
/// - The entry has no parameters and nothing jumps to it; targets exist and get one argument of the
///   right type per parameter.
/// - Every value is defined once, before its uses on every way.
/// - Operands and results have the types that `IROpcode` states; slots and callees exist.
/// - A predicate is a bool and stands only at `load`, `store`, `guard` and `call`.
package struct IRVerifier {
  private let function: IRFunction
  private let graph: IRGraph
  private var problems: [String] = []

  /// What is wrong with a function, with block and instruction; empty where nothing is.
  package static func problems(of function: IRFunction) -> [String] {
    for (index, block) in function.blocks.enumerated() {
      for target in block.terminator.targets
      where !function.blocks.indices.contains(Int(target.block.index)) {
        return ["block\(index): block\(target.block.index) does not exist"]
      }
    }
    var verifier = IRVerifier(function)
    verifier.run()
    return verifier.problems
  }

  private init(_ function: IRFunction) {
    self.function = function
    graph = IRGraph(function)
  }

  private mutating func run() {
    if !function.blocks[0].parameters.isEmpty { problems.append("the entry has parameters") }
    if !graph.predecessors[0].isEmpty { problems.append("something jumps to the entry") }
    var definitions = [Int?](repeating: nil, count: function.types.count)
    for (index, block) in function.blocks.enumerated() {
      for value in block.parameters + block.instructions.compactMap(\.result) {
        guard definitions.indices.contains(Int(value.index)) else {
          problems.append("block\(index): v\(value.index) has no type")
          return
        }
        if definitions[Int(value.index)] != nil {
          problems.append("block\(index): v\(value.index) is defined twice")
        }
        definitions[Int(value.index)] = index
      }
    }
    for index in graph.order { check(index, definitions) }
  }

  private mutating func check(_ index: Int, _ definitions: [Int?]) {
    let block = function.blocks[index]
    var isDefinedHere = Set(block.parameters)
    func isKnown(_ value: IRValue) -> Bool {
      guard definitions.indices.contains(Int(value.index)),
        let home = definitions[Int(value.index)]
      else { return false }
      return home == index ? isDefinedHere.contains(value) : graph.dominates(home, index)
    }
    for instruction in block.instructions {
      let uses = instruction.operands + (instruction.predicate.map { [$0] } ?? [])
      for use in uses where !isKnown(use) {
        report(index, instruction, "v\(use.index) is not defined on every way")
      }
      check(instruction, index)
      if let result = instruction.result { isDefinedHere.insert(result) }
    }
    for use in block.terminator.operands where !isKnown(use) {
      problems.append("block\(index): v\(use.index) is not defined on every way to its end")
    }
    if case .branch(let condition, _, _) = block.terminator, type(of: condition) != .bool {
      problems.append("block\(index): branches on v\(condition.index), which is no bool")
    }
    for target in block.terminator.targets {
      let parameters = function[target.block].parameters.map { type(of: $0) }
      if parameters != target.arguments.map({ type(of: $0) }) {
        problems.append("block\(index): wrong arguments for block\(target.block.index)")
      }
    }
  }

  /// `nil` where there is no such value.
  private func type(of value: IRValue) -> IRType? {
    function.types.indices.contains(Int(value.index)) ? function.type(of: value) : nil
  }

  private mutating func report(_ block: Int, _ instruction: IRInstruction, _ problem: String) {
    problems.append("block\(block): \(IRWriter.text(of: instruction, in: function)): \(problem)")
  }

  private mutating func check(_ instruction: IRInstruction, _ block: Int) {
    // One that does not exist has been reported, and is of no type that is wanted.
    guard instruction.operands.allSatisfy({ type(of: $0) != nil }) else { return }
    let types = instruction.operands.compactMap { type(of: $0) }
    let result = instruction.result.flatMap { type(of: $0) }
    guard let signature = signature(of: instruction.opcode, types) else {
      return report(block, instruction, "no such slot or callee")
    }
    if signature.parameters != types { report(block, instruction, "operands of wrong types") }
    if signature.result != result { report(block, instruction, "a result of the wrong type") }
    if let predicate = instruction.predicate {
      switch instruction.opcode {
      case .load, .store, .guard, .call: break
      default: report(block, instruction, "cannot have a predicate")
      }
      if type(of: predicate) != .bool {
        report(block, instruction, "the predicate is no bool")
      }
    }
  }

  /// The types that an opcode takes and gives.
  private func signature(
    of opcode: IROpcode, _ types: [IRType]
  ) -> (parameters: [IRType], result: IRType?)? {
    switch opcode {
    case .bool: return ([], .bool)
    case .int, .row, .actor: return ([], .int)
    case .float: return ([], .float)
    case .addInt, .subtractInt, .multiplyInt, .floorDivideInt, .moduloInt, .andInt, .orInt,
      .xorInt, .shiftLeft, .shiftRight:
      return ([.int, .int], .int)
    case .addFloat, .subtractFloat, .multiplyFloat, .divideFloat, .moduloFloat:
      return ([.float, .float], .float)
    case .negateFloat, .canonical: return ([.float], .float)
    case .math(let function):
      return (Array(repeating: .float, count: function.parameterCount), .float)
    case .equalInt, .lessInt, .lessOrEqualInt, .lessUnsigned: return ([.int, .int], .bool)
    case .equalFloat, .lessFloat, .lessOrEqualFloat: return ([.float, .float], .bool)
    case .and, .or, .equalBool: return ([.bool, .bool], .bool)
    case .not: return ([.bool], .bool)
    case .intToFloat, .bitsFloat: return ([.int], .float)
    case .floatToInt, .floatBits: return ([.float], .int)
    case .isWhole: return ([.float], .bool)
    case .boolToInt: return ([.bool], .int)
    case .select:
      guard types.count == 3 else { return ([.bool], nil) }
      return ([.bool, types[1], types[1]], types[1])
    case .load(let slot):
      guard let cell = cell(slot) else { return nil }
      return ([.int], cell.type)
    case .store(let slot, _):
      guard let cell = cell(slot) else { return nil }
      return ([.int, cell.type], nil)
    case .draw(let stream, let step, _):
      guard cell(stream) == .int64, cell(step) == .int64 else { return nil }
      return ([.int, .int, .int], .int)
    case .call(let callee):
      guard function.callees.indices.contains(Int(callee.index)) else { return nil }
      return (function[callee].parameters, function[callee].result)
    case .guard, .goOn: return ([.bool], nil)
    }
  }

  private func cell(_ slot: IRSlotID) -> IRCell? {
    function.slots.indices.contains(Int(slot.index)) ? function[slot].cell : nil
  }
}
