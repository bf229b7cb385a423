package import Experiments

extension ReportModel {
  /// A part of the report that the study or a module made itself, of all replicates.
  package struct StudySection: Hashable, Sendable {
    package var title: String
    /// The finding in one sentence.
    package var headline: String?
    /// Paragraphs.
    package var text: [String]
    package var tables: [SectionTable]
    /// Why there is nothing to show, or what is to be known about what is shown.
    package var remark: String?

    package init(
      title: String, headline: String? = nil, text: [String] = [], tables: [SectionTable] = [],
      remark: String? = nil
    ) {
      self.title = title
      self.headline = headline
      self.text = text
      self.tables = tables
      self.remark = remark
    }
  }

  /// A table in a section.
  package struct SectionTable: Hashable, Sendable {
    package var title: String?
    package var header: [String]
    /// Each as long as `header`.
    package var rows: [[TableCell]]
    package var note: String?
    /// How the rows are drawn, beside the table.
    package var chart: ExperimentDocument.Content.Chart?

    package init(
      title: String? = nil, header: [String], rows: [[TableCell]], note: String? = nil,
      chart: ExperimentDocument.Content.Chart? = nil
    ) {
      self.title = title
      self.header = header
      self.rows = rows
      self.note = note
      self.chart = chart
    }

    /// How the numbers of each column are set.
    var numbers: [TableNumbers] {
      header.indices.map { column in TableNumbers(rows.lazy.map { $0[column] }) }
    }
  }

  /// A value definition and what tells it from others.
  package struct Definition: Hashable, Sendable {
    package var name: String
    package var traits: [Pair]

    package init(name: String, traits: [Pair]) {
      self.name = name
      self.traits = traits
    }
  }

  /// The comparison of definitions: a row for every trait, a column for every definition.
  ///
  /// - Returns: `nil` where there are fewer than two definitions.
  var definitionTable: SectionTable? {
    guard definitions.count > 1 else { return nil }
    var names: [String] = []
    for name in definitions.flatMap({ $0.traits.map(\.name) }) where !names.contains(name) {
      names.append(name)
    }
    let rows = names.map { name in
      [TableCell.text(name)]
        + definitions.map { definition in
          .text(definition.traits.first { $0.name == name }?.value ?? "not stated")
        }
    }
    return SectionTable(
      header: ["value definition"] + definitions.map(\.name), rows: rows,
      note: "As the study states it: nothing here is measured.")
  }
}
