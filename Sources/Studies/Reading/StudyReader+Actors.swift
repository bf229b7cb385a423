import Diagnostics
import Simulation
import Tables

extension StudyReader {
  func readKinds() {
    guard let table = root.record("actors", form: "consumer = { count = 100 }") else {
      if !root.has("actors") {
        root.report("the study has no actors", hints: ["actors = { consumer = { count = 100 } }"])
      }
      return
    }
    // Kinds first: fields may refer to any of them.
    for name in table.names {
      let place = root.place(of: name, in: "actors", table)
      checkName(name, "kind", at: place)
      study.kinds.append(
        KindDeclaration(
          name: name, location: place, count: .nothing, resampled: .nothing, fields: []))
    }
    for (position, entry) in table.named.enumerated() {
      guard let kind = entry.value.table else {
        context.report(
          "kind '\(entry.name)' must be a table: { count = n, fields = { ... } }",
          at: study.kinds[position].location)
        continue
      }
      readKind(position, kind)
    }
    if study.kinds.count > HandleClass.kindLimit {
      root.report(
        "the study has \(study.kinds.count) kinds of actors; the limit is \(HandleClass.kindLimit)",
        at: "actors", hints: ["tell actors of one kind apart by a category"])
    }
  }

  private func readKind(_ position: Int, _ table: TableNode) {
    let declared = study.kinds[position]
    let reader = TableReader(
      table, what: "kind '\(declared.name)'", context: context, near: declared.location)
    let count = reader.node("count")
    study.kinds[position].count = count
    if let source = reader.text("from") {
      let key = reader.requiredText("key", "the column that names the actor")
      if dataTable(source, reader, at: "from") != nil, let key,
        column(key, of: source, reader, at: "key") != nil
      {
        study.kinds[position].source = (source, key)
      } else {
        kindsWithoutSource.insert(position)
      }
      if !count.isNothing {
        reader.report(
          "\(reader.what) has both 'count' and 'from': its data says how many", at: "count")
      }
    } else if count.isNothing {
      reader.report("\(reader.what) needs 'count': how many actors there are")
    } else {
      _ = context.wholeNumber(
        count, "'count' of \(reader.what)", at: reader.place(of: "count"), in: 0...2_000_000_000)
    }
    let resample = reader.node("resample")
    study.kinds[position].resampled = resample
    if !resample.isNothing {
      _ = context.flag(resample, "'resample' of \(reader.what)", at: reader.place(of: "resample"))
    }
    if !resample.isNothing, study.kinds[position].source == nil {
      reader.report("only actors that come from data can be resampled", at: "resample")
    }
    if let fields = reader.record("fields", form: "trust = 0.5") {
      readFields(fields, of: position, reader)
    }
    reader.reportUnknown()
  }

  private func readFields(_ table: TableNode, of position: Int, _ reader: TableReader) {
    for entry in table.named {
      let place = reader.place(of: entry.name, in: "fields", table)
      checkName(entry.name, "field", at: place)
      if ActorNames.all.contains(entry.name) {
        context.report(
          "a field cannot be called '\(entry.name)': it has a meaning of its own on every actor",
          at: place)
      }
      let what = "field '\(entry.name)' of \(study.kinds[position].name)"
      if let field = field(entry.name, entry.value, of: position, what, at: place) {
        study.kinds[position].fields.append(field)
      } else {
        study.unread.insert(entry.name)
      }
    }
    checkRanks(of: position)
    for (index, field) in study.kinds[position].fields.enumerated() {
      guard let function = field.function else { continue }
      use(
        function, .initial(KindID(position), FieldID(index)),
        "first value of '\(field.name)'", at: field.location)
    }
  }

  /// A rank needs a field that is a number; which fields there are is known when all are read.
  private func checkRanks(of position: Int) {
    let kind = study.kinds[position]
    for field in kind.fields {
      guard let table = field.initial.table, table.sort == "rank" else { continue }
      let name = table.array.first?.text ?? ""
      if study.unread.contains(name) { continue }
      guard let other = kind.field(named: name) else {
        context.report(
          "valence.rank needs the name of another field, got '\(name)'",
          at: table.location ?? field.location,
          hints: [
            unknownNameHint(name, among: kind.fields.map(\.name), noun: "fields of \(kind.name)")
          ])
        continue
      }
      switch kind.fields[other.rawValue].type {
      case .number, .integer, .boolean: break
      case .category, .reference:
        context.report(
          "valence.rank orders numbers; '\(name)' of \(kind.name) is none",
          at: table.location ?? field.location)
      }
    }
  }
}

extension String {
  /// Whether it can stand behind a dot in Lua.
  var isIdentifier: Bool {
    guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
    return utf8.allSatisfy {
      $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
        || (0x61...0x7A).contains($0)
    }
  }
}
