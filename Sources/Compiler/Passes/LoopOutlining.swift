internal import IR

/// Takes the loops of a function out into a stage of its own (fission): the first function runs them
/// row by row and leaves their results in buffers; the second is the function with each loop
/// replaced by its results, so that it has no loops and can be computed for many rows at once.
struct LoopOutlining {
  private let source: IRFunction
  private let graph: IRGraph
  /// By block: the outermost loop that it is in.
  private var loopOfBlock: [Int?]
  private var loops: [(header: Int, blocks: Set<Int>)] = []

  /// - Returns: the two stages; `nil` where the function has no loops, or has some that cannot be
  ///   taken out.
  static func stages(_ function: IRFunction) -> (gather: IRFunction, rest: IRFunction)? {
    var pass = LoopOutlining(function)
    guard pass.findLoops() else { return nil }
    return pass.split()
  }

  private init(_ function: IRFunction) {
    source = function
    graph = IRGraph(function)
    loopOfBlock = Array(repeating: nil, count: function.blocks.count)
  }

  private mutating func findLoops() -> Bool {
    var rank = [Int](repeating: -1, count: source.blocks.count)
    for (position, block) in graph.order.enumerated() { rank[block] = position }
    for header in graph.order where loopOfBlock[header] == nil {
      let latches = graph.predecessors[header].filter { rank[$0] >= rank[header] }
      guard !latches.isEmpty else { continue }
      // A way back to a block that does not dominate its start is a loop with several entries.
      guard latches.allSatisfy({ graph.dominates(header, $0) }) else { return false }
      var blocks: Set<Int> = [header]
      var open = latches
      while let block = open.popLast() {
        guard blocks.insert(block).inserted else { continue }
        open += graph.predecessors[block]
      }
      for block in blocks {
        for instruction in source.blocks[block].instructions
        where source.hasEffect(instruction) || source.isSerial(instruction) {
          return false
        }
        if source.blocks[block].terminator == .done { return false }
        loopOfBlock[block] = loops.count
      }
      loops.append((header, blocks))
    }
    return !loops.isEmpty
  }

  /// Ways out of a loop, in the order of its blocks.
  private func exits(_ loop: Int) -> [(from: Int, target: IRTarget)] {
    graph.order.filter { loops[loop].blocks.contains($0) }.flatMap { block in
      source.blocks[block].terminator.targets
        .filter { !loops[loop].blocks.contains(Int($0.block.index)) }
        .map { (block, $0) }
    }
  }

  /// Values that a loop defines and that something outside of all loops uses.
  private func results(_ loop: Int) -> [IRValue] {
    var defined: Set<IRValue> = []
    for block in loops[loop].blocks {
      defined.formUnion(source.blocks[block].parameters)
      defined.formUnion(source.blocks[block].instructions.compactMap(\.result))
    }
    var used: Set<IRValue> = []
    for index in graph.order where loopOfBlock[index] == nil {
      let block = source.blocks[index]
      for instruction in block.instructions {
        used.formUnion(instruction.operands)
        if let predicate = instruction.predicate { used.insert(predicate) }
      }
      used.formUnion(block.terminator.operands)
    }
    for exit in exits(loop) { used.formUnion(exit.target.arguments) }
    return defined.intersection(used).sorted { $0.index < $1.index }
  }

  private func split() -> (gather: IRFunction, rest: IRFunction)? {
    var gather = source
    var rest = source
    gather.name += ", loops"
    let reaches = blocksBeforeLoops()
    // Loops run before the effects of earlier rows, so nothing on the way may depend on those.
    for index in graph.order where reaches[index] {
      if source.blocks[index].instructions.contains(where: { source.isSerial($0) }) { return nil }
    }
    for loop in loops.indices {
      let results = results(loop)
      let exits = exits(loop)
      guard !exits.isEmpty else { return nil }
      var buffers: [IRSlotID] = []
      for value in results {
        buffers.append(IRFunction.addBuffer(&gather, &rest, source.type(of: value)))
      }
      let way = exits.count > 1 ? IRFunction.addBuffer(&gather, &rest, .int) : nil
      leave(loop, &gather, exits, results, buffers, way, reaches)
      replace(loop, &rest, exits, results, buffers, way)
    }
    for index in source.blocks.indices where loopOfBlock[index] == nil {
      if reaches[index] {
        gather.blocks[index].instructions.removeAll { source.isMemoryStoreOrCall($0) }
      } else {
        gather.blocks[index].instructions = []
        gather.blocks[index].terminator = .done
      }
    }
    return (gather.withoutUnreachable(), rest.withoutUnreachable())
  }

  /// By block: whether a loop can be reached from it.
  private func blocksBeforeLoops() -> [Bool] {
    var reaches = source.blocks.indices.map { loopOfBlock[$0] != nil }
    for index in graph.order.reversed() where !reaches[index] {
      reaches[index] = source.blocks[index].terminator.targets.contains {
        reaches[Int($0.block.index)]
      }
    }
    return reaches
  }

  /// In the first stage: what the loop found goes to the buffers on every way out.
  private func leave(
    _ loop: Int, _ gather: inout IRFunction, _ exits: [(from: Int, target: IRTarget)],
    _ results: [IRValue], _ buffers: [IRSlotID], _ way: IRSlotID?, _ reaches: [Bool]
  ) {
    for (number, exit) in exits.enumerated() {
      let stub = gather.makeBlock()
      var builder = IRBuilder(gather, at: stub)
      let row = builder.emit(.row, [], .int)
      for (value, buffer) in zip(results, buffers)
      where source.isDefined(value, graph, atEndOf: exit.from) {
        builder.store(buffer, row, value)
      }
      if let way { builder.store(way, row, builder.int(Int64(number))) }
      if reaches[Int(exit.target.block.index)] {
        builder.end(.jump(exit.target))
      } else {
        builder.end(.done)
      }
      gather = builder.function
      gather.blocks[exit.from].terminator.redirect(exit.target, to: IRTarget(stub))
    }
  }

  /// In the second stage: the loop's header becomes what loads its results.
  private func replace(
    _ loop: Int, _ rest: inout IRFunction, _ exits: [(from: Int, target: IRTarget)],
    _ results: [IRValue], _ buffers: [IRSlotID], _ way: IRSlotID?
  ) {
    let header = loops[loop].header
    // Its parameters stay, unless they are results, which are loaded under their own names.
    let parameters = rest.blocks[header].parameters.map { parameter -> IRValue in
      results.contains(parameter) ? rest.makeValue(rest.type(of: parameter)) : parameter
    }
    rest.blocks[header].parameters = parameters
    rest.blocks[header].instructions = []
    var builder = IRBuilder(rest, at: IRBlockID(header))
    let row = builder.emit(.row, [], .int)
    for (value, buffer) in zip(results, buffers) {
      builder.function.blocks[header].instructions.append(
        IRInstruction(.load(buffer), [row], result: value))
    }
    guard let way else {
      builder.end(.jump(exits[0].target))
      rest = builder.function
      return
    }
    let taken = builder.load(way, row)
    for (number, exit) in exits.enumerated() {
      if number == exits.count - 1 {
        builder.end(.jump(exit.target))
      } else {
        let isTaken = builder.emit(
          .equalInt, [taken, builder.int(Int64(number))], .bool)
        let next = builder.function.makeBlock()
        builder.branch(isTaken, then: exit.target, else: IRTarget(next))
        builder.block = next
      }
    }
    rest = builder.function
  }
}

extension IRFunction {
  func isMemoryStoreOrCall(_ instruction: IRInstruction) -> Bool {
    if case .call = instruction.opcode { return hasEffect(instruction) }
    return isMemoryStore(instruction)
  }

  /// The function with the bodies of unreachable blocks emptied.
  func withoutUnreachable() -> IRFunction {
    var copy = self
    let reachable = Set(IRGraph(self).order)
    for index in copy.blocks.indices where !reachable.contains(index) {
      copy.blocks[index] = IRBlock()
    }
    return copy
  }
}

extension IRTerminator {
  mutating func redirect(_ target: IRTarget, to other: IRTarget) {
    switch self {
    case .jump(target): self = .jump(other)
    case .branch(let condition, let then, let otherwise):
      self = .branch(
        condition, then: then == target ? other : then,
        else: otherwise == target ? other : otherwise)
    default: break
    }
  }
}
