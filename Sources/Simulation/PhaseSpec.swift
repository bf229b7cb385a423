/// In which order, and seeing what, the actors of a phase act (DESIGN 4.2).
package enum Activation: String, Sendable {
  case simultaneous, random, ordered
}

/// One entry of the step's ordered list.
package struct PhaseSpec: Sendable {
  package enum Body: Sendable {
    case rule(kind: KindID, function: FunctionID)
    case encounter(EncounterSpec)
    /// A one-sided event per actor.
    case presence(kind: KindID, function: FunctionID)
    case replay(ReplaySpec)
  }

  package var name: String
  package var body: Body
  package var activation: Activation
  /// The steps at which it runs; `nil` is every step.
  package var steps: Set<Int>?
  /// Declared tags in order: a name and its levels.
  package var tags: [TagSpec]
  /// Declared marks in order.
  package var marks: [String]
  /// Events that carry this mark are thrown away with all they did (`discard = "mark"`).
  package var discardedMark: Int?
  /// Aggregates that the functions of this phase read.
  package var aggregates: [Aggregate]

  package init(name: String, body: Body, activation: Activation = .simultaneous) {
    self.name = name
    self.body = body
    self.activation = activation
    steps = nil
    tags = []
    marks = []
    discardedMark = nil
    aggregates = []
  }
}

/// A label on events.
///
/// A constant one (`tags = { timing = "real-time" }`) has one level.
package struct TagSpec: Sendable {
  package var name: String
  package var levels: [String]
  package init(name: String, levels: [String]) {
    self.name = name
    self.levels = levels
  }
}

/// Who meets whom in an encounter.
package struct EncounterSpec: Sendable {
  package enum Partners: Sendable {
    /// The ties of a network from `from` to `to` (or among one kind).
    case network(NetworkID)
    /// Anybody of kind `to` (never oneself), drawn at random with replacement.
    case mixing
    /// The actor that a reference field of the initiator names.
    case reference(FieldID)
  }

  package enum Pick: Sendable {
    /// Every tie (networks, references) or one partner (mixing).
    case all
    case count(Int)
    /// A number per initiator.
    case function(FunctionID)
  }

  package var from: KindID
  package var to: KindID
  package var partners: Partners
  package var pick: Pick
  /// A predicate on (initiator, partner).
  package var when: FunctionID?
  /// An undirected tie meets twice, each side initiating once.
  package var both: Bool
  package var function: FunctionID

  package init(
    from: KindID, to: KindID, partners: Partners, pick: Pick = .all, when: FunctionID? = nil,
    both: Bool = false, function: FunctionID
  ) {
    self.from = from
    self.to = to
    self.partners = partners
    self.pick = pick
    self.when = when
    self.both = both
    self.function = function
  }
}

/// A log whose rows are encounters, in the order given.
package struct ReplaySpec: Sendable {
  package var from: KindID
  /// `nil` makes the rows one-sided events.
  package var to: KindID?
  /// Per row, in time order (non-decreasing step): the step, and the source rows of the two sides
  /// (-1 is unmatched or missing: the row is left out and counted).
  package var steps: [Int32]
  package var initiators: [Int32]
  package var partners: [Int32]
  package var function: FunctionID

  package init(
    from: KindID, to: KindID?, steps: [Int32], initiators: [Int32], partners: [Int32],
    function: FunctionID
  ) {
    self.from = from
    self.to = to
    self.steps = steps
    self.initiators = initiators
    self.partners = partners
    self.function = function
  }
}
