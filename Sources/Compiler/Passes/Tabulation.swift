internal import IR

/// Computes what depends on a count of neighbours and on nothing else of the row once per possible
/// count, before any row runs: rows then look it up, with the same bits.
struct Tabulation {
  private let source: IRFunction
  /// What a value depends on.
  private enum Dependence: Equatable {
    /// On what is the same for all rows.
    case nothing
    /// On the row by one count only.
    case count(IRValue)
    case row
  }

  private var dependence: [Dependence]
  private var isHeavy: [Bool]
  private let definitions: [IRInstruction?]

  /// - Parameters:
  ///   - function: one straight block.
  ///   - counts: the slots of counts.
  /// - Returns: the function with look-ups, and what fills the tables; `nil` where there is nothing
  ///   worth a table.
  static func split(
    _ function: IRFunction, counts: Set<IRSlotID>
  ) -> (function: IRFunction, prologue: IRFunction)? {
    var pass = Tabulation(function)
    pass.classify(counts)
    return pass.split()
  }

  private init(_ function: IRFunction) {
    source = function
    dependence = Array(repeating: .row, count: function.types.count)
    isHeavy = Array(repeating: false, count: function.types.count)
    definitions = function.definitions()
  }

  private mutating func classify(_ counts: Set<IRSlotID>) {
    for instruction in source.blocks[0].instructions {
      guard let result = instruction.result else { continue }
      let index = Int(result.index)
      if case .load(let slot) = instruction.opcode, counts.contains(slot) {
        dependence[index] = .count(result)
        continue
      }
      guard isPure(instruction) else { continue }
      // A truth value is as cheap as a look-up.
      guard source.type(of: result) != .bool || instruction.operands.isEmpty else { continue }
      dependence[index] = instruction.operands.reduce(.nothing) {
        join($0, dependence[Int($1.index)])
      }
      isHeavy[index] =
        Self.isHeavy(instruction.opcode)
        || instruction.operands.contains { isHeavy[Int($0.index)] }
    }
  }

  private func join(_ left: Dependence, _ right: Dependence) -> Dependence {
    if left == right || right == .nothing { return left }
    return left == .nothing ? right : .row
  }

  private static func isHeavy(_ opcode: IROpcode) -> Bool {
    switch opcode {
    case .math(.squareRoot), .math(.floor), .math(.ceiling), .math(.absolute): false
    case .math, .moduloFloat: true
    default: false
    }
  }

  /// Whether an instruction gives the same wherever its operands are the same.
  private func isPure(_ instruction: IRInstruction) -> Bool {
    guard instruction.predicate == nil else { return false }
    switch instruction.opcode {
    case .load(let slot):
      guard source[slot].space == .memory, !source[slot].isMutable, !source[slot].isOwn else {
        return false
      }
      if case .int = definitions[Int(instruction.operands[0].index)]?.opcode { return true }
      return false
    case .row, .actor, .store, .draw, .call, .guard, .goOn: return false
    default: return true
    }
  }

  /// Values that rows use as they are, and that are worth a table.
  private func roots() -> [IRValue] {
    var used: Set<IRValue> = []
    for instruction in source.blocks[0].instructions {
      if let result = instruction.result, case .count = dependence[Int(result.index)] { continue }
      used.formUnion(instruction.operands)
    }
    return source.blocks[0].instructions.compactMap(\.result).filter { value in
      guard case .count = dependence[Int(value.index)] else { return false }
      return isHeavy[Int(value.index)] && used.contains(value)
    }
  }

  private func split() -> (function: IRFunction, prologue: IRFunction)? {
    let roots = roots()
    guard !roots.isEmpty else { return nil }
    var function = source
    var prologue = source
    prologue.name += ", tables"
    prologue.blocks = [IRBlock(instructions: filling(roots))]
    var builder = IRBuilder(prologue, at: IRBlockID(0))
    let number = builder.emit(.row, [], .int)
    for root in roots {
      let cell: IRCell = source.type(of: root) == .float ? .float64 : .int64
      let slot = IRSlot("table \(function.slots.count)", cell, space: .table)
      function.slots.append(slot)
      builder.function.slots.append(slot)
      let table = IRSlotID(function.slots.count - 1)
      builder.store(table, number, root)
      lookUp(root, table, &function)
    }
    builder.end(.done)
    return (DeadCode.removed(function), DeadCode.removed(builder.function))
  }

  /// The instructions behind some values, where a count is the row's number.
  private func filling(_ roots: [IRValue]) -> [IRInstruction] {
    var wanted = Set(roots)
    var instructions: [IRInstruction] = []
    for instruction in source.blocks[0].instructions.reversed() {
      guard let result = instruction.result, wanted.contains(result) else { continue }
      if dependence[Int(result.index)] == .count(result) {
        instructions.append(IRInstruction(.row, [], result: result))
      } else {
        instructions.append(instruction)
        wanted.formUnion(instruction.operands)
      }
    }
    return instructions.reversed()
  }

  private func lookUp(_ root: IRValue, _ table: IRSlotID, _ function: inout IRFunction) {
    guard case .count(let count) = dependence[Int(root.index)],
      let place = function.blocks[0].instructions.firstIndex(where: { $0.result == root })
    else { return }
    function.blocks[0].instructions[place] = IRInstruction(.load(table), [count], result: root)
  }
}
