/// Memory that grows and is reused: a typed block without reference counting in its use.
struct Buffer<Element> {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  /// - Precondition: `Element` is plain data, for which all zero bits are a value.
  init(capacity: Int = 16) {
    self.capacity = capacity
    base = allocateZeroed(bytes: capacity * MemoryLayout<Element>.stride)
      .bindMemory(to: Element.self, capacity: capacity)
  }

  /// Makes room for `count` elements; what was there is kept.
  mutating func reserve(_ count: Int) {
    guard count > capacity else { return }
    let larger = max(count, capacity + capacity / 2)
    base = reallocateZeroed(
      base, bytes: capacity * MemoryLayout<Element>.stride,
      newBytes: larger * MemoryLayout<Element>.stride
    ).bindMemory(to: Element.self, capacity: larger)
    capacity = larger
  }

  func deallocate() { release(base) }
}

/// What the simulator reuses from phase to phase.
struct Scratch {
  /// Results of kernels by row.
  var numbers = Buffer<Double>()
  var codes = Buffer<UInt8>()
  /// The aggregates of the present phase.
  var aggregates = Buffer<Double>()
  /// The aggregates of the model.
  var modelAggregates = Buffer<Double>()
  /// Acting actors.
  var rows = Buffer<Int32>()
  /// Neighbours whose counts change.
  var changed = Buffer<Int32>()
  var pairs = Buffer<Pair>()
  /// What rows are ordered by, and what their keys are drawn at.
  var keys = Buffer<UInt64>()
  var partners = Buffer<UInt64>()
  var sites = Buffer<UInt32>()
  /// The fold's unit of each event.
  var units = Buffer<Int32>()
  /// Events waiting for the folds.
  var events = Buffer<Event>()

  func deallocate() {
    numbers.deallocate()
    codes.deallocate()
    aggregates.deallocate()
    modelAggregates.deallocate()
    rows.deallocate()
    changed.deallocate()
    pairs.deallocate()
    keys.deallocate()
    partners.deallocate()
    sites.deallocate()
    units.deallocate()
    events.deallocate()
  }
}
