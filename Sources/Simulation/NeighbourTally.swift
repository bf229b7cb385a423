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
    let kind = neighbourKind(network, side: side)
    let view = kinds[kind.rawValue].views[field.rawValue]
    let count = kinds[kind.rawValue].count
    let changed = changedNumbers(view.read, count, tally)
    let state = networks + network.rawValue
    let actors = self.count(side == 0 ? state.pointee.from : state.pointee.to)
    flip(changed, tally, actors: actors, neighbours: count)
    return UnsafePointer(tally.counts)
  }

  /// Fewer neighbours are not worth a thread that looks at them.
  private static let looksOfAThread = 65_536

  /// Lists in `scratch.changed` who is counted and was not, or was and is not.
  private func changedNumbers(
    _ cells: UnsafeMutableRawPointer, _ count: Int, _ tally: NeighbourTally
  ) -> Int {
    scratch.changed.reserve(count)
    if count < 2 * Self.looksOfAThread { return changedNumbers(cells, 0..<count, tally) }
    // Each part lists its own where they begin, and the lists are pushed together.
    var lists = [Range<Int>](repeating: 0..<0, count: count / Self.looksOfAThread + 1)
    lists.withUnsafeMutableBufferPointer { lists in
      let lists = UnsafeMutableBufferPointer(rebasing: lists[...])
      engine.inParts(0..<count, atLeast: Self.looksOfAThread) { part in
        let found = changedNumbers(cells, part, tally)
        lists[part.lowerBound / Self.looksOfAThread] = part.lowerBound..<part.lowerBound + found
      }
    }
    let changed = scratch.changed.base
    var end = 0
    for list in lists {
      if list.lowerBound > end {
        (changed + end).update(from: changed + list.lowerBound, count: list.count)
      }
      end += list.count
    }
    return end
  }

  private func changedNumbers(
    _ cells: UnsafeMutableRawPointer, _ part: Range<Int>, _ tally: NeighbourTally
  ) -> Int {
    let changed = scratch.changed.base + part.lowerBound
    var found = 0
    func note(_ number: Int) {
      changed[found] = Int32(truncatingIfNeeded: number)
      found += 1
    }
    if let level = tally.level {
      let codes = cells.assumingMemoryBound(to: Int32.self)
      for number in part where (codes[number] == level) != (tally.counted[number] != 0) {
        note(number)
      }
      return found
    }
    let flags = cells.assumingMemoryBound(to: UInt8.self)
    var number = part.lowerBound
    // Eight at a time: what differs are bytes of which one bit is set.
    while number + 8 <= part.upperBound {
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
    for other in number..<part.upperBound where flags[other] != tally.counted[other] { note(other) }
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
