/// Sums in one fixed shape, so that their bits depend on nothing but the values.
///
/// **Shape.** The values are cut into blocks of 1,024, the last one shorter. Within a block eight
/// lanes start at +0; lane k adds elements k, k + 8, k + 16, ... in order, and the lanes are joined
/// as ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)). A short block ends its lanes early, which gives the
/// same bits as filling it up with zeros.
///
/// Blocks are joined as a binary counter does when they stream by: two neighbouring sums of 2^j
/// blocks each become one of 2^(j+1), and at the end what is left is joined from the right: 7
/// blocks are left as 4, 2 and 1, joined as 4 + (2 + 1). Said from above: n > 1 blocks are the sum
/// of the first m and the sum of the others, m being the largest power of two below n.
///
/// The sum of nothing is +0.
package enum Reduction {
  /// Elements of a block.
  package static let blockSize = 1024

  /// The sum of values that stand in memory.
  package static func sum(_ values: UnsafeBufferPointer<Double>) -> Double {
    guard let base = values.baseAddress, values.count > 0 else { return 0 }
    return tree(0..<blockCount(values.count)) { block in
      let start = block * blockSize
      return blockSum(base + start, count: min(blockSize, values.count - start))
    }
  }

  /// Whether parts of so many values, the last one shorter, are parts of the shape.
  package static func isPart(_ size: Int, of count: Int) -> Bool {
    size >= count || size >= blockSize && size & (size - 1) == 0
  }

  /// The sum of values of which the sums of parts are known: one part, or parts of `isPart`.
  package static func sum(ofParts sums: [Double]) -> Double {
    sums.isEmpty ? 0 : tree(0..<sums.count) { sums[$0] }
  }

  /// The sum of values of which the lanes of each block are known.
  package static func sum(
    ofLanes lanes: UnsafeMutableBufferPointer<SIMD8<Double>>, count: Int
  ) -> Double {
    count > 0 ? tree(0..<blockCount(count)) { join(lanes[$0]) } : 0
  }

  /// The sum of `value(0)`, ..., `value(count - 1)`, each asked for once, in order.
  package static func sum(count: Int, _ value: (Int) throws -> Double) rethrows -> Double {
    guard count > 0 else { return 0 }
    return try tree(0..<blockCount(count)) { block in
      let end = min(count, (block + 1) * blockSize)
      var index = block * blockSize
      var lanes = SIMD8<Double>()
      while index + 8 <= end {
        lanes += try SIMD8(
          value(index), value(index + 1), value(index + 2), value(index + 3),
          value(index + 4), value(index + 5), value(index + 6), value(index + 7))
        index += 8
      }
      while index < end {
        lanes[index & 7] += try value(index)
        index += 1
      }
      return join(lanes)
    }
  }

  /// The mean: the sum divided by the count; NaN of nothing.
  package static func mean(_ values: UnsafeBufferPointer<Double>) -> Double {
    values.isEmpty ? .nan : sum(values) / Double(values.count)
  }

  /// The mean of `value(0)`, ..., `value(count - 1)`; NaN of nothing.
  package static func mean(count: Int, _ value: (Int) throws -> Double) rethrows -> Double {
    count > 0 ? try sum(count: count, value) / Double(count) : .nan
  }

  private static func blockCount(_ count: Int) -> Int {
    (count - 1) / blockSize + 1
  }

  private static func tree(
    _ blocks: Range<Int>, _ sum: (Int) throws -> Double
  ) rethrows -> Double {
    if blocks.count == 1 { return try sum(blocks.lowerBound) }
    let half = 1 << (Int.bitWidth - 1 - (blocks.count - 1).leadingZeroBitCount)
    let middle = blocks.lowerBound + half
    let left = try tree(blocks.lowerBound..<middle, sum)
    return left + (try tree(middle..<blocks.upperBound, sum))
  }

  private static func blockSum(_ base: UnsafePointer<Double>, count: Int) -> Double {
    let raw = UnsafeRawPointer(base)
    var lanes = SIMD8<Double>()
    let whole = count & ~7
    var offset = 0
    while offset < whole {
      lanes += raw.loadUnaligned(
        fromByteOffset: offset &* MemoryLayout<Double>.stride, as: SIMD8<Double>.self)
      offset &+= 8
    }
    while offset < count {
      lanes[offset & 7] += base[offset]
      offset &+= 1
    }
    return join(lanes)
  }

  private static func join(_ lanes: SIMD8<Double>) -> Double {
    let pairs = lanes.evenHalf + lanes.oddHalf
    let quarters = pairs.evenHalf + pairs.oddHalf
    return quarters.x + quarters.y
  }
}
