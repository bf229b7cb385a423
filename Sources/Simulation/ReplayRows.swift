/// The rows of a log as encounters of this world's actors.
struct ReplayRows {
  let world: World
  let log: ReplaySpec
  let initiators: Copies
  let partners: Copies?

  init(_ world: World, _ log: ReplaySpec) {
    self.world = world
    self.log = log
    initiators = Copies(world, log.from)
    partners = log.to.map { Copies(world, $0) }
  }

  /// Lists the rows of a step in `world.scratch.pairs`, in the order of the log; a row happens once
  /// per copy of its initiator, in ascending number, with the partner's first copy.
  ///
  /// Rows of those who left or are silenced are left out.
  ///
  /// - Returns: how many pairs, and how many rows name somebody who is not in the data.
  func list(step: Int) -> (count: Int, unmatched: Int) {
    var (count, unmatched) = (0, 0)
    for row in firstRow(of: step)..<firstRow(of: step + 1) {
      let (initiator, partner) = (
        Int(log.initiators[row]), partners == nil ? -1 : log.partners[row]
      )
      if initiator < 0 || partners != nil && partner < 0 {
        unmatched += 1
        continue
      }
      var other: Int32 = -1
      if let partners, let to = log.to {
        guard let first = partners.of(Int(partner)).first, world.isVisible(to, Int(first))
        else { continue }
        other = first
      }
      for copy in initiators.of(initiator) where world.isVisible(log.from, Int(copy)) {
        let number = Int32(truncatingIfNeeded: row)
        world.scratch.pairs.reserve(count + 1)
        world.scratch.pairs.base[count] = Pair(
          initiator: copy, partner: other, tie: number, occurrence: number)
        count += 1
      }
    }
    return (count, unmatched)
  }

  /// The first row whose step is at least `step`.
  private func firstRow(of step: Int) -> Int {
    var (low, high) = (0, log.steps.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(log.steps[middle]) < step { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The actors that are copies of each source row of the data, ascending.
struct Copies {
  private let starts: [Int32]
  private let numbers: [Int32]

  init(_ world: World, _ kind: KindID) {
    let count = world.kinds[kind.rawValue].initialCount
    let sources = max(world.model.kinds[kind.rawValue].sourceCount, count)
    var starts = [Int32](repeating: 0, count: sources + 2)
    for number in 0..<count { starts[world.origin(kind, number) + 2] += 1 }
    for row in 0..<sources { starts[row + 2] += starts[row + 1] }
    var numbers = [Int32](repeating: 0, count: count)
    for number in 0..<count {
      let row = world.origin(kind, number)
      numbers[Int(starts[row + 1])] = Int32(truncatingIfNeeded: number)
      starts[row + 1] += 1
    }
    self.starts = starts
    self.numbers = numbers
  }

  /// The copies of a row; none of a row that was not drawn or is beyond the data.
  func of(_ row: Int) -> ArraySlice<Int32> {
    guard row < starts.count - 1 else { return [] }
    return numbers[Int(starts[row])..<Int(starts[row + 1])]
  }
}
