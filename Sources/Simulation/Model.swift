/// The immutable description of a world: one resolved scenario of a study.
///
/// Names have become positions and functions have become `FunctionID`s of an `Engine`; nothing in
/// it knows what language they are written in. The same model runs under every replicate number.
package struct Model: Sendable {
  package var seed: UInt64
  /// Steps 1...steps are run; the first `warmup` of them are not counted.
  package var steps: Int
  package var warmup: Int
  package var kinds: [KindSpec]
  package var networks: [NetworkSpec]
  package var phases: [PhaseSpec]
  /// Evaluated after the phases of each step, in this order.
  package var values: [ValueSpec]
  package var series: [SeriesSpec]
  package var folds: [FoldSpec]
  package var accounts: [LedgerAccount]
  /// A predicate on the world (no actor), asked after each step: true stops the world.
  package var until: FunctionID?
  /// Aggregates that value definitions, series, `until` and folds read (see `PhaseSpec.aggregates`).
  package var aggregates: [Aggregate]
  package var silence: Silence
  /// Kinds whose state at the start of step 1 is kept for measures (`c.start.skill`).
  package var keepsStart: Set<KindID>

  package init(seed: UInt64, steps: Int) {
    self.seed = seed
    self.steps = steps
    warmup = 0
    kinds = []
    networks = []
    phases = []
    values = []
    series = []
    folds = []
    accounts = []
    until = nil
    aggregates = []
    silence = Silence()
    keepsStart = []
  }
}

/// A kind of actors.
package struct KindSpec: Sendable {
  package var name: String
  package var count: Int
  package var fields: [FieldSpec]
  /// Fields in the order in which their initial values are computed (dependencies first).
  package var initialOrder: [FieldID]
  /// Whether a replicate draws its actors from the data's rows with replacement (a bootstrap of
  /// actors, the same one in every scenario): actor i is a copy of row `World.origin(i)`.
  package var resampled: Bool
  /// Rows of the data that the actors come from; equals `count` unless resampled or scaled.
  package var sourceCount: Int

  package init(name: String, count: Int, fields: [FieldSpec] = []) {
    self.name = name
    self.count = count
    self.fields = fields
    initialOrder = fields.indices.map(FieldID.init)
    resampled = false
    sourceCount = count
  }
}

/// What a field holds.
///
/// Number: Double, any bits but only the canonical NaN. Integer: Int64. Boolean: a byte, 0 or 1.
/// Category and reference: Int32, the level or the number, -1 for none.
package enum FieldType: Hashable, Sendable {
  case number
  case integer
  case boolean
  case category(levels: [String])
  case reference(KindID)
}

/// One typed column of a kind.
package struct FieldSpec: Sendable {
  package var name: String
  package var type: FieldType
  package var initial: InitialValue
  /// Zeroed at the start of each step (`valence.flow()`).
  package var isFlow: Bool

  package init(name: String, type: FieldType, initial: InitialValue, isFlow: Bool = false) {
    self.name = name
    self.type = type
    self.initial = initial
    self.isFlow = isFlow
  }
}

/// Where a field's first value comes from.
///
/// Scalars are given as Double in the field's own coding: 0/1 for booleans, the level's position
/// for categories, the number or -1 for references.
package enum InitialValue: Sendable {
  case constant(Double)
  case distribution(Distribution)
  case function(FunctionID)
  /// One value per source row of the data; NaN (number) or -1 is missing.
  case column([Double])
  /// The actor's rank by another field of its kind, scaled to 0...1 (lowest 0, highest 1; one actor
  /// alone: 0.5); ties are ordered by an addressed draw.
  case rank(of: FieldID)
}

/// A distribution with constant parameters (checked when the study is loaded).
package enum Distribution: Hashable, Sendable {
  case uniform(low: Double, high: Double)
  case normal(mean: Double, standardDeviation: Double)
  case truncatedNormal(mean: Double, standardDeviation: Double, low: Double, high: Double)
  case lognormal(meanLog: Double, standardDeviationLog: Double)
  case beta(a: Double, b: Double)
  case gamma(shape: Double, scale: Double)
  case exponential(rate: Double)
  case bernoulli(probability: Double)
  case binomial(trials: Int64, probability: Double)
  case poisson(mean: Double)
  case categorical(weights: [Double])
}

/// A sum, mean or count over the actors of a kind, taken when the phase begins.
package struct Aggregate: Hashable, Sendable {
  package enum Operation: Hashable, Sendable { case sum, mean, count }
  package var operation: Operation
  package var kind: KindID
  /// The field; `nil` (only for `count`) counts the actors.
  ///
  /// `count` of a boolean field counts the true ones; of a number, those that are not 0 and not
  /// NaN.
  package var field: FieldID?
  package init(_ operation: Operation, _ kind: KindID, _ field: FieldID?) {
    self.operation = operation
    self.kind = kind
    self.field = field
  }
}

/// Who is silenced: initiates no encounter, forms no tie, is invisible to others' `peers`, keeps
/// its own rules and value.
package struct Silence: Sendable {
  /// Everybody, in every phase.
  package var everybody = false
  /// Actors silenced in every phase.
  package var actors: Set<ActorID> = []
  /// Kinds silenced in every phase.
  package var kinds: Set<KindID> = []
  /// Phases in which nobody initiates.
  package var phases: Set<PhaseID> = []
  /// Actors that initiate nothing in one phase; others see them.
  package var actorsInPhases: [PhaseID: Set<ActorID>] = [:]
  /// Kinds of which nobody initiates in one phase.
  package var kindsInPhases: [PhaseID: Set<KindID>] = [:]
  package init() {}

  /// Whether somebody may be invisible to others.
  package var hides: Bool { everybody || !actors.isEmpty || !kinds.isEmpty }

  /// Whether an actor initiates nothing in a phase though others see it.
  func isMute(_ actor: ActorID, in phase: PhaseID) -> Bool {
    actorsInPhases[phase]?.contains(actor) ?? false
      || kindsInPhases[phase]?.contains(actor.kind) ?? false
  }
}
