/// A Latin hypercube: points of the unit cube of which each of n equal strata of every dimension
/// holds exactly one, at a random place inside.
///
/// - Parameters: both above 0; the same seed gives the same points.
/// - Returns: **Shape**: points by dimensions; numbers inside (0, 1).
/// - Source: McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755.
package func latinHypercube(points: Int, dimensions: Int, seed: UInt64) -> [[Double]] {
  precondition(points > 0 && dimensions > 0, "a Latin hypercube needs points and dimensions")
  var design = [[Double]](repeating: [Double](repeating: 0, count: dimensions), count: points)
  for dimension in 0..<dimensions {
    var bits = AddressedBits(seed: seed, stream: dimension)
    var strata = Array(0..<points)
    // Fisher and Yates.
    for last in stride(from: points - 1, to: 0, by: -1) {
      strata.swapAt(last, bits.nextIndex(below: last + 1))
    }
    for (point, stratum) in strata.enumerated() {
      design[point][dimension] = (Double(stratum) + bits.nextUniform()) / Double(points)
    }
  }
  return design
}
