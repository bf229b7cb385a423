/// How many values lie in each of several intervals of the same rounded width.
///
/// Each interval holds its lower end; the last one holds its upper end, too, unless the values are
/// whole numbers.
struct Bins {
  let ticks: Ticks
  /// Of every group of values and every interval.
  let counts: [[Int]]
  let isWhole: Bool

  /// - Parameters:
  ///   - groups: they share their intervals; values that are not finite belong to none.
  ///   - most: how many intervals there are at most, 2 or more.
  /// - Returns: `nil` where no value is finite.
  init?(_ groups: [[Double]], most: Int) {
    let finite = groups.map { $0.filter(\.isFinite) }
    guard let low = finite.lazy.joined().min(), let high = finite.lazy.joined().max() else {
      return nil
    }
    // Beyond this a number has no neighbour that differs by one.
    let isWhole = finite.allSatisfy {
      $0.allSatisfy { $0 == $0.rounded() && $0.magnitude < 0x1p52 }
    }
    let ticks = Ticks(
      covering: low, isWhole ? high + 1 : high, most: most, isWhole: isWhole)
    self.ticks = ticks
    self.isWhole = isWhole
    let last = ticks.values.count - 2
    counts = finite.map { values in
      values.reduce(into: [Int](repeating: 0, count: last + 1)) { counts, value in
        counts[min(last, ticks.interval(of: value))] += 1
      }
    }
  }

  /// The lower ends of the intervals and the upper end of the last one.
  var edges: [Double] { ticks.values }

  /// What an interval ends with: for whole numbers the last one in it.
  func end(_ place: Int) -> Double { isWhole ? edges[place + 1] - 1 : edges[place + 1] }

  /// `0.2 to 0.3`, or `3` and `5 to 9` for whole numbers.
  func label(_ place: Int) -> String {
    let low = edges[place]
    let high = end(place)
    return low == high ? ticks.label(low) : "\(ticks.label(low)) to \(ticks.label(high))"
  }
}
