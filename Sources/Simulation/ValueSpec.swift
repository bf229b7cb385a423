/// A value definition for one kind: what its number is and how it adds up over time (DESIGN 4.1).
package struct ValueSpec: Sendable {
  package enum Accounting: String, Sendable {
    /// Summed over the counted steps, discounted if a rate is given.
    case flow
    /// The mean of the counted steps in which the actor was there.
    case mean
    /// The last one.
    case stock
    /// Evaluated once, after the run.
    case end
  }

  package var name: String
  package var kind: KindID
  package var function: FunctionID
  package var accounting: Accounting
  /// Rate per step: step t counts (1 + r)^-t, or ^-(t - 1) if due at the start; t from 1 after warm-up.
  package var discount: Double
  package var dueAtStart: Bool
  /// Asked of the finished run before the definition itself, which is given what it says (`end`).
  package var fit: FunctionID?
  /// What `function` compares the finished run with, actor by actor (`end`).
  package var leaveOneOut: LeaveOneOut?

  /// One counterfactual per actor: the same world in which this one actor is silenced.
  package struct LeaveOneOut: Hashable, Sendable {
    /// The phases in which it initiates nothing; `nil`: all, and nobody sees it.
    package var phases: [PhaseID]?
    /// For how many actors, drawn by address, it is run; `nil`: for all.
    package var sample: Int?

    package init(phases: [PhaseID]?, sample: Int?) {
      self.phases = phases
      self.sample = sample
    }
  }

  package init(
    name: String, kind: KindID, function: FunctionID, accounting: Accounting = .flow,
    discount: Double = 0, dueAtStart: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.function = function
    self.accounting = accounting
    self.discount = discount
    self.dueAtStart = dueAtStart
    fit = nil
    leaveOneOut = nil
  }
}

/// One number per counted step.
package struct SeriesSpec: Sendable {
  package enum Source: Sendable {
    /// A function of the world.
    case function(FunctionID)
    /// The mean over the kind's living actors of a value definition's number in the step.
    case value(ValueID)
  }
  package var name: String
  package var source: Source
  package init(name: String, source: Source) {
    self.name = name
    self.source = source
  }
}

/// A fold over the events of a phase: `keep`, `each` (api.md, point 9).
package struct FoldSpec: Sendable {
  package enum Unit: String, Sendable { case tie, initiator, partner, run }
  package var phase: PhaseID
  package var unit: Unit
  /// The tag of the phase whose levels are kept apart.
  package var tag: Int?
  /// The first value of each kept number.
  package var kept: [Double]
  package var function: FunctionID
  package init(
    phase: PhaseID, unit: Unit, kept: [Double], function: FunctionID, tag: Int? = nil
  ) {
    self.phase = phase
    self.unit = unit
    self.kept = kept
    self.function = function
    self.tag = tag
  }
}

/// One sum of the ledger per actor of a kind: what it gained in a phase, or in a part of its events.
package struct LedgerAccount: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case all, initiator, partner, active, passive
    case mark(Int)
    case tag(Int, level: Int)
  }
  package var phase: PhaseID
  package var kind: KindID
  package var part: Part
  /// Of the whole run so far (counted steps only), not of this step.
  package var isTotal: Bool
  package init(phase: PhaseID, kind: KindID, part: Part = .all, isTotal: Bool = false) {
    self.phase = phase
    self.kind = kind
    self.part = part
    self.isTotal = isTotal
  }
}
