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

  /// An identity per actor that entered, in order; the address holds as long as columns do not move.
  func address(_ kind: Int, _ world: World) -> UnsafeMutableRawPointer {
    let needed = max(1, world.capacity(KindID(kind)) - world.initialCount(KindID(kind)))
    var cell = cells[kind] ?? Cells(base: .allocate(capacity: 1), capacity: 1, count: 0)
    if cell.capacity < needed {
      let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: needed)
      larger.update(from: cell.base, count: cell.count)
      cell.base.deallocate()
      cell.base = larger
      cell.capacity = needed
    }
    cells[kind] = cell
    update(kind, world)
    return UnsafeMutableRawPointer(cell.base)
  }

  /// Adds those who have entered since, where kernels look at the kind at all.
  func update(_ kind: Int, _ world: World) {
    guard let cell = cells[kind] else { return }
    let count = min(world.enteredCount(KindID(kind)), cell.capacity)
    for position in min(cell.count, count)..<count {
      cell.base[position] = world.enteredIdentity(KindID(kind), position)
    }
    cells[kind]?.count = count
  }

  /// Forgets those who turned out not to have entered.
  func shrink(_ world: World) {
    for kind in cells.keys { update(kind, world) }
  }
}
