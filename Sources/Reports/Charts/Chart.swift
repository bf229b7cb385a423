/// A picture in Vega-Lite's grammar, with what it shows in words and in numbers.
package struct Chart: Sendable {
  /// Unique in a report; the name of its file without the ending: `difference-1`.
  package let name: String
  package let title: String
  /// What it shows, for those who do not see it.
  let description: String
  /// Without colours and fonts, which are those of a theme.
  let specification: JSONValue
  /// The numbers that are drawn; `nil` where they stand in a table of their own.
  let table: ReportModel.SectionTable?

  /// - Parameters:
  ///   - subject: what the chart is of, for programs that read the page: names of the model.
  ///   - content: the members of the specification but for the schema.
  init(
    name: String, title: String, description: String, subject: [JSONValue.Member],
    table: ReportModel.SectionTable? = nil, _ content: [JSONValue.Member]
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.table = table
    let head: [JSONValue.Member] = [
      .init("$schema", "https://vega.github.io/schema/vega-lite/v6.json"),
      .init("usermeta", .object([.init("chart", .string(name))] + subject)),
    ]
    specification = .object(head + content)
  }

  /// The whole specification for a file of its own, on white, `width` pixels wide.
  package func standalone(width: Int) -> JSONValue {
    guard case .object(var members) = specification else { return specification }
    for index in members.indices where members[index].name == "width" {
      members[index].value = .integer(width)
    }
    members.append(.init("title", VegaLite.text(title)))
    members.append(.init("config", ChartTheme.paper.configuration))
    return .object(members)
  }
}

extension ReportModel {
  /// The charts of each table of a section, which say by places from 0 which table they show.
  func sectionCharts(_ index: Int) -> [[Chart]] {
    sections[index].tables.enumerated().map { place, table in
      table.charts(
        name: "section-\(index + 1)-\(place + 1)", section: sections[index].title,
        subject: [.init("section", .integer(index)), .init("table", .integer(place))])
    }
  }

  /// Every chart of the report, in the order of the page.
  package var charts: [Chart] {
    sections.indices.flatMap { sectionCharts($0).joined() }
      + findings.valueMaps.indices.compactMap { valueMapChart($0) }
      + designCharts + measures.indices.compactMap { differenceChart(measure: $0) }
      + series.indices.compactMap { seriesChart($0) }
      + findings.gains.indices.flatMap { gainCharts($0) }
      + [definitionChart].compactMap { $0 }
      + findings.bestForWhom.indices.flatMap { bestCharts($0) }
  }
}
