package import Studies

/// One column of the comparison: a scenario at one point of the design.
package struct Cell: Sendable {
  package var name: String
  /// The scenario's own name, at whatever point.
  package var base: String
  /// What the design varies here; without what the scenario does not take up.
  package var point: [PointValue]
  package var scenario: ResolvedScenario
  /// What differs from the parameters' defaults, as name and value.
  package var settings: [(name: String, value: String)]
  package var isBaseline: Bool
  /// Its run, by position in the plan.
  package var run: Int
  /// What it is compared with as a whole; `nil` for the baseline and where there is none.
  package var twin: Pairing?
  /// What each measurement is compared with; a measure may have a twin of its own.
  package var pairings: [Pairing?]
  /// What each table of the study is stored under.
  package var tables: [String]
  /// What each profile is stored under.
  package var profiles: [String]

  /// A run that another one is compared with.
  package struct Pairing: Hashable, Sendable {
    package var run: Int
    package var name: String
  }
}

/// A cell before runs have numbers.
struct CellDraft {
  var name: String
  var base: String
  var point: [PointValue]
  var scenario: ResolvedScenario
  var isBaseline: Bool
  var twin: (name: String, scenario: ResolvedScenario)?
}

extension ResolvedScenario {
  /// What makes a scenario differ from the study as written, for people.
  func differences(in study: Study) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    for parameter in study.parameters {
      guard let value = parameters[parameter.name], value != parameter.preset else { continue }
      found.append((parameter.name, value.described))
    }
    return found + changes.others
  }
}

extension ScenarioChanges {
  /// All that is not a setting, for people.
  var others: [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    func list(_ name: String, _ names: some Collection<String>) {
      if !names.isEmpty { found.append((name, names.sorted().joined(separator: ", "))) }
    }
    list("without network", without.networks)
    list("without phase", without.phases)
    list("without kind", without.kinds)
    if silence.everybody { found.append(("silent", "everybody")) }
    list("silent phase", silence.phases)
    list("silent kind", silence.kinds)
    for (kind, numbers) in silence.actors.sorted(by: { $0.key < $1.key }) {
      list("silent \(kind)", numbers.sorted().map(String.init))
    }
    list("silent", silence.mutes.map(\.described))
    if let discard { found.append(("discard", discard)) }
    for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
      found.append(("count of \(kind)", String(count)))
    }
    return found
  }
}
