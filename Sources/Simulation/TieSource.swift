internal import Randomness

/// The ties that a generator makes, each named once, in an order that is a function of the
/// network's draws alone.
///
/// It can be walked repeatedly with the same result, so that rows are counted and then filled
/// without a list of all ties in between.
struct TieSource {
  let key: StreamKey
  /// Actors of `from` and of `to`.
  let fromCount: Int
  let toCount: Int
  /// Rows of their data, which an edge list may name.
  let fromRows: Int
  let toRows: Int
  /// Whether both ends are of one kind.
  let isAmongOne: Bool
  let isUndirected: Bool

  typealias Body = (_ from: Int, _ to: Int) -> Void

  /// The draw of an actor of `from`; those of one actor do not depend on how many others there are.
  func draw(_ actor: Int, key word: UInt32 = 0, occurrence: UInt32 = 0) -> DrawStream {
    DrawStream(
      DrawAddress(
        key: key, actor: UInt64(actor + 1), step: 0,
        site: ReservedSite.generator.word(key: word, occurrence: occurrence)))
  }

  /// The first 64 bits of the draws of some actors.
  func firstBits(_ words: inout [UInt64], from actor: Int, key word: UInt32) {
    words.withUnsafeMutableBufferPointer { words in
      guard let base = words.baseAddress else { return }
      for place in words.indices { words[place] = UInt64(actor + place + 1) }
      DrawBatch.firstBits(
        base, count: words.count, key, step: 0, site: ReservedSite.generator.word(key: word))
    }
  }

  /// Calls `body` for each pair of `from` and a run of partners, each with a probability, skipping
  /// from one tie to the next (Batagelj and Brandes 2005, doi:10.1103/PhysRevE.71.036113).
  ///
  /// - Parameter stream: of the actor; a pair's fate depends on the partners before it only.
  func skip(
    count: Int, probability: Double, _ stream: inout DrawStream, _ hit: (Int) -> Void
  ) {
    if probability >= 1 {
      for index in 0..<count { hit(index) }
    } else if probability > 0.25 {
      for index in 0..<count where stream.nextUniform() < probability { hit(index) }
    } else if probability > 0 {
      let rate = exponentialRate(probability)
      var index = -1
      while true {
        let gap = stream.exponential(rate: rate)
        // Comparing as Double first keeps the conversion in range.
        guard gap < Double(count - index - 1) else { return }
        index += 1 + Int(gap)
        hit(index)
      }
    }
  }

  /// -log(1 - p) as the series 2 artanh(p / (2 - p)), in exact operations only; p at most 1/4,
  /// where 16 terms leave less than one unit of the last place.
  private func exponentialRate(_ probability: Double) -> Double {
    let z = probability / (2 - probability)
    var sum = 0.0
    for term in stride(from: 31, through: 1, by: -2) {
      sum = sum * (z * z) + 1 / Double(term)
    }
    return 2 * z * sum
  }

  /// G(n, p): each pair, or each ordered pair of a directed network.
  func random(probability: Double, _ body: Body) {
    for actor in 0..<fromCount {
      var stream = draw(actor)
      let first = isUndirected ? actor + 1 : 0
      skip(count: toCount - first, probability: probability, &stream) { index in
        let other = first + index
        if !(isAmongOne && other == actor) { body(actor, other) }
      }
    }
  }

  /// Blocks: pairs of a block a and a block b are tied with probability `probabilities[a, b]`; of
  /// an undirected pair the lower number's block is a.
  ///
  /// - Parameter blockOf: by actor; -1 has no ties.
  func blocks(_ blockOf: [Int32], blockCount: Int, probabilities: [Double], _ body: Body) {
    var members = [[Int]](repeating: [], count: blockCount)
    for (actor, block) in blockOf.enumerated() where block >= 0 {
      members[Int(block)].append(actor)
    }
    var passed = [Int](repeating: 0, count: blockCount)
    for (actor, block) in blockOf.enumerated() where block >= 0 {
      passed[Int(block)] += 1
      for other in 0..<blockCount {
        let first = isUndirected ? passed[other] : 0
        let candidates = members[other]
        var stream = draw(actor, key: UInt32(truncatingIfNeeded: other))
        let probability = probabilities[Int(block) * blockCount + other]
        skip(count: candidates.count - first, probability: probability, &stream) { index in
          let partner = candidates[first + index]
          if partner != actor { body(actor, partner) }
        }
      }
    }
  }

  /// Rows of `width`; the neighbours are the 4 next (von Neumann) or the 8 (Moore) around.
  func lattice(width: Int, height: Int, torus: Bool, diagonal: Bool, _ body: Body) {
    let offsets =
      diagonal
      ? [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]
      : [(-1, 0), (0, -1), (0, 1), (1, 0)]
    var found: [Int] = []
    for actor in 0..<min(fromCount, width * height) {
      found.removeAll(keepingCapacity: true)
      let (row, column) = (actor / width, actor % width)
      for (down, right) in offsets {
        var (y, x) = (row + down, column + right)
        if torus { (y, x) = ((y + height) % height, (x + width) % width) }
        guard y >= 0, y < height, x >= 0, x < width else { continue }
        let other = y * width + x
        // On a small torus one actor is a neighbour in several directions.
        let isNew = other != actor && other < fromCount && !found.contains(other)
        if isNew && (!isUndirected || other > actor) { found.append(other) }
      }
      for other in found { body(actor, other) }
    }
  }

  func ring(degree: Int, _ body: Body) {
    let reach = min(degree / 2, (fromCount - 1) / 2)
    for actor in 0..<fromCount {
      for distance in 1..<(reach + 1) {
        body(actor, (actor + distance) % fromCount)
        if !isUndirected { body(actor, (actor - distance + fromCount) % fromCount) }
      }
    }
  }

  func star(_ body: Body) {
    guard toCount > 0 else { return }
    for actor in stride(from: isAmongOne ? 1 : 0, to: fromCount, by: 1) { body(actor, 0) }
  }

  func complete(_ body: Body) {
    for actor in 0..<fromCount {
      for other in stride(from: isUndirected ? actor + 1 : 0, to: toCount, by: 1)
      where !(isAmongOne && other == actor) {
        body(actor, other)
      }
    }
  }
}
