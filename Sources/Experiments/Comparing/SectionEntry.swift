import Diagnostics
import Simulation
import Studies

extension ExperimentDocument {
  /// A part of the report that the study made itself, of all replicates that had ended.
  package struct SectionEntry: Hashable, Sendable, Codable {
    package var name: String
    /// `nil` as long as the experiment runs, and where the section failed.
    package var content: Content?
    /// How many replicates had ended, over the runs of the scenarios, when it was made.
    package var ended = 0
    /// Why it could not be made.
    package var problem: String?

    init(name: String) {
      self.name = name
    }

    /// What kept the section from being made, for a message.
    var failure: Diagnostic? {
      problem.map { Diagnostic("section '\(name)' could not be made: \($0)") }
    }
  }

  /// What stands in a section.
  package struct Content: Hashable, Sendable, Codable {
    /// The finding in one sentence.
    package var headline: String?
    /// Paragraphs.
    package var text: [String]
    package var tables: [Table]

    package struct Table: Hashable, Sendable, Codable {
      package var title: String?
      package var columns: [String]
      package var rows: [[TableContent.Cell]]
      package var note: String?
      package var chart: Chart?
    }

    /// A picture of a table; columns by position.
    package struct Chart: Hashable, Sendable, Codable {
      package enum Form: String, Sendable, Codable {
        case lines, bars
      }

      package var form: Form
      package var x: Int
      package var y: Int
      package var by: Int?
      package var low: Int?
      package var high: Int?
      package var panel: Int?

      init?(_ chart: SectionContent.Chart?) {
        guard let chart else { return nil }
        form = chart.form == .lines ? .lines : .bars
        (x, y, by, low, high) = (chart.x, chart.y, chart.by, chart.low, chart.high)
        panel = chart.panel
      }

      func fits(columns: Int) -> Bool {
        [x, y, by, low, high, panel].allSatisfy { $0.map { (0..<columns).contains($0) } ?? true }
      }
    }

    /// Whether every row has a cell for each of its columns.
    var isConsistent: Bool {
      tables.allSatisfy { table in
        table.rows.allSatisfy { $0.count == table.columns.count }
          && (table.chart?.fits(columns: table.columns.count) ?? true)
      }
    }

    init(_ content: SectionContent) {
      headline = content.headline
      text = content.text
      tables = content.tables.map { table in
        Table(
          title: table.title, columns: table.columns,
          rows: table.rows.map { $0.map(TableContent.Cell.init) }, note: table.note,
          chart: Chart(table.chart))
      }
    }
  }

  /// A value definition, as a comparison of definitions shows it.
  package struct Definition: Hashable, Sendable, Codable {
    package var name: String
    /// What tells definitions apart, in the order in which it is shown.
    package var traits: [Setting]

    static func all(of study: Study) -> [Definition] {
      study.values.map { value in
        var traits = [
          Setting(
            name: "value to",
            value: value.beneficiary
              ?? value.kinds.map { study.kinds[$0.rawValue].name }.joined(separator: ", ")),
          Setting(name: "over time", value: Measurement.overTime(value)),
        ]
        if let unit = value.unit { traits.append(Setting(name: "unit", value: unit)) }
        for trait in value.traits {
          if let known = traits.firstIndex(where: { $0.name == trait.name }) {
            traits[known].value = trait.value
          } else {
            traits.append(Setting(name: trait.name, value: trait.value))
          }
        }
        return Definition(name: value.name, traits: traits)
      }
    }
  }
}
