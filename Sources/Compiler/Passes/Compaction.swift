internal import IR

/// Cuts a function behind its loops where many rows have nothing to do there: the first stage runs
/// row by row up to the cut and lists the rows that go on; the second is what comes behind the cut,
/// for those rows only, many at a time.
struct Compaction {
  private let source: IRFunction
  private let graph: IRGraph
  private let definitions: [IRInstruction?]
  /// By block: whether a loop is in it or behind it.
  private let isBefore: [Bool]

  /// - Returns: the two stages; `nil` where no way ends before the cut, or effects stand before it.
  static func stages(_ function: IRFunction) -> (first: IRFunction, rest: IRFunction)? {
    Compaction(function)?.split()
  }

  private init?(_ function: IRFunction) {
    source = function
    let graph = IRGraph(function)
    self.graph = graph
    definitions = function.definitions()
    var rank = [Int](repeating: -1, count: function.blocks.count)
    for (position, block) in graph.order.enumerated() { rank[block] = position }
    var before = [Bool](repeating: false, count: function.blocks.count)
    for header in graph.order {
      let latches = graph.predecessors[header].filter { rank[$0] >= rank[header] }
      guard !latches.isEmpty else { continue }
      guard latches.allSatisfy({ graph.dominates(header, $0) }) else { return nil }
      before[header] = true
    }
    // Whatever reaches a loop is before the cut, the loop's own blocks among it.
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in graph.order where !before[index] {
        let reaches = function.blocks[index].terminator.targets.contains {
          before[Int($0.block.index)]
        }
        if reaches {
          before[index] = true
          isChanged = true
        }
      }
    }
    guard before[0] else { return nil }
    for index in graph.order where before[index] {
      let block = function.blocks[index]
      if block.terminator == .done || block.instructions.contains(where: function.hasEffect) {
        return nil
      }
    }
    isBefore = before
  }

  /// Whether nothing happens from a block on.
  private func isIdle(_ block: Int) -> Bool {
    source.blocks[block].terminator == .done
      && !source.blocks[block].instructions.contains {
        source.hasEffect($0) || $0.opcode == .guard
      }
  }

  private func split() -> (first: IRFunction, rest: IRFunction)? {
    let cuts = graph.order.filter { isBefore[$0] }.flatMap { index in
      source.blocks[index].terminator.targets
        .filter { !isBefore[Int($0.block.index)] }.map { (from: index, target: $0) }
    }
    let going = cuts.filter { !isIdle(Int($0.target.block.index)) }
    guard going.count < cuts.count, !going.isEmpty else { return nil }
    var first = source
    var rest = source
    first.name += ", loops"
    let handed = handedOn(going.map(\.target))
    var buffers: [(value: IRValue, slot: IRSlotID)] = []
    for value in handed where !isRepeatable(value) {
      buffers.append((value, IRFunction.addBuffer(&first, &rest, source.type(of: value))))
    }
    let way = going.count > 1 ? IRFunction.addBuffer(&first, &rest, .int) : nil
    for (number, cut) in going.enumerated() {
      let stub = first.makeBlock()
      var builder = IRBuilder(first, at: stub)
      let row = builder.emit(.row, [], .int)
      for (value, slot) in buffers where source.isDefined(value, graph, atEndOf: cut.from) {
        builder.store(slot, row, value)
      }
      if let way { builder.store(way, row, builder.int(Int64(number))) }
      builder.end(.goOn)
      first = builder.function
      first.blocks[cut.from].terminator.redirect(cut.target, to: IRTarget(stub))
    }
    for cut in cuts where isIdle(Int(cut.target.block.index)) {
      let stub = first.makeBlock()
      first[stub].terminator = .done
      first.blocks[cut.from].terminator.redirect(cut.target, to: IRTarget(stub))
    }
    enter(&rest, handed, buffers, going.map(\.target), way)
    return (first.withoutUnreachable(), rest.withoutUnreachable())
  }

  /// Values from before the cut that something behind it uses, in the order of their definition.
  private func handedOn(_ targets: [IRTarget]) -> [IRValue] {
    var used: Set<IRValue> = []
    for target in targets { used.formUnion(target.arguments) }
    for index in graph.order where !isBefore[index] {
      let block = source.blocks[index]
      for instruction in block.instructions {
        used.formUnion(instruction.operands)
        if let predicate = instruction.predicate { used.insert(predicate) }
      }
      used.formUnion(block.terminator.operands)
    }
    var handed: [IRValue] = []
    for index in graph.order where isBefore[index] {
      let block = source.blocks[index]
      handed += (block.parameters + block.instructions.compactMap(\.result)).filter(used.contains)
    }
    return handed
  }

  /// Whether a value is as easily had again: a constant, the row, its actor, one cell for all rows.
  private func isRepeatable(_ value: IRValue) -> Bool {
    guard let definition = definitions[Int(value.index)] else { return false }
    switch definition.opcode {
    case .bool, .int, .float, .row, .actor: return true
    case .load(let slot):
      guard !source[slot].isMutable, definition.predicate == nil,
        case .int = definitions[Int(definition.operands[0].index)]?.opcode
      else { return false }
      return true
    default: return false
    }
  }

  /// Makes the entry of the second stage: it takes over what was handed on, then goes where the
  /// first one stopped.
  private func enter(
    _ rest: inout IRFunction, _ handed: [IRValue],
    _ buffers: [(value: IRValue, slot: IRSlotID)], _ targets: [IRTarget], _ way: IRSlotID?
  ) {
    var head: [IRInstruction] = []
    for value in handed where isRepeatable(value) {
      guard let definition = definitions[Int(value.index)] else { continue }
      for operand in definition.operands {
        guard let inner = definitions[Int(operand.index)], !head.contains(inner) else { continue }
        head.append(inner)
      }
      if !head.contains(definition) { head.append(definition) }
    }
    // The old entry may have been where control came from; nothing may jump to block 0.
    rest.blocks[0] = IRBlock(instructions: head)
    var builder = IRBuilder(rest, at: IRBlockID(0))
    let row = builder.emit(.row, [], .int)
    for (value, slot) in buffers {
      builder.function.blocks[Int(builder.block.index)].instructions.append(
        IRInstruction(.load(slot), [row], result: value))
    }
    if let way {
      let taken = builder.load(way, row)
      for (number, target) in targets.dropLast().enumerated() {
        let isTaken = builder.emit(.equalInt, [taken, builder.int(Int64(number))], .bool)
        let next = builder.function.makeBlock()
        builder.branch(isTaken, then: target, else: IRTarget(next))
        builder.block = next
      }
    }
    if let last = targets.last { builder.end(.jump(last)) }
    rest = builder.function
  }
}
