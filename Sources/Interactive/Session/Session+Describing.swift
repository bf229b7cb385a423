import Diagnostics
import Experiments
import LuaRuntime
import Reports
import Simulation
import Studies

/// Values of the session as what is shown of them.
extension Session {
  /// The entries of a list that are looked at: more than any screen has lines.
  private static let most = 200

  /// What stands behind an object of the session.
  private func behind(_ value: LuaValue) throws -> LuaReference? {
    guard value.table != nil else { return nil }
    return try state.call(try function("behind"), [value], results: 1).first?.table
  }

  /// The text of what has one of its own: a plot, an experiment, how far the world is.
  func shownText(of value: LuaValue) throws -> String? {
    guard let content = try behind(value) else { return nil }
    switch try state.rawGet(content, "sort").text {
    case "status": return try statusText()
    case "plot": return try state.rawGet(content, "text").text ?? ""
    case "defined": return ""
    case "experiment":
      let index = (try state.rawGet(content, "number").int ?? 1) - 1
      let options = TerminalTable.Options(
        width: screen.columns, usesColour: screen.usesColour, isASCII: !screen.isUnicode)
      return TerminalTable(ReportModel(experiments[index]), options: options).rendered()
        .trimmingSpaces
    case "kind": return try shownKind(content)
    case "rows":
      let table = ValuePrinter(screen: screen).text(of: try shownRows(content))
      return try state.rawGet(content, "title").text.map { heading($0) + "\n" + table } ?? table
    default: return nil
    }
  }

  /// Where the world stands, and what its value definitions have come to.
  func statusText() throws -> String {
    let worlds = try open()
    var text = "\(worlds.name(of: .world)), replicate \(worlds.replicate): "
    text += worlds.isOver ? "over at step \(worlds.step)" : "step \(worlds.step) of \(worlds.steps)"
    if worlds.step == 0 { return printable(text) }
    var parts: [String] = []
    for (index, measurement) in worlds.plan.measurements.enumerated() {
      guard case .value = measurement.source else { continue }
      let value = try asStudy { try worlds.values(of: index, on: .world)[0] }
      let number = value.value.map { NumberColumn([$0]).text($0) }
      parts.append("\(measurement.name) \(number ?? "undefined (\(value.reason ?? "?"))")")
    }
    if !parts.isEmpty { text += "\nmeans so far: " + parts.joined(separator: ", ") }
    return printable(text)
  }

  func shown(_ value: LuaValue, depth: Int = 0) throws -> ShownValue {
    switch value {
    case .nothing: return .nothing
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .number(let value): return .number(value)
    case .string(let text): return .text(text)
    case .bytes: return .other("a text that is not UTF-8")
    case .handle: return .other("a handle")
    case .function(let function): return .other(described(function))
    case .other: return .other(value.typeName)
    case .table(let table):
      if let content = try behind(value) { return try shown(content, depth: depth) }
      return try shown(entriesOf: table, depth: depth)
    }
  }

  private func described(_ function: LuaReference) -> String {
    StudyLoader.place(of: function, in: state).map { "function (\($0))" } ?? "function"
  }

  // MARK: tables

  private func shown(entriesOf table: LuaReference, depth: Int) throws -> ShownValue {
    guard depth < 6 else { return .other("table") }
    if let sort = try state.rawGet(table, "__sort").text {
      let name = try state.rawGet(table, 1).text.map { " '\($0)'" } ?? ""
      return .other("valence.\(sort)\(name)")
    }
    let entries = try state.entries(of: table)
    let count = state.rawCount(table)
    guard count == entries.count else {
      return .record(
        title: nil,
        try entries.prefix(Self.most).map {
          (Self.key($0.key), try shown($0.value, depth: depth + 1))
        })
    }
    if depth == 0, let rows = try rows(of: entries.map(\.value)) { return rows }
    return .list(
      title: nil, count: count,
      try entries.prefix(Self.most).map { try shown($0.value, depth: depth + 1) })
  }

  private static func key(_ key: LuaValue) -> String {
    switch key {
    case .string(let name): LuaText.key(name)
    case .integer(let number): "[\(number)]"
    case .number(let number): "[\(number)]"
    case .boolean(let value): "[\(value)]"
    default: "[\(key.typeName)]"
    }
  }

  /// A list of actors of one kind as a table of their fields.
  private func rows(of values: [LuaValue]) throws -> ShownValue? {
    let actors = try values.prefix(Self.most).map { value -> Actor? in
      guard let content = try behind(value), try state.rawGet(content, "sort").text == "actor"
      else { return nil }
      return try actor(at: content)
    }
    guard let kind = actors.first??.kind, actors.allSatisfy({ $0?.kind == kind }) else {
      return nil
    }
    let declaration = try opened().variant.study.kinds[kind.rawValue]
    let rows = try actors.compactMap { $0 }.map { actor in
      [.integer(Int64(actor.number + 1))]
        + (try declaration.fields.indices.map { try shown(actor, FieldID($0)) })
    }
    return .rows(
      title: declaration.name, count: values.count,
      columns: ["number"] + declaration.fields.map(\.name), rows)
  }

  // MARK: objects of the session

  private func actor(at content: LuaReference) throws -> Actor {
    try actor([
      try state.rawGet(content, "side"), try state.rawGet(content, "kind"),
      try state.rawGet(content, "number"),
    ])
  }

  private func shown(_ actor: Actor, _ field: FieldID) throws -> ShownValue {
    let value = try cell(actor.kind, field, actor.number, on: actor.side)
    if case .handle(let handle) = value {
      let study = try opened()
      return .reference(study.variant.study.actorName(handle, study.lua) ?? "?")
    }
    return try shown(value)
  }

  private func side(_ content: LuaReference) throws -> SessionWorlds.Side {
    SessionWorlds.Side(rawValue: try state.rawGet(content, "side").int ?? 1) ?? .world
  }

  private func shown(_ content: LuaReference, depth: Int) throws -> ShownValue {
    switch try state.rawGet(content, "sort").text {
    case "actor": return try shownActor(try actor(at: content), depth: depth)
    case "rows": return try shownRows(content)
    case "column": return try shownColumn(content)
    case "kind": return .other(try state.rawGet(content, "kind").text ?? "?")
    case "world": return try shownWorld(content)
    case "parameters": return try shownParameters()
    case "study": return try shownStudy()
    default: return .other("table")
    }
  }

  private func shownActor(_ actor: Actor, depth: Int) throws -> ShownValue {
    let kind = try opened().variant.study.kinds[actor.kind.rawValue]
    let name = "\(kind.name) \(actor.number + 1)"
    if depth > 0 { return .reference(name) }
    let worlds = try open()
    return .record(
      title: "\(name) in '\(worlds.name(of: actor.side))', step \(worlds.step)",
      try kind.fields.enumerated().map { ($1.name, try shown(actor, FieldID($0))) })
  }

  private func shownRows(_ content: LuaReference) throws -> ShownValue {
    let columns = try entries(content, "columns").compactMap(\.text)
    let rows = try entries(content, "rows").compactMap(\.table).map { row in
      try columns.indices.map { position -> ShownValue in
        let value = try state.rawGet(row, position + 1)
        guard let text = value.text else { return try shown(value, depth: 1) }
        return Self.reason(text).map { .undefined($0) } ?? .other(text)
      }
    }
    let isByRow = try state.rawGet(content, "by_row").bool ?? false
    return .rows(
      title: nil, count: rows.count, columns: columns, isByRow ? Self.setByRow(rows) : rows)
  }

  /// Rows of different units: the numbers of each have decimals of their own.
  private static func setByRow(_ rows: [[ShownValue]]) -> [[ShownValue]] {
    func number(_ value: ShownValue) -> Double? {
      if case .number(let number) = value { number } else { nil }
    }
    var texts = rows.map { row -> [String?] in
      let style = NumberColumn(row.compactMap(number))
      return row.map { number($0).map(style.text) }
    }
    for column in rows.first?.indices ?? 0..<0 {
      let width = texts.compactMap { $0[column]?.count }.max() ?? 0
      for row in texts.indices {
        texts[row][column] = texts[row][column].map { paddedLeft($0, width) }
      }
    }
    return zip(rows, texts).map { row, texts in
      zip(row, texts).map { value, text in text.map { .other($0) } ?? value }
    }
  }

  private static func reason(_ text: String) -> String? {
    text.hasPrefix("undefined: ") ? String(text.dropFirst("undefined: ".count)) : nil
  }

  private func entries(_ table: LuaReference, _ name: String) throws -> [LuaValue] {
    try state.rawGet(table, name).table.map { try state.entries(of: $0).map(\.value) } ?? []
  }

  private func shownColumn(_ content: LuaReference) throws -> ShownValue {
    let field = try state.rawGet(content, "field").text ?? "?"
    let name = try state.rawGet(content, "kind").text ?? "?"
    let kind = try kind(name)
    return try column(
      "\(field) of \(name)", try entries(content, "values"), kind, try self.field(field, of: kind))
  }

  private func column(
    _ title: String, _ values: [LuaValue], _ kind: KindID, _ field: FieldID
  ) throws -> ShownValue {
    let kinds = try opened().variant.study.kinds
    switch kinds[kind.rawValue].fields[field.rawValue].type {
    case .number, .integer: return .column(title: title, values.compactMap(\.double))
    case .boolean:
      let yes = values.count { $0.bool == true }
      return .levels(title: title, [("true", yes), ("false", values.count - yes)])
    case .category(let levels):
      return .levels(
        title: title, levels.map { level in (level, values.count { $0.text == level }) })
    case .reference(let other):
      let there = values.count { !$0.isNothing }
      return .levels(
        title: title,
        [("a \(kinds[other.rawValue].name)", there), ("nobody", values.count - there)])
    }
  }

  /// Everybody of a kind: how each field is spread.
  private func shownKind(_ content: LuaReference) throws -> String {
    let name = try state.rawGet(content, "kind").text ?? "?"
    let side = try side(content)
    let kind = try kind(name)
    let worlds = try open()
    let world = try world(on: side)
    let living = (0..<world.count(kind)).filter { world.isAlive(kind, $0) }
    let fields = try opened().variant.study.kinds[kind.rawValue].fields
    let texts = try fields.enumerated().map { index, field -> String in
      let cells = try living.map { try cell(kind, FieldID(index), $0, in: world, on: side) }
      return ValuePrinter(screen: screen).text(
        of: try column(field.name, cells, kind, FieldID(index)))
    }
    let title = "\(living.count) of \(name) in '\(worlds.name(of: side))', step \(worlds.step)"
    return ([heading(title)] + texts).joined(separator: "\n")
  }

  private func heading(_ title: String) -> String {
    wrapped(printable(title), width: screen.width).joined(separator: "\n")
  }

  private func shownWorld(_ content: LuaReference) throws -> ShownValue {
    let side = try side(content)
    let worlds = try open()
    let world = try world(on: side)
    var entries: [(name: String, value: ShownValue)] = []
    for (index, kind) in try opened().variant.study.kinds.enumerated() {
      entries.append((kind.name, Self.counted(world.livingCount(KindID(index)))))
    }
    if side == .world, worlds.run(on: .twin) != nil {
      entries.append(("twin", .other("world of '\(worlds.name(of: .twin))'")))
    }
    return .record(
      title: "world of '\(worlds.name(of: side))', replicate \(worlds.replicate), step "
        + "\(worlds.step) of \(worlds.steps)", entries)
  }

  private static func counted(_ actors: Int) -> ShownValue {
    .other("\(actors) actor\(actors == 1 ? "" : "s")")
  }

  private func shownParameters() throws -> ShownValue {
    let present = try parameters()
    let rows = try opened().variant.study.parameters.map { parameter -> [ShownValue] in
      let value = present[parameter.name] ?? parameter.preset
      return [.other(parameter.name), .other(value.described), .other(parameter.preset.described)]
    }
    return .rows(
      title: "parameters of '\(try open().cell.name)'", count: rows.count,
      columns: ["name", "value", "as written"], rows)
  }

  private func shownStudy() throws -> ShownValue {
    let study = try opened().variant.study
    let parts: [(name: String, text: String)] = [
      ("question", study.question ?? ""), ("file", study.source.path), ("seed", "\(study.seed)"),
      ("steps", "\(study.steps)"), ("kinds", listed(study.kinds.map(\.name))),
      ("networks", listed(study.networks.map(\.name))),
      ("phases", listed(study.phases.map(\.name))), ("values", listed(study.values.map(\.name))),
      ("measures", listed(study.measures.map(\.name))),
      ("series", listed(study.series.map(\.name))),
      ("scenarios", listed(study.scenarios.map(\.name))),
    ]
    return .record(
      title: study.name,
      parts.filter { !$0.text.isEmpty }.map { (name: $0.name, value: .other($0.text)) })
  }

  private func listed(_ names: [String]) -> String { names.joined(separator: ", ") }
}
