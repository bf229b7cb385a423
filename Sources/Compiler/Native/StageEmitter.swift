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
  /// How the effects of a scalar stage are done in which no row fails.
  var effects: PlainEffects?

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
  func raw(_ value: IRValue) -> Handle { emitter.made(values[Int(value.index)]) }

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
    case .draw(let stream, let step, let word):
      let operands = instruction.operands.map { value($0) }
      let bits = draw(operands, stream: stream, step: step, word: word)
      define(instruction, bits, isUniform: false)
    case .goOn: emitGoOn(value(instruction.operands[0]))
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
      return define(instruction, neighbouringRows, isUniform: false)
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
  func loadLanes(_ scalar: Handle, _ address: Handle, size: Int) -> Handle {
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
  func loadBytes(_ address: Handle, _ mask: Handle) -> Handle {
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
  func storeBytes(_ cells: Handle, _ address: Handle, where mask: Handle) {
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

  /// Lists the rows that go on: each is written behind the last one and counts only where true.
  private func emitGoOn(_ goes: Handle) {
    let count = emitter.load(emitter.int64, frame.rowCount)
    guard width == 8 else {
      var place = count
      let wanted = mask(nil).map { emitter.and(goes, $0) } ?? goes
      for lane in 0..<width {
        let number = emitter.add(row, emitter.integer(Int64(lane)))
        emitter.store(number, rowPlace(place))
        let isWanted = width > 1 ? emitter.extract(wanted, lane) : wanted
        let one = emitter.made(
          emitter.llvm.pointee.BuildZExt(emitter.builder, isWanted, emitter.int64, ""))
        place = emitter.add(place, one)
      }
      return emitter.store(place, frame.rowCount)
    }
    let wanted = mask(nil).map { emitter.and(goes, $0) } ?? goes
    let type = emitter.type(emitter.int64, width)
    let packed = emitter.intrinsic(
      "llvm.x86.avx512.mask.compress", [type], [neighbouringRows, emitter.zero(type), wanted])
    let stored = emitter.made(
      emitter.llvm.pointee.BuildStore(emitter.builder, packed, rowPlace(count)))
    emitter.llvm.pointee.SetAlignment(stored, 8)
    let bits = emitter.made(
      emitter.llvm.pointee.BuildBitCast(emitter.builder, wanted, emitter.byte, ""))
    let ones = emitter.intrinsic("llvm.ctpop", [emitter.byte], [bits])
    let added = emitter.made(
      emitter.llvm.pointee.BuildZExt(emitter.builder, ones, emitter.int64, ""))
    emitter.store(emitter.add(count, added), frame.rowCount)
  }

  private func rowPlace(_ position: Handle) -> Handle {
    emitter.address(frame.rows, bytes: emitter.multiply(position, emitter.integer(8)))
  }

  /// The numbers of rows that stand next to each other.
  private var neighbouringRows: Handle {
    var steps: [Handle?] = (0..<width).map { emitter.integer(Int64($0)) }
    let offsets = emitter.made(emitter.llvm.pointee.ConstVector(&steps, UInt32(width)))
    return emitter.add(emitter.splat(row, width), offsets)
  }

  // MARK: Draws

  /// 64 bits of Philox4x32-10 at an address (Randomness/Philox, DrawAddress).
  private func draw(
    _ operands: [Handle], stream: IRSlotID, step: IRSlotID, word: Int
  ) -> Handle {
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
    // A block gives two words; the number of the block stands beside the step.
    let turn = emitter.and(number, emitter.integer(0xFF_FFFF))
    var c2 = all(emitter.or(turn, emitter.integer(Int64(word / 2) << 24)))
    var c3 = emitter.xor(emitter.and(site, low), high(partner))
    let key = loadOne(stream, emitter.integer(0), where: nil)
    let half = emitter.integer(0xFFFF_FFFF)
    var k0 = emitter.and(key, half)
    var k1 = emitter.build(emitter.llvm.pointee.BuildLShr, key, emitter.integer(32))
    for _ in 0..<10 {
      let first = emitter.multiply(c0, constant(0xD251_1F53))
      let second = emitter.multiply(c2, constant(0xCD9E_8D57))
      (c0, c1, c2, c3) = (
        emitter.xor(emitter.xor(high(second), c1), all(k0)), emitter.and(second, low),
        emitter.xor(emitter.xor(high(first), c3), all(k1)), emitter.and(first, low)
      )
      k0 = emitter.and(emitter.add(k0, emitter.integer(0x9E37_79B9)), half)
      k1 = emitter.and(emitter.add(k1, emitter.integer(0xBB67_AE85)), half)
    }
    let (lower, higher) = word % 2 == 1 ? (c2, c3) : (c0, c1)
    let upper = emitter.build(emitter.llvm.pointee.BuildShl, higher, constant(32))
    return emitter.or(lower, upper)
  }
}
