internal import CLLVM
internal import IR

// Stages that compute many rows at a time.
extension KernelEmitter {
  func emitVectorStage(_ index: Int, from: Handle, to: Handle) {
    let count = emitter.build(emitter.llvm.pointee.BuildSub, to, from)
    let whole = emitter.and(count, emitter.integer(Int64(-width)))
    let wholeEnd = emitter.add(from, whole)
    loop(from: from, to: wholeEnd, by: Int64(width)) { row in
      self.emitVectors(index, row: row, blockStart: from, active: nil)
    }
    // The last rows, fewer than a vector has.
    loop(from: wholeEnd, to: to, by: Int64(width)) { row in
      let left = self.emitter.build(self.emitter.llvm.pointee.BuildSub, to, row)
      self.emitVectors(index, row: row, blockStart: from, active: self.lanes(below: left))
    }
  }

  /// Fills the tables, some cells at a time.
  func emitPrologue(_ prologue: IRKernel.Prologue) {
    let cell = frame.slots[Int(prologue.count.index)]
    let count = emitter.loadInvariant(emitter.int64, cell)
    loop(from: emitter.integer(0), to: count, by: Int64(width)) { row in
      let left = self.emitter.build(self.emitter.llvm.pointee.BuildSub, count, row)
      let stage = StageEmitter(
        self.emitter, self.frame, prologue.function, width: self.width, isListed: false, row: row,
        lane: row, active: self.width > 1 ? self.lanes(below: left) : nil)
      for instruction in prologue.function.blocks[0].instructions { stage.emit(instruction) }
    }
  }

  /// Which lanes of a vector are below a number.
  private func lanes(below limit: Handle) -> Handle {
    var steps: [Handle?] = (0..<width).map { emitter.integer(Int64($0)) }
    let lanes = emitter.made(emitter.llvm.pointee.ConstVector(&steps, UInt32(width)))
    return emitter.compare(Int(CLLVM_INT_SLT), lanes, emitter.splat(limit, width))
  }

  private func emitVectors(_ index: Int, row: Handle, blockStart: Handle, active: Handle?) {
    let function = kernel.stages[index].function
    let isLast = index == kernel.stages.count - 1
    let lane = emitter.build(emitter.llvm.pointee.BuildSub, row, blockStart)
    let stage = StageEmitter(
      emitter, frame, function, width: width, isListed: isListed, row: row, lane: lane,
      active: active)
    let bytes = emitter.type(emitter.byte, width)
    if index > 0 {
      let flags = emitter.load(bytes, flagAddress(lane))
      emitter.llvm.pointee.SetAlignment(flags, 1)
      stage.redo = emitter.compare(Int(CLLVM_INT_NE), flags, emitter.zero(bytes))
      // Beyond the last row the flags are those of other blocks.
      if let active { stage.redo = stage.redo.map { emitter.and($0, active) } }
      stage.running = stage.redo.map { emitter.not($0) }
    }
    for instruction in function.blocks[0].instructions { stage.emit(instruction) }
    // Tests in front of a compacted stage give no row up.
    if isCompacted && !isLast { return }
    guard isLast else {
      let redo = stage.redo ?? emitter.zero(emitter.type(emitter.bit, width))
      let flags = emitter.made(
        emitter.llvm.pointee.BuildZExt(emitter.builder, redo, bytes, ""))
      let stored = emitter.made(
        emitter.llvm.pointee.BuildStore(emitter.builder, flags, flagAddress(lane)))
      emitter.llvm.pointee.SetAlignment(stored, 1)
      return
    }
    listGivenUp(stage) { lane in self.emitter.add(row, self.emitter.integer(Int64(lane))) }
  }

  /// Lists the rows of a vector that are given up.
  private func listGivenUp(_ stage: StageEmitter, _ row: (Int) -> Handle) {
    guard let redo = stage.redo else { return }
    let any = emitter.intrinsic(
      "llvm.vector.reduce.or", [emitter.type(emitter.bit, width)], [redo])
    let (some, after) = (emitter.makeBlock(), emitter.makeBlock())
    emitter.branch(any, some, after)
    emitter.begin(some)
    for position in 0..<width {
      let (listed, next) = (emitter.makeBlock(), emitter.makeBlock())
      emitter.branch(emitter.extract(redo, position), listed, next)
      emitter.begin(listed)
      list(row(position))
      emitter.jump(next)
      emitter.begin(next)
    }
    emitter.jump(after)
    emitter.begin(after)
  }

  /// A stage for the listed rows, which need not be neighbours.
  func emitCompactedStage(_ index: Int) {
    let function = kernel.stages[index].function
    let count = emitter.load(emitter.int64, frame.rowCount)
    loop(from: emitter.integer(0), to: count, by: Int64(width)) { place in
      let left = self.emitter.build(self.emitter.llvm.pointee.BuildSub, count, place)
      let address = self.emitter.address(
        self.frame.rows, bytes: self.emitter.multiply(place, self.emitter.integer(8)))
      let rows = self.emitter.load(
        self.emitter.type(self.emitter.int64, self.width), address)
      self.emitter.llvm.pointee.SetAlignment(rows, 8)
      let active = self.width > 1 ? self.lanes(below: left) : nil
      let stage = StageEmitter(
        self.emitter, self.frame, function, width: self.width, isListed: self.isListed,
        row: self.width > 1 ? self.emitter.extract(rows, 0) : rows, lane: place, active: active)
      stage.rows = self.width > 1 ? rows : nil
      if self.width == 1 {
        let (done, redo) = (self.emitter.makeBlock(), self.emitter.makeBlock())
        stage.redoBlock = redo
        for instruction in function.blocks[0].instructions { stage.emit(instruction) }
        self.emitter.jump(done)
        self.emitter.begin(redo)
        self.list(rows)
        self.emitter.jump(done)
        self.emitter.begin(done)
      } else {
        for instruction in function.blocks[0].instructions { stage.emit(instruction) }
        self.listGivenUp(stage) { self.emitter.extract(rows, $0) }
      }
    }
  }
}
