internal import IR

/// Makes one straight block of a function without loops: both ways of every branch are computed, and
/// selects take what counts.
///
/// Stores to the row's own cells move to the end, one per cell, so that a row that is given up has
/// changed nothing.
struct IfConversion {
  private let source: IRFunction
  private var builder: IRBuilder
  /// What stands for a value of the source.
  private var values: [IRValue?]
  private let definitions: [IRInstruction?]
  private var ownStores: [(slot: IRSlotID, index: IRValue, value: IRValue, predicate: IRValue?)] =
    []

  /// - Returns: `nil` where the function has loops.
  static func straightened(_ function: IRFunction) -> IRFunction? {
    let graph = IRGraph(function)
    guard !graph.hasLoops else { return nil }
    var pass = IfConversion(function)
    pass.run(graph)
    return pass.builder.function
  }

  private init(_ function: IRFunction) {
    source = function
    definitions = function.definitions()
    builder = IRBuilder(function.name)
    builder.function.slots = function.slots
    builder.function.callees = function.callees
    values = Array(repeating: nil, count: function.types.count)
  }

  /// A way into a block: where it counts (`nil`: always), and its arguments.
  private struct Way {
    let predicate: IRValue?
    let arguments: [IRValue]
  }

  private mutating func run(_ graph: IRGraph) {
    var ways = [[Way]](repeating: [], count: source.blocks.count)
    ways[0] = [Way(predicate: nil, arguments: [])]
    for index in graph.order {
      let predicate = enter(index, ways[index])
      let block = source.blocks[index]
      for instruction in block.instructions { convert(instruction, predicate) }
      switch block.terminator {
      case .jump(let target): ways[Int(target.block.index)].append(way(target, predicate))
      case .branch(let condition, let then, let other):
        let decision = value(condition)
        let negated = builder.emit(.not, [decision], .bool)
        ways[Int(then.block.index)].append(way(then, both(predicate, decision)))
        ways[Int(other.block.index)].append(way(other, both(predicate, negated)))
      case .done: break
      case .goOn: builder.emit(.goOn, [predicate ?? builder.bool(true)])
      case .redo: builder.emit(.guard, [builder.bool(false)], where: predicate)
      }
    }
    for store in ownStores {
      builder.emit(
        .store(store.slot, isLogged: false), [store.index, store.value],
        where: store.predicate)
    }
    builder.end(.done)
  }

  private func value(_ value: IRValue) -> IRValue {
    guard let known = values[Int(value.index)] else {
      preconditionFailure("v\(value.index) is used before it is defined")
    }
    return known
  }

  private func way(_ target: IRTarget, _ predicate: IRValue?) -> Way {
    Way(predicate: predicate, arguments: target.arguments.map { value($0) })
  }

  private mutating func both(_ first: IRValue?, _ second: IRValue?) -> IRValue? {
    guard let first else { return second }
    guard let second else { return first }
    return builder.emit(.and, [first, second], .bool)
  }

  private mutating func enter(_ index: Int, _ ways: [Way]) -> IRValue? {
    guard let last = ways.last else { return nil }
    for (position, parameter) in source.blocks[index].parameters.enumerated() {
      var chosen = last.arguments[position]
      for way in ways.dropLast().reversed() {
        guard way.arguments[position] != chosen else { continue }
        if let predicate = way.predicate {
          chosen = builder.select(predicate, way.arguments[position], chosen)
        } else {
          chosen = way.arguments[position]
        }
      }
      values[Int(parameter.index)] = chosen
    }
    var predicate = last.predicate
    for way in ways.dropLast() {
      guard let other = way.predicate, let known = predicate else { return nil }
      predicate = builder.emit(.or, [known, other], .bool)
    }
    return predicate
  }

  private mutating func convert(_ instruction: IRInstruction, _ block: IRValue?) {
    let operands = instruction.operands.map { value($0) }
    let own = instruction.predicate.map { value($0) }
    var predicate: IRValue?
    switch instruction.opcode {
    case .load(let slot):
      let isSafe = source[slot].isOwn || source[slot].space == .buffer || isSafe(instruction)
      predicate = isSafe ? nil : both(block, own)
    case .store(let slot, _) where source[slot].isOwn:
      return addOwnStore(slot, operands[0], operands[1], both(block, own), instruction)
    case .call(let callee) where source[callee].isPure && own != nil: predicate = own
    case .store, .guard, .call: predicate = both(block, own)
    default: break
    }
    if let result = instruction.result {
      values[Int(result.index)] = builder.emit(
        instruction.opcode, operands, source.type(of: result), where: predicate)
    } else {
      builder.emit(instruction.opcode, operands, where: predicate)
    }
  }

  /// Whether a load's cell exists for every row: by the row, by its actor, or the same for all.
  private func isSafe(_ instruction: IRInstruction) -> Bool {
    switch definitions[Int(instruction.operands[0].index)]?.opcode {
    case .row, .actor, .int: true
    default: false
    }
  }

  private mutating func addOwnStore(
    _ slot: IRSlotID, _ index: IRValue, _ value: IRValue, _ predicate: IRValue?,
    _ instruction: IRInstruction
  ) {
    // All stores to a slot of the row's own cells go to the one cell that the row has there.
    guard let known = ownStores.firstIndex(where: { $0.slot == slot }) else {
      return ownStores.append((slot, index, value, predicate))
    }
    guard let predicate else {
      ownStores[known].value = value
      ownStores[known].predicate = nil
      return
    }
    ownStores[known].value = builder.select(predicate, value, ownStores[known].value)
    if let before = ownStores[known].predicate {
      ownStores[known].predicate = builder.emit(.or, [before, predicate], .bool)
    }
  }
}
