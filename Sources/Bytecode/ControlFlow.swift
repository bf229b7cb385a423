/// The basic blocks of a function, what dominates what, and what can run more than once.
package struct ControlFlow: Sendable {
  /// A run of instructions that control enters at the first and leaves at the last.
  package struct Block: Hashable, Sendable {
    package var range: Range<Int>
    /// Blocks to which control may pass, in the order of `Prototype.successors(of:)`.
    package var successors: [Int] = []
    package var predecessors: [Int] = []
  }

  /// A loop with one entry: a header that dominates the blocks from which control comes back.
  package struct Loop: Hashable, Sendable {
    package var header: Int
    /// The blocks of the loop, the header among them, in ascending order.
    package var blocks: [Int]
  }

  /// In the order of the code; block 0 is the entry.
  package let blocks: [Block]
  /// **Shape**: one per instruction: the number of its block.
  package let blockOfInstruction: [Int]
  /// The reachable blocks, each after those that dominate it (reverse postorder).
  package let order: [Int]
  /// **Shape**: one per block: the nearest other block on every way to it; `nil` for the entry
  /// and for blocks that cannot be reached.
  package let immediateDominators: [Int?]
  /// Loops with one entry, by header in ascending order; loops with the same header are one.
  package let loops: [Loop]
  /// **Shape**: one per block: whether it lies on a cycle, of whatever form.
  private let isCyclic: [Bool]

  package init(_ prototype: Prototype) {
    (blocks, blockOfInstruction) = Self.makeBlocks(prototype)
    order = Self.reversePostorder(blocks)
    immediateDominators = Self.dominators(blocks, order)
    isCyclic = Self.cyclicBlocks(blocks)
    loops = Self.naturalLoops(blocks, order, immediateDominators)
  }

  /// Whether an instruction can run more than once in one call of its function.
  ///
  /// A statement that leaves its loop (`if found then draw() break end`) is not in it. Cycles with
  /// several entries, which only `goto` can make, count as well.
  package func isInLoop(_ pc: Int) -> Bool { isCyclic[blockOfInstruction[pc]] }

  /// Whether control can reach an instruction at all.
  package func isReachable(_ pc: Int) -> Bool {
    let block = blockOfInstruction[pc]
    return block == 0 || immediateDominators[block] != nil
  }

  /// Whether every way from the entry to `block` passes `dominator`.
  package func dominates(_ dominator: Int, _ block: Int) -> Bool {
    var current: Int? = block
    while let candidate = current {
      if candidate == dominator { return true }
      current = immediateDominators[candidate]
    }
    return false
  }

  private static func makeBlocks(_ prototype: Prototype) -> ([Block], [Int]) {
    let count = prototype.instructions.count
    var isLeader = [Bool](repeating: false, count: count + 1)
    isLeader[0] = true
    for pc in 0..<count {
      let successors = prototype.successors(of: pc)
      guard successors != [pc + 1] else { continue }
      isLeader[pc + 1] = true
      for successor in successors { isLeader[successor] = true }
    }
    var blocks: [Block] = []
    var blockOfInstruction = [Int](repeating: 0, count: count)
    var start = 0
    for end in 1...count where end == count || isLeader[end] {
      for pc in start..<end { blockOfInstruction[pc] = blocks.count }
      blocks.append(Block(range: start..<end))
      start = end
    }
    for index in blocks.indices {
      for successor in prototype.successors(of: blocks[index].range.upperBound - 1) {
        let target = blockOfInstruction[successor]
        if blocks[index].successors.contains(target) { continue }
        blocks[index].successors.append(target)
        blocks[target].predecessors.append(index)
      }
    }
    return (blocks, blockOfInstruction)
  }
}
