import Statistics

extension ReportModel {
  /// At which points the scenarios were run.
  package struct Design: Hashable, Sendable {
    package enum Kind: String, Sendable {
      case scenarios, grid
      case latinHypercube = "latin hypercube"
      case sobol
      case oneAtATime = "one at a time"
    }

    package var kind: Kind
    /// The parameters that are varied.
    package var parameters: [String]

    package init(kind: Kind = .scenarios, parameters: [String] = []) {
      self.kind = kind
      self.parameters = parameters
    }
  }

  /// A varied parameter at a point.
  package struct PointValue: Hashable, Sendable {
    package var name: String
    /// `nil` where it is no number, or a factor.
    package var number: Double?
    package var text: String

    package init(name: String, number: Double?, text: String) {
      self.name = name
      self.number = number
      self.text = text
    }
  }

  /// The scenarios at any point, by the name that they share, in order.
  var bases: [(name: String, scenarios: [Int])] {
    var found: [(name: String, scenarios: [Int])] = []
    for (index, scenario) in scenarios.enumerated() {
      if let known = found.firstIndex(where: { $0.name == scenario.base }) {
        found[known].scenarios.append(index)
      } else {
        found.append((scenario.base, [index]))
      }
    }
    return found
  }

  /// How often the finding of each measure survives over the points of the design.
  ///
  /// - Returns: `nil` without a design, or where nothing is compared.
  var robustnessTable: SectionTable? {
    guard design.kind != .scenarios else { return nil }
    var rows: [[TableCell]] = []
    for (base, points) in bases where points.count > 1 {
      for measure in measures.indices {
        let directions = points.compactMap { cells[$0][measure].difference?.direction }
        guard !directions.isEmpty else { continue }
        func share(_ direction: Direction) -> TableCell {
          .text("\(directions.count { $0 == direction }) of \(directions.count)")
        }
        rows.append(
          [.text(base), .text(measures[measure].name)]
            + [.higher, .lower, .unclear, .undefined].map(share))
      }
    }
    guard !rows.isEmpty else { return nil }
    return SectionTable(
      title: "In how many points a scenario is higher or lower than its twin",
      header: ["scenario", "measure", "higher", "lower", "unclear", "undefined"], rows: rows,
      note:
        "By the interval of the paired difference at each point, not corrected for their number.")
  }
}
