package import Statistics

extension ReportModel {
  /// One column of the comparison's settings.
  package struct Scenario: Hashable, Sendable {
    package var name: String
    /// What it sets, as `name` and `value` in the study's own notation: what differs.
    package var settings: [Pair]
    package var isBaseline: Bool
    /// The scenario that its actors are paired with.
    package var twin: String?
    /// The name of the scenario in the study, at whatever point of the design.
    package var base: String
    /// What the design varies here.
    package var point: [PointValue]

    package init(
      name: String, settings: [Pair] = [], isBaseline: Bool = false, twin: String? = nil,
      base: String? = nil, point: [PointValue] = []
    ) {
      self.name = name
      self.base = base ?? name
      self.point = point
      self.settings = settings
      self.isBaseline = isBaseline
      self.twin = twin
    }
  }

  /// A name and what it stands for, both as text.
  package struct Pair: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A number that the study asks of every run.
  package struct Measure: Hashable, Sendable {
    package var name: String
    package var unit: String?
    /// What it is about: kinds, value definitions, lenses.
    package var labels: [String]
    /// How it is computed, in a sentence.
    package var definition: String?
    /// The formula as text.
    package var formula: String?
    /// What its numbers can be.
    package var range: Range?
    /// Which numbers are better: higher, lower or neither.
    package var direction: String?
    /// What its numbers mean, in a phrase.
    package var reading: String?
    /// What of it is an operationalisation of the study's or a module's own.
    package var own: String?
    /// The literature that it comes from.
    package var source: String?
    /// Whether the study or a module put a concept into numbers that its source did not.
    package var isOwnOperationalisation: Bool
    /// Whose value it is the mean of, where it is that of a definition.
    package var value: Value?

    package struct Value: Hashable, Sendable {
      package var definition: String
      package var kind: String
      /// Whom it is of value to, if not to its own actors.
      package var beneficiary: String?
    }

    package init(
      name: String, unit: String? = nil, labels: [String] = [], definition: String? = nil,
      source: String? = nil, isOwnOperationalisation: Bool = false
    ) {
      self.name = name
      self.unit = unit
      self.labels = labels
      self.definition = definition
      self.source = source
      self.isOwnOperationalisation = isOwnOperationalisation
    }

    /// What a number can be; `nil`: there is no end.
    package struct Range: Hashable, Sendable {
      package var low: Double?
      package var high: Double?

      package init(low: Double?, high: Double?) {
        self.low = low
        self.high = high
      }
    }

    /// The name with its unit.
    var title: String {
      guard let unit else { return name }
      return name.hasSuffix(")") ? "\(name), \(unit)" : "\(name) (\(unit))"
    }
  }

  /// What one scenario says about one measure.
  package struct Cell: Hashable, Sendable {
    package var estimate: Estimate
    /// The BCa bootstrap interval of the mean; `nil` for very many replicates.
    package var bootstrap: Interval?
    /// `nil` for the baseline and where the study pairs nothing.
    package var difference: Difference?

    package init(_ estimate: Estimate, difference: Difference? = nil) {
      self.estimate = estimate
      self.difference = difference
    }
  }

  /// A scenario minus the one it is paired with.
  package struct Difference: Hashable, Sendable {
    /// The name of the other scenario.
    package var against: String
    package var paired: PairedDifference
    package var effect: Effect?
    /// The p value of the paired t test, adjusted for all differences of the report.
    package var adjustedP: Double?

    package init(against: String, _ paired: PairedDifference, effect: Effect? = nil) {
      self.against = against
      self.paired = paired
      self.effect = effect
    }
  }

  /// The size of a paired difference, and what it says without a normal distribution.
  package struct Effect: Hashable, Sendable {
    /// The mean over the standard deviation of the differences.
    package var standardised: Double?
    /// The share of replicates in which the scenario is above its twin, ties counted half.
    package var superiority: Double?
    /// The BCa bootstrap interval of the mean difference.
    package var bootstrap: Interval?
    /// The p value of the sign-flip permutation test.
    package var flipP: Double?

    package init(
      standardised: Double?, superiority: Double?, bootstrap: Interval?, flipP: Double?
    ) {
      self.standardised = standardised
      self.superiority = superiority
      self.bootstrap = bootstrap
      self.flipP = flipP
    }
  }

  /// A number per step, averaged over replicates.
  package struct Series: Hashable, Sendable {
    package var name: String
    package var unit: String?
    /// The step of the first number.
    package var firstStep: Int
    package var lines: [Line]

    package init(name: String, unit: String? = nil, firstStep: Int = 1, lines: [Line]) {
      self.name = name
      self.unit = unit
      self.firstStep = firstStep
      self.lines = lines
    }

    /// One scenario's numbers; `nil` where a step is undefined.
    package struct Line: Hashable, Sendable {
      package var scenario: String
      package var mean: [Double?]
      /// The ends of the interval; empty where there is none.
      package var low: [Double?]
      package var high: [Double?]

      package init(
        scenario: String, mean: [Double?], low: [Double?] = [], high: [Double?] = []
      ) {
        self.scenario = scenario
        self.mean = mean
        self.low = low
        self.high = high
      }
    }
  }

  /// A table that the study made itself, of one world of every scenario.
  package struct StudyTable: Hashable, Sendable {
    package var title: String
    package var note: String?
    package var header: [String]
    /// The replicate whose worlds it shows.
    package var replicate: Int
    package var parts: [Part]

    package init(
      title: String, note: String? = nil, header: [String], replicate: Int = 1, parts: [Part]
    ) {
      self.title = title
      self.note = note
      self.header = header
      self.replicate = replicate
      self.parts = parts
    }

    /// The table in one scenario.
    package struct Part: Hashable, Sendable {
      package var scenario: String
      package var content: Content

      package init(scenario: String, _ content: Content) {
        self.scenario = scenario
        self.content = content
      }
    }

    package enum Content: Hashable, Sendable {
      case rows([[TableCell]])
      /// Why there are no rows.
      case undefined(reason: String)

      var rows: [[TableCell]] {
        if case .rows(let rows) = self { rows } else { [] }
      }
    }
  }

  /// What stands in a study's own table.
  package enum TableCell: Hashable, Sendable {
    case text(String)
    case number(Double)
    case undefined(reason: String)
  }

  /// A replicate that ended in an error.
  package struct Failure: Hashable, Sendable {
    package var scenario: String
    package var replicate: Int
    package var message: String

    package init(scenario: String, replicate: Int, message: String) {
      self.scenario = scenario
      self.replicate = replicate
      self.message = message
    }
  }

  /// Where the numbers come from, and how to get them again.
  package struct Provenance: Hashable, Sendable {
    /// Command, seed, versions, fingerprints, duration, machine: in the order to be shown.
    package var rows: [Pair]
    package var dataFiles: [DataFile]

    package init(rows: [Pair] = [], dataFiles: [DataFile] = []) {
      self.rows = rows
      self.dataFiles = dataFiles
    }
  }

  /// A file that the study read.
  package struct DataFile: Hashable, Sendable {
    package var path: String
    /// Of its content.
    package var hash: String
    package var rows: Int
    package var source: String?
    package var licence: String?

    package init(
      path: String, hash: String, rows: Int, source: String? = nil, licence: String? = nil
    ) {
      self.path = path
      self.hash = hash
      self.rows = rows
      self.source = source
      self.licence = licence
    }
  }
}
