internal import Bytecode
internal import IR

// Loops, and how a row that runs too long is given up: the interpreter counts every instruction, so
// here it is enough to know that there cannot have been too many.
extension FunctionTranslator {
  private var fuel: IRValue { shared[0].shape == .integer ? shared[0].values[0] : startFuel }

  private var startFuel: IRValue { integer(shared[0]) }

  /// What one turn of any loop takes at most: the function with all that it calls.
  ///
  /// Nothing that is compiled costs the interpreter more than its instructions.
  private var turnCost: Int64 { 16 + max(assumptions.length, length) }

  /// Takes the cost of a number of turns, at most 2^31 of them.
  func spend(turns: IRValue) {
    let cost = builder.emit(.multiplyInt, [turns, builder.int(turnCost)], .int)
    spend(cost: cost)
  }

  func spend(cost: IRValue) {
    let left = builder.emit(.subtractInt, [fuel, cost], .int)
    guarding(builder.emit(.lessOrEqualInt, [builder.int(0), left], .bool))
    shared[0] = .integer(left)
  }

  /// A jump back of a `while`, `repeat` or `goto`.
  func leaveLoop(to pc: Int) {
    if pc <= activation.pc { spend(cost: builder.int(turnCost)) }
  }

  // MARK: for i = a, b, c

  /// R[A] is the index, R[A+1] the turns that are left (integers) or the limit (floats), R[A+2] the
  /// step.
  func prepareCount() {
    let i = activation.instruction
    guard let start = numeric(registers[i.a]), let limit = numeric(registers[i.a + 1]),
      let step = numeric(registers[i.a + 2])
    else { return giveUp("a loop counts with something that is not a number") }
    if start.shape.isInteger && step.shape.isInteger {
      prepareIntegers(start, limit, step)
    } else if [start, step].contains(where: { if case .union = $0.shape { true } else { false } })
      || start.shape == .number || step.shape == .number
    {
      giveUp("a loop counts with a number that can be an integer or a float")
    } else {
      prepareFloats(start, limit, step)
    }
  }

  private func prepareIntegers(_ start: Operand, _ limit: Operand, _ step: Operand) {
    let i = activation.instruction
    let first = integer(start)
    let by = integer(step)
    let zero = builder.int(0)
    let isZero = builder.emit(.equalInt, [by, zero], .bool)
    guarding(builder.emit(.not, [isZero], .bool))
    let isUp = builder.emit(.lessInt, [zero, by], .bool)
    let last: IRValue
    if limit.shape.isInteger {
      last = integer(limit)
    } else {
      guard let value = anyFloat(limit) else { return giveUp("a loop has no limit") }
      let rounded = builder.select(
        isUp, builder.emit(.math(.floor), [value], .float),
        builder.emit(.math(.ceiling), [value], .float))
      guarding(builder.emit(.isWhole, [rounded], .bool))
      last = builder.emit(.floatToInt, [rounded], .int)
    }
    let up = builder.emit(.lessOrEqualInt, [first, last], .bool)
    let down = builder.emit(.lessOrEqualInt, [last, first], .bool)
    let runs = builder.select(isUp, up, down)
    fork(.value(runs)) { isRunning in
      guard isRunning else { return self.go(to: self.activation.pc + 2 + i.bx) }
      // Turns after the first: |last - first| / |step|, unsigned; more than 2^31 are given up.
      let b = { (opcode: IROpcode, x: IRValue, y: IRValue) in
        self.builder.emit(opcode, [x, y], .int)
      }
      let up = b(.subtractInt, last, first)
      let distance = self.builder.select(isUp, up, b(.subtractInt, zero, up))
      let size = self.builder.select(isUp, by, b(.subtractInt, zero, by))
      self.guarding(
        self.builder.emit(.lessUnsigned, [distance, self.builder.int(1 << 31)], .bool))
      let safe = self.builder.select(isZero, self.builder.int(1), size)
      let isHuge = self.builder.emit(.lessInt, [safe, self.builder.int(1)], .bool)
      let divisor = self.builder.select(isHuge, self.builder.int(.max), safe)
      let turns = b(.floorDivideInt, distance, divisor)
      self.spend(turns: b(.addInt, turns, self.builder.int(1)))
      self.registers[i.a] = .integer(first)
      self.registers[i.a + 1] = .integer(turns)
      self.registers[i.a + 2] = step
      self.registers[i.a + 3] = .integer(first)
      self.go(to: self.activation.pc + 1)
    }
  }

  private func prepareFloats(_ start: Operand, _ limit: Operand, _ step: Operand) {
    let i = activation.instruction
    guard let first = anyFloat(start), let last = anyFloat(limit), let by = anyFloat(step) else {
      return giveUp("a loop counts with something that is not a number")
    }
    let isZero = builder.emit(.equalFloat, [by, builder.float(0)], .bool)
    guarding(builder.emit(.not, [isZero], .bool))
    fork(.value(isInside(first, last, by))) { isRunning in
      guard isRunning else { return self.go(to: self.activation.pc + 2 + i.bx) }
      self.registers[i.a] = .float(first)
      self.registers[i.a + 1] = .float(last)
      self.registers[i.a + 2] = .float(by)
      self.registers[i.a + 3] = .float(first)
      self.go(to: self.activation.pc + 1)
    }
  }

  private func isInside(_ index: IRValue, _ limit: IRValue, _ step: IRValue) -> IRValue {
    builder.select(
      builder.emit(.lessFloat, [builder.float(0), step], .bool),
      builder.emit(.lessOrEqualFloat, [index, limit], .bool),
      builder.emit(.lessOrEqualFloat, [limit, index], .bool))
  }

  func count() {
    let i = activation.instruction
    let back = activation.pc + 1 - i.bx
    // As the loop's preparation left them, in whatever Lua's compiler makes.
    let control = registers[i.a...i.a + 2]
    if control.allSatisfy(\.shape.isInteger) {
      let left = integer(registers[i.a + 1])
      let more = builder.emit(.lessInt, [builder.int(0), left], .bool)
      fork(.value(more)) { isRunning in
        guard isRunning else { return self.go(to: self.activation.pc + 1) }
        let next = self.builder.emit(
          .addInt, [self.integer(self.registers[i.a]), self.integer(self.registers[i.a + 2])],
          .int)
        self.registers[i.a] = .integer(next)
        self.registers[i.a + 1] = .integer(
          self.builder.emit(.subtractInt, [left, self.builder.int(1)], .int))
        self.registers[i.a + 3] = .integer(next)
        self.go(to: back)
      }
    } else if control.allSatisfy(\.shape.isFloat) {
      let (limit, step) = (float(registers[i.a + 1]), float(registers[i.a + 2]))
      let next = builder.emit(.addFloat, [float(registers[i.a]), step], .float)
      spend(cost: builder.int(turnCost))
      fork(.value(isInside(next, limit, step))) { isRunning in
        guard isRunning else { return self.go(to: self.activation.pc + 1) }
        self.registers[i.a] = .float(next)
        self.registers[i.a + 3] = .float(next)
        self.go(to: back)
      }
    } else {
      giveUp("a loop counts with a number that can be an integer or a float")
      builder.end(.redo)
    }
  }

  // MARK: for ... in

  /// `OP_TFORCALL`; the `OP_TFORLOOP` after it decides.
  func iterate() {
    let i = activation.instruction
    switch registers[i.a].shape {
    case .peers, .actors: break  // The instruction after it does everything.
    case .entries(let table, let isList): nextEntry(table, isList: isList)
    default:
      giveUp("it loops over something else than peers or a constant table")
      for offset in 0..<max(1, i.c) { registers[i.a + 4 + offset] = .nil }
    }
  }

  /// `if R[A+4] ~= nil then R[A+2] = R[A+4]; go back`.
  func loopOverResults() {
    let i = activation.instruction
    if case .peers(let network, let side, let areStrangers, let isListed) = registers[i.a].shape {
      return loopOverPeers(
        network, side, areStrangers ? .stranger : .other, isListed: isListed)
    }
    if case .actors(let kind, let world) = registers[i.a].shape {
      return loopOverActors(kind, world)
    }
    let condition: Condition
    switch equal(registers[i.a + 4], .nil) {
    case .known(let isNil): condition = .known(!isNil)
    case .value(let isNil): condition = .value(builder.emit(.not, [isNil], .bool))
    }
    fork(condition) { isRunning in
      guard isRunning else { return self.go(to: self.activation.pc + 1) }
      self.registers[i.a + 4] = self.refined(self.registers[i.a + 4], isNil: false)
      self.registers[i.a + 2] = self.registers[i.a + 4]
      self.go(to: self.activation.pc + 1 - i.bx)
    }
  }

  /// The next entry of a constant table.
  private func nextEntry(_ table: ConstantTable, isList: Bool) {
    let i = activation.instruction
    let entries = table.inOrder(isList: isList)
    guard registers[i.a + 1].shape == .entryCursor(table, isList: isList) else {
      giveUp("a loop over a table is kept for later")
      return registers[i.a + 4] = .nil
    }
    let position = integer(registers[i.a + 1])
    let more = builder.emit(
      .lessInt, [position, builder.int(Int64(entries.count))], .bool)
    let safe = builder.select(more, position, builder.int(0))
    let keys = element(entries.map(\.key), at: safe)
    let values = element(entries.map(\.value), at: safe)
    guard let keys, let values, !entries.isEmpty else {
      if entries.isEmpty {
        registers[i.a + 4] = .nil
      } else {
        giveUp("it loops over a table with values of several kinds")
        registers[i.a + 4] = .nil
      }
      return
    }
    registers[i.a + 1] = Operand(
      .entryCursor(table, isList: isList),
      [builder.emit(.addInt, [position, builder.int(1)], .int)])
    registers[i.a + 4] = orNil(keys, where: more)
    if i.c > 1 { registers[i.a + 5] = values }
    if i.c > 2 { for offset in 2..<i.c { registers[i.a + 4 + offset] = .nil } }
  }

  /// A value where a condition holds, else nil.
  private func orNil(_ operand: Operand, where condition: IRValue) -> Operand {
    let shape = join(operand.shape, .constant(.nil))
    let there = coerce(operand, to: shape)
    let nothing = coerce(.nil, to: shape)
    return Operand(
      shape, zip(there, nothing).map { builder.select(condition, $0, $1) })
  }
}

extension ConstantTable {
  /// What `ipairs` or `pairs` gives, in order.
  func inOrder(isList: Bool) -> [Entry] {
    let numbered = list.enumerated().map { position, value in
      Entry(key: .integer(Int64(position + 1)), value: value)
    }
    return isList ? numbered : numbered + entries
  }
}
