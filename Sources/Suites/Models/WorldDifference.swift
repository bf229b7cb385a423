import Experiments
import Simulation
import Studies

/// The first difference between two worlds that should be the same to the bit.
struct WorldDifference {
  let study: Study
  let first: World
  let second: World

  /// What differs, in words; `nil`: nothing does.
  func described() -> String? {
    if first.stepsRun != second.stepsRun {
      return "steps: \(first.stepsRun) and \(second.stepsRun)"
    }
    for kind in study.kinds.indices {
      if let found = actors(KindID(kind)) { return found }
    }
    for (position, phase) in study.phases.enumerated() where phase.sides != nil {
      let id = PhaseID(position)
      if first.eventCount(id) != second.eventCount(id) {
        return "events of '\(phase.name)': \(first.eventCount(id)) and \(second.eventCount(id))"
      }
    }
    return values() ?? series()
  }

  private func actors(_ kind: KindID) -> String? {
    let declaration = study.kinds[kind.rawValue]
    if first.count(kind) != second.count(kind) {
      return "actors of kind \(declaration.name): \(first.count(kind)) and \(second.count(kind))"
    }
    for actor in 0..<first.count(kind) {
      if first.isAlive(kind, actor) != second.isAlive(kind, actor) {
        return "whether \(declaration.name) \(actor + 1) is alive"
      }
      for (position, field) in declaration.fields.enumerated() {
        let id = FieldID(position)
        let pair: (String, String)
        let isEqual: Bool
        switch field.type {
        case .number:
          let (a, b) = numbers(kind, id, actor)
          (pair, isEqual) = (("\(a)", "\(b)"), a.bitPattern == b.bitPattern)
        case .integer:
          let a = first.integer(kind, id, actor, own: false)
          let b = second.integer(kind, id, actor, own: false)
          (pair, isEqual) = (("\(a)", "\(b)"), a == b)
        case .boolean:
          let a = first.boolean(kind, id, actor, own: false)
          let b = second.boolean(kind, id, actor, own: false)
          (pair, isEqual) = (("\(a)", "\(b)"), a == b)
        case .category, .reference:
          let a = first.code(kind, id, actor, own: false)
          let b = second.code(kind, id, actor, own: false)
          (pair, isEqual) = ((text(a, field.type), text(b, field.type)), a == b)
        }
        if !isEqual {
          return "\(field.name) of \(declaration.name) \(actor + 1): \(pair.0) and \(pair.1)"
        }
      }
    }
    return nil
  }

  private func numbers(_ kind: KindID, _ field: FieldID, _ actor: Int) -> (Double, Double) {
    (first.number(kind, field, actor, own: false), second.number(kind, field, actor, own: false))
  }

  private func text(_ code: Int32, _ type: FieldType) -> String {
    if code < 0 { return "nil" }
    if case .category(let levels) = type { return "'\(levels[Int(code)])'" }
    return "actor \(code + 1)"
  }

  private func values() -> String? {
    for (position, spec) in first.model.values.enumerated() {
      for actor in 0..<first.count(spec.kind) {
        let a = first.total(ValueID(position), actor)
        let b = second.total(ValueID(position), actor)
        if a.bitPattern != b.bitPattern {
          let kind = study.kinds[spec.kind.rawValue].name
          return "value '\(spec.name)' of \(kind) \(actor + 1): \(a) and \(b)"
        }
      }
    }
    return nil
  }

  private func series() -> String? {
    for (step, rows) in zip(first.seriesRows, second.seriesRows).enumerated() {
      for (position, pair) in zip(rows.0, rows.1).enumerated()
      where pair.0.bitPattern != pair.1.bitPattern {
        return "series '\(first.model.series[position].name)' in counted step \(step + 1): "
          + "\(pair.0) and \(pair.1)"
      }
    }
    return nil
  }
}
