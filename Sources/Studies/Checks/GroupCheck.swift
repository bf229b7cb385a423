import Diagnostics
import Simulation

/// Groups that a measure tells apart must be frozen: who belongs to one, and whose twin does, may
/// not be what came of the run.
enum GroupCheck {
  static func check(_ study: Study, _ context: ReadingContext) {
    for measure in study.measures {
      for group in study.groupFields(of: measure) {
        let kind = study.kinds[group.kind.rawValue]
        for (function, facts) in study.facts.enumerated()
        where facts.assignedCategories.contains(group) {
          let use = study.uses[function].first?.name ?? "a function"
          context.report(
            "measure '\(measure.name)' cannot group by '\(kind.fields[group.field.rawValue].name)': "
              + "\(use) assigns it", at: measure.location,
            hints: ["a group is a category that no phase assigns"])
        }
      }
    }
  }
}

extension Study {
  /// The fields by which a measure groups actors.
  fileprivate func groupFields(of measure: MeasureDeclaration) -> [FieldOfKind] {
    if let actors = measure.actors {
      return actors.groups.map { [FieldOfKind(kind: actors.kind, field: $0)] } ?? []
    }
    guard case .category(let name, _) = measure.groups else { return [] }
    return kinds.enumerated().compactMap { index, kind in
      kind.field(named: name).map { FieldOfKind(kind: KindID(index), field: $0) }
    }
  }
}
