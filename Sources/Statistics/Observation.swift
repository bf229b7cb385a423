/// What one replicate says about one measure: a number, or why there is none.
package enum Observation: Hashable, Sendable {
  case value(Double)
  /// `reason` is a short word that is counted: `no_twin`, `no_events`, `failed`.
  case undefined(reason: String)

  /// The observation, with a number that is no result (NaN, an infinity) turned into its reason.
  var checked: Observation {
    guard case .value(let number) = self, !number.isFinite else { return self }
    return .undefined(reason: number.isNaN ? "not_a_number" : "infinite")
  }
}

extension [Observation] {
  /// Those that are numbers.
  package var numbers: [Double] {
    compactMap { observation in
      if case .value(let number) = observation.checked { number } else { nil }
    }
  }
}
