import CLua
import LuaRuntime

/// `env`: the parameters in force, the step, and what a rule can ask of its world.
final class EnvironmentTable {
  private let state: LuaState
  private let study: Study
  private let environment: LuaReference
  /// Parameters and methods by name; whatever is not in it is an unknown name.
  private let members: LuaReference
  private var parameters: [(name: String, value: ParameterValue)] = []
  private var step = -1
  /// Keeps the tables of parameters by level alive.
  private var levelTables: [String: LuaReference] = [:]

  /// The registry's number for the table, to pass it to functions.
  var identifier: Int32 { environment.slot.reference }

  init(state: LuaState, study: Study) throws(LuaError) {
    self.state = state
    self.study = study
    environment = try state.makeTable()
    members = try state.makeTable()
  }

  /// Gives `env` its methods.
  func bind(to engine: LuaEngine) throws(LuaError) {
    let context = Unmanaged.passUnretained(engine).toOpaque()
    for (name, body) in environmentMethods {
      try state.rawSet(
        members, .string(name),
        .function(
          try state.makeHostFunction(context: context, tag: -1, body: body)))
    }
    let membersMeta = try state.makeTable()
    try state.rawSet(
      membersMeta, .string("__index"),
      .function(
        try state.makeHostFunction(context: context, tag: -1, body: unknownEnvironmentName)))
    try state.setMetatable(of: members, to: membersMeta)
    let meta = try state.makeTable()
    try state.rawSet(meta, .string("__index"), .table(members))
    try state.rawSet(
      meta, .string("__newindex"),
      .function(
        try state.makeHostFunction(context: context, tag: -1, body: assignedEnvironmentName)))
    try state.rawSet(meta, .string("__metatable"), .string("env"))
    try state.setMetatable(of: environment, to: meta)
    unknownLevelBody = try state.makeHostFunction(context: context, tag: -1, body: unknownLevel)
  }

  private var unknownLevelBody: LuaReference?

  /// Adds a method under the name of its call site.
  func addSite(_ name: String, site: Int32, body: @escaping CLuaHostBody, engine: LuaEngine)
    throws(LuaError)
  {
    let context = Unmanaged.passUnretained(engine).toOpaque()
    let function = try state.makeHostFunction(context: context, tag: site, body: body)
    try state.rawSet(members, .string("\(name)#\(site)"), .function(function))
  }

  /// Sets the parameters of the worlds to come.
  func use(_ parameters: [String: ParameterValue]) throws(LuaError) {
    self.parameters = parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    step = -1
    try setStep(0)
  }

  /// Makes `step` the current one: `env.step`, and the parameters that change over time.
  func setStep(_ step: Int) throws(LuaError) {
    guard step != self.step else { return }
    let isFirst = self.step < 0
    self.step = step
    try state.rawSet(members, .string("step"), .integer(Int64(step)))
    for parameter in parameters where isFirst || parameter.value.changesOverTime {
      let value = try luaValue(parameter.value.at(step: max(step, 1)), named: parameter.name)
      try state.rawSet(members, .string(parameter.name), value)
    }
  }

  func luaValue(_ value: ParameterValue, named name: String) throws(LuaError) -> LuaValue {
    switch value {
    case .number(let number): return .number(number)
    case .integer(let number): return .integer(number)
    case .boolean(let value): return .boolean(value)
    case .text(let text): return .string(text)
    case .overTime: return try luaValue(value.at(step: max(step, 1)), named: name)
    case .byLevel(let levels, let values):
      let table = try state.makeTable()
      for (level, value) in zip(levels, values) {
        try state.rawSet(table, .string(level), try luaValue(value, named: name))
      }
      let meta = try state.makeTable()
      if let unknownLevelBody {
        try state.rawSet(meta, .string("__index"), .function(unknownLevelBody))
      }
      try state.setMetatable(of: table, to: meta)
      guard case .table(let frozen) = try state.freeze(.table(table)) else { return .table(table) }
      levelTables[name] = frozen
      return .table(frozen)
    }
  }
}
