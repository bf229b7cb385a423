/// A scenario with every parameter decided: what one world is made of.
///
/// Equal values give equal worlds, whatever the scenarios are called.
package struct ResolvedScenario: Hashable, Sendable {
  package var parameters: [String: ParameterValue]
  package var without: ScenarioSpec.Without
  package var silence: ScenarioSpec.SilenceSpec
  package var discard: String?
  package var counts: [String: Int]
}

extension Study {
  /// The scenario with its settings over the parameters' defaults.
  package func resolved(_ scenario: ScenarioSpec) -> ResolvedScenario {
    var parameters: [String: ParameterValue] = [:]
    for parameter in self.parameters { parameters[parameter.name] = parameter.preset }
    parameters.merge(scenario.settings) { _, setting in setting }
    return ResolvedScenario(
      parameters: parameters, without: scenario.without, silence: scenario.silence,
      discard: scenario.discard, counts: scenario.counts)
  }

  /// What a scenario is compared with, or `nil` where it is its own baseline or there is none.
  package func twin(of scenario: ScenarioSpec) -> ResolvedScenario? {
    if let against = scenario.against { return resolved(scenario, with: against) }
    switch baseline {
    case nil: return nil
    case .scenario(let name):
      guard let baseline = scenarios.first(where: { $0.name == name }) else { return nil }
      return resolved(baseline)
    case .overrides(let settings): return resolved(scenario, with: settings)
    }
  }

  /// A scenario with further settings over its own.
  package func resolved(_ scenario: ScenarioSpec, with settings: [String: ParameterValue])
    -> ResolvedScenario
  {
    var result = resolved(scenario)
    result.parameters.merge(settings) { _, setting in setting }
    return result
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
