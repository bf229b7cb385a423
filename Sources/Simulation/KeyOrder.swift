/// An order by addressed random keys: removing one row leaves the order of the others as it is.
struct KeyOrder {
  /// Row numbers in ascending order of their keys; equal keys in the order of the rows.
  let rows: [Int32]

  /// - Parameter keys: one per row.
  init(_ keys: UnsafeBufferPointer<UInt64>) { rows = Self.order(keys) }

  /// Distributes the keys over as many buckets as there are keys, by their first bits; what then
  /// stands out of order is moved a few places.
  ///
  /// What is moved are the first halves of the keys beside their rows; where those are equal the whole
  /// keys decide.
  private static func order(_ keys: UnsafeBufferPointer<UInt64>) -> [Int32] {
    guard keys.count > 1 else { return keys.isEmpty ? [] : [0] }
    let shift = UInt64(max(32, (keys.count - 1).leadingZeroBitCount))
    var starts = [Int32](repeating: 0, count: (1 << (64 - Int(shift))) + 1)
    var places = [UInt64](repeating: 0, count: keys.count)
    starts.withUnsafeMutableBufferPointer { starts in
      places.withUnsafeMutableBufferPointer { places in
        for key in keys { starts[Int(key >> shift) + 1] &+= 1 }
        for bucket in 1..<starts.count { starts[bucket] &+= starts[bucket - 1] }
        for row in keys.indices {
          let bucket = Int(keys[row] >> shift)
          places[Int(starts[bucket])] = keys[row] & ~0xFFFF_FFFF | UInt64(row)
          starts[bucket] &+= 1
        }
        for index in 1..<places.count {
          let entry = places[index]
          var place = index
          while place > 0 && isBefore(entry, places[place - 1], keys) {
            places[place] = places[place - 1]
            place -= 1
          }
          places[place] = entry
        }
      }
    }
    return places.map { Int32(truncatingIfNeeded: $0) }
  }

  @inline(__always)
  private static func isBefore(
    _ left: UInt64, _ right: UInt64, _ keys: UnsafeBufferPointer<UInt64>
  ) -> Bool {
    if left >> 32 != right >> 32 { return left < right }
    let (first, second) = (keys[Int(left & 0xFFFF_FFFF)], keys[Int(right & 0xFFFF_FFFF)])
    return first != second ? first < second : left < right
  }

  /// Puts elements into this order.
  func apply<Element>(to elements: UnsafeMutablePointer<Element>) {
    let copy = Array(UnsafeBufferPointer(start: elements, count: rows.count))
    for (index, row) in rows.enumerated() { elements[index] = copy[Int(row)] }
  }
}
