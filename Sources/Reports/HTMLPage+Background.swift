// What the numbers mean and where they come from.
extension HTMLPage {
  var scenarioTable: [Markup] {
    guard !model.scenarios.isEmpty else { return [] }
    let rows = model.scenarios.map { scenario in
      let settings = scenario.settings.map { "\($0.name) = \($0.value)" }
      let role = scenario.isBaseline ? "the baseline" : scenario.twin ?? "\u{2013}"
      return Markup.element(
        "tr", [:],
        .element("th", ["scope": "row"], .text(scenario.name)),
        .element(
          "td", [:], .text(settings.isEmpty ? "nothing" : settings.joined(separator: ", "))),
        .element("td", [:], .text(role)))
    }
    return [
      table(
        caption: "What every scenario sets, beside the study\u{2019}s own parameters",
        heads: [head("Scenario"), head("Sets"), head("Compared with")], bodies: [rows])
    ]
  }

  var measureList: [Markup] {
    guard !model.measures.isEmpty else { return [] }
    var parts = [
      table(
        caption: "How it is measured",
        heads: [
          head("Measure"), head("Unit and range"), head("About"), head("Definition"),
          head("Source"),
        ], bodies: [model.measures.map(measureRow)])
    ]
    if model.measures.contains(where: \.isOwnOperationalisation) {
      parts.append(
        paragraph(
          "Own operationalisation: the source gives the concept in words; the formula is this "
            + "study\u{2019}s or its module\u{2019}s, and others would be possible.",
          class: "quiet"))
    }
    return parts
  }

  private func measureRow(_ measure: ReportModel.Measure) -> Markup {
    func cell(_ lines: [Markup]) -> Markup {
      guard lines.count > 1 else { return .element("td", [:], lines.first ?? .text("\u{2013}")) }
      return .element("td", [:], lines.map { .element("div", [:], $0) })
    }
    func texts(_ texts: [String?]) -> [Markup] { texts.compactMap { $0 }.map(Markup.text) }
    func end(_ number: Double?, _ none: String) -> String {
      number.map { style.set(NumberText.exact($0)) } ?? none
    }
    let range = measure.range.map { range in
      "from \(end(range.low, "\u{2212}\u{221E}")) to \(end(range.high, "\u{221E}"))"
    }
    let better = measure.direction.map {
      $0 == "neither" ? "neither higher nor lower is better" : "\($0) is better"
    }
    return .element(
      "tr", [:],
      .element("th", ["scope": "row"], .text(measure.name)),
      cell(texts([measure.unit, range, better, measure.reading])),
      cell(texts(measure.labels)),
      cell(texts([measure.definition, measure.formula])),
      cell(
        texts([measure.source]) + (measure.isOwnOperationalisation ? [ownBadge] : [])
          + texts([measure.own])))
  }

  var notes: [Markup] {
    guard !model.notes.isEmpty else { return [] }
    return [.element("ul", [:], model.notes.map { .element("li", [:], .text($0)) })]
  }

  var provenance: [Markup] {
    var parts: [Markup] = []
    if !model.provenance.rows.isEmpty {
      let rows = model.provenance.rows.map { row in
        Markup.element(
          "tr", [:],
          .element("th", ["scope": "row"], .text(row.name)),
          .element("td", [:], code(row.value, class: "hash")))
      }
      parts.append(
        table(caption: "The run", heads: [head("What"), head("Value")], bodies: [rows]))
    }
    if !model.provenance.dataFiles.isEmpty {
      let rows = model.provenance.dataFiles.map { file in
        Markup.element(
          "tr", [:],
          .element("th", ["scope": "row"], code(file.path, class: "path")),
          .element("td", [:], .text(file.source ?? "not stated")),
          .element("td", [:], .text(file.licence ?? "not stated")),
          number(style.set(String(file.rows))),
          .element("td", [:], code(file.hash, class: "hash")))
      }
      parts.append(
        table(
          caption: "Data files",
          heads: [
            head("File"), head("Source"), head("Licence"), head("Rows", isNumber: true),
            head("SHA-256 of the content"),
          ],
          bodies: [rows]))
    }
    return parts
  }

  var studySource: [Markup] {
    guard !model.studySource.isEmpty else { return [] }
    return [
      .element("p", [:], code(model.studyFile, class: "path")),
      .element(
        "pre", ["tabindex": "0", "role": "region", "aria-label": "Source of the study"],
        .element("code", [:], .text(model.studySource))),
    ]
  }
}
