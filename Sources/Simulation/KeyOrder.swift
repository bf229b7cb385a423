/// An order by addressed random keys: removing one row leaves the order of the others as it is.
struct KeyOrder {
  /// Row numbers in ascending order of their keys; equal keys in the order of the rows.
  let rows: [Int32]

  /// - Parameter keys: one per row.
  init(_ keys: UnsafeBufferPointer<UInt64>) { rows = Self.order(keys) }

  /// Distributes the keys over as many buckets as there are keys, by their first bits; what then
  /// stands out of order is moved a few places.
  private static func order(_ keys: UnsafeBufferPointer<UInt64>) -> [Int32] {
    guard keys.count > 1 else { return keys.isEmpty ? [] : [0] }
    let shift = UInt64((keys.count - 1).leadingZeroBitCount)
    var starts = [Int32](repeating: 0, count: (1 << (64 - Int(shift))) + 1)
    var rows = [Int32](repeating: 0, count: keys.count)
    starts.withUnsafeMutableBufferPointer { starts in
      rows.withUnsafeMutableBufferPointer { rows in
        for key in keys { starts[Int(key >> shift) + 1] &+= 1 }
        for bucket in 1..<starts.count { starts[bucket] &+= starts[bucket - 1] }
        for row in keys.indices {
          let bucket = Int(keys[row] >> shift)
          rows[Int(starts[bucket])] = Int32(truncatingIfNeeded: row)
          starts[bucket] &+= 1
        }
        for index in 1..<rows.count {
          let row = rows[index]
          var place = index
          while place > 0 && keys[Int(rows[place - 1])] > keys[Int(row)] {
            rows[place] = rows[place - 1]
            place -= 1
          }
          rows[place] = row
        }
      }
    }
    return rows
  }

  /// Puts elements into this order.
  func apply<Element>(to elements: UnsafeMutablePointer<Element>) {
    let copy = Array(UnsafeBufferPointer(start: elements, count: rows.count))
    for (index, row) in rows.enumerated() { elements[index] = copy[Int(row)] }
  }
}
