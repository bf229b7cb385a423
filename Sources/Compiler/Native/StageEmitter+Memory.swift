internal import CLLVM
internal import IR

// Cells of slots and buffers, one or a vector of them.
extension StageEmitter {
  func widened(_ loaded: Handle, _ cell: IRCell, _ lanes: Int) -> Handle {
    let table = emitter.llvm.pointee
    switch cell {
    case .bool8:
      return emitter.compare(
        Int(CLLVM_INT_NE), loaded, emitter.zero(emitter.type(emitter.byte, lanes)))
    case .uint8:
      return emitter.made(
        table.BuildZExt(emitter.builder, loaded, emitter.type(emitter.int64, lanes), ""))
    case .int32:
      return emitter.made(
        table.BuildSExt(emitter.builder, loaded, emitter.type(emitter.int64, lanes), ""))
    case .int64, .float64: return loaded
    }
  }

  private func narrowed(_ value: Handle, _ cell: IRCell) -> Handle {
    let table = emitter.llvm.pointee
    switch cell {
    case .bool8:
      return emitter.made(
        table.BuildZExt(emitter.builder, value, emitter.type(emitter.byte, width), ""))
    case .uint8:
      return emitter.made(
        table.BuildTrunc(emitter.builder, value, emitter.type(emitter.byte, width), ""))
    case .int32:
      return emitter.made(
        table.BuildTrunc(emitter.builder, value, emitter.type(emitter.int32, width), ""))
    case .int64, .float64: return value
    }
  }

  /// The address of cells by an index, one or a vector.
  func address(_ slot: IRSlotID, _ index: Handle, _ lanes: Int) -> Handle {
    let declaration = function[slot]
    if declaration.space == .buffer {
      let offset = emitter.multiply(lane, emitter.integer(Int64(declaration.cell.size)))
      return emitter.address(frame.buffers[Int(slot.index)] ?? frame.actors, bytes: offset)
    }
    func constant(_ value: Int) -> Handle {
      let scalar = emitter.integer(Int64(value))
      return lanes > 1 ? emitter.splat(scalar, lanes) : scalar
    }
    var offset = index
    if declaration.stride != 1 {
      offset = emitter.multiply(offset, constant(declaration.stride))
    }
    if declaration.offset != 0 { offset = emitter.add(offset, constant(declaration.offset)) }
    let base =
      declaration.space == .table ? frame.buffers[Int(slot.index)] : frame.slots[Int(slot.index)]
    return emitter.address(base ?? frame.actors, bytes: offset)
  }

  func emitLoad(_ instruction: IRInstruction, _ slot: IRSlotID) {
    let declaration = function[slot]
    let index = instruction.operands[0]
    let type = emitter.type(ofCell: declaration.cell)
    let size = declaration.cell.size
    let uniform = isUniform[Int(index.index)] && declaration.space == .memory
    if width == 1 {
      let condition = instruction.predicate.map { value($0) }
      let loaded =
        effects.flatMap { load($0, slot, index, where: condition) }
        ?? loadOne(slot, raw(index), where: condition)
      return define(instruction, loaded, isUniform: true)
    }
    if uniform, instruction.predicate == nil {
      return define(instruction, loadOne(slot, raw(index), where: nil), isUniform: true)
    }
    let loaded: Handle
    let isNext =
      declaration.space == .buffer
      || isConsecutive[Int(index.index)] && declaration.stride == size
    if isNext, instruction.predicate == nil || declaration.isOwn {
      // The buffers have room for whole vectors.
      let first = address(slot, row, 1)
      if declaration.space == .buffer {
        loaded = emitter.load(emitter.type(type, width), first)
        emitter.llvm.pointee.SetAlignment(loaded, UInt32(size))
      } else {
        loaded = loadLanes(type, first, size: size)
      }
    } else if isMemberOfNeighbours(declaration, index), active == nil, instruction.predicate == nil
    {
      loaded = loadMembers(slot)
    } else {
      let addresses = address(slot, value(index), width)
      let vector = emitter.type(type, width)
      let all = emitter.allOnes(emitter.type(emitter.bit, width))
      loaded = emitter.intrinsic(
        "llvm.masked.gather", [vector, emitter.type(emitter.pointer, width)],
        [
          addresses, emitter.integer32(Int32(size)), mask(instruction.predicate) ?? all,
          emitter.zero(vector),
        ])
    }
    define(instruction, widened(loaded, declaration.cell, width), isUniform: false)
  }

  /// Whether cells are members of records that stand next to each other and are of such cells only.
  private func isMemberOfNeighbours(_ slot: IRSlot, _ index: IRValue) -> Bool {
    slot.space == .memory && isConsecutive[Int(index.index)] && slot.stride > slot.cell.size
      && slot.stride <= 4 * slot.cell.size && slot.stride % slot.cell.size == 0
      && slot.offset % slot.cell.size == 0
  }

  /// Whole records at once, of which the members are taken: cheaper than to gather them.
  private func loadMembers(_ slot: IRSlotID) -> Handle {
    let declaration = function[slot]
    let (size, members) = (declaration.cell.size, declaration.stride / declaration.cell.size)
    let type = emitter.type(emitter.type(ofCell: declaration.cell), width * members)
    let first = emitter.address(
      frame.slots[Int(slot.index)],
      bytes: emitter.multiply(row, emitter.integer(Int64(declaration.stride))))
    let records = emitter.load(type, first)
    emitter.llvm.pointee.SetAlignment(records, UInt32(size))
    var places: [Handle?] = (0..<width).map {
      emitter.integer32(Int32($0 * members + declaration.offset / size))
    }
    let mask = emitter.made(emitter.llvm.pointee.ConstVector(&places, UInt32(width)))
    let poison = emitter.made(emitter.llvm.pointee.GetPoison(type))
    return emitter.made(
      emitter.llvm.pointee.BuildShuffleVector(emitter.builder, records, poison, mask, ""))
  }

  func loadOne(_ slot: IRSlotID, _ index: Handle, where condition: Handle?) -> Handle {
    let declaration = function[slot]
    let type = emitter.type(ofCell: declaration.cell)
    func load() -> Handle {
      let place = address(slot, index, 1)
      let isFixed = !declaration.isMutable && !declaration.isOwn && declaration.space == .memory
      let loaded = isFixed ? emitter.loadInvariant(type, place) : emitter.load(type, place)
      emitter.llvm.pointee.SetAlignment(loaded, UInt32(declaration.cell.size))
      return widened(loaded, declaration.cell, 1)
    }
    guard let condition else { return load() }
    let before = emitter.currentBlock
    let (then, next) = (emitter.makeBlock(), emitter.makeBlock())
    emitter.branch(condition, then, next)
    emitter.begin(then)
    let loaded = load()
    emitter.jump(next)
    emitter.begin(next)
    let result = emitter.phi(emitter.type(declaration.cell.type, 1))
    emitter.addIncoming(result, loaded, from: then)
    emitter.addIncoming(
      result, emitter.zero(emitter.type(declaration.cell.type, 1)), from: before)
    return result
  }

  func emitStore(_ instruction: IRInstruction, _ slot: IRSlotID, isLogged: Bool) {
    let declaration = function[slot]
    let index = instruction.operands[0]
    let cells = narrowed(value(instruction.operands[1]), declaration.cell)
    if declaration.isStreamed {
      return stream(
        cells, isNext: isConsecutive[Int(index.index)], to: address(slot, row, 1),
        where: withoutGivenUp(mask(instruction.predicate))
      ) {
        self.emitStore(instruction, slot, cells, isLogged: isLogged)
      }
    }
    emitStore(instruction, slot, cells, isLogged: isLogged)
  }

  private func emitStore(
    _ instruction: IRInstruction, _ slot: IRSlotID, _ cells: Handle, isLogged: Bool
  ) {
    let declaration = function[slot]
    let index = instruction.operands[0]
    guard width > 1 else {
      let condition = instruction.predicate.map { value($0) }
      if let effects { return store(effects, slot, index, cells, where: condition) }
      return storeOne(slot, raw(index), cells, where: condition, isLogged: isLogged)
    }
    var wanted = mask(instruction.predicate)
    if declaration.space == .memory { wanted = withoutGivenUp(wanted) }
    let size = declaration.cell.size
    let type = emitter.type(emitter.type(ofCell: declaration.cell), width)
    let isNext =
      declaration.space == .buffer
      || isConsecutive[Int(index.index)] && declaration.stride == size
    guard isNext else {
      let all = emitter.allOnes(emitter.type(emitter.bit, width))
      _ = emitter.intrinsic(
        "llvm.masked.scatter", [type, emitter.type(emitter.pointer, width)],
        [
          cells, address(slot, value(index), width), emitter.integer32(Int32(size)),
          wanted ?? all,
        ])
      return
    }
    let first = address(slot, row, 1)
    if let wanted, declaration.space == .memory, size == 1 {
      storeBytes(cells, first, where: wanted)
    } else if let wanted, declaration.space == .memory {
      _ = emitter.intrinsic(
        "llvm.masked.store", [type, emitter.pointer],
        [cells, first, emitter.integer32(Int32(size)), wanted])
    } else {
      let stored = emitter.made(
        emitter.llvm.pointee.BuildStore(emitter.builder, cells, first))
      emitter.llvm.pointee.SetAlignment(stored, UInt32(size))
    }
  }

  /// The lanes of a mask whose rows have not been given up.
  func withoutGivenUp(_ mask: Handle?) -> Handle? {
    guard let redo else { return mask }
    let goes = emitter.not(redo)
    return mask.map { emitter.and($0, goes) } ?? goes
  }

  private func storeOne(
    _ slot: IRSlotID, _ index: Handle, _ cell: Handle, where condition: Handle?,
    isLogged: Bool
  ) {
    var next: Handle?
    if let condition {
      let then = emitter.makeBlock()
      let after = emitter.makeBlock()
      emitter.branch(condition, then, after)
      emitter.begin(then)
      next = after
    }
    let place = address(slot, index, 1)
    if isLogged { log(place, function[slot].cell) }
    let stored = emitter.made(emitter.llvm.pointee.BuildStore(emitter.builder, cell, place))
    emitter.llvm.pointee.SetAlignment(stored, UInt32(function[slot].cell.size))
    if let next {
      emitter.jump(next)
      emitter.begin(next)
    }
  }

  /// Notes what a cell holds before it changes; a row whose log is full is given up.
  private func log(_ place: Handle, _ cell: IRCell) {
    guard let redoBlock else { return }
    let count = emitter.load(emitter.int64, frame.undoCountAddress)
    let isFull = emitter.compare(Int(CLLVM_INT_SGE), count, frame.undoCapacity)
    let free = emitter.makeBlock()
    emitter.branch(isFull, redoBlock, free)
    emitter.begin(free)
    let entry = emitter.address(
      frame.undo, bytes: emitter.multiply(count, emitter.integer(24)))
    let old = emitter.load(emitter.type(ofCell: cell), place)
    emitter.llvm.pointee.SetAlignment(old, UInt32(cell.size))
    emitter.store(place, entry)
    emitter.store(old, emitter.address(entry, bytes: emitter.integer(8)))
    emitter.store(
      emitter.integer(Int64(cell.size)), emitter.address(entry, bytes: emitter.integer(16)))
    emitter.store(emitter.add(count, emitter.integer(1)), frame.undoCountAddress)
  }
}
