import Simulation

/// The identities of actors that entered, where kernels find them.
final class IdentityCells {
  private struct Cells {
    var base: UnsafeMutablePointer<UInt64>
    var capacity: Int
    var count: Int
  }

  private var cells: [Int: Cells] = [:]

  deinit { clear() }

  /// Forgets the actors of another world.
  func clear() {
    for cell in cells.values { cell.base.deallocate() }
    cells = [:]
  }

  /// An identity per actor that entered, in order.
  func address(_ kind: Int, _ world: World) -> UnsafeMutableRawPointer {
    let count = world.enteredCount(KindID(kind))
    var cell = cells[kind] ?? Cells(base: .allocate(capacity: 16), capacity: 16, count: 0)
    if cell.capacity < count {
      let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * count)
      larger.update(from: cell.base, count: cell.count)
      cell.base.deallocate()
      cell.base = larger
      cell.capacity = 2 * count
    }
    for position in cell.count..<max(cell.count, count) {
      cell.base[position] = world.enteredIdentity(KindID(kind), position)
    }
    cell.count = count
    cells[kind] = cell
    return UnsafeMutableRawPointer(cell.base)
  }
}
