import LuaRuntime
import Simulation

/// What is asked of the worlds that a measure is computed for.
struct MeasureScope {
  /// The measure's folds, by position among the model's.
  var folds = 0..<0
  /// The names of its kept numbers; `nil`: it follows no events.
  var keptNames: [String]?
  var lens: MeasureLens?
  var level: MeasuredLevel?
}

/// The level that a measure is asked for.
struct MeasuredLevel {
  var name: String
  /// By kind: the category that tells who belongs to the level, and the level's code there;
  /// `nil`: the kind stays whole.
  var members: [(field: FieldID, code: Int32)?]

  init?(_ question: Question, _ study: Study) {
    guard let level = question.asking.level, let groups = question.groups else { return nil }
    name = level
    members = study.kinds.map { kind in
      guard case .category(let category, _) = groups, let field = kind.field(named: category),
        let levels = kind.fields[field.rawValue].type.levels
      else { return nil }
      return (field, levels.firstIndex(of: level).map(Int32.init) ?? .max)
    }
  }
}

extension LuaEngine {
  /// Whether an actor belongs to the level that is asked for.
  ///
  /// Membership comes from the scenario and applies to the twin.
  func isMeasured(_ kind: KindID, _ number: Int, _ slot: Int) -> Bool {
    guard let member = measured.level?.members[kind.rawValue] else { return true }
    var (world, number) = (worlds[slot], number)
    if slot == 1, let run = worlds.run, let identity = world?.identity(kind, number),
      let other = run.number(ofIdentity: identity, kind)
    {
      (world, number) = (run, other)
    }
    return world?.code(kind, member.field, number, own: false) == member.code
  }

  /// `run.lens`: whose value counts, with what its definitions say of themselves.
  func lensTable() throws(LuaError) -> LuaReference? {
    guard let lens = measured.lens else { return nil }
    let table = try state.makeTable()
    try state.rawSet(table, "name", .string(lens.name))
    let kinds = try state.makeTable()
    for entry in lens.definitions {
      let definition = study.values[entry.value]
      let described = try describe(definition)
      try state.rawSet(described, "definition", .string(definition.name))
      try state.rawSet(kinds, study.kinds[entry.kind.rawValue].name, .table(described))
    }
    try state.rawSet(table, "kinds", .table(kinds))
    return try lend(table)
  }

  /// `run.definitions`: what all definitions say of themselves, by name.
  func definitions() throws(LuaError) -> LuaReference? {
    if let definitionTable { return definitionTable }
    let table = try state.makeTable()
    for definition in study.values {
      let described = try describe(definition)
      let kinds = try state.makeTable()
      for (index, kind) in definition.kinds.enumerated() {
        try state.rawSet(kinds, index + 1, .string(study.kinds[kind.rawValue].name))
      }
      try state.rawSet(described, "of", .table(kinds))
      try state.rawSet(table, definition.name, .table(described))
    }
    guard case .table(let frozen) = try state.freeze(.table(table)) else { return nil }
    definitionTable = frozen
    return frozen
  }

  private func describe(_ definition: ValueDeclaration) throws(LuaError) -> LuaReference {
    let table = try state.makeTable()
    try state.rawSet(table, "as", .string(definition.accounting.rawValue))
    if let unit = definition.unit { try state.rawSet(table, "unit", .string(unit)) }
    if let scale = definition.scale { try state.rawSet(table, "scale", .number(scale)) }
    if let to = definition.beneficiary { try state.rawSet(table, "to", .string(to)) }
    return table
  }

  /// A table that the measure may read, alive as long as it runs.
  private func lend(_ table: LuaReference) throws(LuaError) -> LuaReference? {
    guard case .table(let frozen) = try state.freeze(.table(table)) else { return nil }
    borrowed.append(frozen)
    return frozen
  }
}
