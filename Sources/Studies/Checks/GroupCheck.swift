import Diagnostics
import Simulation

/// Groups that a measure tells apart must be frozen: who belongs to one, and whose twin does, may
/// not be what came of the run.
enum GroupCheck {
  static func check(_ study: Study, _ context: ReadingContext) {
    for measure in study.measures {
      guard let actors = measure.actors, let field = actors.groups else { continue }
      let group = FieldOfKind(kind: actors.kind, field: field)
      let kind = study.kinds[actors.kind.rawValue]
      for (function, facts) in study.facts.enumerated()
      where facts.assignedCategories.contains(group) {
        let use = study.uses[function].first?.name ?? "a function"
        context.report(
          "measure '\(measure.name)' cannot group by '\(kind.fields[field.rawValue].name)': "
            + "\(use) assigns it", at: measure.location,
          hints: ["a group is a category that no phase assigns"])
      }
    }
  }
}
