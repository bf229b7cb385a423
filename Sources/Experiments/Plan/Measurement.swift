import Simulation
package import Studies

/// Something that is asked of every run: a measure of the study, or the mean of a value definition.
package struct Measurement: Sendable {
  package enum Source: Hashable, Sendable {
    /// By its position in `Study.measures`.
    case measure(Int)
    /// By its position among the model's values: the definitions, one for each of their kinds.
    case value(Int)
    /// How the gains of a kind by a definition are spread over its actors, by the same position.
    case gains(Int)
    /// How far two definitions disagree about the actors of a kind, by the same positions.
    case discord(Int, Int)
  }

  /// Where a report shows it.
  package enum Part: Hashable, Sendable {
    case comparison
    /// In a section that needs it, by position.
    case section(Int)
    /// In the gains by kind, of the value measurement at this position.
    case gains(of: Int)
    /// Beside the agreement of definitions.
    case discord
  }

  package var source: Source
  package var name: String
  package var fingerprint: String
  /// The names of its numbers.
  package var outputs: [String]
  /// Whether it is itself a comparison with the twin; else values are compared with the twin's.
  package var readsTwin: Bool
  package var part: Part
  /// Whose value it is the mean of, where it is that of a definition.
  package var value: (definition: String, kind: String, beneficiary: String?)?
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
          part: declaration.section.map(Part.section) ?? .comparison,
          descriptions: declaration.about, labels: [],
          definition: declaration.actors.map { actors in
            "mean over each \(study.kinds[actors.kind.rawValue].name) that it says a number of"
          }))
    }
    return found + gains(found, study) + discords(found, study)
  }

  /// Whether the study asks for it itself, and not the report alone.
  package var isOfStudy: Bool {
    switch part {
    case .comparison, .section: true
    case .gains, .discord: false
    }
  }

  /// The spread of gains for each definition of what its own actors have, where something is
  /// compared.
  private static func gains(_ found: [Measurement], _ study: Study) -> [Measurement] {
    guard study.isCompared else { return [] }
    return valueKinds(study).enumerated().compactMap { position, pair in
      guard pair.value.beneficiary == nil else { return nil }
      return Measurement(
        source: .gains(position), name: "gains: \(found[position].name)",
        fingerprint: Fingerprint.gains(pair.value.name, kind: pair.kind),
        outputs: GainSpread.outputs, readsTwin: true, part: .gains(of: position),
        descriptions: GainSpread.outputs.map { _ in MeasureDescription() }, labels: [pair.kind])
    }
  }

  /// The discord of every two definitions of the same kind.
  private static func discords(_ found: [Measurement], _ study: Study) -> [Measurement] {
    let values = valueKinds(study)
    var made: [Measurement] = []
    for (first, one) in values.enumerated() {
      for (second, other) in values.enumerated().dropFirst(first + 1) where one.kind == other.kind {
        let name = "discord: \(found[first].name) and \(found[second].name)"
        made.append(
          Measurement(
            source: .discord(first, second), name: name,
            fingerprint: Fingerprint.discord(one.value.name, other.value.name, kind: one.kind),
            outputs: [name], readsTwin: false, part: .discord,
            descriptions: [MeasureDescription()], labels: [one.kind]))
      }
    }
    return made
  }

  /// The definitions, one for each of their kinds, as the model has its values.
  private static func valueKinds(_ study: Study) -> [(value: ValueDeclaration, kind: String)] {
    study.values.flatMap { value in
      value.kinds.map { (value, study.kinds[$0.rawValue].name) }
    }
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
      readsTwin: false, part: .comparison,
      value: (declaration.name, kind, declaration.beneficiary), descriptions: [about],
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

extension Study {
  /// Whether any scenario has a twin.
  fileprivate var isCompared: Bool {
    baseline != nil || scenarios.contains { $0.against != nil }
  }
}
