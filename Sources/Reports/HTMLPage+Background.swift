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
    let rows = model.measures.map { measure in
      Markup.element(
        "tr", [:],
        .element("th", ["scope": "row"], .text(measure.name)),
        .element("td", [:], .text(measure.unit ?? "\u{2013}")),
        .element("td", [:], .text(measure.labels.joined(separator: ", "))),
        .element("td", [:], .text(measure.definition ?? "\u{2013}")),
        .element(
          "td", [:],
          [.text(measure.source ?? (measure.isOwnOperationalisation ? "" : "\u{2013}"))]
            + (measure.isOwnOperationalisation ? [ownBadge] : [])))
    }
    var parts = [
      table(
        caption: "How the measures are defined",
        heads: [
          head("Measure"), head("Unit"), head("About"), head("Definition"), head("Source"),
        ], bodies: [rows])
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
