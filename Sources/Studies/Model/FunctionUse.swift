package import Diagnostics
package import Simulation

/// What a function of the study is called for, and with whom.
package struct FunctionUse: Hashable, Sendable {
  package enum Role: Hashable, Sendable {
    case rule(PhaseID)
    case encounter(PhaseID)
    case presence(PhaseID)
    case value(KindID)
    /// (run) -> what the definition of a kind's value is given.
    case fit
    /// (self, env, fit): a definition that is given what its fit returned.
    case fitted(KindID)
    /// (self, run, without, env): a definition that leaves one actor out at a time.
    case counterfactual(KindID)
    case initial(KindID, FieldID)
    case pick(PhaseID)
    case when(PhaseID)
    case world
    case fold(PhaseID, names: [String])
    /// (run, twin) -> results, with the names of the numbers that the measure's fold kept.
    case measure(results: Int, kept: [String])
    /// (self, twin) -> results, asked after the run of each actor of a kind.
    case perActor(KindID, results: Int)
    /// (experiment) -> content, asked once all replicates have ended.
    case section
    /// What it belongs to could not be read; `env` is its parameter at that position.
    case unread(environment: Int)

    /// Whether it is asked about a finished run.
    package var isAfterRun: Bool {
      switch self {
      case .measure, .perActor, .section: true
      default: false
      }
    }

    /// Why it is never compiled; `nil`: it may be.
    var interpretedReason: String? {
      switch self {
      case .fit: "it is asked once per run"
      case .fitted: "it is given what its fit returned, a table"
      case .counterfactual: "it is asked once per world that is run without an actor"
      case .section: "it is asked once per experiment"
      default: nil
      }
    }
  }

  package var role: Role
  /// As messages call it: "rule 'adopt'".
  package var name: String
  package var location: SourceLocation?
}

/// What reading a function's bytecode tells about it.
package struct FunctionFacts: Sendable {
  /// Fields of the actor itself that it reads.
  package var ownReads: Set<String> = []
  /// Parts of the ledger that it asks for.
  package var accounts: Set<LedgerAccount> = []
  /// Sums, means and counts that it asks for.
  package var aggregates: Set<Aggregate> = []
  /// Whether it draws.
  package var draws = false
  /// Whether a measure looks at the twin: then its number is a comparison by itself.
  package var readsTwin = false
  /// Whether a measure may read how value definitions are described.
  package var readsDefinitions = false
  /// Kinds whose first state it looks at (`c.start`).
  package var starts: Set<KindID> = []
  /// Categories that it assigns.
  package var assignedCategories: Set<FieldOfKind> = []
  /// Method calls on `env` and on actors that are draws, by function path and instruction.
  package var drawSites: Set<CallSite> = []
  package init() {}
}

/// A field and the kind that has it.
package struct FieldOfKind: Hashable, Sendable {
  package var kind: KindID
  package var field: FieldID
}

/// A call instruction inside a function of the study.
package struct CallSite: Hashable, Sendable {
  /// The way down to a nested function: positions of prototypes.
  package var path: [Int]
  /// The position of the instruction.
  package var instruction: Int
  /// The helper function that holds it, counted in the order of discovery; 0 is the function itself.
  package var helper: Int
}
