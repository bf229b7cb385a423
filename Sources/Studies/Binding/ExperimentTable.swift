import Diagnostics
import LuaRuntime
import Simulation

/// The experiment as the function of a section sees it: a table with what was compared, and methods
/// that ask for the numbers.
struct ExperimentTable {
  let engine: LuaEngine
  let view: ExperimentView
  private var state: LuaState { engine.state }

  init(engine: LuaEngine, view: ExperimentView) {
    self.engine = engine
    self.view = view
  }

  func table() throws(LuaError) -> LuaReference {
    let table = try state.makeTable()
    try state.rawSet(table, "replications", .integer(Int64(view.replications)))
    try state.rawSet(table, "scenarios", .table(try scenarios()))
    try state.rawSet(table, "measures", .table(try list(view.measurements.map(\.name))))
    try state.rawSet(table, "profiles", .table(try list(view.profiles)))
    try state.rawSet(table, "values", .table(try values()))
    try state.rawSet(table, "lenses", .table(try lenses()))
    try add("numbers", to: table, numbers)
    try add("outputs", to: table, outputs)
    try add("reasons", to: table, reasons)
    try add("profile", to: table, profile)
    return table
  }

  /// The closure must not own the state that keeps it.
  private func add(
    _ name: String, to table: LuaReference,
    _ body: @escaping (SectionCall, LuaEngine, ExperimentView) throws -> LuaValue
  ) throws(LuaError) {
    let function = try state.makeSwiftFunction { [unowned engine, view] arguments in
      [try body(SectionCall(name: name, values: arguments), engine, view)]
    }
    try state.rawSet(table, name, .function(function))
  }

  // MARK: What was compared

  private func list(_ texts: [String]) throws(LuaError) -> LuaReference {
    let list = try state.makeTable(arrayCount: texts.count)
    for (index, text) in texts.enumerated() { try state.rawSet(list, index + 1, .string(text)) }
    return list
  }

  private func scenarios() throws(LuaError) -> LuaReference {
    let list = try state.makeTable(arrayCount: view.scenarios.count)
    for (index, scenario) in view.scenarios.enumerated() {
      let entry = try state.makeTable()
      try state.rawSet(entry, "name", .string(scenario.name))
      try state.rawSet(entry, "is_baseline", .boolean(scenario.isBaseline))
      try state.rawSet(entry, "is_resampled", .boolean(scenario.isResampled))
      if let against = scenario.against { try state.rawSet(entry, "against", .string(against)) }
      try state.rawSet(
        entry, "parameters", .table(try engine.parameterTable(scenario.parameters)))
      try state.rawSet(list, index + 1, .table(entry))
    }
    return list
  }

  private func values() throws(LuaError) -> LuaReference {
    let list = try state.makeTable(arrayCount: engine.study.values.count)
    for (index, value) in engine.study.values.enumerated() {
      let entry = try state.makeTable()
      try state.rawSet(entry, "name", .string(value.name))
      let kinds = value.kinds.map { engine.study.kinds[$0.rawValue].name }
      try state.rawSet(entry, "of", .table(try self.list(kinds)))
      try state.rawSet(entry, "as", .string(value.accounting.rawValue))
      if let to = value.beneficiary { try state.rawSet(entry, "to", .string(to)) }
      if let unit = value.unit { try state.rawSet(entry, "unit", .string(unit)) }
      if let scale = value.scale { try state.rawSet(entry, "scale", .number(scale)) }
      if let own = value.own { try state.rawSet(entry, "own", .string(own)) }
      if let source = value.origin { try state.rawSet(entry, "source", .string(source)) }
      try state.rawSet(list, index + 1, .table(entry))
    }
    return list
  }

  private func lenses() throws(LuaError) -> LuaReference {
    let list = try state.makeTable(arrayCount: engine.study.lenses.count)
    for (index, lens) in engine.study.lenses.enumerated() {
      let kinds = try state.makeTable()
      for (kind, definition) in lens.definitionOfKind.sorted(by: { $0.key < $1.key }) {
        try state.rawSet(kinds, kind, .string(definition))
      }
      let entry = try state.makeTable()
      try state.rawSet(entry, "name", .string(lens.name))
      try state.rawSet(entry, "kinds", .table(kinds))
      try state.rawSet(list, index + 1, .table(entry))
    }
    return list
  }
}

// MARK: Methods

/// What a method of the experiment was called with, itself first.
private struct SectionCall {
  let name: String
  let values: [LuaValue]

  func text(_ position: Int, _ meaning: String) throws(LuaError) -> String {
    guard values.first?.table != nil else {
      throw LuaError(
        .runtime, "\(name) is a method: write experiment:\(name)(...) with a colon")
    }
    guard values.indices.contains(position), let text = values[position].text else {
      throw LuaError(.runtime, "experiment:\(name) needs \(meaning) as a text")
    }
    return text
  }

  /// The position of the name among others.
  func position(
    _ position: Int, _ noun: String, among names: [String]
  ) throws(LuaError) -> Int {
    let name = try text(position, "the name of a \(noun)")
    if let found = names.firstIndex(of: name) { return found }
    throw LuaError(
      .runtime,
      "there is no \(noun) '\(name)'; \(unknownNameHint(name, among: names, noun: "\(noun)s"))")
  }
}

/// What one number of a measure came to, by replicate.
private func values(_ call: SectionCall, _ view: ExperimentView) throws -> [MeasureValue] {
  let scenario = try call.position(1, "scenario", among: view.scenarios.map(\.name))
  let measurement = try call.position(2, "measure", among: view.measurements.map(\.name))
  let outputs = view.measurements[measurement].outputs
  if call.values.count > 3, !call.values[3].isNothing {
    return try view.numbers(
      scenario, measurement, try call.position(3, "number", among: outputs))
  }
  guard outputs.count == 1 else {
    throw LuaError(
      .runtime,
      "measure '\(view.measurements[measurement].name)' has \(outputs.count) numbers: say which, "
        + outputs.joined(separator: ", "))
  }
  return try view.numbers(scenario, measurement, 0)
}

/// `experiment:numbers(scenario, measure, output)`: by replicate.
private func numbers(
  _ call: SectionCall, _ engine: LuaEngine, _ view: ExperimentView
) throws -> LuaValue {
  let values = try values(call, view)
  let list = try engine.state.makeTable(arrayCount: values.count)
  for (index, value) in values.enumerated() {
    let number =
      value.value.map(LuaValue.number)
      ?? .handle(engine.undefined(value.reason ?? "undefined"))
    try engine.state.rawSet(list, index + 1, number)
  }
  return .table(list)
}

/// `experiment:reasons(scenario, measure, output)`: how many replicates are undefined, by reason.
private func reasons(
  _ call: SectionCall, _ engine: LuaEngine, _ view: ExperimentView
) throws -> LuaValue {
  var counts: [String: Int64] = [:]
  for value in try values(call, view) where value.value == nil {
    counts[value.reason ?? "undefined", default: 0] += 1
  }
  let table = try engine.state.makeTable(recordCount: counts.count)
  for (reason, count) in counts.sorted(by: { $0.key < $1.key }) {
    try engine.state.rawSet(table, reason, .integer(count))
  }
  return .table(table)
}

/// `experiment:outputs(measure)`: its numbers, with what each is about.
private func outputs(
  _ call: SectionCall, _ engine: LuaEngine, _ view: ExperimentView
) throws -> LuaValue {
  let position = try call.position(1, "measure", among: view.measurements.map(\.name))
  let measurement = view.measurements[position]
  let list = try engine.state.makeTable(arrayCount: measurement.outputs.count)
  for (index, name) in measurement.outputs.enumerated() {
    let entry = try engine.state.makeTable()
    try engine.state.rawSet(entry, "name", .string(name))
    if let measure = measurement.measure {
      for (key, text) in engine.study.measures[measure].parts(ofOutput: index, engine.study) {
        try engine.state.rawSet(entry, key, .string(text))
      }
    }
    try engine.state.rawSet(list, index + 1, .table(entry))
  }
  return .table(list)
}

extension MeasureDeclaration {
  /// What one of its numbers is about: its own name, the level, the lens and, where the lens has one
  /// kind alone, that and its definition.
  fileprivate func parts(ofOutput index: Int, _ study: Study) -> [(key: String, text: String)] {
    guard actors == nil else { return [] }
    let asking = askings[index / max(1, numbers.count)]
    var parts: [(key: String, text: String)] = []
    if !numbers.isEmpty { parts.append(("number", numbers[index % numbers.count])) }
    if let level = asking.level { parts.append(("level", level)) }
    guard let lens = asking.lens else { return parts }
    parts.append(("lens", lens.name))
    if lens.definitions.count == 1, let entry = lens.definitions.first {
      parts.append(("kind", study.kinds[entry.kind.rawValue].name))
      parts.append(("definition", study.values[entry.value].name))
    }
    return parts
  }
}

/// `experiment:profile(scenario, profile, replicate)`: by actor.
private func profile(
  _ call: SectionCall, _ engine: LuaEngine, _ view: ExperimentView
) throws -> LuaValue {
  let scenario = try call.position(1, "scenario", among: view.scenarios.map(\.name))
  let profile = try call.position(2, "profile", among: view.profiles)
  guard call.values.count > 3, let replicate = call.values[3].int,
    (1...max(1, view.replications)).contains(replicate)
  else {
    throw LuaError(
      .runtime, "experiment:profile needs a replicate, from 1 to \(view.replications)")
  }
  let values = try view.profile(scenario, profile, replicate)
  let list = try engine.state.makeTable(arrayCount: values.count)
  for (index, value) in values.enumerated() {
    let number: LuaValue =
      value.isNaN ? .handle(engine.undefined("undefined")) : .number(value)
    try engine.state.rawSet(list, index + 1, number)
  }
  return .table(list)
}
