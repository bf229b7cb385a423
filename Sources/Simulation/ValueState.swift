/// What one value definition says of every actor of its kind.
struct ValueState {
  let spec: ValueSpec
  /// This step's numbers; for `stock` and `end` they are the totals too.
  var current: UnsafeMutablePointer<Double>
  /// The sum of this step's numbers, where all of them are defined and it was taken.
  var sum: Double?
  /// Sums over the counted steps; only for `flow` and `mean`.
  var sums: UnsafeMutablePointer<Double>?
  /// Counted steps in which the actor was there; only for `mean`.
  var steps: UnsafeMutablePointer<Int32>?
  /// Why a number is undefined, this step and in total; made at the first undefined number.
  var reasons: UnsafeMutablePointer<UInt8>?
  var totalReasons: UnsafeMutablePointer<UInt8>?

  init(_ spec: ValueSpec, capacity: Int) {
    self.spec = spec
    current = allocateZeroed(bytes: capacity * 8).bindMemory(to: Double.self, capacity: capacity)
    if spec.accounting == .flow || spec.accounting == .mean {
      sums = allocateZeroed(bytes: capacity * 8).bindMemory(to: Double.self, capacity: capacity)
    }
    if spec.accounting == .mean {
      steps = allocateZeroed(bytes: capacity * 4).bindMemory(to: Int32.self, capacity: capacity)
    }
  }

  mutating func grow(from old: Int, to capacity: Int) {
    current = reallocateZeroed(current, bytes: old * 8, newBytes: capacity * 8)
      .bindMemory(to: Double.self, capacity: capacity)
    sums = sums.map {
      reallocateZeroed($0, bytes: old * 8, newBytes: capacity * 8)
        .bindMemory(to: Double.self, capacity: capacity)
    }
    steps = steps.map {
      reallocateZeroed($0, bytes: old * 4, newBytes: capacity * 4)
        .bindMemory(to: Int32.self, capacity: capacity)
    }
    reasons = reasons.map { growBytes($0, old, capacity) }
    totalReasons = totalReasons.map { growBytes($0, old, capacity) }
  }

  private func growBytes(
    _ bytes: UnsafeMutablePointer<UInt8>, _ old: Int, _ capacity: Int
  ) -> UnsafeMutablePointer<UInt8> {
    reallocateZeroed(bytes, bytes: old, newBytes: capacity)
      .bindMemory(to: UInt8.self, capacity: capacity)
  }

  /// Makes room for reasons.
  mutating func makeReasons(capacity: Int) {
    guard reasons == nil else { return }
    reasons = allocateZeroed(bytes: capacity).bindMemory(to: UInt8.self, capacity: capacity)
    totalReasons = allocateZeroed(bytes: capacity).bindMemory(to: UInt8.self, capacity: capacity)
  }

  /// Makes the numbers of all undefined until they are asked for, after the run.
  func forget(count: Int) { current.update(repeating: .nan, count: count) }

  func deallocate() {
    release(current)
    release(sums)
    release(steps)
    release(reasons)
    release(totalReasons)
  }
}
