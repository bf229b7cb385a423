internal import Glibc

extension NetworkState {
  /// Ties two actors who are not tied yet.
  ///
  /// - Parameters:
  ///   - tie: a number that the tie had before; `nil` gives a new one.
  ///   - isRead: whether somebody may be reading the rows: then they are changed in copies.
  mutating func insertTie(_ a: Int, _ b: Int, tie known: Int? = nil, isRead: Bool) -> Int {
    let tie = known ?? newTie()
    near.insert(row: a, target: b, tie: tie, isRead: isRead, retired: &retired)
    if hasTwoSides {
      far.insert(row: b, target: a, tie: tie, isRead: isRead, retired: &retired)
    } else if isUndirected {
      near.insert(row: b, target: a, tie: tie, isRead: isRead, retired: &retired)
    }
    return tie
  }

  /// Unties two actors who are tied.
  mutating func removeTie(_ a: Int, _ b: Int, isRead: Bool) {
    near.remove(row: a, target: b, isRead: isRead, retired: &retired)
    if hasTwoSides {
      far.remove(row: b, target: a, isRead: isRead, retired: &retired)
    } else if isUndirected {
      near.remove(row: b, target: a, isRead: isRead, retired: &retired)
    }
  }

  /// Rows without ties.
  mutating func makeEmptyRows(nearCount: Int, farCount: Int) {
    near.freeze(rowCount: nearCount)
    if hasTwoSides { far.freeze(rowCount: farCount) }
  }

  var isThawed: Bool { !near.thawed.isEmpty || !far.thawed.isEmpty }

  /// Compresses changed rows; nobody may be reading.
  mutating func freeze(nearCount: Int, farCount: Int) {
    if isThawed {
      near.freeze(rowCount: nearCount)
      if hasTwoSides { far.freeze(rowCount: farCount) }
    }
    for block in retired { release(block) }
    retired.removeAll(keepingCapacity: true)
  }
}

extension NetworkSide {
  fileprivate mutating func insert(
    row number: Int, target: Int, tie: Int, isRead: Bool,
    retired: inout [UnsafeMutablePointer<Int32>]
  ) {
    let old = row(number)
    let place = lowerBound(old.targets, old.count, Int32(truncatingIfNeeded: target))
    // Behind the end of the row no snapshot looks.
    if let row = thawed[number], row.count < row.capacity, !isRead || place == row.count {
      let moved = (row.count - place) * 4
      memmove(row.targets + place + 1, row.targets + place, moved)
      memmove(row.ties + place + 1, row.ties + place, moved)
      row.targets[place] = Int32(truncatingIfNeeded: target)
      row.ties[place] = Int32(truncatingIfNeeded: tie)
      thawed[number]?.count += 1
      return
    }
    var copy = makeRow(old, capacity: old.count + old.count / 2 + 4, upTo: place)
    copy.targets[place] = Int32(truncatingIfNeeded: target)
    copy.ties[place] = Int32(truncatingIfNeeded: tie)
    memcpy(copy.targets + place + 1, old.targets + place, (old.count - place) * 4)
    memcpy(copy.ties + place + 1, old.ties + place, (old.count - place) * 4)
    copy.count = old.count + 1
    replace(number, by: copy, &retired)
  }

  fileprivate mutating func remove(
    row number: Int, target: Int, isRead: Bool, retired: inout [UnsafeMutablePointer<Int32>]
  ) {
    let old = row(number)
    let place = lowerBound(old.targets, old.count, Int32(truncatingIfNeeded: target))
    guard place < old.count, Int(old.targets[place]) == target else { return }
    let rest = (old.count - place - 1) * 4
    if !isRead, let row = thawed[number] {
      memmove(row.targets + place, row.targets + place + 1, rest)
      memmove(row.ties + place, row.ties + place + 1, rest)
      thawed[number]?.count -= 1
      return
    }
    var copy = makeRow(old, capacity: old.count + 4, upTo: place)
    memcpy(copy.targets + place, old.targets + place + 1, rest)
    memcpy(copy.ties + place, old.ties + place + 1, rest)
    copy.count = old.count - 1
    replace(number, by: copy, &retired)
  }

  private func makeRow(_ old: Neighbours, capacity: Int, upTo place: Int) -> ThawedRow {
    let row = ThawedRow(
      targets: allocateZeroed(bytes: capacity * 4).bindMemory(to: Int32.self, capacity: capacity),
      ties: allocateZeroed(bytes: capacity * 4).bindMemory(to: Int32.self, capacity: capacity),
      count: 0, capacity: capacity)
    memcpy(row.targets, old.targets, place * 4)
    memcpy(row.ties, old.ties, place * 4)
    return row
  }

  private mutating func replace(
    _ number: Int, by row: ThawedRow, _ retired: inout [UnsafeMutablePointer<Int32>]
  ) {
    if let old = thawed.updateValue(row, forKey: number) {
      retired.append(old.targets)
      retired.append(old.ties)
    }
  }

  fileprivate mutating func freeze(rowCount newCount: Int) {
    let starts = allocateZeroed(bytes: (newCount + 1) * 4)
      .bindMemory(to: Int32.self, capacity: newCount + 1)
    var total = 0
    for number in 0..<newCount {
      starts[number] = Int32(truncatingIfNeeded: total)
      total += row(number).count
    }
    starts[newCount] = Int32(truncatingIfNeeded: total)
    let newTargets = allocateZeroed(bytes: total * 4).bindMemory(to: Int32.self, capacity: total)
    let newTies = allocateZeroed(bytes: total * 4).bindMemory(to: Int32.self, capacity: total)
    for number in 0..<newCount {
      let old = row(number)
      memcpy(newTargets + Int(starts[number]), old.targets, old.count * 4)
      memcpy(newTies + Int(starts[number]), old.ties, old.count * 4)
    }
    deallocate()
    for row in thawed.values { row.deallocate() }
    thawed.removeAll(keepingCapacity: true)
    rowStart = starts
    targets = newTargets
    ties = newTies
    rowCount = newCount
  }
}
