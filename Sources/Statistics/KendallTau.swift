/// Kendall's tau-b: how far two orders of the same things agree, 1 where they are the same and -1
/// where one is the reverse of the other.
///
///     tau_b = (concordant - discordant) / sqrt((pairs - ties in a) (pairs - ties in b))
///
/// - Returns: `nil`, undefined, for lists of different lengths, fewer than two values, one that is
///   NaN, or a list whose values are all equal.
/// - Complexity: O(n log n): the discordant pairs are the exchanges of a merge sort.
/// - Source: Kendall 1945, doi:10.1093/biomet/33.3.239; Knight 1966,
///   doi:10.1080/01621459.1966.10480879.
package func kendallTau(_ a: [Double], _ b: [Double]) -> Double? {
  guard a.count == b.count, a.count > 1, !a.contains(where: \.isNaN), !b.contains(where: \.isNaN)
  else { return nil }
  let order = a.indices.sorted { (a[$0], b[$0]) < (a[$1], b[$1]) }
  let first = order.map { a[$0] }
  var second = order.map { b[$0] }
  let tiedInBoth = tiedPairs(order.indices) { first[$0] == first[$1] && second[$0] == second[$1] }
  let tiedInFirst = tiedPairs(order.indices) { first[$0] == first[$1] }
  let discordant = sortCountingExchanges(&second)
  let tiedInSecond = tiedPairs(order.indices) { second[$0] == second[$1] }
  let pairs = a.count * (a.count - 1) / 2
  guard tiedInFirst < pairs, tiedInSecond < pairs else { return nil }
  let concordant = pairs - tiedInFirst - tiedInSecond + tiedInBoth - discordant
  // One root of the product: of two equal factors it is exact.
  let size = (Double(pairs - tiedInFirst) * Double(pairs - tiedInSecond)).squareRoot()
  return min(1, max(-1, Double(concordant - discordant) / size))
}

/// The pairs within runs of equal neighbours.
private func tiedPairs(_ range: Range<Int>, areEqual: (Int, Int) -> Bool) -> Int {
  var pairs = 0
  var length = 1
  for index in range.dropFirst() {
    length = areEqual(index - 1, index) ? length + 1 : 1
    pairs += length - 1
  }
  return pairs
}

/// Sorts by merging, from runs of one upwards.
///
/// - Returns: how many pairs stood in the wrong order.
private func sortCountingExchanges(_ values: inout [Double]) -> Int {
  var exchanges = 0
  var width = 1
  while width < values.count {
    var merged: [Double] = []
    merged.reserveCapacity(values.count)
    for start in stride(from: 0, to: values.count, by: 2 * width) {
      let middle = min(start + width, values.count)
      let end = min(start + 2 * width, values.count)
      var (left, right) = (start, middle)
      while left < middle || right < end {
        if right == end || (left < middle && values[left] <= values[right]) {
          merged.append(values[left])
          left += 1
        } else {
          merged.append(values[right])
          exchanges += middle - left
          right += 1
        }
      }
    }
    values = merged
    width *= 2
  }
  return exchanges
}
