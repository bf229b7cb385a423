internal import CLLVM
internal import IR

/// How a stage is emitted that does effects row after row and in which no row fails: cells at fixed
/// places stay in registers while it runs, and what happens only for some rows has no branch, which
/// the processor would have to guess.
struct PlainEffects {
  /// A cell that is always the same one of its slot.
  private struct Cell {
    let slot: IRSlotID
    let index: Int64
    /// Where it is while the stage runs.
    let room: Handle
  }

  private var cells: [Cell] = []
  /// By the value that is the index: its place in `cells`.
  private var places: [[IRValue: Int]]

  /// - Returns: `nil` for a stage in which a row can fail, or which calls the host.
  init?(_ emitter: Emitter, _ function: IRFunction) {
    guard function.isPlain else { return nil }
    places = Array(repeating: [:], count: function.slots.count)
    let definitions = function.definitions()
    for index in function.slots.indices where function.slots[index].isAlone {
      let slot = IRSlotID(index)
      let accesses = function.instructions.filter { $0.slot == slot }.map { $0.operands[0] }
      let constants = accesses.map { definitions[Int($0.index)]?.constant }
      for (value, constant) in zip(accesses, constants) where !constants.contains(nil) {
        guard let constant else { continue }
        places[index][value] =
          cells.firstIndex { $0.slot == slot && $0.index == constant } ?? cells.count
        if places[index][value] == cells.count {
          let type = emitter.type(ofCell: function.slots[index].cell)
          cells.append(Cell(slot: slot, index: constant, room: emitter.room(type, count: 1)))
        }
      }
    }
  }

  /// Where a cell is while the stage runs; `nil`: in memory.
  func room(_ slot: IRSlotID, _ index: IRValue) -> Handle? {
    places[Int(slot.index)][index].map { cells[$0].room }
  }

  /// Takes the cells out of memory, before the first row.
  func open(_ stage: StageEmitter) {
    for cell in cells { stage.copy(cell.slot, cell.index, to: cell.room) }
  }

  /// Puts them back, after the last row.
  func close(_ stage: StageEmitter) {
    for cell in cells { stage.copy(cell.room, to: cell.slot, cell.index) }
  }
}

extension IRInstruction {
  /// The slot that it reads or writes.
  fileprivate var slot: IRSlotID? {
    switch opcode {
    case .load(let slot), .store(let slot, _): slot
    default: nil
    }
  }

  fileprivate var constant: Int64? {
    if case .int(let value) = opcode { value } else { nil }
  }
}

extension IRFunction {
  /// Whether it is one block in which nothing can fail and nothing is asked of the host.
  fileprivate var isPlain: Bool {
    blocks.count == 1 && blocks[0].terminator == .done
      && instructions.allSatisfy { instruction in
        switch instruction.opcode {
        case .guard, .call, .goOn, .store(_, isLogged: true): false
        default: true
        }
      }
  }
}
