import Statistics

/// How p values are adjusted for how many of them there are.
package enum Adjustment: String, CaseIterable, Sendable {
  /// Holm 1979: the chance of a single false finding.
  case holm
  /// Benjamini & Hochberg 1995: the expected share of false findings among the findings.
  case bh

  var title: String {
    switch self {
    case .holm: "adjusted (Holm)"
    case .bh: "adjusted (Benjamini and Hochberg)"
    }
  }
}

extension ReportModel {
  /// The family is every difference of the comparison that has a p value.
  mutating func adjust(by adjustment: Adjustment) {
    let raw = cells.joined().map { $0.difference?.paired.pValue }
    var adjusted =
      switch adjustment {
      case .holm: MultipleTesting.holm(raw)[...]
      case .bh: MultipleTesting.benjaminiHochberg(raw)[...]
      }
    self.adjustment = adjustment
    for scenario in cells.indices {
      for measure in cells[scenario].indices {
        let p = adjusted.removeFirst()
        cells[scenario][measure].difference?.adjustedP = p
      }
    }
  }
}
