import IR

/// Makes a straight block shorter: what is computed twice is computed once, and what is known
/// without a row is not computed at all.
///
/// LLVM does the same inside a stage; what one stage hands on to the next is decided before it.
struct Simplification {
  private let source: IRFunction
  private var replacements: [IRValue?]
  private var definitions: [IRInstruction?]
  private var known: [IRInstruction: IRValue] = [:]
  private var kept: [IRInstruction] = []

  /// - Parameter function: of one block.
  static func simplified(_ function: IRFunction) -> IRFunction {
    var pass = Simplification(function)
    var copy = function
    copy.blocks[0].instructions = pass.run()
    return DeadCode.removed(copy)
  }

  private init(_ function: IRFunction) {
    source = function
    replacements = Array(repeating: nil, count: function.types.count)
    definitions = replacements.map { _ in nil }
  }

  private mutating func run() -> [IRInstruction] {
    for instruction in source.blocks[0].instructions {
      var instruction = instruction
      instruction.operands = instruction.operands.map(present)
      instruction.predicate = instruction.predicate.map(present)
      if let predicate = instruction.predicate, let holds = bool(predicate) {
        if holds { instruction.predicate = nil } else if instruction.result == nil { continue }
      }
      if instruction.opcode == .guard, bool(instruction.operands[0]) == true { continue }
      add(instruction)
    }
    return kept
  }

  private func present(_ value: IRValue) -> IRValue { replacements[Int(value.index)] ?? value }

  private mutating func add(_ instruction: IRInstruction) {
    guard let result = instruction.result, isPure(instruction) else {
      kept.append(instruction)
      return
    }
    var instruction = instruction
    if let opposite = opposite(instruction) {
      (instruction.opcode, instruction.operands) = (.not, [opposite])
    }
    if let same = same(instruction) {
      replacements[Int(result.index)] = same
      return
    }
    if let constant = constant(instruction) {
      (instruction.opcode, instruction.operands) = (constant, [])
    }
    var key = instruction
    key.result = nil
    if let earlier = known[key] {
      replacements[Int(result.index)] = earlier
      return
    }
    known[key] = result
    definitions[Int(result.index)] = instruction
    kept.append(instruction)
  }

  /// Whether an instruction gives the same wherever it stands in the block.
  private func isPure(_ instruction: IRInstruction) -> Bool {
    switch instruction.opcode {
    case .load(let slot):
      !source[slot].isMutable && !source[slot].isOwn && instruction.predicate == nil
    case .store, .call, .guard, .goOn: false
    default: true
    }
  }

  // MARK: What is known

  private func opcode(_ value: IRValue) -> IROpcode? { definitions[Int(value.index)]?.opcode }

  private func bool(_ value: IRValue) -> Bool? {
    if case .bool(let known) = opcode(value) { known } else { nil }
  }

  private func int(_ value: IRValue) -> Int64? {
    if case .int(let known) = opcode(value) { known } else { nil }
  }

  private func isOpposite(_ value: IRValue, _ other: IRValue) -> Bool {
    func negates(_ value: IRValue, _ other: IRValue) -> Bool {
      opcode(value) == .not && definitions[Int(value.index)]?.operands == [other]
    }
    return negates(value, other) || negates(other, value)
  }

  /// The operand that the result always equals.
  private func same(_ instruction: IRInstruction) -> IRValue? {
    let x = instruction.operands
    switch instruction.opcode {
    case .and, .or:
      let neutral = instruction.opcode == .and
      if x[0] == x[1] || bool(x[1]) == neutral { return x[0] }
      return bool(x[0]) == neutral ? x[1] : nil
    case .not: return opcode(x[0]) == .not ? definitions[Int(x[0].index)]?.operands[0] : nil
    case .select:
      if x[1] == x[2] { return x[1] }
      return bool(x[0]).map { $0 ? x[1] : x[2] }
    case .equalInt: return asked(x).flatMap { $0.first && !$0.second ? $0.condition : nil }
    default: return nil
    }
  }

  /// The bool that the result is always the opposite of.
  private func opposite(_ instruction: IRInstruction) -> IRValue? {
    guard instruction.opcode == .equalInt else { return nil }
    return asked(instruction.operands).flatMap { !$0.first && $0.second ? $0.condition : nil }
  }

  /// Where one of two constants, chosen by a condition, is compared with a constant: the condition,
  /// and whether the first and the second are equal to it.
  private func asked(_ x: [IRValue]) -> (condition: IRValue, first: Bool, second: Bool)? {
    guard let wanted = int(x[1]), opcode(x[0]) == .select,
      let choice = definitions[Int(x[0].index)]?.operands,
      let first = int(choice[1]), let second = int(choice[2])
    else { return nil }
    return (choice[0], first == wanted, second == wanted)
  }

  /// The constant that the result is, no float among them: a NaN's bits are the machine's business.
  private func constant(_ instruction: IRInstruction) -> IROpcode? {
    let x = instruction.operands
    if [.and, .or].contains(instruction.opcode) {
      let deciding = instruction.opcode == .or
      if isOpposite(x[0], x[1]) || bool(x[0]) == deciding || bool(x[1]) == deciding {
        return .bool(deciding)
      }
    }
    if instruction.opcode == .equalInt, let asked = asked(x), asked.first == asked.second {
      return .bool(asked.first)
    }
    switch instruction.opcode {
    case .addInt, .subtractInt, .multiplyInt, .andInt, .orInt, .xorInt, .boolToInt, .equalInt,
      .lessInt, .lessOrEqualInt, .not, .equalBool:
      let bits = x.compactMap { value in
        int(value).map(UInt64.init(bitPattern:)) ?? bool(value).map { $0 ? 1 : 0 }
      }
      guard bits.count == x.count, let result = instruction.result else { return nil }
      let folded = IRArithmetic.evaluate(instruction.opcode, bits) { _, _ in .nan }
      return source.type(of: result) == .bool
        ? .bool(folded != 0) : .int(Int64(bitPattern: folded))
    default: return nil
    }
  }
}
