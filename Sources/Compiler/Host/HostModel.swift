/// What a function of a study can name, as the translator sees it: kinds, fields, networks, phases,
/// parameters.
///
/// Everything is addressed by position.
package struct HostModel: Hashable, Sendable {
  package enum FieldType: Hashable, Sendable {
    case number, integer, boolean
    /// Read as one of these texts, or nil where the cell is -1.
    case category([String])
    /// Read as an actor of a kind, or nil where the cell is -1.
    case reference(kind: Int)
  }

  package struct Field: Hashable, Sendable {
    package var name: String
    package var type: FieldType
    package var isFlow: Bool

    package init(name: String, type: FieldType, isFlow: Bool = false) {
      self.name = name
      self.type = type
      self.isFlow = isFlow
    }
  }

  package struct Kind: Hashable, Sendable {
    package var name: String
    package var fields: [Field]
    /// Whether actors of it can enter or leave in any run of the study.
    package var changes: Bool
    /// Whether an actor of it can be invisible to others: it left, or a scenario silences it.
    package var hides: Bool

    package init(name: String, fields: [Field], changes: Bool = false, hides: Bool = false) {
      self.name = name
      self.fields = fields
      self.changes = changes
      self.hides = hides
    }
  }

  package struct Network: Hashable, Sendable {
    package var name: String
    package var from: Int
    package var to: Int
    package var tieFields: [String]
    /// Whether ties of it can form or dissolve in any run of the study.
    package var changes: Bool
    /// Whether whoever has a neighbour is also seen from there.
    package var isMutual: Bool

    package init(
      name: String, from: Int, to: Int, tieFields: [String] = [], changes: Bool = false,
      isMutual: Bool = true
    ) {
      self.name = name
      self.from = from
      self.to = to
      self.tieFields = tieFields
      self.changes = changes
      self.isMutual = isMutual
    }
  }

  package struct Tag: Hashable, Sendable {
    package var name: String
    package var levels: [String]

    package init(name: String, levels: [String]) {
      self.name = name
      self.levels = levels
    }
  }

  /// An account of the ledger that events of a phase go into.
  package struct Account: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
      case all, active, passive
      case mark(Int)
      case tag(Int, level: Int)
    }

    /// The position in the model's accounts.
    package var number: Int
    package var part: Part
    /// Whether it is summed over the run, in counted steps only, and not per step.
    package var isTotal: Bool

    package init(number: Int, part: Part, isTotal: Bool) {
      self.number = number
      self.part = part
      self.isTotal = isTotal
    }
  }

  package enum Activation: Hashable, Sendable { case simultaneous, random, ordered }

  package struct Phase: Hashable, Sendable {
    package var name: String
    package var activation: Activation
    /// The kinds of its two sides.
    package var initiator: Int?
    package var partner: Int?
    /// The network along which it meets.
    package var network: Int?
    /// Whether the function may assign the fields of the row's tie.
    package var writesTies: Bool
    package var tags: [Tag]
    package var marks: [String]
    package var discardedMark: Int?
    /// What events go into, for the initiator's and for the partner's side.
    package var initiatorAccounts: [Account]
    package var partnerAccounts: [Account]
    /// What looks at its events, in order.
    package var folds: [Fold]
    /// Whether nobody does anything in its events, so that both sides are passive.
    package var isMerePresence: Bool
    /// The columns of the log that a replay gives to its events, `event.sales`, by position: numbers
    /// (also whole ones of which some are missing), whole numbers, truth values, texts where they are
    /// few, and references where they name actors; others are not compiled.
    package var logColumns: [Int: Field]

    package init(name: String, activation: Activation) {
      self.name = name
      self.activation = activation
      initiator = nil
      partner = nil
      network = nil
      writesTies = false
      tags = []
      marks = []
      discardedMark = nil
      initiatorAccounts = []
      partnerAccounts = []
      folds = []
      isMerePresence = false
      logColumns = [:]
    }
  }

  /// A fold over a phase's events: a function that is called with what a unit keeps.
  package struct Fold: Hashable, Sendable {
    package enum Unit: Hashable, Sendable { case run, initiator, partner, tie }

    /// The position among the model's folds.
    package var number: Int
    package var unit: Unit
    /// The tag whose levels are kept apart: a unit has a part for no level and one for each.
    package var tag: Int?
    /// The names of the kept numbers.
    package var kept: [String]
    /// The content of its function.
    package var digest: String

    package init(number: Int, unit: Unit, tag: Int? = nil, kept: [String], digest: String) {
      self.number = number
      self.unit = unit
      self.tag = tag
      self.kept = kept
      self.digest = digest
    }
  }

  package enum ParameterType: Hashable, Sendable {
    case number, integer, boolean
    /// One of these texts.
    case text([String])
    /// One value per level, as numbers.
    case byLevel([String])
  }

  package struct Parameter: Hashable, Sendable {
    package var name: String
    package var type: ParameterType

    package init(name: String, type: ParameterType) {
      self.name = name
      self.type = type
    }
  }

  /// A sum, mean or count that `env` gives.
  package struct Aggregate: Hashable, Sendable {
    package enum Operation: Hashable, Sendable { case sum, mean, count }
    package var operation: Operation
    package var kind: Int
    /// `nil` counts the actors.
    package var field: Int?

    package init(_ operation: Operation, kind: Int, field: Int?) {
      self.operation = operation
      self.kind = kind
      self.field = field
    }
  }

  /// Where the members of a recorded event stand, in bytes.
  package struct EventLayout: Hashable, Sendable {
    package var stride = 0
    package var initiator = 0
    package var partner = 0
    package var tie = 0
    package var occurrence = 0
    package var step = 0
    package var gain = 0
    package var partnerGain = 0
    package var active = 0
    package var partnerActive = 0
    /// Of the first tag's level, an int32; the others follow it.
    package var tags = 0
    package var marks = 0
    package var expected = 0
    package var need = 0
    package var use = 0

    package init() {}
  }

  /// Whether events of some phase have such a tag or mark.
  func declaresInEvents(_ name: String) -> Bool {
    phases.contains { $0.marks.contains(name) || $0.tags.contains { $0.name == name } }
  }

  package var kinds: [Kind]
  package var networks: [Network]
  package var phases: [Phase]
  package var parameters: [Parameter]
  /// The names of value definitions.
  package var values: [String]
  package var eventLayout = EventLayout()

  package init() {
    kinds = []
    networks = []
    phases = []
    parameters = []
    values = []
  }
}
