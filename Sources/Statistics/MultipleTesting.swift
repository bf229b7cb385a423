/// p values adjusted for how many questions were asked at once.
///
/// An undefined p value stays undefined and does not count as a question. Adjusted values are in the
/// order of the given ones, never out of order with them, and at most 1.
package enum MultipleTesting {
  /// Holm's step-down adjustment: rejecting what is at most alpha keeps the probability of even one
  /// wrong rejection at alpha, whatever the dependence.
  ///
  /// - Source: Holm 1979, Scandinavian Journal of Statistics 6:65-70.
  package static func holm(_ p: [Double?]) -> [Double?] {
    var adjusted = p
    let order = ascending(p)
    var largest = 0.0
    for (rank, entry) in order.enumerated() {
      largest = max(largest, min(1, Double(order.count - rank) * entry.p))
      adjusted[entry.place] = largest
    }
    return adjusted
  }

  /// The step-up adjustment of Benjamini and Hochberg: rejecting what is at most q keeps the expected
  /// share of wrong rejections among all rejections at q, for independent or positively dependent
  /// tests.
  ///
  /// - Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
  package static func benjaminiHochberg(_ p: [Double?]) -> [Double?] {
    var adjusted = p
    let order = ascending(p)
    var smallest = 1.0
    for (rank, entry) in order.enumerated().reversed() {
      smallest = min(smallest, Double(order.count) / Double(rank + 1) * entry.p)
      adjusted[entry.place] = smallest
    }
    return adjusted
  }

  private static func ascending(_ p: [Double?]) -> [(place: Int, p: Double)] {
    p.enumerated()
      .compactMap { place, p in p.map { (place: place, p: $0) } }
      .sorted { ($0.p, $0.place) < ($1.p, $1.place) }
  }
}
