/// A scenario with every parameter decided: what one world is made of.
///
/// Equal values give equal worlds, whatever the scenarios are called.
package struct ResolvedScenario: Hashable, Sendable {
  package private(set) var changes: ScenarioChanges

  fileprivate init(_ changes: ScenarioChanges) { self.changes = changes }

  package var parameters: [String: ParameterValue] { changes.settings }
  package var without: ScenarioChanges.Without { changes.without }
  package var silence: ScenarioChanges.Silenced { changes.silence }
  package var discard: String? { changes.discard }
  package var counts: [String: Int] { changes.counts }

  /// The scenario with further changes laid over it.
  package func with(_ further: ScenarioChanges) -> ResolvedScenario {
    var result = self
    result.changes.add(further)
    return result
  }
}

extension Study {
  /// The scenario with its settings over the parameters' defaults.
  package func resolved(_ scenario: ScenarioSpec) -> ResolvedScenario {
    var changes = ScenarioChanges()
    for parameter in parameters { changes.settings[parameter.name] = parameter.preset }
    return ResolvedScenario(changes).with(scenario.changes)
  }

  /// What a scenario is compared with, or `nil` where it is its own baseline or there is none.
  package func twin(of scenario: ScenarioSpec) -> ResolvedScenario? {
    if let against = scenario.against { return resolved(scenario).with(against) }
    switch baseline {
    case nil: return nil
    case .scenario(let name): return scenarios.first { $0.name == name }.map(resolved)
    case .overrides(let changes): return resolved(scenario).with(changes)
    }
  }
}

extension Study {
  /// Whether the replicates of a scenario draw actors anew from the data: then their spread is that
  /// of a bootstrap.
  package func isResampled(_ scenario: ResolvedScenario) -> Bool {
    kinds.contains { kind in
      if let flag = kind.resampled.boolean { return flag }
      guard let table = kind.resampled.table, let name = table.array.first?.text else {
        return false
      }
      return scenario.parameters[name] == .boolean(true)
    }
  }
}
