// Every walk keeps its own stack: a function may have as many blocks as instructions.
extension ControlFlow {
  static func reversePostorder(_ blocks: [Block]) -> [Int] {
    var postorder: [Int] = []
    var isSeen = [Bool](repeating: false, count: blocks.count)
    var stack: [(block: Int, next: Int)] = [(0, 0)]
    isSeen[0] = true
    while let top = stack.last {
      let successors = blocks[top.block].successors
      if top.next < successors.count {
        stack[stack.count - 1].next += 1
        let successor = successors[top.next]
        if !isSeen[successor] {
          isSeen[successor] = true
          stack.append((successor, 0))
        }
      } else {
        postorder.append(top.block)
        stack.removeLast()
      }
    }
    return postorder.reversed()
  }

  /// Immediate dominators by iteration to a fixpoint.
  ///
  /// **Source**: Cooper, Harvey, Kennedy, A Simple, Fast Dominance Algorithm, 2001.
  static func dominators(_ blocks: [Block], _ order: [Int]) -> [Int?] {
    var rank = [Int](repeating: -1, count: blocks.count)
    for (index, block) in order.enumerated() { rank[block] = index }
    // In terms of ranks; -1 is not known yet.
    var dominator = [Int](repeating: -1, count: order.count)
    dominator[0] = 0
    func meet(_ left: Int, _ right: Int) -> Int {
      var (left, right) = (left, right)
      while left != right {
        if left > right { left = dominator[left] } else { right = dominator[right] }
      }
      return left
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in order.indices.dropFirst() {
        var new = -1
        for predecessor in blocks[order[index]].predecessors {
          let other = rank[predecessor]
          guard other >= 0, dominator[other] >= 0 else { continue }
          new = new < 0 ? other : meet(new, other)
        }
        if new != dominator[index] {
          dominator[index] = new
          isChanged = true
        }
      }
    }
    var result = [Int?](repeating: nil, count: blocks.count)
    for index in order.indices.dropFirst() { result[order[index]] = order[dominator[index]] }
    return result
  }

  /// The blocks of strongly connected components that hold a cycle.
  ///
  /// **Source**: Tarjan, Depth-first search and linear graph algorithms, 1972,
  /// doi:10.1137/0201010.
  static func cyclicBlocks(_ blocks: [Block]) -> [Bool] {
    var isCyclic = [Bool](repeating: false, count: blocks.count)
    var number = [Int](repeating: -1, count: blocks.count)
    var low = number
    var isOpen = isCyclic
    var component: [Int] = []
    var counter = 0
    for root in blocks.indices where number[root] < 0 {
      var stack: [(block: Int, next: Int)] = [(root, 0)]
      while let top = stack.last {
        let block = top.block
        if top.next == 0 {
          (number[block], low[block]) = (counter, counter)
          counter += 1
          component.append(block)
          isOpen[block] = true
        }
        let successors = blocks[block].successors
        if top.next < successors.count {
          stack[stack.count - 1].next += 1
          let successor = successors[top.next]
          if number[successor] < 0 {
            stack.append((successor, 0))
          } else if isOpen[successor] {
            low[block] = min(low[block], number[successor])
          }
          continue
        }
        stack.removeLast()
        if let parent = stack.last?.block { low[parent] = min(low[parent], low[block]) }
        guard low[block] == number[block] else { continue }
        let start = component.lastIndex(of: block) ?? component.startIndex
        let members = component[start...]
        let holdsCycle = members.count > 1 || blocks[block].successors.contains(block)
        for member in members {
          isOpen[member] = false
          isCyclic[member] = holdsCycle
        }
        component.removeSubrange(start...)
      }
    }
    return isCyclic
  }

  static func naturalLoops(
    _ blocks: [Block], _ order: [Int], _ immediateDominators: [Int?]
  ) -> [Loop] {
    var rank = [Int](repeating: -1, count: blocks.count)
    for (index, block) in order.enumerated() { rank[block] = index }
    func dominates(_ dominator: Int, _ block: Int) -> Bool {
      var current: Int? = block
      while let candidate = current, rank[candidate] >= rank[dominator] {
        if candidate == dominator { return true }
        current = immediateDominators[candidate]
      }
      return false
    }
    var loops: [Loop] = []
    for header in blocks.indices where rank[header] >= 0 {
      var isMember = [Bool](repeating: false, count: blocks.count)
      isMember[header] = true
      var work: [Int] = []
      var isLoop = false
      for latch in blocks[header].predecessors
      where rank[latch] >= rank[header] && dominates(header, latch) {
        isLoop = true
        if !isMember[latch] { work.append(latch) }
        isMember[latch] = true
      }
      guard isLoop else { continue }
      while let block = work.popLast() {
        for predecessor in blocks[block].predecessors
        where rank[predecessor] >= 0 && !isMember[predecessor] {
          isMember[predecessor] = true
          work.append(predecessor)
        }
      }
      loops.append(Loop(header: header, blocks: blocks.indices.filter { isMember[$0] }))
    }
    return loops
  }
}
