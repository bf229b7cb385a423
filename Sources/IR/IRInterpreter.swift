/// Runs functions as `IROpcode` defines them, row by row: what machine code is compared with.
///
/// It is written for clarity and for tests, and knows neither the generator of draws nor the
/// mathematical library: both are given to it.
package struct IRInterpreter {
  /// What a row's run came to.
  package enum Outcome: Hashable, Sendable {
    case done, goOn, givenUp
    /// It used up its fuel, which a verified function does in an endless loop only.
    case endless
  }

  /// What a kernel finds in its frame.
  package struct Frame {
    /// By slot; buffers are indexed by the row's place in its block.
    package var slots: [UnsafeMutableRawPointer?]
    /// The acting actor of each row; `nil`: the row's number.
    package var actors: [Int]?
    package var mathematics: (IRMathFunction, [Double]) -> Double
    /// Of key, step, actor identity, partner identity and site word; and which 64 bits there.
    package var draw: (UInt64, UInt64, UInt64, UInt64, UInt64, Int) -> UInt64
    /// Of callee, arguments and row.
    package var call: (IRCalleeID, [UInt64], Int) -> UInt64

    package init(
      slots: [UnsafeMutableRawPointer?], actors: [Int]? = nil,
      mathematics: @escaping (IRMathFunction, [Double]) -> Double,
      draw: @escaping (UInt64, UInt64, UInt64, UInt64, UInt64, Int) -> UInt64,
      call: @escaping (IRCalleeID, [UInt64], Int) -> UInt64
    ) {
      self.slots = slots
      self.actors = actors
      self.mathematics = mathematics
      self.draw = draw
      self.call = call
    }
  }

  private let function: IRFunction
  private let frame: Frame
  private let row: Int
  private let place: Int
  /// By value: its bits; bools are 0 or 1.
  private var values: [UInt64]
  private var goesOn = false
  private var undo: [(cell: UnsafeMutableRawPointer, size: Int, bits: UInt64)] = []

  /// Runs a function for one row; one that is given up has changed nothing.
  ///
  /// - Parameter place: where the row has its cells in buffers; `nil`: at its number.
  package static func run(
    _ function: IRFunction, _ frame: Frame, row: Int, place: Int? = nil, fuel: Int = 1_000_000
  ) -> Outcome {
    var interpreter = IRInterpreter(function, frame, row, place ?? row)
    return interpreter.run(fuel: fuel)
  }

  private init(_ function: IRFunction, _ frame: Frame, _ row: Int, _ place: Int) {
    self.function = function
    self.frame = frame
    self.row = row
    self.place = place
    values = Array(repeating: 0, count: function.types.count)
  }

  private mutating func run(fuel: Int) -> Outcome {
    var block = 0
    for _ in 0..<fuel {
      for instruction in function.blocks[block].instructions where !execute(instruction) {
        undoRow()
        return .givenUp
      }
      switch function.blocks[block].terminator {
      case .jump(let target): block = enter(target)
      case .branch(let condition, let then, let other):
        block = enter(bits(condition) != 0 ? then : other)
      case .done: return goesOn ? .goOn : .done
      case .goOn: return .goOn
      case .redo:
        undoRow()
        return .givenUp
      }
    }
    return .endless
  }

  private mutating func undoRow() {
    for entry in undo.reversed() { Self.store(entry.bits, entry.cell, size: entry.size) }
  }

  /// Sets the parameters of a block at the same time, and goes there.
  private mutating func enter(_ target: IRTarget) -> Int {
    let arguments = target.arguments.map { bits($0) }
    for (parameter, argument) in zip(function[target.block].parameters, arguments) {
      values[Int(parameter.index)] = argument
    }
    return Int(target.block.index)
  }

  private func bits(_ value: IRValue) -> UInt64 { values[Int(value.index)] }

  /// - Returns: whether the row goes on.
  private mutating func execute(_ instruction: IRInstruction) -> Bool {
    let x = instruction.operands.map { bits($0) }
    let isActive = instruction.predicate.map { bits($0) != 0 } ?? true
    var result: UInt64 = 0
    switch instruction.opcode {
    case .guard: return !isActive || x[0] != 0
    case .load(let slot): if isActive { result = load(slot, Int(Int64(bitPattern: x[0]))) }
    case .store(let slot, _): if isActive { store(slot, Int(Int64(bitPattern: x[0])), x[1]) }
    case .call(let callee): if isActive { result = frame.call(callee, x, row) }
    case .draw(let stream, let step, let word):
      result = frame.draw(load(stream, 0), load(step, 0), x[0], x[1], x[2], word)
    case .goOn: goesOn = x[0] != 0
    case .row: result = UInt64(row)
    case .actor: result = UInt64(frame.actors?[row] ?? row)
    default: result = IRArithmetic.evaluate(instruction.opcode, x, frame.mathematics)
    }
    if let value = instruction.result { values[Int(value.index)] = result }
    return true
  }

  // MARK: Memory

  private func cell(_ slot: IRSlotID, _ index: Int) -> UnsafeMutableRawPointer {
    let declaration = function[slot]
    guard let base = frame.slots[Int(slot.index)] else {
      preconditionFailure("slot \(declaration.name) is not bound")
    }
    let position = declaration.space == .buffer ? place : index
    return base + declaration.offset + position * declaration.stride
  }

  private func load(_ slot: IRSlotID, _ index: Int) -> UInt64 {
    let cell = cell(slot, index)
    switch function[slot].cell {
    case .bool8: return cell.loadUnaligned(as: UInt8.self) != 0 ? 1 : 0
    case .uint8: return UInt64(cell.loadUnaligned(as: UInt8.self))
    case .int32: return UInt64(bitPattern: Int64(cell.loadUnaligned(as: Int32.self)))
    case .int64, .float64: return cell.loadUnaligned(as: UInt64.self)
    }
  }

  private mutating func store(_ slot: IRSlotID, _ index: Int, _ bits: UInt64) {
    let cell = cell(slot, index)
    let size = function[slot].cell.size
    let old: UInt64 =
      switch size {
      case 1: UInt64(cell.loadUnaligned(as: UInt8.self))
      case 4: UInt64(cell.loadUnaligned(as: UInt32.self))
      default: cell.loadUnaligned(as: UInt64.self)
      }
    undo.append((cell, size, old))
    Self.store(bits, cell, size: size)
  }

  private static func store(_ bits: UInt64, _ cell: UnsafeMutableRawPointer, size: Int) {
    switch size {
    case 1: cell.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    case 4: cell.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    default: cell.storeBytes(of: bits, as: UInt64.self)
    }
  }
}
