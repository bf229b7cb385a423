internal import IR

/// Removes stores that put back into the row's own cell what was loaded from it.
///
/// Own cells change only by the row itself, and a function stores each of them once, at its end.
enum RedundantStores {
  static func removed(_ function: IRFunction) -> IRFunction {
    var copy = function
    let definitions = function.definitions()
    for index in copy.blocks.indices {
      copy.blocks[index].instructions.removeAll { instruction in
        guard case .store(let slot, _) = instruction.opcode, function[slot].isOwn,
          case .load(slot) = definitions[Int(instruction.operands[1].index)]?.opcode
        else { return false }
        return true
      }
    }
    return copy
  }
}
