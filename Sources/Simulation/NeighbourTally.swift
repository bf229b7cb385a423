/// How many neighbours of each actor have something, kept up as the neighbours change.
struct NeighbourTally {
  let network: NetworkID
  let side: Int
  /// A field of the neighbours: true or false, or a category.
  let field: FieldID
  /// The level asked for; `nil`: the field is true.
  let level: Int32?
  /// By actor.
  let counts: UnsafeMutablePointer<Int32>
  /// By neighbour: 1 where it is counted.
  let counted: UnsafeMutablePointer<UInt8>

  func deallocate() {
    release(counts)
    release(counted)
  }
}

extension World {
  /// For each actor of a side of a network, how many of its neighbours have a field that is true, or
  /// a category that is a level.
  ///
  /// It costs what has changed since it was last asked for, beside a look at each neighbour's field.
  /// - Precondition: the network and both kinds do not change, nobody is hidden, and ties are seen
  ///   from both ends.
  package func neighbourCounts(
    _ network: NetworkID, side: Int, _ field: FieldID, level: Int32?
  ) -> UnsafePointer<Int32> {
    let known = tallies.firstIndex {
      $0.network == network && $0.side == side && $0.field == field && $0.level == level
    }
    let tally = known.map { tallies[$0] } ?? makeTally(network, side, field, level)
    let kind = neighbourKind(network, side: side)
    let view = kinds[kind.rawValue].views[field.rawValue]
    let count = kinds[kind.rawValue].count
    if let level {
      let codes = view.read.assumingMemoryBound(to: Int32.self)
      for number in 0..<count where (codes[number] == level) != (tally.counted[number] != 0) {
        flip(number, tally)
      }
    } else {
      flipChanged(UnsafePointer(view.read.assumingMemoryBound(to: UInt8.self)), count, tally)
    }
    return UnsafePointer(tally.counts)
  }

  private func makeTally(
    _ network: NetworkID, _ side: Int, _ field: FieldID, _ level: Int32?
  ) -> NeighbourTally {
    let state = networks + network.rawValue
    let actors = count(side == 0 ? state.pointee.from : state.pointee.to)
    let neighbours = count(neighbourKind(network, side: side))
    let tally = NeighbourTally(
      network: network, side: side, field: field, level: level,
      counts: allocateZeroed(bytes: actors * 4).bindMemory(to: Int32.self, capacity: actors),
      counted: allocateZeroed(bytes: neighbours).bindMemory(to: UInt8.self, capacity: neighbours))
    tallies.append(tally)
    return tally
  }

  /// Eight neighbours at a time, as most of them are as they were.
  private func flipChanged(
    _ flags: UnsafePointer<UInt8>, _ count: Int, _ tally: NeighbourTally
  ) {
    var number = 0
    while number + 8 <= count {
      let now = UnsafeRawPointer(flags + number).loadUnaligned(as: UInt64.self)
      let before = UnsafeRawPointer(tally.counted + number).loadUnaligned(as: UInt64.self)
      if now != before {
        for other in number..<number + 8 where flags[other] != tally.counted[other] {
          flip(other, tally)
        }
      }
      number += 8
    }
    while number < count {
      if flags[number] != tally.counted[number] { flip(number, tally) }
      number += 1
    }
  }

  @inline(__always)
  private func flip(_ number: Int, _ tally: NeighbourTally) {
    let isCounted = tally.counted[number] == 0
    tally.counted[number] = isCounted ? 1 : 0
    let state = networks + tally.network.rawValue
    // Who sees it: the rows of the other side.
    let row = state.pointee.row(state.pointee.hasTwoSides ? 1 - tally.side : 0, number)
    let change: Int32 = isCounted ? 1 : -1
    for position in 0..<row.count { tally.counts[Int(row.targets[position])] &+= change }
  }

  /// The most neighbours that an actor of a side of a network has.
  package func largestDegree(_ network: NetworkID, side: Int) -> Int {
    let rows = side == 0 ? networks[network.rawValue].near : networks[network.rawValue].far
    if let known = networks[network.rawValue].largestDegrees[side] { return known }
    var largest = 0
    for row in 0..<rows.rowCount {
      largest = max(largest, Int(rows.rowStart[row + 1] - rows.rowStart[row]))
    }
    networks[network.rawValue].largestDegrees[side] = largest
    return largest
  }
}
