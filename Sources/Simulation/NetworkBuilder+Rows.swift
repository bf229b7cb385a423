internal import Diagnostics
internal import Glibc

extension NetworkBuilder {
  /// What is wrong with an edge list.
  var problem: Diagnostic? {
    guard case .edges(let from, let to, let weights) = spec.generator else { return nil }
    guard from.count == to.count, weights.isEmpty || weights.count == from.count else {
      return Diagnostic(
        "network '\(spec.name)': the columns of its ties differ in length", class: .bug)
    }
    for index in from.indices {
      let (a, b) = (Int(from[index]), Int(to[index]))
      let isKnown = a >= 0 && a < source.fromRows && b >= 0 && b < source.toRows
      guard isKnown else {
        return Diagnostic(
          "network '\(spec.name)': tie \(index + 1) is between actors \(a + 1) and \(b + 1), but"
            + " there are \(source.fromRows) and \(source.toRows)")
      }
      if source.isAmongOne && a == b {
        return Diagnostic(
          "network '\(spec.name)': tie \(index + 1) ties actor \(a + 1) to itself")
      }
    }
    return repeatedEdge(from, to)
  }

  /// Whether both ends of a row of the edge list are in this world; a smaller one has the first
  /// actors of the data only.
  func isThere(_ from: Int, _ to: Int) -> Bool { from < source.fromCount && to < source.toCount }

  private func repeatedEdge(_ from: [Int32], _ to: [Int32]) -> Diagnostic? {
    var places = [(pair: UInt64, index: Int)]()
    places.reserveCapacity(from.count)
    for index in from.indices {
      let (a, b) = (UInt64(from[index]), UInt64(to[index]))
      let pair = source.isUndirected ? min(a, b) << 32 | max(a, b) : a << 32 | b
      places.append((pair, index))
    }
    places.sort { ($0.pair, $0.index) < ($1.pair, $1.index) }
    for position in places.indices.dropFirst()
    where places[position].pair == places[position - 1].pair {
      let (first, second) = (places[position - 1].index, places[position].index)
      return Diagnostic(
        "network '\(spec.name)': ties \(first + 1) and \(second + 1) tie the same two actors")
    }
    return nil
  }

  /// Gives the ties of an edge list their weights.
  func setWeights(_ state: inout NetworkState) -> Diagnostic? {
    guard case .edges(let from, let to, let weights) = spec.generator, !weights.isEmpty
    else { return nil }
    state.materialise(0)
    guard let values = state.fields[0].read else { return nil }
    for index in weights.indices where isThere(Int(from[index]), Int(to[index])) {
      if let tie = state.tieBetween(Int(from[index]), Int(to[index])) {
        values[tie] = canonical(weights[index])
      }
    }
    return nil
  }

  /// Rows of the other side, from the rows of this one, whose ties are numbered.
  func transpose(_ near: NetworkSide, into far: inout NetworkSide) {
    let entries = Int(near.rowStart[near.rowCount])
    let rows = source.toCount
    far.deallocate()
    far.rowCount = rows
    far.rowStart = allocateZeroed(bytes: (rows + 2) * 4)
      .bindMemory(to: Int32.self, capacity: rows + 2)
    far.targets = allocateZeroed(bytes: entries * 4).bindMemory(to: Int32.self, capacity: entries)
    far.ties = allocateZeroed(bytes: entries * 4).bindMemory(to: Int32.self, capacity: entries)
    // Counted one place further on, filling moves each start to where it belongs.
    for position in 0..<entries { far.rowStart[Int(near.targets[position]) + 2] &+= 1 }
    for row in 0..<rows { far.rowStart[row + 2] &+= far.rowStart[row + 1] }
    for row in 0..<near.rowCount {
      for position in Int(near.rowStart[row])..<Int(near.rowStart[row + 1]) {
        let other = Int(near.targets[position])
        let place = Int(far.rowStart[other + 1])
        far.targets[place] = Int32(truncatingIfNeeded: row)
        far.ties[place] = near.ties[position]
        far.rowStart[other + 1] &+= 1
      }
    }
  }

  /// Sorts one row; rows are short as a rule.
  func sortRow(_ row: UnsafeMutablePointer<Int32>, _ count: Int) {
    guard count <= 24 else {
      var long = UnsafeMutableBufferPointer(start: row, count: count)
      long.sort()
      return
    }
    for index in 1..<max(count, 1) {
      let value = row[index]
      var place = index
      while place > 0 && row[place - 1] > value {
        row[place] = row[place - 1]
        place -= 1
      }
      row[place] = value
    }
  }
}
