import Diagnostics
import Simulation

extension StudyReader {
  func readSections() {
    for (index, node) in root.list("sections").enumerated() {
      guard let section = node.table, section.sort == "section" else {
        context.report(
          "a section cannot be \(node.described)",
          at: node.table?.location ?? root.place(ofItem: index, in: "sections"),
          hints: ["valence.section { \"name\", needs = { ... }, function(experiment) ... end }"])
        continue
      }
      readSection(section)
    }
  }

  private func readSection(_ table: TableNode) {
    guard
      let made = NamedFunction(
        table, noun: "section",
        form: "valence.section { \"name\", function(experiment) return content end }", context)
    else { return }
    let (name, function, reader) = (made.name, made.function, made.reader)
    if study.sections.contains(where: { $0.name == name }) {
      reader.report(
        "there are two sections named '\(name)'",
        hints: ["a module's section takes a name of its own: name = \"...\""])
    }
    let number = study.sections.count
    study.sections.append(
      SectionDeclaration(name: name, location: table.location, function: function))
    use(function, .section, reader.what, at: table.location)
    for node in reader.list("needs") { readNeed(node, of: number, reader) }
    reader.reportUnknown(positions: 2)
  }

  /// A measure or a profile, or a list of them as modules make it.
  private func readNeed(_ node: Node, of section: Int, _ reader: TableReader) {
    guard let table = node.table else { return reportNeed(node, reader) }
    switch table.sort {
    case "measure":
      measuredSection = section
      readMeasure(table)
      measuredSection = nil
    case "profile": readProfile(table, of: section)
    case nil where table.named.isEmpty:
      for entry in table.array { readNeed(entry, of: section, reader) }
    default: reportNeed(node, reader)
    }
  }

  private func reportNeed(_ node: Node, _ reader: TableReader) {
    context.report(
      "'needs' of \(reader.what) holds measures and profiles, and cannot hold \(node.described)",
      at: node.table?.location ?? reader.place(of: "needs"),
      hints: ["needs = { valence.measure { ... }, valence.profile { ... } }"])
  }

  private func readProfile(_ table: TableNode, of section: Int) {
    guard
      let made = NamedFunction(
        table, noun: "profile",
        form: "valence.profile { \"name\", of = \"kind\", function(self, twin) return ... end }",
        context)
    else { return }
    let (name, function, reader) = (made.name, made.function, made.reader)
    if study.profiles.contains(where: { $0.name == name && $0.section == section }) {
      reader.report("the section needs two profiles named '\(name)'")
    }
    let kind = reader.requiredText("of", "the kind whose actors it is about")
      .flatMap { self.kind($0, reader, at: "of") }
    reader.reportUnknown(positions: 2)
    guard let kind else {
      return use(function, .unread(environment: 2), reader.what, at: table.location)
    }
    study.profiles.append(
      ProfileDeclaration(
        name: name, location: table.location, kind: kind, function: function, section: section))
    use(function, .perActor(kind, results: 1), reader.what, at: table.location)
  }
}
