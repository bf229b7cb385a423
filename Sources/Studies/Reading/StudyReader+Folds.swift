import Diagnostics
import Simulation

// Numbers that measures keep of events (api.md, point 9).
extension StudyReader {
  /// What `over` says for every encounter and every presence.
  static let allEvents = "events"

  func fold(_ reader: TableReader) -> MeasureDeclaration.Fold? {
    guard reader.has("over") else {
      for key in ["per", "keep", "each"] where reader.has(key) {
        reader.report(
          "'\(key)' of \(reader.what) needs 'over': the phase whose events it follows", at: key)
      }
      return nil
    }
    let keep = reader.record("keep", form: "keep = { n = 0 }")
    let each = reader.function("each")
    let unitName = reader.text("per") ?? "run"
    let unit = FoldSpec.Unit(rawValue: unitName)
    guard let phases = foldedPhases(reader, unit) else {
      if let each {
        use(each, .unread(environment: 2), "'each' of \(reader.what)", at: reader.location)
      }
      return nil
    }
    guard let unit else {
      reader.report(
        "'per' of \(reader.what) must be tie, initiator, partner or run, got '\(unitName)'",
        at: "per")
      return nil
    }
    guard let keep, !keep.named.isEmpty, let each else {
      reader.report(
        "\(reader.what) needs 'keep' and 'each'",
        hints: ["keep = { n = 0 }, each = function(kept, event, env) kept.n = kept.n + 1 end"])
      return nil
    }
    let initial = keep.named.compactMap { entry -> Double? in
      let place = reader.place(of: entry.name, in: "keep", keep)
      checkName(entry.name, "kept number", at: place)
      return context.number(entry.value, "'\(entry.name)' in 'keep' of \(reader.what)", at: place)
    }
    guard initial.count == keep.named.count else { return nil }
    return MeasureDeclaration.Fold(
      phases: phases, unit: unit, names: keep.names, initial: initial, function: each)
  }

  /// The phases that `over` names, one or several; of all events those that have such a unit.
  private func foldedPhases(_ reader: TableReader, _ unit: FoldSpec.Unit?) -> [PhaseID]? {
    if reader.node("over").text == Self.allEvents {
      return study.phases.indices.map(PhaseID.init).filter { phase in
        study.phases[phase.rawValue].sides != nil && unit.map { lack(of: $0, phase) == nil } ?? true
      }
    }
    var phases: [PhaseID] = []
    for name in reader.texts("over") {
      guard let phase = phase(name, reader, at: "over") else { return nil }
      guard study.phases[phase.rawValue].sides != nil else {
        reader.report(
          "'\(name)' is a rule: only encounters and presences have events", at: "over")
        return nil
      }
      if let unit, let lack = lack(of: unit, phase) {
        reader.report("'\(name)' \(lack)", at: "per")
      }
      if phases.contains(phase) {
        reader.report("'over' of \(reader.what) names '\(name)' twice", at: "over")
      } else {
        phases.append(phase)
      }
    }
    return phases.isEmpty ? nil : phases
  }

  /// Why the events of a phase have no such unit.
  private func lack(of unit: FoldSpec.Unit, _ phase: PhaseID) -> String? {
    let declaration = study.phases[phase.rawValue]
    switch unit {
    case .tie where declaration.network == nil:
      return "does not run along a network: its events have no tie"
    case .partner where declaration.sides?.to == nil:
      return "is one-sided: its events have no partner"
    default: return nil
    }
  }
}
