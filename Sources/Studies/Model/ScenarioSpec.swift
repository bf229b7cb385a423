/// A named set of changes of the study as written.
package struct ScenarioSpec: Sendable {
  package var name: String
  package var changes = ScenarioChanges()
  /// A twin of its own, as changes of itself.
  package var against: ScenarioChanges?

  package init(name: String) { self.name = name }
}

/// What makes a run differ: parameters, and what the study is without.
package struct ScenarioChanges: Hashable, Sendable {
  package var settings: [String: ParameterValue] = [:]
  package var without = Without()
  package var silence = Silenced()
  package var discard: String?
  package var counts: [String: Int] = [:]

  package init() {}

  /// What the study is run without.
  package struct Without: Hashable, Sendable {
    package var networks: Set<String> = []
    package var phases: Set<String> = []
    package var kinds: Set<String> = []

    fileprivate mutating func add(_ other: Without) {
      networks.formUnion(other.networks)
      phases.formUnion(other.phases)
      kinds.formUnion(other.kinds)
    }
  }

  /// Who is silenced.
  package struct Silenced: Hashable, Sendable {
    package var everybody = false
    package var phases: Set<String> = []
    package var kinds: Set<String> = []
    /// Numbers from 1, by kind.
    package var actors: [String: Set<Int>] = [:]
    /// Actors that initiate nothing in some phases, though others see them.
    package var mutes: Set<Mute> = []

    /// Actors of a kind, all of them or some, and where they initiate nothing.
    package struct Mute: Hashable, Sendable {
      package var phase: String
      package var kind: String
      /// From 1; `nil`: all.
      package var numbers: Set<Int>?

      package var described: String {
        let numbers = numbers.map { $0.sorted().map { " \($0)" }.joined() } ?? ""
        return "\(kind)\(numbers) in \(phase)"
      }
    }

    fileprivate mutating func add(_ other: Silenced) {
      everybody = everybody || other.everybody
      phases.formUnion(other.phases)
      kinds.formUnion(other.kinds)
      actors.merge(other.actors) { $0.union($1) }
      mutes.formUnion(other.mutes)
    }

    var isEmpty: Bool {
      !everybody && phases.isEmpty && kinds.isEmpty && actors.isEmpty && mutes.isEmpty
    }
  }

  /// Lays further changes over these: settings replace each other, what is left out adds up.
  package mutating func add(_ other: ScenarioChanges) {
    settings.merge(other.settings) { _, later in later }
    without.add(other.without)
    silence.add(other.silence)
    discard = other.discard ?? discard
    counts.merge(other.counts) { _, later in later }
  }
}
