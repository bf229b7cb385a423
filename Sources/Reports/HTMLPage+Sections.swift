// The parts that the study or its modules make themselves.
extension HTMLPage {
  var findings: [Markup] { model.sections.indices.flatMap(section) }

  private func section(_ index: Int) -> [Markup] {
    let section = model.sections[index]
    var parts: [Markup] = [.element("h3", [:], .text(section.title))]
    if let headline = section.headline {
      parts.append(.element("p", [:], .element("strong", [:], .text(headline))))
    }
    parts += section.text.map { paragraph($0) }
    for (table, charts) in zip(section.tables, model.sectionCharts(index)) {
      let numbers = sectionTable(table, of: section.title)
      // What is drawn has its numbers behind it.
      parts +=
        charts.isEmpty || programs.isEmpty
        ? numbers : charts.map { figure($0) } + [details("Numbers", numbers)]
    }
    if let remark = section.remark { parts.append(paragraph(remark, class: "quiet")) }
    return parts
  }

  func sectionTable(_ table: ReportModel.SectionTable, of title: String) -> [Markup] {
    let numbers = table.numbers
    let heads = table.header.indices.map {
      head(table.header[$0], isNumber: $0 > 0 && numbers[$0].isNumeric)
    }
    let body = table.rows.map { row in
      Markup.element("tr", [:], row.indices.map { entry(row[$0], at: $0, numbers[$0]) })
    }
    let made = self.table(
      caption: table.title ?? "", label: table.title ?? title, heads: heads, bodies: [body],
      isTall: table.rows.count >= Self.tallRows)
    return [made] + (table.note.map { [paragraph($0, class: "quiet")] } ?? [])
  }

  /// What each value definition counts, side by side.
  var definitions: [Markup] {
    guard let table = model.definitionTable else { return [] }
    return sectionTable(table, of: "What the value definitions count")
  }
}
