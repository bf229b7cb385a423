package import Studies

/// What the points are at which the scenarios are run.
package struct PlannedDesign: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, Codable {
    /// Nothing is varied: the scenarios as they are.
    case scenarios
    case grid
    case latinHypercube = "latin hypercube"
    case sobol
    case oneAtATime = "one at a time"
  }

  package var kind: Kind
  /// The parameters that are varied, in the order in which points have them.
  package var parameters: [String]
  /// Those that are sampled.
  package var sampled: Set<String> = []
  /// How many points there are; 1 where nothing is varied.
  package var points: Int
}

/// A varied parameter at a point.
package struct PointValue: Hashable, Sendable {
  package var name: String
  /// Where one parameter at a time is multiplied, the factor as a text: `x0.5`.
  package var value: ParameterValue
}

/// A point of a design: what it sets in a scenario.
struct DesignPoint {
  var changes: [Change] = []
  /// What a sampled point is called: `#1`.
  var label: String?

  struct Change {
    var name: String
    var effect: Effect
    /// Whether it differs between points.
    var isVaried: Bool

    enum Effect {
      case value(ParameterValue)
      /// Multiplies what the scenario has.
      case factor(Double)
    }

    var isFactor: Bool {
      if case .factor = effect { true } else { false }
    }

    var parameter: String { parameterName(of: name) }
  }
}

/// The parameter of `parameter.level`.
func parameterName(of setting: String) -> String {
  setting.split(separator: ".", maxSplits: 1).first.map(String.init) ?? setting
}

extension ParameterValue {
  /// A factor as labels show it: `x0.5`.
  static func factor(_ factor: Double) -> ParameterValue {
    .text("x\(ParameterValue.number(factor).described)")
  }

  /// - Returns: `nil` where it is no number, or the product is not one that it can be.
  func multiplied(by factor: Double) -> ParameterValue? {
    switch self {
    case .number(let value):
      let product = value * factor
      return product.isFinite ? .number(product) : nil
    case .integer(let value):
      return Int64(exactly: Double(value) * factor).map(ParameterValue.integer)
    default: return nil
    }
  }
}
