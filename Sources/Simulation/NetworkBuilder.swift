internal import Diagnostics
internal import Glibc
internal import Randomness

/// Makes the compressed rows of a network from its generator.
///
/// Ties are numbered by ascending start, then end; of an undirected tie the lower number is the
/// start.
struct NetworkBuilder {
  let spec: NetworkSpec
  let source: TieSource
  /// The blocks of the actors, where the generator asks for them.
  var blockOf: [Int32] = []
  var blockCount = 0

  /// Fills the rows of `state`, which has none yet.
  ///
  /// - Returns: what is wrong with an edge list, or with the number of ties.
  func build(_ state: inout NetworkState) -> Diagnostic? {
    let rows = source.fromCount
    if let problem = problem { return problem }
    let walk = makeWalk()
    let counts = allocateZeroed(bytes: (rows + 2) * 4)
      .bindMemory(to: Int32.self, capacity: rows + 2)
    defer { release(counts) }
    let mirrored = state.isUndirected
    var entries = 0
    walk { from, to in
      counts[from] &+= 1
      entries += 1
      if mirrored {
        counts[to] &+= 1
        entries += 1
      }
    }
    guard entries < Int(Int32.max) else {
      return Diagnostic("network '\(spec.name)' would have \(entries) ends of ties: too many")
    }
    fill(&state.near, counts, rows, entries, mirrored, walk)
    if mirrored {
      state.tieCount = entries / 2
      numberMirrored(state.near, counts, rows)
    } else {
      state.tieCount = Int(state.near.rowStart[rows])
      for position in 0..<state.tieCount {
        state.near.ties[position] = Int32(truncatingIfNeeded: position)
      }
      if state.hasTwoSides { transpose(state.near, into: &state.far) }
    }
    state.tieCapacity = state.tieCount
    return setWeights(&state)
  }

  private typealias Walk = (TieSource.Body) -> Void

  private func makeWalk() -> Walk {
    let source = source
    switch spec.generator {
    case .random(let probability):
      return { source.random(probability: probability, $0) }
    case .blockModel(_, _, let probabilities):
      let (blockOf, blockCount) = (blockOf, blockCount)
      return {
        source.blocks(blockOf, blockCount: blockCount, probabilities: probabilities, $0)
      }
    case .lattice(let width, let height, let torus, let diagonal):
      return {
        source.lattice(width: width, height: height, torus: torus, diagonal: diagonal, $0)
      }
    case .ring(let degree): return { source.ring(degree: degree, $0) }
    case .star: return { source.star($0) }
    case .complete: return { source.complete($0) }
    case .smallWorld(let degree, let rewire):
      return listed(source.smallWorld(degree: degree, rewire: rewire))
    case .preferentialAttachment(let ties):
      return listed(source.preferentialAttachment(ties: ties))
    case .randomTies(let degree):
      guard source.isUndirected else { return { source.randomTies(degree: degree, $0) } }
      return listed(withoutMutual(degree))
    case .edges(let from, let to, _):
      return { body in
        for index in from.indices where isThere(Int(from[index]), Int(to[index])) {
          body(Int(from[index]), Int(to[index]))
        }
      }
    }
  }

  private func listed(_ list: (ends: [Int32], width: Int)) -> Walk {
    { body in
      guard list.width > 0 else { return }
      list.ends.withUnsafeBufferPointer { ends in
        for index in ends.indices where ends[index] >= 0 {
          body(index / list.width, Int(ends[index]))
        }
      }
    }
  }

  /// Random ties among one kind: two who drew each other have one tie.
  private func withoutMutual(_ degree: Int) -> (ends: [Int32], width: Int) {
    let width = min(degree, source.fromCount - 1)
    guard width > 0 else { return ([], 0) }
    var ends = [Int32](repeating: -1, count: source.fromCount * width)
    var next = 0
    source.randomTies(degree: degree) { _, to in
      ends[next] = Int32(truncatingIfNeeded: to)
      next += 1
    }
    for from in 0..<source.fromCount {
      for slot in from * width..<(from + 1) * width {
        let to = Int(ends[slot])
        guard to >= 0, to < from else { continue }
        let drawn = ends[to * width..<(to + 1) * width]
        if drawn.contains(Int32(truncatingIfNeeded: from)) { ends[slot] = -1 }
      }
    }
    return (ends, width)
  }

  private func fill(
    _ side: inout NetworkSide, _ counts: UnsafeMutablePointer<Int32>, _ rows: Int,
    _ entries: Int, _ mirrored: Bool, _ walk: Walk
  ) {
    side.deallocate()
    let starts = allocateZeroed(bytes: (rows + 1) * 4)
      .bindMemory(to: Int32.self, capacity: rows + 1)
    var total: Int32 = 0
    for row in 0..<rows {
      starts[row] = total
      total &+= counts[row]
      counts[row] = starts[row]
    }
    starts[rows] = total
    let targets = allocateZeroed(bytes: entries * 4).bindMemory(to: Int32.self, capacity: entries)
    walk { from, to in
      targets[Int(counts[from])] = Int32(truncatingIfNeeded: to)
      counts[from] &+= 1
      if mirrored {
        targets[Int(counts[to])] = Int32(truncatingIfNeeded: from)
        counts[to] &+= 1
      }
    }
    for row in 0..<rows {
      sortRow(targets + Int(starts[row]), Int(starts[row + 1] - starts[row]))
    }
    side.rowCount = rows
    side.rowStart = starts
    side.targets = targets
    side.ties = allocateZeroed(bytes: entries * 4).bindMemory(to: Int32.self, capacity: entries)
  }

  /// Numbers undirected ties by their lower end; the other end's row meets them in that order.
  private func numberMirrored(
    _ side: NetworkSide, _ cursor: UnsafeMutablePointer<Int32>, _ rows: Int
  ) {
    for row in 0..<rows { cursor[row] = side.rowStart[row] }
    var tie: Int32 = 0
    for row in 0..<rows {
      for position in Int(side.rowStart[row])..<Int(side.rowStart[row + 1]) {
        let other = Int(side.targets[position])
        guard other > row else { continue }
        side.ties[position] = tie
        side.ties[Int(cursor[other])] = tie
        cursor[other] &+= 1
        tie &+= 1
      }
    }
  }
}
