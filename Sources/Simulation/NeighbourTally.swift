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
  /// The state of the fields that is counted.
  var version = -1

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
  ///
  /// - Parameter isSettled: whether fields change only where a phase begins or ends, so that rows that
  ///   are run later in it need no new look.
  /// - Precondition: the network and both kinds do not change, nobody is hidden, and ties are seen
  ///   from both ends.
  package func neighbourCounts(
    _ network: NetworkID, side: Int, _ field: FieldID, level: Int32?, isSettled: Bool
  ) -> UnsafePointer<Int32> {
    let known = tallies.firstIndex {
      $0.network == network && $0.side == side && $0.field == field && $0.level == level
    }
    let index = known ?? makeTally(network, side, field, level)
    let tally = tallies[index]
    if isSettled, tally.version == fieldsVersion { return UnsafePointer(tally.counts) }
    tallies[index].version = fieldsVersion
    let state = networks[network.rawValue]
    let kind = neighbourKind(network, side: side)
    let view = kinds[kind.rawValue].views[field.rawValue]
    let count = kinds[kind.rawValue].count
    let changed = changedNumbers(view.read, count, tally)
    // Each part changes the counts of its own actors.
    engine.inParts(0..<self.count(side == 0 ? state.from : state.to)) { actors in
      for position in 0..<changed { flip(scratch.changed.base[position], tally, actors) }
    }
    for position in 0..<changed { tally.counted[Int(scratch.changed.base[position])] ^= 1 }
    return UnsafePointer(tally.counts)
  }

  /// Lists in `scratch.changed` who is counted and was not, or was and is not.
  private func changedNumbers(
    _ cells: UnsafeMutableRawPointer, _ count: Int, _ tally: NeighbourTally
  ) -> Int {
    scratch.changed.reserve(count)
    let changed = scratch.changed.base
    var found = 0
    func note(_ number: Int) {
      changed[found] = Int32(truncatingIfNeeded: number)
      found += 1
    }
    if let level = tally.level {
      let codes = cells.assumingMemoryBound(to: Int32.self)
      for number in 0..<count where (codes[number] == level) != (tally.counted[number] != 0) {
        note(number)
      }
      return found
    }
    let flags = cells.assumingMemoryBound(to: UInt8.self)
    var number = 0
    // Eight at a time: what differs are bytes of which one bit is set.
    while number + 8 <= count {
      let now = UnsafeRawPointer(flags + number).loadUnaligned(as: UInt64.self)
      let before = UnsafeRawPointer(tally.counted + number).loadUnaligned(as: UInt64.self)
      var differences = now ^ before
      while differences != 0 {
        changed[found] = Int32(truncatingIfNeeded: number + differences.trailingZeroBitCount / 8)
        found += 1
        differences &= differences - 1
      }
      number += 8
    }
    for other in number..<count where flags[other] != tally.counted[other] { note(other) }
    return found
  }

  private func makeTally(
    _ network: NetworkID, _ side: Int, _ field: FieldID, _ level: Int32?
  ) -> Int {
    let state = networks + network.rawValue
    let actors = count(side == 0 ? state.pointee.from : state.pointee.to)
    let neighbours = count(neighbourKind(network, side: side))
    let tally = NeighbourTally(
      network: network, side: side, field: field, level: level,
      counts: allocateZeroed(bytes: actors * 4).bindMemory(to: Int32.self, capacity: actors),
      counted: allocateZeroed(bytes: neighbours).bindMemory(to: UInt8.self, capacity: neighbours))
    tallies.append(tally)
    return tallies.count - 1
  }

  /// Changes the counts of some of those who see a neighbour.
  @inline(__always)
  private func flip(_ number: Int32, _ tally: NeighbourTally, _ actors: Range<Int>) {
    let state = networks + tally.network.rawValue
    // Who sees it: the rows of the other side.
    let row = state.pointee.row(state.pointee.hasTwoSides ? 1 - tally.side : 0, Int(number))
    let change: Int32 = tally.counted[Int(number)] == 0 ? 1 : -1
    for position in 0..<row.count {
      let actor = Int(row.targets[position])
      if actors.contains(actor) { tally.counts[actor] &+= change }
    }
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
