internal import IR

/// Finds the tests at the beginning of a function after which rows may have nothing to do: only the
/// others then go on to what is worth computing.
enum EarlyOut {
  /// The tests alone, which end with `goOn` for rows that have something to do.
  ///
  /// - Returns: `nil` where there are none, or where what follows costs less than picking rows.
  static func tests(of function: IRFunction) -> IRFunction? {
    let graph = IRGraph(function)
    guard !graph.hasLoops, function.weight >= 20 else { return nil }
    var tests: Set<Int> = []
    for block in graph.order where isTest(block, function) {
      if block == 0 || graph.predecessors[block].allSatisfy(tests.contains) { tests.insert(block) }
    }
    guard tests.contains(0) else { return nil }
    var first = function
    first.name += ", tests"
    let going = first.makeBlock()
    first[going].terminator = .goOn
    for block in tests {
      for target in function.blocks[block].terminator.targets
      where !tests.contains(Int(target.block.index)) && !isIdle(target.block, function) {
        first.blocks[block].terminator.redirect(target, to: IRTarget(going))
      }
    }
    return DeadCode.removed(first.withoutUnreachable())
  }

  /// Whether a block only decides, and one of its ways is to have nothing to do.
  private static func isTest(_ index: Int, _ function: IRFunction) -> Bool {
    let block = function.blocks[index]
    let isPlain = block.instructions.allSatisfy {
      !function.hasEffect($0) && $0.opcode != .guard && function.weight(of: $0) < 10
    }
    let targets = block.terminator.targets
    return isPlain && targets.count == 2 && targets.contains { isIdle($0.block, function) }
  }

  /// Whether nothing happens from a block on.
  private static func isIdle(_ block: IRBlockID, _ function: IRFunction) -> Bool {
    var block = block
    for _ in function.blocks.indices {
      guard
        function[block].instructions.allSatisfy({
          !function.hasEffect($0) && $0.opcode != .guard
        })
      else { return false }
      switch function[block].terminator {
      case .done: return true
      case .jump(let next): block = next.block
      default: return false
      }
    }
    return false
  }
}

extension IRFunction {
  /// What an instruction costs, roughly, in additions.
  func weight(of instruction: IRInstruction) -> Int {
    switch instruction.opcode {
    case .draw: 20
    case .math, .call, .moduloFloat: 10
    case .divideFloat: 3
    case .addFloat, .subtractFloat, .multiplyFloat: 1
    default: 0
    }
  }

  var weight: Int { instructions.reduce(0) { $0 + weight(of: $1) } }
}
