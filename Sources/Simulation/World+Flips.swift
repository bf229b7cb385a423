// Neighbours that have something now, or have it no more, and the counts of those who see them.
extension World {
  /// Fewer neighbours are not worth a thread.
  private static let flipsOfAThread = 2048

  /// Changes the counts of all who see the first neighbours in `scratch.changed`.
  ///
  /// Each part changes the counts of its own actors, those with about the numbers of its neighbours,
  /// and notes what it has to say of others, whom their own parts see to then.
  ///
  /// - Parameters:
  ///   - changed: how many neighbours.
  ///   - actors: how many have a count.
  ///   - neighbours: how many there are of the other kind.
  func flip(_ changed: Int, _ tally: NeighbourTally, actors: Int, neighbours: Int) {
    let size = Self.flipsOfAThread
    if changed < 2 * size {
      _ = flip(0..<changed, tally, 0..<actors)
      return
    }
    let numbers = scratch.changed.base
    func own(_ part: Range<Int>) -> Range<Int> {
      func bound(_ position: Int) -> Int {
        if position == 0 { return 0 }
        return position == changed ? actors : Int(numbers[position]) * actors / neighbours
      }
      return bound(part.lowerBound)..<bound(part.upperBound)
    }
    var others = [[Int32]](repeating: [], count: changed / size + 1)
    others.withUnsafeMutableBufferPointer { others in
      let others = UnsafeMutableBufferPointer(rebasing: others[...])
      engine.inParts(0..<changed, atLeast: size) { part in
        others[part.lowerBound / size] = flip(part, tally, own(part))
      }
      if others.allSatisfy(\.isEmpty) { return }
      engine.inParts(0..<changed, atLeast: size) { part in
        let own = own(part)
        for list in others {
          for entry in list {
            let actor = Int(entry < 0 ? ~entry : entry)
            if own.contains(actor) { tally.counts[actor] &+= entry < 0 ? -1 : 1 }
          }
        }
      }
    }
  }

  /// - Returns: the others whose counts go up, and the complements of those whose counts go down.
  private func flip(
    _ part: Range<Int>, _ tally: NeighbourTally, _ own: Range<Int>
  ) -> [Int32] {
    // Who sees a neighbour: the rows of the other side.
    let hasTwoSides = networks[tally.network.rawValue].hasTwoSides
    let rows = compressedRows(tally.network, side: hasTwoSides ? 1 - tally.side : 0)
    let (changed, counted, counts) = (scratch.changed.base, tally.counted, tally.counts)
    var others: [Int32] = []
    for position in part {
      let number = Int(changed[position])
      let change: Int32 = counted[number] == 0 ? 1 : -1
      counted[number] ^= 1
      guard number < rows.count else { continue }
      for place in Int(rows.starts[number])..<Int(rows.starts[number + 1]) {
        let actor = rows.targets[place]
        if own.contains(Int(actor)) {
          counts[Int(actor)] &+= change
        } else {
          others.append(change > 0 ? actor : ~actor)
        }
      }
    }
    return others
  }
}
