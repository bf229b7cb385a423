package import Diagnostics
package import Simulation

/// A kind of actors as declared.
package struct KindDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  /// A number or a parameter; nothing when the actors come from data.
  package var count: Node
  /// The table and the key column that the actors come from.
  package var source: (table: String, key: String)?
  /// Whether each replicate draws its actors anew from the data: true, false or a parameter.
  package var resampled: Node
  package var fields: [FieldDeclaration]

  package func field(named name: String) -> FieldID? {
    fields.firstIndex { $0.name == name }.map(FieldID.init)
  }
}

/// A field as declared; `initial` is read again for each scenario, since it may name parameters.
package struct FieldDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  package var type: FieldType
  package var initial: Node
  package var isFlow: Bool
  /// The function that computes the first value, if one does.
  package var function: FunctionReference?
}

/// A network as declared.
package struct NetworkDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  package var from: KindID
  package var to: KindID
  package var directed: Bool
  /// Names of the tie fields; the first is `weight`.
  package var tieFields: [String]
  package var table: TableNode
}

/// A phase as declared.
package struct PhaseDeclaration: Sendable {
  package enum Body: Sendable {
    case rule(kind: KindID)
    case presence(kind: KindID)
    case encounter(from: KindID, to: KindID, partners: Partners, both: Bool)
    case replay(table: String, from: KindID, to: KindID?)
  }

  package enum Partners: Sendable {
    case network(NetworkID)
    case mixing
    case reference(FieldID)
  }

  package enum Pick: Sendable {
    case all
    case count(Node)
    case function(FunctionReference)
  }

  package var name: String
  package var location: SourceLocation?
  package var body: Body
  package var function: FunctionReference
  package var pick: Pick
  package var when: FunctionReference?
  package var activation: Activation
  package var steps: Set<Int>?
  package var tags: [TagSpec]
  package var marks: [String]
  /// Columns of a replay's table that name actors: column to kind.
  package var matches: [(column: String, kind: KindID)]

  /// The network along which it meets, where it is an encounter along one.
  @inline(never)  // Swift 6.3's optimiser fails on switches over `body` once this is inlined.
  package var network: NetworkID? {
    guard case .encounter(_, _, let partners, _) = body, case .network(let network) = partners
    else { return nil }
    return network
  }

  /// The kinds of the two sides, where it is an encounter.
  @inline(never)
  package var sides: (from: KindID, to: KindID?)? {
    switch body {
    case .rule: nil
    case .presence(let kind): (kind, nil)
    case .encounter(let from, let to, _, _): (from, to)
    case .replay(_, let from, let to): (from, to)
    }
  }
}

/// A value definition as declared.
package struct ValueDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  package var kinds: [KindID]
  /// The kind that it is a value to, where it is not the actor's own gain.
  package var beneficiary: String?
  package var function: FunctionReference
  package var accounting: ValueSpec.Accounting
  package var discount: Node
  package var dueAtStart: Bool
  package var unit: String?
  /// One meaningful unit of it, for comparisons across kinds.
  package var scale: Double?
  /// Where the definition comes from: a paper, or "own operationalisation".
  package var origin: String?
  /// The formula as text.
  package var formula: String?
  /// What of it is an operationalisation of one's own.
  package var own: String?
  /// What tells it from other definitions, in the author's words, in byte order of the names.
  package var traits: [(name: String, value: String)]
  /// Asked of the finished run for what `function` is given.
  package var fit: FunctionReference?
  /// What `function` compares the finished run with, actor by actor.
  package var leaveOneOut: LeaveOneOut?

  /// See `ValueSpec.LeaveOneOut`.
  package struct LeaveOneOut: Sendable {
    package var phases: [PhaseID]?
    /// A number or a parameter; nothing for all actors.
    package var sample: Node
  }
}

/// A number per step as declared.
package struct SeriesDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  package var function: FunctionReference
}

/// A table of a finished run as declared.
package struct TableDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  package var columns: [String]
  package var note: String?
  package var form: Form

  /// How its rows come about.
  package enum Form: Sendable {
    /// A function of the run returns them.
    case free(FunctionReference)
    /// A function of the run returns one number for each of these texts.
    case rows([String], FunctionReference)
    /// A function of the actor returns the cells of its row.
    case actors(Actors, FunctionReference)
    /// The steps, and these series side by side.
    case series([String])
  }

  /// A row per actor of a kind.
  package struct Actors: Sendable {
    package var kind: KindID
    /// The column by which rows stand, the highest first; else they stand as actors do.
    package var order: Int?
    /// How many rows are shown.
    package var limit: Int?
    /// Columns whose numbers are shown as parts of their sum.
    package var parts: [Int]
  }

  package var function: FunctionReference? {
    switch form {
    case .free(let function), .rows(_, let function), .actors(_, let function): function
    case .series: nil
    }
  }
}
