internal import Glibc

/// The neighbours of one actor in one network, by ascending number.
///
/// A snapshot: ties that form or dissolve later in the phase do not show in it, and the memory
/// stays valid until the phase ends. Actors that left and silenced ones are still in it.
package struct Neighbours {
  package let targets: UnsafePointer<Int32>
  /// The tie's number, beside each target.
  package let ties: UnsafePointer<Int32>
  package let count: Int
}

/// One row that differs from the compressed form.
struct ThawedRow {
  var targets: UnsafeMutablePointer<Int32>
  var ties: UnsafeMutablePointer<Int32>
  var count: Int
  var capacity: Int
}

/// A network seen from one of its sides: compressed rows, with changed rows beside them.
///
/// Invariants: `rowStart` ascends from 0; the targets of a row ascend strictly.
struct NetworkSide {
  var rowCount = 0
  var rowStart = allocateZeroed(bytes: 4).bindMemory(to: Int32.self, capacity: 1)
  var targets = allocateZeroed(bytes: 4).bindMemory(to: Int32.self, capacity: 1)
  var ties = allocateZeroed(bytes: 4).bindMemory(to: Int32.self, capacity: 1)
  /// Rows that changed since the last compression.
  ///
  /// Looked up, never walked.
  var thawed: [Int: ThawedRow] = [:]

  func row(_ number: Int) -> Neighbours {
    if !thawed.isEmpty, let row = thawed[number] {
      return Neighbours(targets: row.targets, ties: row.ties, count: row.count)
    }
    guard number < rowCount else { return Neighbours(targets: targets, ties: ties, count: 0) }
    let start = Int(rowStart[number])
    return Neighbours(
      targets: targets + start, ties: ties + start, count: Int(rowStart[number + 1]) - start)
  }

  func copy() -> NetworkSide {
    var copy = self
    let count = Int(rowStart[rowCount])
    copy.rowStart = copied(rowStart, count: rowCount + 1, capacity: rowCount + 1)
    copy.targets = copied(targets, count: count, capacity: count)
    copy.ties = copied(ties, count: count, capacity: count)
    return copy
  }

  func deallocate() {
    release(rowStart)
    release(targets)
    release(ties)
  }
}

/// The values of one tie field, by the tie's number.
struct TieField {
  let initial: Double
  /// `nil` while every tie has the first value.
  var read: UnsafeMutablePointer<Double>?
  var write: UnsafeMutablePointer<Double>?
  /// The second buffer while it is not in use.
  var spare: UnsafeMutablePointer<Double>?
}

/// The ties of one network.
///
/// An undirected tie among one kind stands in the rows of both ends under one number; a directed
/// one in the row of its start; one between two kinds in a row of each side.
struct NetworkState {
  let from: KindID
  let to: KindID
  let isUndirected: Bool
  let isCut: Bool
  let hasTwoSides: Bool
  /// Seen from `from`.
  var near = NetworkSide()
  /// Seen from `to`, where the ends are of two kinds.
  var far = NetworkSide()
  /// Tie numbers ever given.
  var tieCount = 0
  var tieCapacity = 0
  let fieldCount: Int
  private(set) var fields: UnsafeMutablePointer<TieField>
  /// The most neighbours of anybody by side, of a network that does not change, once asked for.
  var largestDegrees: [Int?] = [nil, nil]
  /// Rows that were replaced while somebody may have been reading them.
  var retired: [UnsafeMutablePointer<Int32>] = []

  init(_ spec: NetworkSpec) {
    from = spec.from
    to = spec.to
    hasTwoSides = spec.from != spec.to
    isUndirected = spec.from == spec.to && !spec.directed
    isCut = spec.isCut
    fieldCount = spec.fields.count
    fields = .allocate(capacity: max(fieldCount, 1))
    for (index, field) in spec.fields.enumerated() {
      (fields + index).initialize(to: TieField(initial: canonical(field.initial)))
    }
  }

  func deallocate() {
    near.deallocate()
    far.deallocate()
    for row in near.thawed.values { row.deallocate() }
    for row in far.thawed.values { row.deallocate() }
    for block in retired { release(block) }
    for index in 0..<fieldCount {
      let field = fields[index]
      release(field.read)
      if field.write != field.read { release(field.write) }
      release(field.spare)
    }
    fields.deallocate()
  }

  /// The same ties once more, where no row is thawed and no field is being written.
  func copy() -> NetworkState {
    var copy = self
    copy.near = near.copy()
    copy.far = far.copy()
    copy.retired = []
    copy.fields = .allocate(capacity: max(fieldCount, 1))
    for index in 0..<fieldCount {
      var field = TieField(initial: fields[index].initial)
      field.read = fields[index].read.map { copied($0, count: tieCount, capacity: tieCapacity) }
      field.write = field.read
      (copy.fields + index).initialize(to: field)
    }
    return copy
  }

  func row(_ side: Int, _ number: Int) -> Neighbours {
    side == 0 ? near.row(number) : far.row(number)
  }

  /// The number of the tie from `a` (of `from`) to `b` (of `to`).
  func tieBetween(_ a: Int, _ b: Int) -> Int? {
    let row = near.row(a)
    let place = lowerBound(row.targets, row.count, Int32(truncatingIfNeeded: b))
    return place < row.count && Int(row.targets[place]) == b ? Int(row.ties[place]) : nil
  }

  /// Makes the values of a field explicit.
  mutating func materialise(_ field: Int) {
    guard fields[field].read == nil else { return }
    tieCapacity = max(tieCapacity, tieCount, 1)
    let values = allocateZeroed(bytes: tieCapacity * 8)
      .bindMemory(to: Double.self, capacity: tieCapacity)
    values.update(repeating: fields[field].initial, count: tieCapacity)
    fields[field].read = values
    fields[field].write = values
  }

  /// The next tie number, with first values in all fields.
  mutating func newTie() -> Int {
    let tie = tieCount
    tieCount += 1
    if tieCount > tieCapacity { growTies(to: tieCount + tieCount / 2 + 16) }
    for index in 0..<fieldCount {
      if let read = fields[index].read, let write = fields[index].write {
        read[tie] = fields[index].initial
        write[tie] = fields[index].initial
      }
    }
    return tie
  }

  private mutating func growTies(to capacity: Int) {
    let (old, new) = (tieCapacity * 8, capacity * 8)
    for index in 0..<fieldCount {
      guard let read = fields[index].read, let write = fields[index].write else { continue }
      let isDouble = read != write
      let moved = reallocateZeroed(read, bytes: old, newBytes: new)
        .bindMemory(to: Double.self, capacity: capacity)
      fields[index].read = moved
      fields[index].write =
        isDouble
        ? reallocateZeroed(write, bytes: old, newBytes: new)
          .bindMemory(to: Double.self, capacity: capacity) : moved
      release(fields[index].spare)
      fields[index].spare = nil
    }
    tieCapacity = capacity
  }
}

extension ThawedRow {
  func deallocate() {
    release(targets)
    release(ties)
  }
}

/// The first place in an ascending row whose target is at least `value`.
func lowerBound(_ row: UnsafePointer<Int32>, _ count: Int, _ value: Int32) -> Int {
  var (low, high) = (0, count)
  while low < high {
    let middle = (low + high) / 2
    if row[middle] < value { low = middle + 1 } else { high = middle }
  }
  return low
}
