import Statistics

/// The report as Markdown with tables of GitHub's flavour: for a repository, a note, an e-mail.
package struct MarkdownReport {
  let model: ReportModel
  let style: NumberStyle = {
    var style = NumberStyle.page
    style.groupSeparator = ""
    return style
  }()

  package init(_ model: ReportModel) { self.model = model }

  /// The file, ending in a line break.
  package func rendered() -> String {
    let blocks =
      ["# " + escaped(model.title)] + (model.question.map { ["*\(escaped($0))*"] } ?? [])
      + headlines + comparison + model.sections.flatMap(section) + findings + missing + notes
      + provenance
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var headlines: [String] {
    var blocks = ["## In short"]
    let found = model.sections.compactMap { section in
      section.headline.map { "- **\(escaped(section.title))**: \(escaped($0))" }
    }
    if !found.isEmpty { blocks.append(found.joined(separator: "\n")) }
    for headline in model.headlines(style: style) {
      let against = headline.against.map { ", compared with \(escaped($0))" } ?? ""
      blocks.append("### \(escaped(headline.scenario.name))\(against)")
      let lines = headline.statements.map { statement in
        let evidence = statement.evidence.isEmpty ? "" : " (\(statement.evidence))"
        return "- **\(escaped(statement.measure))** \(escaped(statement.words + evidence))"
      }
      blocks.append(lines.joined(separator: "\n"))
    }
    return blocks
  }

  private var comparison: [String] {
    guard !model.measures.isEmpty, !model.scenarios.isEmpty else { return [] }
    let interval = "\(style.percent(model.level)) interval"
    let hasDifferences = model.cells.joined().contains { $0.difference != nil }
    var header = ["Scenario", "Mean", interval, "n"]
    // Asked once: it looks at every cell.
    let twin = model.commonTwin
    if hasDifferences {
      header += [twin.map { "Difference to \($0)" } ?? "Difference", interval, "Pairs"]
    }
    var blocks = ["## Comparison"]
    for (index, measure) in model.measures.enumerated() {
      blocks.append("### \(escaped(measure.title))")
      let cells = model.estimates(of: index)
      let means = Precision.aligned(cells.map(\.estimate))
      var differences = Precision.aligned(cells.compactMap { $0.difference?.paired.estimate })[...]
      let rows = cells.indices.map { place -> [String] in
        let scenario = model.scenarios[place]
        var row =
          [scenario.name + (scenario.isBaseline ? " (baseline)" : "")]
          + numbers(cells[place].estimate, means[place])
        if let difference = cells[place].difference, let precision = differences.popFirst() {
          let other = twin == nil ? " (to \(difference.against))" : ""
          var fields = numbers(difference.paired.estimate, precision, signed: true)
          fields[0] += other
          row += fields
        } else if hasDifferences {
          row += ["", "", ""]
        }
        return row
      }
      blocks.append(table(header, rows, isNumber: header.indices.map { $0 > 0 }))
    }
    return blocks
  }

  private func numbers(
    _ estimate: Estimate, _ precision: Precision, signed: Bool = false
  ) -> [String] {
    let text = QuantityText(estimate, precision: precision, style: style, signed: signed)
    guard let mean = text.mean else { return [text.undefined ?? "undefined", "", "0"] }
    return [mean, text.interval, text.count]
  }

  private func section(_ section: ReportModel.StudySection) -> [String] {
    var blocks = ["## " + escaped(section.title)]
    if let headline = section.headline { blocks.append("**\(escaped(headline))**") }
    blocks += section.text.map(escaped)
    for table in section.tables {
      if let title = table.title { blocks.append("### " + escaped(title)) }
      let numbers = table.numbers
      let rows = table.rows.map { row in
        row.indices.map { column -> String in
          switch row[column] {
          case .text(let text): text
          case .number(let number): numbers[column].text(number, style)
          case .undefined(let reason): "undefined: \(reason)"
          }
        }
      }
      blocks.append(self.table(table.header, rows, isNumber: numbers.map(\.isNumeric)))
      if let note = table.note { blocks.append(escaped(note)) }
    }
    if let remark = section.remark { blocks.append("*\(escaped(remark))*") }
    return blocks
  }

  private var missing: [String] {
    guard !model.failures.isEmpty else { return [] }
    let lines = model.failures.map {
      "- \(escaped($0.scenario)), replicate \($0.replicate): \(escaped($0.message))"
    }
    return ["## Errors", lines.joined(separator: "\n")]
  }

  private var notes: [String] {
    guard !model.notes.isEmpty else { return [] }
    let lines = model.notes.map { "- " + escaped($0) }
    return ["## Assumptions and notes", lines.joined(separator: "\n")]
  }

  private var provenance: [String] {
    var blocks: [String] = []
    if !model.provenance.rows.isEmpty {
      let rows = model.provenance.rows.map { [$0.name, $0.value] }
      blocks.append(table(["What", "Value"], rows, isNumber: [false, false]))
    }
    if !model.provenance.dataFiles.isEmpty {
      let rows = model.provenance.dataFiles.map {
        [$0.path, $0.source ?? "not stated", $0.licence ?? "not stated", String($0.rows), $0.hash]
      }
      blocks.append(
        table(
          ["File", "Source", "Licence", "Rows", "SHA-256"], rows,
          isNumber: [false, false, false, true, false]))
    }
    return blocks.isEmpty ? [] : ["## Where the numbers come from"] + blocks
  }

  func table(_ header: [String], _ rows: [[String]], isNumber: [Bool]) -> String {
    let marks = isNumber.map { $0 ? "---:" : "---" }
    return ([header.map(escaped), marks] + rows.map { $0.map(escaped) })
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// A user's text on one line, without the signs that Markdown or HTML would act on.
  func escaped(_ text: String) -> String {
    PlainText.line(text).reduce(into: "") { result, character in
      if "\\`*_[]<>|#&~".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
