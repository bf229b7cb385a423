internal import IR

/// A loop that walks `start ..< end` and adds constants to variables, some where one condition holds
/// and others where it does not, and does nothing else.
struct CountingLoop {
  /// A variable of the loop and what each turn adds to it.
  struct Addition {
    var variable: IRValue
    var initial: IRValue
    var isFloat: Bool
    /// Where the condition holds, and where it does not.
    var then: Int64
    var other: Int64
  }

  let header: Int
  let exit: IRTarget
  let position: IRValue
  let start: IRValue
  let end: IRValue
  let condition: IRValue
  let additions: [Addition]

  /// - Returns: `nil` where the block is not the header of such a loop.
  init?(_ function: IRFunction, _ graph: IRGraph, _ header: Int) {
    let block = function.blocks[header]
    let definitions = function.definitions()
    let (latches, entries) = Self.split(graph.predecessors[header], graph, header)
    guard !latches.isEmpty, entries.count == 1,
      case .branch(let more, let inside, let exit) = block.terminator,
      let test = definitions[Int(more.index)], test.opcode == .lessInt,
      block.instructions.allSatisfy({ $0.result == more || Self.isConstant($0.opcode) }),
      function.type(of: test.operands[0]) == .int,
      let place = block.parameters.firstIndex(of: test.operands[0])
    else { return nil }
    self.header = header
    self.exit = exit
    position = test.operands[0]
    end = test.operands[1]
    let arguments = function.blocks[entries[0]].terminator.targets.first {
      Int($0.block.index) == header
    }?.arguments
    guard let arguments else { return nil }
    start = arguments[place]
    var walk = TurnWalk(function, header: header, definitions: definitions)
    guard let turn = walk.run(from: inside) else { return nil }
    condition = turn.condition
    var additions: [Addition] = []
    for (index, variable) in block.parameters.enumerated() {
      let (then, other) = turn.additions[index]
      if index == place {
        guard then == 1, other == 1 else { return nil }
        continue
      }
      additions.append(
        Addition(
          variable: variable, initial: arguments[index],
          isFloat: function.type(of: variable) == .float, then: then, other: other))
    }
    self.additions = additions
    guard !Self.isUsed(position, outside: walk.blocks.union([header]), function) else { return nil }
  }

  private static func split(
    _ predecessors: [Int], _ graph: IRGraph, _ header: Int
  ) -> (latches: [Int], entries: [Int]) {
    let latches = predecessors.filter { graph.dominates(header, $0) }
    return (latches, predecessors.filter { !latches.contains($0) })
  }

  fileprivate static func isConstant(_ opcode: IROpcode) -> Bool {
    switch opcode {
    case .int, .float, .bool: true
    default: false
    }
  }

  private static func isUsed(
    _ value: IRValue, outside blocks: Set<Int>, _ function: IRFunction
  ) -> Bool {
    for (index, block) in function.blocks.enumerated() where !blocks.contains(index) {
      if block.terminator.operands.contains(value) { return true }
      for instruction in block.instructions
      where instruction.operands.contains(value) || instruction.predicate == value {
        return true
      }
    }
    return false
  }
}

/// The ways through one turn of a loop.
private struct TurnWalk {
  /// What a value is on a way: a variable of the loop or a constant, plus a whole number.
  private struct Sum {
    var base: IRValue?
    var number: Int64
  }

  private let function: IRFunction
  private let header: Int
  private let definitions: [IRInstruction?]
  private(set) var blocks: Set<Int> = []
  private var ways: [(condition: IRValue?, holds: Bool, arguments: [Sum?])] = []

  init(_ function: IRFunction, header: Int, definitions: [IRInstruction?]) {
    self.function = function
    self.header = header
    self.definitions = definitions
  }

  /// The condition on which the ways part, and what each brings back to the header; `nil`: there are
  /// not just two ways that part on one condition.
  private var pair: (condition: IRValue, then: [Sum?], other: [Sum?])? {
    guard ways.count == 2, let then = ways.first(where: \.holds),
      let other = ways.first(where: { !$0.holds }), let condition = then.condition,
      condition == other.condition
    else { return nil }
    return (condition, then.arguments, other.arguments)
  }

  /// The condition, and what a turn adds to each variable where it holds and where not.
  mutating func run(
    from target: IRTarget
  ) -> (condition: IRValue, additions: [(then: Int64, other: Int64)])? {
    guard walk(target, [:], nil, true), let pair else { return nil }
    var additions: [(then: Int64, other: Int64)] = []
    for (index, variable) in function.blocks[header].parameters.enumerated() {
      guard let then = pair.then[index], let other = pair.other[index], then.base == variable,
        other.base == variable, max(abs(then.number), abs(other.number)) <= 1 << 20
      else { return nil }
      additions.append((then.number, other.number))
    }
    return (pair.condition, additions)
  }

  private mutating func walk(
    _ target: IRTarget, _ known: [IRValue: Sum?], _ condition: IRValue?, _ holds: Bool
  ) -> Bool {
    let arguments = target.arguments.map { sum($0, known) }
    let index = Int(target.block.index)
    if index == header {
      ways.append((condition, holds, arguments))
      return true
    }
    guard ways.count < 2, blocks.count < 32 else { return false }
    blocks.insert(index)
    var known = known
    for (parameter, argument) in zip(function.blocks[index].parameters, arguments) {
      known[parameter] = .some(argument)
    }
    for instruction in function.blocks[index].instructions {
      guard isPlain(instruction) else { return false }
      if let result = instruction.result, !CountingLoop.isConstant(instruction.opcode) {
        let dependsOnWay = instruction.operands.contains { known[$0] != nil }
        if let sum = added(instruction, known) {
          known[result] = .some(sum)
        } else if dependsOnWay {
          known[result] = .some(nil)
        }
      }
    }
    switch function.blocks[index].terminator {
    case .jump(let next): return walk(next, known, condition, holds)
    case .branch(let asked, let then, let other):
      guard condition == nil, known[asked] == nil else { return false }
      return walk(then, known, asked, true) && walk(other, known, asked, false)
    default: return false
    }
  }

  /// Whether an instruction of a turn may be left out.
  private func isPlain(_ instruction: IRInstruction) -> Bool {
    switch instruction.opcode {
    case .int, .float, .bool, .addInt, .addFloat, .equalInt, .not: true
    case .load(let slot): !function[slot].isMutable && instruction.predicate == nil
    default: false
    }
  }

  private func sum(_ value: IRValue, _ known: [IRValue: Sum?]) -> Sum? {
    if let sum = known[value] { return sum }
    switch definitions[Int(value.index)]?.opcode {
    case .int(let number): return Sum(base: nil, number: number)
    case .float(let bits):
      return Int64(exactly: Double(bitPattern: bits)).map { Sum(base: nil, number: $0) }
    default: return Sum(base: value, number: 0)
    }
  }

  /// The sum of something and a constant.
  private func added(_ instruction: IRInstruction, _ known: [IRValue: Sum?]) -> Sum? {
    guard instruction.opcode == .addInt || instruction.opcode == .addFloat,
      let first = sum(instruction.operands[0], known),
      let second = sum(instruction.operands[1], known), first.base == nil || second.base == nil
    else { return nil }
    let (number, isFar) = first.number.addingReportingOverflow(second.number)
    return isFar ? nil : Sum(base: first.base ?? second.base, number: number)
  }
}
