internal import IR

/// Computes both ways of a branch, where that costs less than to guess which one is taken: ways that
/// only add and compare, and meet again at once.
enum Diamonds {
  /// Instructions of a way at most.
  private static let lengthLimit = 4

  static func straightened(_ function: IRFunction) -> IRFunction {
    var function = function
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in IRGraph(function).order.reversed() where straighten(index, &function) {
        isChanged = true
      }
    }
    return function.withoutUnreachable()
  }

  /// A way that ends where the other one does: what it computes, and what it brings there.
  private struct Way {
    let instructions: [IRInstruction]
    let target: IRTarget
  }

  private static func straighten(_ index: Int, _ function: inout IRFunction) -> Bool {
    guard case .branch(let condition, let then, let other) = function.blocks[index].terminator
    else { return false }
    let graph = IRGraph(function)
    let sides = [then, other].map { way($0, from: index, function, graph) }
    // Both ways lead on, or one of them is where the other leads.
    let candidates: [(Way, Way)] = [
      sides[0].flatMap { first in sides[1].map { (first, $0) } },
      sides[0].map { ($0, Way(instructions: [], target: other)) },
      sides[1].map { (Way(instructions: [], target: then), $0) },
    ].compactMap { $0 }
    guard let (first, second) = candidates.first(where: { $0.target.block == $1.target.block }),
      Int(first.target.block.index) != index
    else { return false }
    function.blocks[index].instructions += first.instructions + second.instructions
    var builder = IRBuilder(function, at: IRBlockID(index))
    let arguments = zip(first.target.arguments, second.target.arguments).map { left, right in
      left == right ? left : builder.select(condition, left, right)
    }
    builder.end(.jump(IRTarget(first.target.block, arguments)))
    function = builder.function
    return true
  }

  private static func way(
    _ target: IRTarget, from index: Int, _ function: IRFunction, _ graph: IRGraph
  ) -> Way? {
    let block = function[target.block]
    guard graph.predecessors[Int(target.block.index)] == [index], block.parameters.isEmpty,
      case .jump(let next) = block.terminator, block.instructions.count <= lengthLimit,
      block.instructions.allSatisfy({ isLight($0.opcode) })
    else { return nil }
    return Way(instructions: block.instructions, target: next)
  }

  private static func isLight(_ opcode: IROpcode) -> Bool {
    switch opcode {
    case .bool, .int, .float, .addInt, .subtractInt, .andInt, .orInt, .xorInt, .addFloat,
      .subtractFloat, .equalInt, .lessInt, .lessOrEqualInt, .equalFloat, .lessFloat,
      .lessOrEqualFloat, .and, .or, .not, .select, .boolToInt:
      true
    default: false
    }
  }
}
