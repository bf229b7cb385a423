/// A value of a function: a position in `IRFunction.types`.
package struct IRValue: Hashable, Sendable {
  package let index: Int32
  package init(_ index: Int) { self.index = Int32(index) }
}

/// A basic block: a position in `IRFunction.blocks`.
package struct IRBlockID: Hashable, Sendable {
  package let index: Int32
  package init(_ index: Int) { self.index = Int32(index) }
}

/// A place in memory that a kernel is given: a position in `IRFunction.slots`.
package struct IRSlotID: Hashable, Sendable {
  package let index: Int32
  package init(_ index: Int) { self.index = Int32(index) }
}

/// A function of the host: a position in `IRFunction.callees`.
package struct IRCalleeID: Hashable, Sendable {
  package let index: Int32
  package init(_ index: Int) { self.index = Int32(index) }
}

/// An array of cells at an address that is bound when a kernel runs.
package struct IRSlot: Hashable, Sendable {
  package enum Space: UInt8, Hashable, Sendable {
    /// The address is entry n of the frame's table, n being the slot's position.
    case memory
    /// Cells that belong to the block of rows which the stages of a kernel hand on; the index is
    /// the row, counted from the block's first.
    case buffer
    /// Cells that a kernel's prologue fills, at most `IRKernel.tableLimit`, by the index.
    case table
  }

  /// For people: `consumer.adopted`.
  package var name: String
  package var cell: IRCell
  package var space: Space
  /// Bytes from one cell to the next, and before the first.
  package var stride: Int
  package var offset: Int
  /// Whether the kernel's rows change cells of it, in this slot or in another one with the same
  /// memory: then loads may not move across stores, and rows that share a cell run in order.
  package var isMutable: Bool
  /// Whether only the row's own cell (`actor` or `row`) is ever touched, so that rows do not meet
  /// in it.
  package var isOwn: Bool
  /// Whether no other slot reaches its cells, so that they can be kept in registers.
  package var isAlone: Bool
  /// Whether its cells may be written past the caches, because nobody looks at them soon.
  package var isStreamed: Bool

  package init(
    _ name: String, _ cell: IRCell, space: Space = .memory, stride: Int? = nil, offset: Int = 0,
    isMutable: Bool = false, isOwn: Bool = false, isAlone: Bool = false, isStreamed: Bool = false
  ) {
    self.name = name
    self.cell = cell
    self.space = space
    self.stride = stride ?? cell.size
    self.offset = offset
    self.isMutable = isMutable
    self.isOwn = isOwn
    self.isAlone = isAlone
    self.isStreamed = isStreamed
  }
}

/// A function of the host that a kernel can call.
///
/// At run time all are one function, which is given the callee's number and the arguments as their
/// bits (bool: 0 or 1), and answers with the result's bits.
package struct IRCallee: Hashable, Sendable {
  package var name: String
  package var parameters: [IRType]
  package var result: IRType?
  /// Whether it only computes: it may be called for rows that turn out not to need it, on any
  /// thread, and any number of times.
  package var isPure: Bool

  package init(_ name: String, _ parameters: [IRType], _ result: IRType?, isPure: Bool) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.isPure = isPure
  }
}

package struct IRInstruction: Hashable, Sendable {
  package var opcode: IROpcode
  package var operands: [IRValue]
  package var result: IRValue?
  /// For `load`, `store`, `guard` and `call`: a bool; where it is false nothing happens.
  package var predicate: IRValue?

  package init(
    _ opcode: IROpcode, _ operands: [IRValue], result: IRValue?, predicate: IRValue? = nil
  ) {
    self.opcode = opcode
    self.operands = operands
    self.result = result
    self.predicate = predicate
  }
}

/// Where control goes, and the values of the block's parameters there.
package struct IRTarget: Hashable, Sendable {
  package var block: IRBlockID
  package var arguments: [IRValue]

  package init(_ block: IRBlockID, _ arguments: [IRValue] = []) {
    self.block = block
    self.arguments = arguments
  }
}

package enum IRTerminator: Hashable, Sendable {
  case jump(IRTarget)
  case branch(IRValue, then: IRTarget, else: IRTarget)
  /// The row is done.
  case done
  /// The row goes on in the next stage, which is compacted.
  case goOn
  /// The row is given up, as by a guard that fails.
  case redo
}

/// A basic block; its parameters are the values that depend on where control comes from.
package struct IRBlock: Hashable, Sendable {
  package var parameters: [IRValue]
  package var instructions: [IRInstruction]
  package var terminator: IRTerminator

  package init(
    parameters: [IRValue] = [], instructions: [IRInstruction] = [],
    terminator: IRTerminator = .done
  ) {
    self.parameters = parameters
    self.instructions = instructions
    self.terminator = terminator
  }
}

/// What is done for one row of a call, in typed SSA form with block parameters.
///
/// Block 0 is the entry and has no parameters; nothing jumps to it.
package struct IRFunction: Hashable, Sendable {
  package var name: String
  package var slots: [IRSlot]
  package var callees: [IRCallee]
  /// **Shape**: one per value.
  package var types: [IRType]
  package var blocks: [IRBlock]

  package init(_ name: String) {
    self.name = name
    slots = []
    callees = []
    types = []
    blocks = []
  }

  package func type(of value: IRValue) -> IRType { types[Int(value.index)] }

  package mutating func makeValue(_ type: IRType) -> IRValue {
    types.append(type)
    return IRValue(types.count - 1)
  }

  package mutating func makeBlock() -> IRBlockID {
    blocks.append(IRBlock())
    return IRBlockID(blocks.count - 1)
  }

  package subscript(block: IRBlockID) -> IRBlock {
    get { blocks[Int(block.index)] }
    _modify { yield &blocks[Int(block.index)] }
  }

  package subscript(slot: IRSlotID) -> IRSlot { slots[Int(slot.index)] }

  package subscript(callee: IRCalleeID) -> IRCallee { callees[Int(callee.index)] }
}

/// A function cut into stages that run one after the other over each block of rows.
///
/// All stages share the slots and callees of the first. A row that one stage gives up does nothing
/// in the later ones. Either no stage but the last has effects, or the only effects are stores to
/// slots that are `isOwn`.
package struct IRKernel: Hashable, Sendable {
  package struct Stage: Hashable, Sendable {
    package var function: IRFunction
    /// Whether it is one block whose instructions can be computed for several rows at once.
    package var isVector: Bool
    /// Whether it runs only for the rows that went on in the stage before it, packed together.
    package var isCompacted: Bool

    package init(_ function: IRFunction, isVector: Bool, isCompacted: Bool = false) {
      self.function = function
      self.isVector = isVector
      self.isCompacted = isCompacted
    }
  }

  /// What fills the cells of tables before any row runs: a straight function of the cell's number,
  /// which it takes for the row, and the slot (int64, one cell) that says how many there are.
  package struct Prologue: Hashable, Sendable {
    package var function: IRFunction
    package var count: IRSlotID

    package init(_ function: IRFunction, count: IRSlotID) {
      self.function = function
      self.count = count
    }
  }

  /// Cells of a table at most.
  package static let tableLimit = 1024

  package var prologue: Prologue?
  package var stages: [Stage]
  /// Whether rows must run in order: a row that is given up then stops the call there; otherwise
  /// rows given up are listed, and the others go on.
  package var isSerial: Bool

  package init(stages: [Stage], isSerial: Bool, prologue: Prologue? = nil) {
    self.prologue = prologue
    self.stages = stages
    self.isSerial = isSerial
  }
}
