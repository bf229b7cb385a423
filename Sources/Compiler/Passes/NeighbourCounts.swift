internal import IR

/// Replaces loops that only count neighbours by counts that the world keeps up: a model of adoption
/// or contagion then costs what changes, and not what everybody looks at.
///
/// `for peer in self:peers "x" do if peer.f then k = k + 1 end end` adds the same constants for every
/// neighbour of which one condition holds, and for every other one. Whole numbers add up to the same
/// in any order, so counting is exact.
package struct NeighbourCounts {
  private var function: IRFunction
  private var slots: [SlotBinding]
  private let host: HostModel
  private let definitions: [IRInstruction?]
  private var conditions: [SlotBinding.NeighbourCondition] = []
  private var counts: Set<IRSlotID> = []

  /// The function with its counting loops replaced, which holds for worlds in which nobody has more
  /// than `IRKernel.tableLimit - 1` neighbours: so many turns never exhaust a row's budget.
  ///
  /// - Returns: `nil` where there is no such loop.
  package static func replaced(
    _ translated: TranslatedFunction, host: HostModel
  ) -> (function: TranslatedFunction, counts: KernelPlanner.Counts)? {
    var pass = NeighbourCounts(translated, host)
    let graph = IRGraph(pass.function)
    for header in graph.order {
      guard let loop = CountingLoop(pass.function, graph, header) else { continue }
      pass.replace(loop)
    }
    guard !pass.conditions.isEmpty else { return nil }
    let limit = pass.addSlot(.countLimit(pass.conditions), "most neighbours", .int64)
    var result = translated
    result.function = KernelPlanner.simplified(pass.function.withoutUnreachable())
    result.slots = pass.slots
    return (result, KernelPlanner.Counts(slots: pass.counts, limit: limit))
  }

  private init(_ translated: TranslatedFunction, _ host: HostModel) {
    function = translated.function
    slots = translated.slots
    self.host = host
    definitions = function.definitions()
  }

  private func definition(_ value: IRValue) -> IRInstruction? {
    Int(value.index) < definitions.count ? definitions[Int(value.index)] : nil
  }

  private func binding(_ slot: IRSlotID) -> SlotBinding { slots[Int(slot.index)] }

  /// The network and side whose row of an actor a loop walks, and the actor.
  private func row(
    _ loop: CountingLoop
  ) -> (network: Int, side: Int, actor: IRValue)? {
    guard let start = definition(loop.start), let end = definition(loop.end),
      case .load(let slot) = start.opcode, case .load(slot) = end.opcode,
      start.predicate == nil, end.predicate == nil,
      case .network(let network, let side, .rowStart) = binding(slot),
      host.networks[network].isMutual, !host.networks[network].changes,
      let next = definition(end.operands[0]), next.opcode == .addInt,
      next.operands[0] == start.operands[0], isInt(next.operands[1], 1)
    else { return nil }
    return (network, side, start.operands[0])
  }

  private func isInt(_ value: IRValue, _ number: Int64) -> Bool {
    definition(value)?.opcode == .int(number)
  }

  /// What a condition on the present target asks, if the world can keep it up.
  private func condition(
    _ value: IRValue, _ loop: CountingLoop, _ network: Int, _ side: Int
  ) -> (SlotBinding.NeighbourCondition, isNegated: Bool)? {
    guard let asked = definition(value) else { return nil }
    switch asked.opcode {
    case .not:
      return condition(asked.operands[0], loop, network, side).map { ($0.0, !$0.isNegated) }
    case .load(let slot) where function[slot].cell == .bool8:
      guard let field = field(slot, asked, loop, network, side) else { return nil }
      return (.init(network: network, side: side, field: field, level: nil), false)
    case .equalInt:
      for (code, other) in [(0, 1), (1, 0)] {
        guard let load = definition(asked.operands[code]), case .load(let slot) = load.opcode,
          function[slot].cell == .int32, let field = field(slot, load, loop, network, side),
          case .int(let level)? = definition(asked.operands[other])?.opcode,
          let level = Int32(exactly: level), level >= 0
        else { continue }
        return (.init(network: network, side: side, field: field, level: level), false)
      }
      return nil
    default: return nil
    }
  }

  /// The field that a load takes from the present neighbour, as everybody sees it.
  private func field(
    _ slot: IRSlotID, _ load: IRInstruction, _ loop: CountingLoop, _ network: Int, _ side: Int
  ) -> Int? {
    let kind = side == 0 ? host.networks[network].to : host.networks[network].from
    guard load.predicate == nil, !function[slot].isMutable,
      case .field(kind, let field, .read) = binding(slot),
      let target = definition(load.operands[0]), case .load(let targets) = target.opcode,
      target.operands[0] == loop.position, target.predicate == nil,
      case .network(network, side, .targets) = binding(targets)
    else { return nil }
    return field
  }

  private mutating func replace(_ loop: CountingLoop) {
    guard let (network, side, actor) = row(loop),
      loop.additions.allSatisfy({ isExact($0) }),
      let (asked, isNegated) = condition(loop.condition, loop, network, side)
    else { return }
    let count = addSlot(
      .neighbourCount(asked), "\(host.networks[network].name) count \(slots.count)", .int32)
    conditions.append(asked)
    counts.insert(count)
    forgetTurns(loop)
    let header = loop.header
    var builder = IRBuilder(function, at: IRBlockID(header))
    builder.function.blocks[header].instructions = []
    var holding = builder.load(count, actor)
    if isNegated || loop.additions.contains(where: { $0.other != 0 }) {
      let all = builder.emit(.subtractInt, [loop.end, loop.start], .int)
      let rest = builder.emit(.subtractInt, [all, holding], .int)
      let pair = isNegated ? (rest, holding) : (holding, rest)
      holding = pair.0
      finish(loop, &builder, holding, rest: pair.1)
    } else {
      finish(loop, &builder, holding, rest: nil)
    }
    builder.end(.jump(loop.exit))
    function = builder.function
  }

  /// A float counts exactly only from a whole number on, and by whole numbers.
  private func isExact(_ addition: CountingLoop.Addition) -> Bool {
    guard addition.isFloat, addition.then != 0 || addition.other != 0 else { return true }
    guard case .float(let bits)? = definition(addition.initial)?.opcode else { return false }
    let start = Double(bitPattern: bits)
    return start == start.rounded() && abs(start) < 0x1p24 && !(start == 0 && start.sign == .minus)
  }

  /// Gives the variables of a loop what they are behind it, under their own names.
  private func finish(
    _ loop: CountingLoop, _ builder: inout IRBuilder, _ holding: IRValue, rest: IRValue?
  ) {
    var parameters = builder.function.blocks[loop.header].parameters
    for addition in loop.additions {
      guard let position = parameters.firstIndex(of: addition.variable) else { continue }
      let type: IRType = addition.isFloat ? .float : .int
      let start = builder.function.makeValue(type)
      parameters[position] = start
      var sum = times(addition.then, holding, &builder)
      if addition.other != 0, let rest {
        sum = builder.emit(.addInt, [sum, times(addition.other, rest, &builder)], .int)
      }
      if addition.isFloat { sum = builder.emit(.intToFloat, [sum], .float) }
      builder.function.blocks[loop.header].instructions.append(
        IRInstruction(
          addition.isFloat ? .addFloat : .addInt, [start, sum], result: addition.variable))
    }
    builder.function.blocks[loop.header].parameters = parameters
  }

  private func times(_ factor: Int64, _ count: IRValue, _ builder: inout IRBuilder) -> IRValue {
    if factor == 1 { return count }
    return builder.emit(.multiplyInt, [count, builder.int(factor)], .int)
  }

  /// What a row may spend is taken for as many turns as there can be at most.
  private mutating func forgetTurns(_ loop: CountingLoop) {
    for index in function.blocks.indices {
      for position in function.blocks[index].instructions.indices {
        let instruction = function.blocks[index].instructions[position]
        guard instruction.opcode == .subtractInt, instruction.operands == [loop.end, loop.start]
        else { continue }
        function.blocks[index].instructions[position].opcode = .int(Int64(IRKernel.tableLimit))
        function.blocks[index].instructions[position].operands = []
      }
    }
  }

  private mutating func addSlot(
    _ binding: SlotBinding, _ name: String, _ cell: IRCell
  ) -> IRSlotID {
    function.slots.append(IRSlot(name, cell))
    slots.append(binding)
    return IRSlotID(slots.count - 1)
  }
}
