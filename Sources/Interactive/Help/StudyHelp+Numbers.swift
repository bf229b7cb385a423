import Simulation
import Studies
import Tables

/// Help on the numbers that a study is asked for, and on what it compares.
extension StudyHelp {
  var values: [HelpEntry] {
    study.values.map { value in
      let whose = value.kinds.map(kindName).joined(separator: ", ")
      let to = value.beneficiary.map { " to \($0)" } ?? ""
      let whole =
        switch value.accounting {
        case .flow: "its steps add up"
        case .mean: "the mean of its steps counts"
        case .stock: "its last step counts"
        case .end: "asked once, after the run"
        }
      var about = MeasureDescription(unit: value.unit, origin: value.origin, own: value.own)
      about.formula = value.formula
      let scale = value.scale.map {
        [HelpBlock.Row(name: "scale", text: ParameterValue.number($0).described)]
      }
      return entry(
        value.leaveOneOut == nil ? "value" : "leave-one-out value", value.name,
        "A value definition of this study: the value of \(whose)\(to); \(whole).",
        rows(of: about) + (scale ?? [])
          + value.traits.map { HelpBlock.Row(name: $0.name, text: $0.value) },
        at: value.location)
    }
  }

  var measures: [HelpEntry] {
    study.measures.flatMap { measure -> [HelpEntry] in
      let subject =
        measure.actors.map { "the mean of what is asked of each \(kindName($0.kind))" }
        ?? "a number about a finished run"
      let section = measure.section.map { ", needed by section '\(study.sections[$0].name)'" } ?? ""
      let text = "A measure of this study: \(subject)\(section)."
      let numbers = zip(measure.outputs, measure.about)
      var whole = entry(
        "measure", measure.name, text, sharedRows(of: measure), at: measure.location)
      if measure.outputs != [measure.name] {
        whole.details.append(.text(["Its numbers: \(measure.outputs.joined(separator: ", "))"]))
      }
      return [whole]
        + numbers.filter { $0.0 != measure.name }.map { name, about in
          var entry = entry(
            "measure", name, "A number of measure '\(measure.name)'.", rows(of: about),
            at: measure.location)
          entry.aliases = ["\(measure.name): \(name)"]
          entry.label = "\(name) of measure \"\(measure.name)\""
          entry.heading = entry.label
          return entry
        }
    }
  }

  /// What all numbers of a measure say of themselves alike.
  private func sharedRows(of measure: MeasureDeclaration) -> [HelpBlock.Row] {
    let all = measure.about.map { rows(of: $0) }
    let shared = (all.first ?? []).filter { row in
      all.allSatisfy { $0.contains { $0.name == row.name && $0.text == row.text } }
    }
    if all.isEmpty || shared.contains(where: { $0.name == Self.source }) { return shared }
    return shared + [HelpBlock.Row(name: Self.source, text: "each number has its own")]
  }

  private static let source = "source"

  /// What a number says of itself; where it comes from is always said.
  private func rows(of about: MeasureDescription) -> [HelpBlock.Row] {
    let number = { (value: Double?) in value.map { ParameterValue.number($0).described } }
    let range = about.range.map { range in
      switch (number(range.low), number(range.high)) {
      case (let low?, let high?): "from \(low) to \(high)"
      case (let low?, nil): "from \(low) on"
      case (nil, let high?): "up to \(high)"
      case (nil, nil): "any number"
      }
    }
    let direction = about.direction.map { direction in
      switch direction {
      case .higher: "higher is better"
      case .lower: "lower is better"
      case .neither: "neither more nor less is better"
      }
    }
    let texts: [(String, String?)] = [
      ("formula", about.formula), ("unit", about.unit), ("range", range), ("direction", direction),
      ("reading", about.reading), (Self.source, about.origin ?? "the study states none"),
      ("own operationalisation", about.own),
    ]
    return texts.compactMap { name, text in text.map { HelpBlock.Row(name: name, text: $0) } }
  }

  var numbersPerStep: [HelpEntry] {
    study.series.map {
      entry("series", $0.name, "A series of this study: a number per step.", at: $0.location)
    }
  }

  var scenarios: [HelpEntry] {
    study.scenarios.map { scenario in
      let changes = scenario.changes
      let settings = changes.settings.sorted { $0.key < $1.key }.map {
        HelpBlock.Row(name: $0.key, text: $0.value.described)
      }
      let left = [
        ("without networks", changes.without.networks), ("without phases", changes.without.phases),
        ("without kinds", changes.without.kinds), ("silent phases", changes.silence.phases),
        ("silent kinds", changes.silence.kinds.union(changes.silence.actors.keys)),
        ("silent", Set(changes.silence.mutes.map(\.described))),
      ].filter { !$0.1.isEmpty }.map {
        HelpBlock.Row(name: $0.0, text: $0.1.sorted().joined(separator: ", "))
      }
      let counts = changes.counts.sorted { $0.key < $1.key }.map {
        HelpBlock.Row(name: "count of \($0.key)", text: "\($0.value)")
      }
      let rows =
        settings + left + counts
        + (changes.silence.everybody ? [HelpBlock.Row(name: "silent", text: "everybody")] : [])
        + (changes.discard.map { [HelpBlock.Row(name: "discard", text: $0)] } ?? [])
      return entry(
        "scenario", scenario.name,
        rows.isEmpty
          ? "A scenario of this study: the study as it is written."
          : "A scenario of this study. It sets:", rows)
    }
  }

  /// What reports show besides.
  var others: [HelpEntry] {
    let lenses = study.lenses.map { lens in
      entry(
        "lens", lens.name, "A lens of this study: which definition counts for which kind.",
        lens.definitionOfKind.sorted { $0.key < $1.key }.map {
          HelpBlock.Row(name: $0.key, text: $0.value)
        })
    }
    let tables = study.tables.map { table in
      entry(
        "table", table.name,
        "A table of the report, with the columns \(table.columns.joined(separator: ", ")).",
        at: table.location)
    }
    let sections = study.sections.map { section in
      entry(
        "section", section.name, "A section of the report, made of all replicates.",
        at: section.location)
    }
    return lenses + tables + sections + data
  }

  private var data: [HelpEntry] {
    study.data.values.sorted { $0.name < $1.name }.map { data in
      let licence = data.licence.map { [HelpBlock.Row(name: "licence", text: $0)] } ?? []
      let rows = [
        HelpBlock.Row(name: "file", text: data.path),
        HelpBlock.Row(name: "rows", text: "\(data.table.rowCount)"),
        HelpBlock.Row(name: "source", text: data.origin ?? "the study states none"),
      ]
      return entry("data", data.name, "A table of data of this study.", rows + licence)
    }
  }
}
