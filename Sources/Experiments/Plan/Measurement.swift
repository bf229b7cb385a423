import Simulation
package import Studies

/// Something that is asked of every run: a measure of the study, or the mean of a value definition.
package struct Measurement: Sendable {
  package enum Source: Hashable, Sendable {
    /// By its position in `Study.measures`.
    case measure(Int)
    /// By its position among the model's values: the definitions, one for each of their kinds.
    case value(Int)
  }

  package var source: Source
  package var name: String
  package var fingerprint: String
  /// The names of its numbers.
  package var outputs: [String]
  /// Whether it is itself a comparison with the twin; else values are compared with the twin's.
  package var readsTwin: Bool
  /// The section of the report that needs it, by position; `nil`: the comparison shows it.
  package var section: Int?
  /// What is said of each of its numbers.
  package var descriptions: [MeasureDescription]
  /// What a report says beside the name: the kind, how it adds up over time.
  package var labels: [String]
  /// How it is computed, in a sentence.
  package var definition: String?

  /// Everything that a study asks: the value definitions, then the measures, as written.
  static func all(of study: Study) -> [Measurement] {
    var found: [Measurement] = []
    for declaration in study.values {
      for kind in declaration.kinds {
        found.append(value(declaration, study.kinds[kind.rawValue].name, position: found.count))
      }
    }
    for (index, declaration) in study.measures.enumerated() {
      found.append(
        Measurement(
          source: .measure(index), name: declaration.name,
          fingerprint: Fingerprint.measure(index, of: study), outputs: declaration.outputs,
          readsTwin: study.facts[declaration.function.index].readsTwin,
          section: declaration.section,
          descriptions: declaration.about, labels: [],
          definition: declaration.actors.map { actors in
            "mean over each \(study.kinds[actors.kind.rawValue].name) that it says a number of"
          }))
    }
    return found
  }

  private static func value(
    _ declaration: ValueDeclaration, _ kind: String, position: Int
  ) -> Measurement {
    let name = "\(declaration.name) (\(kind))"
    var labels = [kind]
    if let beneficiary = declaration.beneficiary { labels.append("value to \(beneficiary)") }
    if let sample = declaration.leaveOneOut?.sample, !sample.isNothing {
      labels.append(sample.wholeNumber.map { "sample of \($0)" } ?? "of a sample")
    }
    var about = MeasureDescription(
      unit: declaration.unit, origin: declaration.origin, own: declaration.own)
    about.formula = declaration.formula
    return Measurement(
      source: .value(position), name: name,
      fingerprint: Fingerprint.value(declaration.name, kind: kind), outputs: [name],
      readsTwin: false,
      descriptions: [about],
      labels: labels,
      definition:
        "mean over each \(kind) of its value '\(declaration.name)', \(overTime(declaration))")
  }

  /// How the steps of a definition add up, in words.
  static func overTime(_ declaration: ValueDeclaration) -> String {
    switch declaration.accounting {
    case .flow: declaration.discount.isNothing ? "summed over the steps" : "discounted and summed"
    case .mean: "averaged over the steps"
    case .stock: "in the last step"
    case .end:
      declaration.leaveOneOut == nil
        ? "asked once, after the run" : "the run against the world without this one actor"
    }
  }
}
