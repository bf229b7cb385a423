import Randomness
import Testing

@Suite struct ReductionTests {
  /// Values of many sizes and both signs, so that every other shape of the sum
  /// gives other bits.
  static let values: [Double] = draws(20_000, "reduction") { stream in
    let size = stream.uniform(low: -3, high: 3)
    return stream.lognormal(meanlog: size, sdlog: 1) * (stream.bernoulli(0.5) ? 1 : -1)
  }

  /// The shape said from above, in plain loops.
  static func twin(_ values: ArraySlice<Double>) -> Double {
    if values.isEmpty { return 0 }
    if values.count <= 1024 {
      var lanes: [Double] = Array(repeating: 0, count: 8)
      for (position, value) in values.enumerated() { lanes[position % 8] += value }
      return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
        + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
    }
    let blocks = (values.count + 1023) / 1024
    var half = 1
    while half * 2 < blocks { half *= 2 }
    let middle = values.startIndex + half * 1024
    return twin(values[..<middle]) + twin(values[middle...])
  }

  /// The shape as a stream sees it: a counter of blocks whose carries are additions.
  static func streamingTwin(_ values: [Double]) -> Double {
    var open: [(blocks: Int, sum: Double)] = []
    for start in stride(from: 0, to: values.count, by: 1024) {
      var sum = twin(values[start..<min(start + 1024, values.count)])
      var blocks = 1
      while let last = open.last, last.blocks == blocks {
        open.removeLast()
        sum = last.sum + sum
        blocks *= 2
      }
      open.append((blocks, sum))
    }
    guard var total = open.popLast()?.sum else { return 0 }
    while let last = open.popLast() { total = last.sum + total }
    return total
  }

  static func sum(_ values: [Double]) -> Double {
    values.withUnsafeBufferPointer { Reduction.sum($0) }
  }

  @Test func `both overloads equal both literal twins, bit for bit`() {
    let counts =
      Array(0...40) + [1000, 1023, 1024, 1025, 2048, 2049, 3072, 5000, 7168, 7169, 9999, 20_000]
    for count in counts {
      let part = Array(Self.values[..<count])
      let expected = Self.twin(part[...]).bitPattern
      #expect(Self.sum(part).bitPattern == expected, "count \(count)")
      #expect(
        Reduction.sum(count: count) { part[$0] }.bitPattern == expected, "count \(count)")
      #expect(Self.streamingTwin(part).bitPattern == expected, "count \(count)")
    }
  }

  @Test(arguments: [1024, 2048, 4096, 16_384, 100_000])
  func `sums of parts are joined to the sum`(size: Int) {
    for count in [1, 1000, 1024, 1025, 4096, 4097, 12_289, 16_384, 16_385, 20_000] {
      #expect(Reduction.isPart(size, of: count))
      let parts = stride(from: 0, to: count, by: size).map {
        Self.sum(Array(Self.values[$0..<min($0 + size, count)]))
      }
      #expect(Reduction.sum(ofParts: parts) == Self.sum(Array(Self.values[..<count])))
    }
    #expect(!Reduction.isPart(1000, of: 2000) && !Reduction.isPart(3072, of: 4000))
  }

  @Test func `the shape is told apart from a left fold and from other blocks`() {
    let values = Self.values
    #expect(Self.sum(values) != values.reduce(0, +))
    #expect(Self.sum(values) != Self.sum(Array(values[..<1000])) + Self.sum(Array(values[1000...])))
  }

  /// Computed with an independent program.
  @Test func golden() {
    let harmonic = (1...10_000).map { 1 / Double($0) }
    #expect(Self.sum(harmonic).bitPattern == 0x4023_9341_192D_E2B9)
  }

  @Test func `mean, of nothing too`() {
    let values = [1.0, 2, 6]
    #expect(values.withUnsafeBufferPointer { Reduction.mean($0) } == 3)
    #expect(Reduction.mean(count: 3) { values[$0] } == 3)
    #expect(Reduction.mean(count: 0) { _ in 1 }.isNaN)
    #expect(Reduction.mean(UnsafeBufferPointer(start: nil, count: 0)).isNaN)
    #expect(Reduction.sum(UnsafeBufferPointer(start: nil, count: 0)).bitPattern == 0)
  }

  @Test func `signs of zero, infinities and NaN`() {
    #expect(Self.sum([-0.0, -0.0]).bitPattern == 0)
    #expect(Self.sum([1, .infinity]) == .infinity)
    #expect(Self.sum([-.infinity, .infinity]).isNaN)
    #expect(Self.sum([1, .nan, 2]).isNaN)
  }

  @Test func `an error of the closure comes through, and values are asked for once, in order`() {
    struct Stop: Error {}
    var asked: [Int] = []
    #expect(throws: Stop.self) {
      try Reduction.sum(count: 3000) { index in
        asked.append(index)
        if index == 2500 { throw Stop() }
        return 1
      }
    }
    #expect(asked == Array(0...2500))
  }
}
