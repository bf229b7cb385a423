/// What a section of a report sees of an experiment: its scenarios, and what every replicate of them
/// came to.
package struct ExperimentView {
  package struct Scenario {
    package var name: String
    package var isBaseline: Bool
    /// The name of what it is compared with.
    package var against: String?
    /// Whether its replicates are draws of the actors from the data, with replacement.
    package var isResampled: Bool
    package var parameters: [String: ParameterValue]

    package init(
      name: String, isBaseline: Bool, against: String?, isResampled: Bool,
      parameters: [String: ParameterValue]
    ) {
      self.name = name
      self.isBaseline = isBaseline
      self.against = against
      self.isResampled = isResampled
      self.parameters = parameters
    }
  }

  /// A measurement that the section may ask for, by the names of its numbers.
  package struct Measurement {
    package var name: String
    package var outputs: [String]
    /// The measure of the study, by position; `nil`: the mean of a value definition.
    package var measure: Int?

    package init(name: String, outputs: [String], measure: Int?) {
      self.name = name
      self.outputs = outputs
      self.measure = measure
    }
  }

  package var scenarios: [Scenario]
  package var replications: Int
  /// What the section itself needs first: its names go before those of the study.
  package var measurements: [Measurement]
  package var profiles: [String]
  /// The number of a scenario, a measurement and an output, by position, in each replicate.
  package var numbers: (_ scenario: Int, _ measurement: Int, _ output: Int) throws -> [MeasureValue]
  /// The numbers of a scenario and a profile, by position, actor by actor in one replicate.
  ///
  /// NaN where there is none, empty where the replicate did not end well.
  package var profile: (_ scenario: Int, _ profile: Int, _ replicate: Int) throws -> [Double]

  package init(
    scenarios: [Scenario], replications: Int, measurements: [Measurement], profiles: [String],
    numbers: @escaping (Int, Int, Int) throws -> [MeasureValue],
    profile: @escaping (Int, Int, Int) throws -> [Double]
  ) {
    self.scenarios = scenarios
    self.replications = replications
    self.measurements = measurements
    self.profiles = profiles
    self.numbers = numbers
    self.profile = profile
  }
}

/// What a section shows.
package struct SectionContent: Hashable, Sendable {
  /// The finding in one sentence.
  package var headline: String?
  /// Paragraphs.
  package var text: [String] = []
  package var tables: [Table] = []

  package struct Table: Hashable, Sendable {
    package var title: String?
    package var columns: [String]
    /// Each as long as `columns`.
    package var rows: [[TableCell]]
    package var note: String?
    /// How the rows are drawn, beside the table.
    package var chart: Chart?
  }

  /// A picture of a table: which columns are what.
  package struct Chart: Hashable, Sendable {
    package enum Form: String, Sendable, CaseIterable {
      case lines, bars
    }

    package var form: Form
    /// Columns by position.
    package var x: Int
    package var y: Int
    /// What tells lines or bars apart.
    package var by: Int?
    /// The ends of an interval around `y`.
    package var low: Int?
    package var high: Int?
    /// A picture for each of its texts.
    package var panel: Int?
  }
}
