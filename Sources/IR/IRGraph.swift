/// The blocks of a function as a graph: order, dominators, loops.
package struct IRGraph: Sendable {
  /// Reachable blocks, each after those that dominate it (reverse postorder).
  package let order: [Int]
  package let predecessors: [[Int]]
  /// **Shape**: one per block; `nil` for the entry and unreachable blocks.
  package let immediateDominators: [Int?]

  package init(_ function: IRFunction) {
    let successors = function.blocks.map { $0.terminator.targets.map { Int($0.block.index) } }
    var postorder: [Int] = []
    var isSeen = [Bool](repeating: false, count: successors.count)
    var stack = [(block: 0, next: 0)]
    isSeen[0] = true
    while let (block, next) = stack.last {
      if next < successors[block].count {
        stack[stack.count - 1].next += 1
        let successor = successors[block][next]
        if !isSeen[successor] {
          isSeen[successor] = true
          stack.append((successor, 0))
        }
      } else {
        postorder.append(block)
        stack.removeLast()
      }
    }
    order = postorder.reversed()
    var predecessors = [[Int]](repeating: [], count: successors.count)
    for block in order {
      for successor in successors[block] { predecessors[successor].append(block) }
    }
    self.predecessors = predecessors
    immediateDominators = Self.dominators(order, predecessors)
  }

  /// - Source: Cooper, Harvey, Kennedy, A Simple, Fast Dominance Algorithm, 2001.
  private static func dominators(_ order: [Int], _ predecessors: [[Int]]) -> [Int?] {
    var rank = [Int](repeating: -1, count: predecessors.count)
    for (index, block) in order.enumerated() { rank[block] = index }
    var dominator = [Int](repeating: -1, count: order.count)
    dominator[0] = 0
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in order.indices.dropFirst() {
        var new = -1
        for predecessor in predecessors[order[index]] where dominator[rank[predecessor]] >= 0 {
          var (left, right) = (rank[predecessor], new)
          while right >= 0 && left != right {
            if left > right { left = dominator[left] } else { right = dominator[right] }
          }
          new = left
        }
        if new != dominator[index] {
          dominator[index] = new
          isChanged = true
        }
      }
    }
    var result = [Int?](repeating: nil, count: predecessors.count)
    for index in order.indices.dropFirst() { result[order[index]] = order[dominator[index]] }
    return result
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

  /// Whether control can come back to a block.
  package var hasLoops: Bool {
    var rank = [Int](repeating: -1, count: predecessors.count)
    for (index, block) in order.enumerated() { rank[block] = index }
    return order.contains { block in predecessors[block].contains { rank[$0] >= rank[block] } }
  }
}

extension IRTerminator {
  package var targets: [IRTarget] {
    switch self {
    case .jump(let target): [target]
    case .branch(_, let then, let other): [then, other]
    case .done, .goOn, .redo: []
    }
  }

  /// Values that it uses, block arguments among them.
  package var operands: [IRValue] {
    let arguments = targets.flatMap(\.arguments)
    if case .branch(let condition, _, _) = self { return [condition] + arguments }
    return arguments
  }
}
