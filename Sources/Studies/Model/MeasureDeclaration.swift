package import Diagnostics
package import Simulation

/// A measure as declared.
package struct MeasureDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  package var function: FunctionReference
  /// The section that needs it, by position; `nil`: the study itself asks it.
  package var section: Int?
  /// The names of what its function returns; none where it is one number alone.
  package var numbers: [String] = []
  /// The names of all its numbers; one number alone has the measure's own name.
  package var outputs: [String]
  /// What it says of each of its numbers.
  package var about: [MeasureDescription]
  package var fold: Fold?
  /// Whom it is asked about, where it is the mean of what its function says of each actor.
  package var actors: Actors?
  /// Whose value counts: the function is asked once for each of them; none: it reads no lens.
  package var lenses: [MeasureLens] = []
  /// What tells events or actors apart: the function is asked once for each level.
  package var groups: MeasureGroups?
  /// A twin of its own: each scenario with these changes.
  package var against: ScenarioChanges?
  /// What the run itself is laid under: the measure is asked about each scenario with these changes.
  package var under: ScenarioChanges?

  /// The actors of a kind, as one group or by the levels of a category.
  package struct Actors: Sendable {
    package var kind: KindID
    package var groups: FieldID?
  }

  /// Numbers kept per unit and updated by each event of some phases.
  package struct Fold: Sendable {
    package var phases: [PhaseID]
    package var unit: FoldSpec.Unit
    package var names: [String]
    package var initial: [Double]
    package var function: FunctionReference
  }

  /// How often the function is asked: once for each lens and level.
  package var askings: [Asking] {
    let ofLenses: [MeasureLens?] = lenses.isEmpty ? [nil] : lenses
    let levels: [String?] = groups?.levels ?? [nil]
    return ofLenses.flatMap { lens in levels.map { Asking(lens: lens, level: $0) } }
  }

  /// Whether it is asked once, about the whole run.
  var isPlain: Bool { lenses.isEmpty && groups == nil }

  /// Whose value counts, and which level is looked at.
  package struct Asking: Sendable {
    package var lens: MeasureLens?
    package var level: String?
  }
}

/// Which definition counts for each kind that a measure is about.
package struct MeasureLens: Hashable, Sendable {
  package var name: String
  /// In byte order of the kinds' names; a definition by its position among the study's values.
  package var definitions: [Entry]
  /// The one kind that it is narrowed to, where a measure is asked kind by kind.
  package var kind: String?

  package struct Entry: Hashable, Sendable {
    package var kind: KindID
    package var value: Int
  }
}

extension MeasureLens {
  /// The lens once for each of its kinds, narrowed to it.
  func kindByKind(_ kinds: [KindDeclaration]) -> [MeasureLens] {
    definitions.map { entry in
      MeasureLens(name: name, definitions: [entry], kind: kinds[entry.kind.rawValue].name)
    }
  }
}

/// What tells the events or the actors of a measure apart.
package enum MeasureGroups: Hashable, Sendable {
  /// The levels of a tag, which some of the folded phases have.
  case tag(String, levels: [String])
  /// The levels of a category that some kinds have; the others stay whole.
  case category(String, levels: [String])

  package var name: String {
    switch self {
    case .tag(let name, _), .category(let name, _): name
    }
  }

  package var levels: [String] {
    switch self {
    case .tag(_, let levels), .category(_, let levels): levels
    }
  }
}

/// A fold over the events of one phase, as a model has it.
struct PhaseFold {
  /// The position of its measure.
  var measure: Int
  var phase: PhaseID
  var unit: FoldSpec.Unit
  /// The position of the tag whose levels are kept apart, among the phase's.
  var tag: Int?
  var names: [String]
  var initial: [Double]
  var function: FunctionReference
}

extension Study {
  /// The folds of all measures, one for each phase that a measure follows.
  var folds: [PhaseFold] {
    measures.enumerated().flatMap { index, measure in
      guard let fold = measure.fold else { return [PhaseFold]() }
      return fold.phases.map { phase in
        var tag: Int?
        if case .tag(let name, _) = measure.groups {
          tag = phases[phase.rawValue].tags.firstIndex { $0.name == name }
        }
        return PhaseFold(
          measure: index, phase: phase, unit: fold.unit, tag: tag, names: fold.names,
          initial: fold.initial, function: fold.function)
      }
    }
  }
}

extension Study {
  /// The tags and marks of all phases: a fold that follows several may ask for any of them.
  var eventNames: Set<String> {
    Set(phases.flatMap { $0.tags.map(\.name) + $0.marks })
  }
}

extension FieldType {
  /// The levels of a category.
  var levels: [String]? {
    if case .category(let levels) = self { levels } else { nil }
  }
}
