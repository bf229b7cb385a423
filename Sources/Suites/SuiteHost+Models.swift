import Diagnostics
import Experiments
import LuaRuntime
import Randomness
import Studies

/// What `Lua/models.lua` and `Lua/properties.lua` need of Swift.
///
/// The first result of each function says what is wrong, as a text; it is nil where nothing is.
extension SuiteHost {
  func registerModels() throws(LuaError) {
    try registerStudies()
    try registerWorlds()
    try registerNumbers()
    try registerGolden()
    try register("call_within_budget") { [unowned self] arguments in
      guard let body = arguments.first?.function else { return [] }
      do throws(LuaError) {
        try models.asStudy { () throws(LuaError) in _ = try state.call(body, [], results: 0) }
        return []
      } catch {
        guard error.code == .instructions else { throw error }
        return [
          .string(error.message), error.location.map { .string($0.file) } ?? .nothing,
          error.location?.line.map { .integer(Int64($0)) } ?? .nothing,
        ]
      }
    }
    try register("seconds_left") { [unowned self] _ in [.number(models.secondsLeft)] }
    try register("uniform") { [options] arguments in
      // Random cases are addressed as everything random is: by the test, the case, the choice.
      let key = StreamKey(
        seed: options.seed, replicate: UInt64(try arguments.integer(1)),
        name: try arguments.text(0))
      var stream = DrawStream(
        DrawAddress(key: key, actor: UInt64(try arguments.integer(2)), step: 0, site: 0))
      return [.number(stream.nextUniform())]
    }
  }

  /// A function whose first result is the problem.
  private func answer(
    _ name: String, _ body: @escaping (ModelHost, [LuaValue]) throws -> [LuaValue]
  ) throws(LuaError) {
    try register(name) { [unowned self] arguments in
      do {
        return [.nothing] + (try body(models, arguments))
      } catch let error as DiagnosticList {
        return [.string(models.text(of: error))]
      } catch let error as Diagnostic {
        return [.string(models.text(of: DiagnosticList([error])))]
      }
    }
  }

  private func registerStudies() throws(LuaError) {
    try answer("load_study") { models, arguments in
      if let table = arguments.first?.table {
        return [.integer(Int64(try models.load(table: table)))]
      }
      return [.integer(Int64(try models.load(path: try arguments.text(0))))]
    }
    try answer("vary_study") { models, arguments in
      guard arguments.count > 1, let table = arguments[1].table else {
        throw Diagnostic(
          "'with' needs a table of settings", hints: ["app:with { reach = 0.2, steps = 10 }"])
      }
      let line = arguments.count > 2 ? arguments[2].int : nil
      return [.integer(Int64(try models.vary(try arguments.integer(0), table, line: line)))]
    }
    try answer("scenarios") { [unowned state] models, arguments in
      let study = models.studies[try arguments.integer(0)]
      let table = try state.makeTable()
      for (position, cell) in try study.bench().plan.cells.enumerated() {
        try state.rawSet(table, position + 1, .string(cell.name))
      }
      return [.table(table)]
    }
  }

  private func registerWorlds() throws(LuaError) {
    try answer("run") { models, arguments in
      let world = try models.run(
        try arguments.integer(0), scenario: arguments[1].text,
        replicate: try arguments.integer(2), look: arguments.count > 3 ? arguments[3].function : nil
      )
      return [.integer(Int64(world)), .string(try models.world(world).name)]
    }
    try answer("twin") { models, arguments in
      guard let twin = try models.twin(of: try arguments.integer(0)) else { return [] }
      return [.integer(Int64(twin)), .string(try models.world(twin).name)]
    }
    try answer("look") { models, arguments in
      try models.show(try models.world(try arguments.integer(0)))
      return [
        .handle(LuaEngine.runHandle), .handle(LuaEngine.twinHandle),
      ]
    }
    try answer("release") { models, arguments in
      models.release(after: try arguments.integer(0))
      return []
    }
    try answer("mark") { models, _ in [.integer(Int64(models.mark))] }
  }

  private func registerNumbers() throws(LuaError) {
    try answer("number") { models, arguments in
      let world = try models.world(try arguments.integer(0))
      let value = try models.number(try arguments.asked(at: 1), of: world)
      return [
        value.value.map { .number($0) } ?? .nothing, value.reason.map { .string($0) } ?? .nothing,
        value.used.map { .integer(Int64($0)) } ?? .nothing,
        value.total.map { .integer(Int64($0)) } ?? .nothing,
      ]
    }
    try answer("numbers") { [unowned state] models, arguments in
      let table = try state.makeTable()
      for (position, entry) in try models.numbers(
        of: try models.world(try arguments.integer(0))
      ).enumerated() {
        let row = try state.makeTable()
        try state.rawSet(row, 1, .string(entry.name))
        try state.rawSet(
          row, 2,
          entry.value.value.map { .number($0) }
            ?? .string("undefined: \(entry.value.reason ?? "?")"))
        try state.rawSet(table, position + 1, .table(row))
      }
      return [.table(table)]
    }
    try answer("replicates") { [unowned state] models, arguments in
      let study = models.studies[try arguments.integer(0)]
      let compared: Compared =
        switch arguments[2] {
        case .string(let name): .scenario(name)
        case .boolean(true): .twin
        default: .nothing
        }
      let first = try arguments.integer(6)
      let values = try models.replicates(
        of: study, scenario: arguments[1].text, than: compared, try arguments.asked(at: 3),
        first...max(first, first + (try arguments.integer(7)) - 1))
      let numbers = try state.makeTable()
      let reasons = try state.makeTable()
      for (position, value) in values.enumerated() {
        if let number = value.value {
          try state.rawSet(numbers, position + 1, .number(number))
        } else {
          try state.rawSet(reasons, position + 1, .string(value.reason ?? "not_a_number"))
        }
      }
      return [.table(numbers), .table(reasons)]
    }
    try answer("section") { models, arguments in
      let content = try models.section(
        try arguments.text(1), of: models.studies[try arguments.integer(0)],
        replications: try arguments.integer(2))
      return [.table(content)]
    }
    try answer("reproduce") { models, arguments in
      let difference = try models.difference(
        of: models.studies[try arguments.integer(0)], scenario: arguments[1].text,
        replicate: try arguments.integer(2))
      return [difference.map { .string($0) } ?? .nothing]
    }
  }

  private func registerGolden() throws(LuaError) {
    try answer("golden_results") { [unowned state] models, _ in
      let path = models.goldenPath
      guard let text = try models.options.files?.text(of: path) else {
        return [.nothing, .string(path)]
      }
      let table = try state.independently { () throws(LuaError) -> LuaReference? in
        try state.call(try state.load(text, chunkName: path), [], results: 1).first?.table
      }
      guard let table else {
        throw Diagnostic("'\(path)' does not return a table", hints: ["write it anew: --update"])
      }
      return [.table(table), .string(path)]
    }
    try answer("write_golden_results") { models, arguments in
      guard let files = models.options.files else {
        throw Diagnostic("golden results cannot be written here")
      }
      try files.replace(models.goldenPath, with: try arguments.text(0))
      return []
    }
    try register("updates_golden") { [options] _ in [.boolean(options.updatesGolden)] }
  }
}

/// Arguments of a host function; the embedded Lua has seen to their types.
extension [LuaValue] {
  fileprivate func integer(_ index: Int) throws(LuaError) -> Int {
    guard index < count, let value = self[index].int else {
      throw LuaError(.internalFault, "argument \(index + 1) is no whole number")
    }
    return value
  }

  fileprivate func text(_ index: Int) throws(LuaError) -> String {
    guard index < count, let value = self[index].text else {
      throw LuaError(.internalFault, "argument \(index + 1) is no text")
    }
    return value
  }

  /// What is asked for: "value" or "measure", its name, and the kind or the number of it.
  fileprivate func asked(at index: Int) throws(LuaError) -> ModelHost.Asked {
    let part = index + 2 < count ? self[index + 2].text : nil
    let name = try text(index + 1)
    return try text(index) == "value"
      ? .value(name, kind: part) : .measure(name, output: part)
  }
}
