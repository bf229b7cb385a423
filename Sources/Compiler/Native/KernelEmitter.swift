internal import CLLVM
internal import IR

/// What a kernel finds in its frame (CKernelFrame), loaded once at its entry.
struct FrameValues {
  /// By slot of the kernel; where a slot is a buffer its memory stands in `buffers`.
  var slots: [Handle]
  var buffers: [Int: Handle]
  var actors: Handle
  var host: Handle
  var callee: Handle
  var mathematics: Handle
  var undo: Handle
  var undoCountAddress: Handle
  var undoCapacity: Handle
  var redo: Handle
  var redoCountAddress: Handle
  var rowAddress: Handle
  var nothing: Handle
  var waste: Handle
  /// Where streamed cells are added up, and whether they are (a bit).
  var sums: Handle
  var streams: Handle
  /// Room for the arguments of a callee.
  var arguments: Handle
  /// One byte per row of a block: whether a stage has given it up.
  var flags: Handle
  /// The rows of a block that go on in a compacted stage, and how many there are.
  var rows: Handle
  var rowCount: Handle
}

/// Emits a kernel: its stages one after another over blocks of rows.
final class KernelEmitter {
  /// Rows of a block: what the stages hand on stays in the cache.
  static let blockSize = 1024

  let emitter: Emitter
  let kernel: IRKernel
  let width: Int
  let isListed: Bool
  let frame: FrameValues
  /// How the last stage does its effects; `nil`: it has none, or a row can fail in it.
  private let effects: PlainEffects?

  /// - Parameters:
  ///   - width: numbers in a vector, 8 or 4; 1 has no vectors.
  ///   - isListed: whether the calls come with a list of acting actors.
  init(_ emitter: Emitter, _ kernel: IRKernel, width: Int, isListed: Bool) {
    self.emitter = emitter
    self.kernel = kernel
    self.width = width
    self.isListed = isListed
    emitter.begin(emitter.makeBlock())
    frame = Self.loadFrame(emitter, kernel)
    effects =
      kernel.isSerial ? PlainEffects(emitter, kernel.stages[kernel.stages.count - 1].function) : nil
  }

  private static func loadFrame(_ emitter: Emitter, _ kernel: IRKernel) -> FrameValues {
    let base = emitter.parameter(0)
    func address(_ offset: Int?) -> Handle {
      emitter.address(base, bytes: emitter.integer(Int64(offset ?? 0)))
    }
    func pointer(_ offset: Int?) -> Handle {
      emitter.loadInvariant(emitter.pointer, address(offset))
    }
    typealias Frame = CKernelFrame
    let table = pointer(MemoryLayout<Frame>.offset(of: \.slots))
    let declarations = kernel.stages.map(\.function.slots).max { $0.count < $1.count } ?? []
    var slots: [Handle] = []
    var buffers: [Int: Handle] = [:]
    for (index, slot) in declarations.enumerated() {
      if slot.space != .memory {
        // Vectors may read beyond the last cell.
        let cells = slot.space == .buffer ? blockSize : IRKernel.tableLimit
        buffers[index] = emitter.room(emitter.type(ofCell: slot.cell), count: cells + 8)
        slots.append(base)
      } else {
        let entry = emitter.address(table, bytes: emitter.integer(Int64(8 * index)))
        slots.append(emitter.loadInvariant(emitter.pointer, entry))
      }
    }
    let argumentCount =
      kernel.stages.flatMap(\.function.callees).map(\.parameters.count).max() ?? 0
    return FrameValues(
      slots: slots, buffers: buffers,
      actors: pointer(MemoryLayout<Frame>.offset(of: \.actors)),
      host: pointer(MemoryLayout<Frame>.offset(of: \.host)),
      callee: pointer(MemoryLayout<Frame>.offset(of: \.callee)),
      mathematics: pointer(MemoryLayout<Frame>.offset(of: \.mathematics)),
      undo: pointer(MemoryLayout<Frame>.offset(of: \.undo)),
      undoCountAddress: address(MemoryLayout<Frame>.offset(of: \.undoCount)),
      undoCapacity: emitter.loadInvariant(
        emitter.int64, address(MemoryLayout<Frame>.offset(of: \.undoCapacity))),
      redo: pointer(MemoryLayout<Frame>.offset(of: \.redo)),
      redoCountAddress: address(MemoryLayout<Frame>.offset(of: \.redoCount)),
      rowAddress: address(MemoryLayout<Frame>.offset(of: \.row)),
      nothing: address(MemoryLayout<Frame>.offset(of: \.nothing)),
      waste: address(MemoryLayout<Frame>.offset(of: \.waste)),
      sums: pointer(MemoryLayout<Frame>.offset(of: \.sums)),
      streams: emitter.compare(
        Int(CLLVM_INT_NE), emitter.integer(0),
        emitter.loadInvariant(emitter.int64, address(MemoryLayout<Frame>.offset(of: \.sums)))),
      arguments: emitter.room(emitter.int64, count: 1 + argumentCount),
      flags: emitter.room(emitter.byte, count: blockSize + 8),
      rows: emitter.room(emitter.int64, count: blockSize + 8),
      rowCount: emitter.room(emitter.int64, count: 1))
  }

  func emit() {
    let (begin, end) = (emitter.parameter(1), emitter.parameter(2))
    if let prologue = kernel.prologue { emitPrologue(prologue) }
    if kernel.stages.count == 1, !kernel.stages[0].isVector || width == 1 {
      emitScalarStage(0, from: begin, to: end, blockStart: begin)
    } else {
      loop(from: begin, to: end, by: Int64(Self.blockSize)) { blockStart in
        let full = self.emitter.add(blockStart, self.emitter.integer(Int64(Self.blockSize)))
        let isLast = self.emitter.compare(Int(CLLVM_INT_SLT), end, full)
        let blockEnd = self.emitter.select(isLast, end, full)
        if self.isCompacted {
          self.emitter.store(self.emitter.integer(0), self.frame.rowCount)
        }
        for (index, stage) in self.kernel.stages.enumerated() {
          if stage.isCompacted {
            self.emitCompactedStage(index)
          } else if stage.isVector && self.width > 1 {
            self.emitVectorStage(index, from: blockStart, to: blockEnd)
          } else {
            self.emitScalarStage(index, from: blockStart, to: blockEnd, blockStart: blockStart)
          }
        }
      }
    }
    // What went past the caches is there for other threads before they are told.
    if width > 1, kernel.stages.contains(where: \.function.isStreaming) {
      _ = emitter.intrinsic("llvm.x86.sse.sfence", [], [])
    }
    _ = emitter.llvm.pointee.BuildRet(emitter.builder, end)
  }

  /// A loop over a counter, `from` included, `to` not; goes on behind it.
  func loop(
    from: Handle, to: Handle, by step: Int64, _ body: (Handle) -> Void
  ) {
    let before = emitter.currentBlock
    let (header, inside, after) = (
      emitter.makeBlock(), emitter.makeBlock(), emitter.makeBlock()
    )
    emitter.jump(header)
    emitter.begin(header)
    let counter = emitter.phi(emitter.int64)
    emitter.addIncoming(counter, from, from: before)
    emitter.branch(emitter.compare(Int(CLLVM_INT_SLT), counter, to), inside, after)
    emitter.begin(inside)
    body(counter)
    let next = emitter.add(counter, emitter.integer(step))
    emitter.addIncoming(counter, next, from: emitter.currentBlock)
    emitter.jump(header)
    emitter.begin(after)
  }

  func flagAddress(_ lane: Handle) -> Handle {
    emitter.address(frame.flags, bytes: lane)
  }

  // MARK: One row at a time

  var isCompacted: Bool { kernel.stages.contains(where: \.isCompacted) }

  private func emitScalarStage(
    _ index: Int, from: Handle, to: Handle, blockStart: Handle
  ) {
    let function = kernel.stages[index].function
    let isLast = index == kernel.stages.count - 1
    let hasUndo = function.hasUndo
    let effects = isLast ? self.effects : nil
    let outside = StageEmitter(
      emitter, frame, function, width: 1, isListed: isListed, row: from, lane: from, active: nil)
    effects?.open(outside)
    loop(from: from, to: to, by: 1) { row in
      // In front of a compacted stage results stand at the place that the row has in the list.
      let lane =
        self.isCompacted
        ? self.emitter.load(self.emitter.int64, self.frame.rowCount)
        : self.emitter.build(self.emitter.llvm.pointee.BuildSub, row, blockStart)
      let (done, redo) = (self.emitter.makeBlock(), self.emitter.makeBlock())
      // A row that an earlier stage gave up must not find what the row before it did.
      if hasUndo { self.emitter.store(self.emitter.integer(0), self.frame.undoCountAddress) }
      if index > 0 {
        let isGivenUp = self.emitter.compare(
          Int(CLLVM_INT_NE), self.emitter.load(self.emitter.byte, self.flagAddress(lane)),
          self.emitter.zero(self.emitter.byte))
        let go = self.emitter.makeBlock()
        self.emitter.branch(isGivenUp, redo, go)
        self.emitter.begin(go)
      }
      let stage = StageEmitter(
        self.emitter, self.frame, function, width: 1, isListed: self.isListed, row: row,
        lane: lane, active: nil)
      stage.redoBlock = redo
      stage.effects = effects
      let goOn = self.isCompacted ? self.emitter.makeBlock() : done
      self.emitBody(stage, function, done: done, goOn: goOn, redo: redo)
      if self.isCompacted {
        self.emitter.begin(goOn)
        let place = self.emitter.address(
          self.frame.rows, bytes: self.emitter.multiply(lane, self.emitter.integer(8)))
        self.emitter.store(row, place)
        self.emitter.store(
          self.emitter.add(lane, self.emitter.integer(1)), self.frame.rowCount)
        self.emitter.jump(done)
      }
      self.emitter.begin(redo)
      if self.kernel.isSerial, isLast {
        if !hasUndo { self.emitter.store(self.emitter.integer(0), self.frame.undoCountAddress) }
        effects?.close(outside)
        _ = self.emitter.llvm.pointee.BuildRet(self.emitter.builder, row)
        self.emitter.begin(done)
        return
      }
      if isLast || self.isCompacted {
        self.list(row)
      } else {
        let one = self.emitter.made(self.emitter.llvm.pointee.ConstInt(self.emitter.byte, 1, 0))
        self.emitter.store(one, self.flagAddress(lane))
      }
      let after = self.emitter.makeBlock()
      self.emitter.jump(after)
      self.emitter.begin(done)
      if !isLast, !self.isCompacted {
        self.emitter.store(self.emitter.zero(self.emitter.byte), self.flagAddress(lane))
      }
      self.emitter.jump(after)
      self.emitter.begin(after)
    }
    effects?.close(outside)
  }

  /// Adds a row to the list of those that are given up.
  func list(_ row: Handle) {
    let count = emitter.load(emitter.int64, frame.redoCountAddress)
    let place = emitter.address(
      frame.redo, bytes: emitter.multiply(count, emitter.integer(8)))
    emitter.store(row, place)
    emitter.store(emitter.add(count, emitter.integer(1)), frame.redoCountAddress)
  }

  private func emitBody(
    _ stage: StageEmitter, _ function: IRFunction, done: Handle, goOn: Handle, redo: Handle
  ) {
    let graph = IRGraph(function)
    var blocks: [Handle?] = Array(repeating: nil, count: function.blocks.count)
    for index in graph.order { blocks[index] = emitter.makeBlock() }
    emitter.jump(emitter.made(blocks[0]))
    // Phis first, so that jumps back find them.
    for index in graph.order {
      emitter.begin(emitter.made(blocks[index]))
      for parameter in function.blocks[index].parameters {
        stage.values[Int(parameter.index)] = emitter.phi(
          emitter.type(function.type(of: parameter), 1))
      }
    }
    func go(_ target: IRTarget) -> Handle {
      let block = function[target.block]
      for (parameter, argument) in zip(block.parameters, target.arguments) {
        emitter.addIncoming(
          emitter.made(stage.values[Int(parameter.index)]), stage.value(argument),
          from: emitter.currentBlock)
      }
      return emitter.made(blocks[Int(target.block.index)])
    }
    for index in graph.order {
      emitter.begin(emitter.made(blocks[index]))
      for instruction in function.blocks[index].instructions { stage.emit(instruction) }
      switch function.blocks[index].terminator {
      case .jump(let target): emitter.jump(go(target))
      case .branch(let condition, let then, let other):
        let decision = stage.value(condition)
        if then.block == other.block {
          // A block can come only once from another.
          let middle = emitter.makeBlock()
          emitter.branch(decision, middle, go(other))
          emitter.begin(middle)
          emitter.jump(go(then))
        } else {
          emitter.branch(decision, go(then), go(other))
        }
      case .done: emitter.jump(done)
      case .goOn: emitter.jump(goOn)
      case .redo: emitter.jump(redo)
      }
    }
  }
}

extension IRFunction {
  /// Whether a slot of it is streamed.
  fileprivate var isStreaming: Bool { slots.contains(where: \.isStreamed) }

  /// Whether a row can put something into its undo log, here or by a call of the host.
  fileprivate var hasUndo: Bool {
    blocks.contains { block in
      block.instructions.contains { instruction in
        switch instruction.opcode {
        case .store(_, isLogged: true): true
        case .call(let callee): !self[callee].isPure
        default: false
        }
      }
    }
  }
}
