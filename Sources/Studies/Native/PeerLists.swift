import Simulation

/// Lists of peers that a kernel has asked the host for, in memory that holds until the row ends.
final class PeerLists {
  /// Where the last list begins, and where its ties do, in cells of 4 bytes from here on.
  let places: UnsafeMutablePointer<Int>
  /// Room for lists, used up one block after the other.
  private var blocks: [(base: UnsafeMutablePointer<Int32>, capacity: Int)] = []
  private var block = 0
  private var used = 0

  init() {
    places = .allocate(capacity: 2)
    places.initialize(repeating: 0, count: 2)
  }

  deinit {
    for block in blocks { block.base.deallocate() }
    places.deallocate()
  }

  /// Gives the memory of the last row's lists free.
  func clear() {
    block = 0
    used = 0
  }

  /// Lets the kernel find ties that stay where they are.
  func show(_ targets: UnsafePointer<Int32>, _ ties: UnsafePointer<Int32>) {
    let origin = UnsafeRawPointer(places)
    places[0] = (UnsafeRawPointer(targets) - origin) / 4
    places[1] = (UnsafeRawPointer(ties) - origin) / 4
  }

  /// Lets the kernel find a copy of a list.
  func show(_ list: [VisibleTie]) {
    let targets = room(2 * list.count)
    let ties = targets + list.count
    for (index, tie) in list.enumerated() {
      targets[index] = tie.target
      ties[index] = tie.tie
    }
    show(targets, ties)
  }

  private func room(_ count: Int) -> UnsafeMutablePointer<Int32> {
    while block < blocks.count, blocks[block].capacity - used < count {
      block += 1
      used = 0
    }
    if block == blocks.count {
      let capacity = max(1024, 2 * count)
      blocks.append((.allocate(capacity: capacity), capacity))
    }
    defer { used += count }
    return blocks[block].base + used
  }
}
