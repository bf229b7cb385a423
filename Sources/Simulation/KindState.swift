internal import Glibc

/// The actors of one kind: their columns, and who is alive and visible.
///
/// It stands in memory that `World` owns, so that reading it moves no reference count.
struct KindState {
  let name: String
  let fieldCount: Int
  /// `fieldCount` views at an address that never changes.
  fileprivate(set) var views: UnsafeMutablePointer<ColumnView>
  fileprivate(set) var fields: UnsafeMutablePointer<FieldStorage>
  /// Cells that each column has room for.
  var capacity: Int
  /// Numbers ever given.
  var count: Int
  /// Actors that the world began with.
  let initialCount: Int
  var living: Int
  /// Numbers from here on entered in the present simultaneous phase and are not there yet.
  var firstPending: Int
  /// `Status` bits by number; `nil`: everybody is alive and visible.
  var status: UnsafeMutablePointer<UInt8>?
  /// Identities of the entered ones, from number `initialCount` on.
  var enteredIdentities: [UInt64] = []
  var enteredNumbers: [UInt64: Int] = [:]
  /// The step in which an actor left.
  var leftAt: [Int: Int] = [:]
  /// Those who left in the present step, by number.
  var leftThisStep: [Int32] = []
  /// Source rows of the data, where it is not simply the number.
  var origins: UnsafeMutablePointer<Int32>?

  /// What `status` says.
  enum Status {
    static let alive: UInt8 = 1
    static let visible: UInt8 = 2
    static let existed: UInt8 = 4
    static let all: UInt8 = 7
  }

  init(_ spec: KindSpec) {
    name = spec.name
    fieldCount = spec.fields.count
    count = spec.count
    initialCount = spec.count
    living = spec.count
    firstPending = spec.count
    capacity = max(spec.count, 1)
    views = .allocate(capacity: max(fieldCount, 1))
    fields = .allocate(capacity: max(fieldCount, 1))
    for (index, field) in spec.fields.enumerated() {
      let type = CellType(field.type)
      let cells = allocateZeroed(bytes: capacity * type.stride)
      (views + index).initialize(to: ColumnView(read: cells, write: cells, type: type))
      (fields + index).initialize(to: FieldStorage(type: type))
    }
  }

  func deallocate() {
    for index in 0..<fieldCount {
      let view = views[index]
      release(view.read)
      if view.write != view.read { release(view.write) }
      release(fields[index].spare)
      release(fields[index].gifts)
      release(fields[index].claims)
    }
    fields.deinitialize(count: fieldCount)
    views.deallocate()
    fields.deallocate()
    release(status)
    release(origins)
  }

  /// The same actors once more, where nothing waits for the end of a phase.
  func copy() -> KindState {
    var copy = self
    copy.views = .allocate(capacity: max(fieldCount, 1))
    copy.fields = .allocate(capacity: max(fieldCount, 1))
    for index in 0..<fieldCount {
      let view = views[index]
      let cells = allocateZeroed(bytes: capacity * view.type.stride)
      memcpy(cells, view.read, count * view.type.stride)
      (copy.views + index).initialize(
        to: ColumnView(read: cells, write: cells, type: view.type))
      (copy.fields + index).initialize(to: FieldStorage(type: view.type))
    }
    copy.status = status.map { copied($0, count: count, capacity: capacity) }
    copy.origins = origins.map { copied($0, count: initialCount, capacity: initialCount) }
    return copy
  }

  /// Makes `status` explicit.
  mutating func makeStatus() -> UnsafeMutablePointer<UInt8> {
    if let status { return status }
    let made = allocateZeroed(bytes: capacity).assumingMemoryBound(to: UInt8.self)
    memset(made, Int32(Status.all), count)
    status = made
    return made
  }

  /// Makes room for `newCapacity` cells in every column.
  mutating func grow(to newCapacity: Int) {
    for index in 0..<fieldCount {
      let stride = fields[index].type.stride
      let (old, new) = (capacity * stride, newCapacity * stride)
      let isDouble = views[index].write != views[index].read
      views[index].read = reallocateZeroed(views[index].read, bytes: old, newBytes: new)
      views[index].write =
        isDouble
        ? reallocateZeroed(views[index].write, bytes: old, newBytes: new) : views[index].read
      // Neither the unused second buffer nor closed sums hold anything: they are made anew.
      release(fields[index].spare)
      fields[index].spare = nil
      if let gifts = fields[index].gifts {
        fields[index].gifts = reallocateZeroed(gifts, bytes: old, newBytes: new)
        fields[index].clearGifts(from: capacity, to: newCapacity)
      }
      if let claims = fields[index].claims {
        let stride = MemoryLayout<ClaimCell>.stride
        let moved = reallocateZeroed(
          claims, bytes: capacity * stride, newBytes: newCapacity * stride
        ).assumingMemoryBound(to: ClaimCell.self)
        (moved + capacity).update(repeating: .none, count: newCapacity - capacity)
        fields[index].claims = moved
      }
    }
    if let status {
      self.status = reallocateZeroed(status, bytes: capacity, newBytes: newCapacity)
        .assumingMemoryBound(to: UInt8.self)
    }
    capacity = newCapacity
  }
}

extension FieldStorage {
  /// Sets the sums of a range of numbers to the neutral element.
  func clearGifts(from start: Int, to end: Int) {
    guard let gifts else { return }
    if type == .number {
      (gifts.assumingMemoryBound(to: Double.self) + start).update(
        repeating: -0.0, count: end - start)
    } else {
      (gifts.assumingMemoryBound(to: Int64.self) + start).update(repeating: 0, count: end - start)
    }
  }
}
