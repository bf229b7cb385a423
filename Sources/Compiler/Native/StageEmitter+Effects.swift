internal import CLLVM
internal import IR

// Cells of a stage in which no row fails (PlainEffects).
extension StageEmitter {
  /// - Returns: `nil` for a cell in memory that every row reads.
  func load(
    _ effects: PlainEffects, _ slot: IRSlotID, _ index: IRValue, where condition: Handle?
  ) -> Handle? {
    let cell = function[slot].cell
    let type = emitter.type(ofCell: cell)
    if let room = effects.room(slot, index) {
      let loaded = widened(emitter.load(type, room), cell, 1)
      return condition.map { emitter.select($0, loaded, emitter.zero(emitter.type(cell.type, 1))) }
        ?? loaded
    }
    guard let condition else { return nil }
    let place = emitter.select(condition, address(slot, raw(index), 1), frame.nothing)
    let loaded = emitter.load(type, place)
    emitter.llvm.pointee.SetAlignment(loaded, UInt32(cell.size))
    return widened(loaded, cell, 1)
  }

  func store(
    _ effects: PlainEffects, _ slot: IRSlotID, _ index: IRValue, _ value: Handle,
    where condition: Handle?
  ) {
    let cell = function[slot].cell
    if let room = effects.room(slot, index) {
      let old = emitter.load(emitter.type(ofCell: cell), room)
      return emitter.store(condition.map { emitter.select($0, value, old) } ?? value, room)
    }
    var place = address(slot, raw(index), 1)
    if let condition { place = emitter.select(condition, place, frame.waste) }
    let stored = emitter.made(emitter.llvm.pointee.BuildStore(emitter.builder, value, place))
    emitter.llvm.pointee.SetAlignment(stored, UInt32(cell.size))
  }

  func copy(_ slot: IRSlotID, _ index: Int64, to room: Handle) {
    let type = emitter.type(ofCell: function[slot].cell)
    emitter.store(emitter.load(type, address(slot, emitter.integer(index), 1)), room)
  }

  func copy(_ room: Handle, to slot: IRSlotID, _ index: Int64) {
    let type = emitter.type(ofCell: function[slot].cell)
    emitter.store(emitter.load(type, room), address(slot, emitter.integer(index), 1))
  }
}
