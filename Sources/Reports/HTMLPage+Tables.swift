// The tables that the study makes itself.
extension HTMLPage {
  /// From this many rows on a table scrolls by itself.
  static let tallRows = 25

  var studyTables: [Markup] { model.tables.flatMap(studyTable) }

  private func studyTable(_ table: ReportModel.StudyTable) -> [Markup] {
    var parts: [Markup] = [.element("h3", [:], .text(table.title))]
    if let note = table.note { parts.append(paragraph(note, class: "quiet")) }
    let columns = table.header.indices.map { column in
      TableNumbers(table.parts.lazy.flatMap(\.content.rows).map { $0[column] })
    }
    let groups = Self.groups(table.parts)
    let replicate = "replicate \(table.replicate)"
    if let only = groups.first, groups.count == 1 {
      let caption = table.parts.count == 1 ? "" : ", the same in every scenario"
      return parts + [content(only.content, of: table, columns, replicate + caption)]
    }
    for (index, group) in groups.enumerated() {
      let names = group.scenarios.joined(separator: "; ")
      parts.append(
        details(
          names, content(group.content, of: table, columns, "\(names): \(replicate)"),
          isOpen: index == 0))
    }
    return parts
  }

  /// Scenarios in which a table is the same, in the order of their first.
  private static func groups(
    _ parts: [ReportModel.StudyTable.Part]
  ) -> [(scenarios: [String], content: ReportModel.StudyTable.Content)] {
    var groups: [(scenarios: [String], content: ReportModel.StudyTable.Content)] = []
    var places: [ReportModel.StudyTable.Content: Int] = [:]
    for part in parts {
      if let place = places[part.content] {
        groups[place].scenarios.append(part.scenario)
      } else {
        places[part.content] = groups.count
        groups.append(([part.scenario], part.content))
      }
    }
    return groups
  }

  private func content(
    _ content: ReportModel.StudyTable.Content, of table: ReportModel.StudyTable,
    _ columns: [TableNumbers], _ caption: String
  ) -> Markup {
    switch content {
    case .undefined(let reason):
      return .element("p", ["class": "absent"], .text("\(caption): undefined: \(reason)"))
    case .rows(let rows):
      let heads = table.header.indices.map {
        head(table.header[$0], isNumber: $0 > 0 && columns[$0].isNumeric)
      }
      let body = rows.map { row in
        Markup.element("tr", [:], row.indices.map { entry(row[$0], at: $0, columns[$0]) })
      }
      return self.table(
        caption: caption, label: "\(table.title), \(caption)", heads: heads, bodies: [body],
        isTall: rows.count >= Self.tallRows)
    }
  }

  func entry(
    _ cell: ReportModel.TableCell, at column: Int, _ numbers: TableNumbers
  ) -> Markup {
    if column == 0 { return .element("th", ["scope": "row"], .text(label(cell, numbers))) }
    let name = numbers.isNumeric ? "number" : ""
    switch cell {
    case .text(let text):
      return .element("td", name.isEmpty ? [:] : ["class": name], .text(text))
    case .number(let value): return number(numbers.text(value, style))
    case .undefined(let reason):
      return .element(
        "td", ["class": name.isEmpty ? "absent" : "number absent"], .text("undefined: \(reason)"))
    }
  }

  /// What names a row, be it a number, such as that of a household.
  private func label(_ cell: ReportModel.TableCell, _ numbers: TableNumbers) -> String {
    switch cell {
    case .text(let text): text
    case .number(let number): numbers.label(number, style)
    case .undefined(let reason): "undefined: \(reason)"
    }
  }
}
