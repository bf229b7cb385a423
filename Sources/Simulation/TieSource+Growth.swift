internal import Randomness

/// Generators that need to know the ties so far: they fill a list of the further ends.
extension TieSource {
  /// Watts and Strogatz 1998 (doi:10.1038/30918): a ring whose ties are rewired, each with a
  /// probability, to an end that is neither oneself nor tied yet.
  ///
  /// - Returns: row-major, the ends of actor i's own ties at `i * width ..<`; -1 is no tie.
  func smallWorld(degree: Int, rewire: Double) -> (ends: [Int32], width: Int) {
    let reach = min(degree / 2, (fromCount - 1) / 2)
    guard reach > 0 else { return ([], 0) }
    let width = isUndirected ? reach : 2 * reach
    var ends = [Int32](repeating: -1, count: fromCount * width)
    for actor in 0..<fromCount {
      for slot in 0..<width {
        let distance = slot < reach ? slot + 1 : fromCount - (slot - reach + 1)
        ends[actor * width + slot] = Int32(truncatingIfNeeded: (actor + distance) % fromCount)
      }
    }
    // Twice the ring's degree leaves an end to be found quickly; a fuller graph stays as it is.
    guard rewire > 0, fromCount > 2 * reach + 1 else { return (ends, width) }
    var words = [UInt64](repeating: 0, count: min(fromCount, 4096))
    ends.withUnsafeMutableBufferPointer { ends in
      for slot in 0..<width {
        let key = UInt32(truncatingIfNeeded: slot)
        for actor in 0..<fromCount {
          let place = actor % words.count
          if place == 0 { firstBits(&words, from: actor, key: key) }
          guard DrawStream.uniform(of: words[place]) < rewire else { continue }
          var stream = draw(actor, key: key)
          _ = stream.nextBits()
          for _ in 0..<1000 {
            let end = stream.stableIndex(below: fromCount)
            if end == actor || isTied(ends, width, actor, end) { continue }
            ends[actor * width + slot] = Int32(truncatingIfNeeded: end)
            break
          }
        }
      }
    }
    return (ends, width)
  }

  private func isTied(
    _ ends: UnsafeMutableBufferPointer<Int32>, _ width: Int, _ a: Int, _ b: Int
  ) -> Bool {
    for slot in 0..<width {
      if ends[a * width + slot] == Int32(truncatingIfNeeded: b) { return true }
      if isUndirected && ends[b * width + slot] == Int32(truncatingIfNeeded: a) { return true }
    }
    return false
  }

  /// Barabasi and Albert 1999 (doi:10.1126/science.286.5439.509): the first newcomer is tied to
  /// `ties` unconnected actors, each further one to `ties` different ones in proportion to their
  /// degrees.
  ///
  /// Where there are not that many, the last one is tied to all others.
  ///
  /// - Returns: as `smallWorld`.
  func preferentialAttachment(ties: Int) -> (ends: [Int32], width: Int) {
    let width = min(ties, fromCount - 1)
    guard width > 0 else { return ([], 0) }
    var ends = [Int32](repeating: -1, count: fromCount * width)
    for slot in 0..<width { ends[width * width + slot] = Int32(truncatingIfNeeded: slot) }
    ends.withUnsafeMutableBufferPointer { ends in
      for actor in (width + 1)..<max(fromCount, width + 1) {
        var stream = draw(actor)
        let halfEdges = 2 * width * (actor - width)
        var found = 0
        while found < width {
          let half = stream.stableIndex(below: halfEdges)
          let tie = half / 2 + width * width
          let end = half & 1 == 0 ? Int32(truncatingIfNeeded: tie / width) : ends[tie]
          let own = ends[(actor * width)..<(actor * width + found)]
          if own.contains(end) { continue }
          ends[actor * width + found] = end
          found += 1
        }
      }
    }
    return (ends, width)
  }

  /// Each actor of `from` with `degree` different random actors of `to`.
  func randomTies(degree: Int, _ body: Body) {
    let candidates = isAmongOne ? toCount - 1 : toCount
    let wanted = min(degree, candidates)
    guard wanted > 0 else { return }
    var found: [Int] = []
    var keys: [(word: UInt64, other: Int)] = []
    for actor in 0..<fromCount {
      found.removeAll(keepingCapacity: true)
      if 2 * wanted <= candidates {
        var stream = draw(actor)
        while found.count < wanted {
          let other = stream.stableIndex(below: toCount)
          if isAmongOne && other == actor || found.contains(other) { continue }
          found.append(other)
        }
      } else {
        // Too full for trial and error: the lowest of one key per candidate.
        keys.removeAll(keepingCapacity: true)
        for other in 0..<toCount where !(isAmongOne && other == actor) {
          var stream = draw(actor, key: UInt32(truncatingIfNeeded: other), occurrence: 1)
          keys.append((stream.nextBits(), other))
        }
        keys.sort { ($0.word, $0.other) < ($1.word, $1.other) }
        for entry in keys.prefix(wanted) { found.append(entry.other) }
      }
      for other in found { body(actor, other) }
    }
  }
}
