internal import CLLVM
internal import IR

/// Emits the instructions of one stage for `width` rows at once, or for one.
final class StageEmitter {
  let emitter: Emitter
  let frame: FrameValues
  let function: IRFunction
  let width: Int
  /// Whether the call has a list of acting actors.
  let isListed: Bool
  /// The row (of the first lane), counted from the call's first; and from the block's first.
  let row: Handle
  let lane: Handle
  /// Which lanes are rows at all; `nil`: all of them.
  let active: Handle?
  /// Lanes that no earlier stage has given up: what the others were handed is anything.
  var running: Handle?
  /// The rows of the lanes where they are no neighbours.
  var rows: Handle?
  /// Lanes whose rows are given up (only in vectors).
  var redo: Handle?
  var values: [Handle?]
  /// Whether a value is the same for all rows, so that it is one and no vector.
  var isUniform: [Bool]
  /// Values that are `row`, or `actor` without a list: cells by them are next to each other.
  var isConsecutive: [Bool]
  /// Where a row of a scalar stage goes that is given up.
  var redoBlock: Handle?

  init(
    _ emitter: Emitter, _ frame: FrameValues, _ function: IRFunction, width: Int,
    isListed: Bool, row: Handle, lane: Handle, active: Handle?
  ) {
    self.emitter = emitter
    self.frame = frame
    self.function = function
    self.width = width
    self.isListed = isListed
    self.row = row
    self.lane = lane
    self.active = active
    values = Array(repeating: nil, count: function.types.count)
    isUniform = Array(repeating: width == 1, count: function.types.count)
    isConsecutive = Array(repeating: false, count: function.types.count)
  }

  // MARK: Values

  /// A value as it was emitted: one, or a vector.
  private func raw(_ value: IRValue) -> Handle { emitter.made(values[Int(value.index)]) }

  /// A value with one number per lane.
  func value(_ value: IRValue) -> Handle {
    let known = raw(value)
    return isUniform[Int(value.index)] && width > 1 ? emitter.splat(known, width) : known
  }

  func define(_ instruction: IRInstruction, _ handle: Handle, isUniform uniform: Bool) {
    guard let result = instruction.result else { return }
    values[Int(result.index)] = handle
    isUniform[Int(result.index)] = uniform || width == 1
  }

  /// The rows that an instruction with a predicate concerns; `nil`: all.
  func mask(_ predicate: IRValue?) -> Handle? {
    var wanted = predicate.map { self.value($0) }
    for limit in [active, running] {
      guard let limit else { continue }
      wanted = wanted.map { emitter.and($0, limit) } ?? limit
    }
    return wanted
  }

  // MARK: Instructions

  func emit(_ instruction: IRInstruction) {
    switch instruction.opcode {
    case .row, .actor: emitRow(instruction)
    case .load(let slot): emitLoad(instruction, slot)
    case .store(let slot, let isLogged): emitStore(instruction, slot, isLogged: isLogged)
    case .guard: emitGuard(instruction)
    case .call(let callee): emitCall(instruction, callee)
    case .draw(let stream, let step):
      let operands = instruction.operands.map { value($0) }
      define(instruction, draw(operands, stream: stream, step: step), isUniform: false)
    default:
      let operands = instruction.operands
      let uniform = operands.allSatisfy { isUniform[Int($0.index)] }
      let lanes = uniform ? 1 : width
      let handles = operands.map { uniform ? raw($0) : value($0) }
      let arithmetic = ArithmeticEmitter(emitter: emitter, frame: frame, width: lanes)
      let type = instruction.result.map { function.type(of: $0) } ?? .int
      define(
        instruction, arithmetic.emit(instruction.opcode, handles, type), isUniform: uniform)
    }
  }

  private func emitRow(_ instruction: IRInstruction) {
    if let rows { return emitScatteredRow(instruction, rows) }
    let isRow = instruction.opcode == .row || !isListed
    if let result = instruction.result { isConsecutive[Int(result.index)] = isRow }
    if isRow {
      guard width > 1 else { return define(instruction, row, isUniform: true) }
      var steps: [Handle?] = (0..<width).map { emitter.integer(Int64($0)) }
      let offsets = emitter.made(emitter.llvm.pointee.ConstVector(&steps, UInt32(width)))
      define(
        instruction, emitter.add(emitter.splat(row, width), offsets), isUniform: false)
      return
    }
    let offset = emitter.multiply(row, emitter.integer(4))
    let address = emitter.address(frame.actors, bytes: offset)
    let narrow = loadLanes(emitter.int32, address, size: 4)
    let wide = emitter.made(
      emitter.llvm.pointee.BuildSExt(
        emitter.builder, narrow, emitter.type(emitter.int64, width), ""))
    define(instruction, wide, isUniform: false)
  }

  /// The row, or its actor, in a compacted stage.
  private func emitScatteredRow(_ instruction: IRInstruction, _ rows: Handle) {
    guard instruction.opcode == .actor, isListed else {
      return define(instruction, rows, isUniform: false)
    }
    let scale = emitter.splat(emitter.integer(4), width)
    let addresses = emitter.address(frame.actors, bytes: emitter.multiply(rows, scale))
    let vector = emitter.type(emitter.int32, width)
    let all = emitter.allOnes(emitter.type(emitter.bit, width))
    let narrow = emitter.intrinsic(
      "llvm.masked.gather", [vector, emitter.type(emitter.pointer, width)],
      [addresses, emitter.integer32(4), active ?? all, emitter.zero(vector)])
    let wide = emitter.made(
      emitter.llvm.pointee.BuildSExt(
        emitter.builder, narrow, emitter.type(emitter.int64, width), ""))
    define(instruction, wide, isUniform: false)
  }

  /// Cells that stand next to each other, zero in lanes that are no rows.
  private func loadLanes(_ scalar: Handle, _ address: Handle, size: Int) -> Handle {
    let type = emitter.type(scalar, width)
    guard let active, width > 1 else {
      let loaded = emitter.load(type, address)
      emitter.llvm.pointee.SetAlignment(loaded, UInt32(size))
      return loaded
    }
    if size == 1 { return loadBytes(address, active) }
    return emitter.intrinsic(
      "llvm.masked.load", [type, emitter.pointer],
      [address, emitter.integer32(Int32(size)), active, emitter.zero(type)])
  }

  /// Bytes one by one: LLVM 19 takes the mask of 8 bytes for one of 16 and reads or writes others.
  private func loadBytes(_ address: Handle, _ mask: Handle) -> Handle {
    var result = emitter.zero(emitter.type(emitter.byte, width))
    for lane in 0..<width {
      let before = emitter.currentBlock
      let (then, next) = (emitter.makeBlock(), emitter.makeBlock())
      emitter.branch(emitter.extract(mask, lane), then, next)
      emitter.begin(then)
      let byte = emitter.load(
        emitter.byte, emitter.address(address, bytes: emitter.integer(Int64(lane))))
      emitter.jump(next)
      emitter.begin(next)
      let phi = emitter.phi(emitter.byte)
      emitter.addIncoming(phi, byte, from: then)
      emitter.addIncoming(phi, emitter.zero(emitter.byte), from: before)
      result = emitter.insert(result, phi, lane)
    }
    return result
  }

  /// Bytes that stand next to each other; see `loadBytes`.
  private func storeBytes(_ cells: Handle, _ address: Handle, where mask: Handle) {
    if active == nil {
      // All of them belong to rows of this vector: what is not wanted is written back.
      let old = loadLanes(emitter.byte, address, size: 1)
      let stored = emitter.made(
        emitter.llvm.pointee.BuildStore(
          emitter.builder, emitter.select(mask, cells, old), address))
      emitter.llvm.pointee.SetAlignment(stored, 1)
      return
    }
    for lane in 0..<width {
      let (then, next) = (emitter.makeBlock(), emitter.makeBlock())
      emitter.branch(emitter.extract(mask, lane), then, next)
      emitter.begin(then)
      emitter.store(
        emitter.extract(cells, lane),
        emitter.address(address, bytes: emitter.integer(Int64(lane))))
      emitter.jump(next)
      emitter.begin(next)
    }
  }

  private func emitGuard(_ instruction: IRInstruction) {
    let condition = value(instruction.operands[0])
    var fails = emitter.not(condition)
    if let mask = mask(instruction.predicate) { fails = emitter.and(fails, mask) }
    if width > 1 {
      redo = redo.map { emitter.or($0, fails) } ?? fails
      return
    }
    guard let redoBlock else { return }
    let next = emitter.makeBlock()
    emitter.branch(fails, redoBlock, next)
    emitter.begin(next)
  }

  // MARK: Memory

  /// The cell type in memory.
  private func cellType(_ cell: IRCell) -> Handle {
    switch cell {
    case .bool8, .uint8: emitter.byte
    case .int32: emitter.int32
    case .int64: emitter.int64
    case .float64: emitter.double
    }
  }

  private func widened(_ loaded: Handle, _ cell: IRCell, _ lanes: Int) -> Handle {
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
  private func address(_ slot: IRSlotID, _ index: Handle, _ lanes: Int) -> Handle {
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
    return emitter.address(frame.slots[Int(slot.index)], bytes: offset)
  }

  private func emitLoad(_ instruction: IRInstruction, _ slot: IRSlotID) {
    let declaration = function[slot]
    let index = instruction.operands[0]
    let type = cellType(declaration.cell)
    let size = declaration.cell.size
    let uniform = isUniform[Int(index.index)] && declaration.space == .memory
    if width == 1 {
      return define(
        instruction, loadOne(slot, raw(index), where: instruction.predicate.map { value($0) }),
        isUniform: true)
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

  private func loadOne(_ slot: IRSlotID, _ index: Handle, where condition: Handle?) -> Handle {
    let declaration = function[slot]
    let type = cellType(declaration.cell)
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

  private func emitStore(_ instruction: IRInstruction, _ slot: IRSlotID, isLogged: Bool) {
    let declaration = function[slot]
    let index = instruction.operands[0]
    let cells = narrowed(value(instruction.operands[1]), declaration.cell)
    guard width > 1 else {
      return storeOne(
        slot, raw(index), cells, where: instruction.predicate.map { value($0) },
        isLogged: isLogged)
    }
    var wanted = mask(instruction.predicate)
    if let redo, declaration.space == .memory {
      let goes = emitter.not(redo)
      wanted = wanted.map { emitter.and($0, goes) } ?? goes
    }
    let size = declaration.cell.size
    let type = emitter.type(cellType(declaration.cell), width)
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
    let old = emitter.load(cellType(cell), place)
    emitter.llvm.pointee.SetAlignment(old, UInt32(cell.size))
    emitter.store(place, entry)
    emitter.store(old, emitter.address(entry, bytes: emitter.integer(8)))
    emitter.store(
      emitter.integer(Int64(cell.size)), emitter.address(entry, bytes: emitter.integer(16)))
    emitter.store(emitter.add(count, emitter.integer(1)), frame.undoCountAddress)
  }

  // MARK: Calls of the host

  private func emitCall(_ instruction: IRInstruction, _ callee: IRCalleeID) {
    let declaration = function[callee]
    let operands = instruction.operands.map { value($0) }
    if width == 1 {
      let condition = instruction.predicate.map { value($0) }
      let result = callOne(callee, declaration, operands, where: condition)
      return define(instruction, result ?? emitter.integer(0), isUniform: true)
    }
    guard let type = declaration.result else { return }
    var result = emitter.zero(emitter.type(type, width))
    let mask = mask(instruction.predicate)
    for lane in 0..<width {
      let arguments = operands.map { emitter.extract($0, lane) }
      let one = callOne(
        callee, declaration, arguments, where: mask.map { emitter.extract($0, lane) })
      if let one { result = emitter.insert(result, one, lane) }
    }
    define(instruction, result, isUniform: false)
  }

  private func callOne(
    _ callee: IRCalleeID, _ declaration: IRCallee, _ arguments: [Handle],
    where condition: Handle?
  ) -> Handle? {
    let before = emitter.currentBlock
    var next: Handle?
    var then = before
    if let condition {
      then = emitter.makeBlock()
      let after = emitter.makeBlock()
      emitter.branch(condition, then, after)
      emitter.begin(then)
      next = after
    }
    if !declaration.isPure { emitter.store(row, frame.rowAddress) }
    emitter.store(emitter.integer(Int64(callee.index)), frame.arguments)
    for (index, argument) in arguments.enumerated() {
      let place = emitter.address(
        frame.arguments, bytes: emitter.integer(Int64(8 * (index + 1))))
      emitter.store(bits(argument, declaration.parameters[index]), place)
    }
    let type = emitter.functionType(emitter.int64, [emitter.pointer, emitter.pointer])
    let word = emitter.call(frame.callee, type, [frame.host, frame.arguments])
    let result = declaration.result.map { fromBits(word, $0) }
    guard let next else { return result }
    let end = emitter.currentBlock
    emitter.jump(next)
    emitter.begin(next)
    guard let result, let type = declaration.result else { return nil }
    let phi = emitter.phi(emitter.type(type, 1))
    emitter.addIncoming(phi, result, from: end)
    emitter.addIncoming(phi, emitter.zero(emitter.type(type, 1)), from: before)
    return phi
  }

  private func bits(_ value: Handle, _ type: IRType) -> Handle {
    let table = emitter.llvm.pointee
    switch type {
    case .bool: return emitter.made(table.BuildZExt(emitter.builder, value, emitter.int64, ""))
    case .int: return value
    case .float:
      return emitter.made(table.BuildBitCast(emitter.builder, value, emitter.int64, ""))
    }
  }

  private func fromBits(_ word: Handle, _ type: IRType) -> Handle {
    switch type {
    case .bool: emitter.compare(Int(CLLVM_INT_NE), word, emitter.integer(0))
    case .int: word
    case .float:
      emitter.made(
        emitter.llvm.pointee.BuildBitCast(emitter.builder, word, emitter.double, ""))
    }
  }

  // MARK: Draws

  /// The first word of Philox4x32-10 at an address (Randomness/Philox, DrawAddress).
  private func draw(_ operands: [Handle], stream: IRSlotID, step: IRSlotID) -> Handle {
    func all(_ value: Handle) -> Handle { width > 1 ? emitter.splat(value, width) : value }
    func constant(_ value: Int64) -> Handle { all(emitter.integer(value)) }
    func high(_ value: Handle) -> Handle {
      emitter.build(emitter.llvm.pointee.BuildLShr, value, constant(32))
    }
    let low = constant(0xFFFF_FFFF)
    let (actor, partner, site) = (operands[0], operands[1], operands[2])
    let number = loadOne(step, emitter.integer(0), where: nil)
    var c0 = emitter.and(actor, low)
    var c1 = emitter.xor(emitter.and(partner, low), high(actor))
    var c2 = all(emitter.and(number, emitter.integer(0xFF_FFFF)))
    var c3 = emitter.xor(emitter.and(site, low), high(partner))
    let key = loadOne(stream, emitter.integer(0), where: nil)
    let word = emitter.integer(0xFFFF_FFFF)
    var k0 = emitter.and(key, word)
    var k1 = emitter.build(emitter.llvm.pointee.BuildLShr, key, emitter.integer(32))
    for _ in 0..<10 {
      let first = emitter.multiply(c0, constant(0xD251_1F53))
      let second = emitter.multiply(c2, constant(0xCD9E_8D57))
      (c0, c1, c2, c3) = (
        emitter.xor(emitter.xor(high(second), c1), all(k0)), emitter.and(second, low),
        emitter.xor(emitter.xor(high(first), c3), all(k1)), emitter.and(first, low)
      )
      k0 = emitter.and(emitter.add(k0, emitter.integer(0x9E37_79B9)), word)
      k1 = emitter.and(emitter.add(k1, emitter.integer(0xBB67_AE85)), word)
    }
    let upper = emitter.build(emitter.llvm.pointee.BuildShl, c1, constant(32))
    return emitter.or(c0, upper)
  }
}
