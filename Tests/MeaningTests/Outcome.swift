import Diagnostics
import Glibc
import LuaRuntime
import Simulation
import Studies
import Tables

/// Tables that a test writes down.
final class WrittenData: DataSource {
  private let files: [String: String]

  init(_ files: [String: String]) { self.files = files }

  func table(named name: String, path: String, types: [String: Tables.ColumnType])
    throws(DiagnosticList) -> Table
  {
    guard let text = files[path] else {
      throw DiagnosticList([Diagnostic("no file '\(path)'")])
    }
    return try CSVReader.read(bytes: Array(text.utf8), name: path, types: types)
  }
}

/// A study as a test wrote it, loaded and ready to run worlds.
final class Bench {
  let study: Study
  let engine: LuaEngine
  /// What worlds run on: the interpreter, or with VALENCE_ENGINE=native machine code.
  private let native: NativeEngine?

  /// Machine code for whoever asks, who waits for it: no row runs on the interpreter meanwhile.
  private static var library: NativeLibrary? {
    get throws {
      guard let name = getenv("VALENCE_ENGINE"), String(cString: name) == "native" else {
        return nil
      }
      return try NativeLibrary(waits: true)
    }
  }

  /// The plugins that come with Valence.
  private static let plugins = PluginPlaces(
    builtIn: "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Plugins")

  /// - Parameter text: a whole script.
  init(_ text: String, data: [String: String] = [:], limits: LuaLimits = LuaLimits()) throws {
    let loaded = try StudyLoader.load(
      path: "study.lua", text: text, data: WrittenData(data), plugins: Self.plugins, limits: limits)
    study = loaded.study
    let engine = try LuaEngine(loaded)
    self.engine = engine
    native = try Self.library.map { NativeEngine(engine, library: $0) }
  }

  /// A script around the entries of a study's table.
  convenience init(
    entries: String, prelude: String = "", data: [String: String] = [:],
    limits: LuaLimits = LuaLimits()
  ) throws {
    try self.init(
      """
      local valence = require "valence"
      \(prelude)
      return valence.study { name = "test",
      \(entries)
      }
      """, data: data, limits: limits)
  }

  /// One world of a scenario, the first one unless named.
  func run(_ scenario: String? = nil, replicate: UInt64 = 1, rowsPerCall: Int = .max) throws
    -> Outcome
  {
    guard
      let spec = study.scenarios.first(where: { scenario == nil || $0.name == scenario })
    else { throw Diagnostic("no scenario '\(scenario ?? "")'") }
    let resolved = study.resolved(spec)
    let model = try ModelBuilder(study: study, scenario: resolved).build()
    try engine.use(resolved.parameters)
    native?.use(resolved.parameters)
    let world = try Simulator.run(
      model, replicate: replicate, engine: native ?? engine, rowsPerCall: rowsPerCall,
      shouldStop: { false })
    return Outcome(study: study, world: world, parameters: resolved.parameters)
  }

  /// What a measure says of a run and its twin; NaN is undefined.
  func measure(_ name: String, _ run: Outcome, twin: Outcome? = nil) throws -> [Double] {
    try values(name, run, twin).map { $0.value ?? .nan }
  }

  /// Why a measure is undefined; empty where it is not.
  func reasons(_ name: String, _ run: Outcome, twin: Outcome? = nil) throws -> [String] {
    try values(name, run, twin).map { $0.reason ?? "" }
  }

  private func values(_ name: String, _ run: Outcome, _ twin: Outcome?) throws -> [MeasureValue] {
    guard let index = study.measures.firstIndex(where: { $0.name == name }) else {
      throw Diagnostic("no measure '\(name)'")
    }
    return try engine.measure(
      index, run: run.world, twin: twin?.world, parameters: run.parameters,
      twinParameters: twin?.parameters, native: native)
  }

  /// A measure on the interpreter and as machine code: values and reasons, or what went wrong.
  func onBoth(_ name: String, _ run: Outcome, twin: Outcome? = nil) throws -> [String] {
    try [nil, try machine()].map { native in
      guard let index = study.measures.firstIndex(where: { $0.name == name }) else {
        throw Diagnostic("no measure '\(name)'")
      }
      do throws(DiagnosticList) {
        return try engine.measure(
          index, run: run.world, twin: twin?.world, parameters: run.parameters,
          twinParameters: twin?.parameters, native: native
        ).map(\.shown).joined(separator: ", ")
      } catch {
        return error.diagnostics.map(\.rendered).joined()
      }
    }
  }

  /// A table on the interpreter and as machine code: a line per row, or what went wrong.
  func tableOnBoth(_ name: String, _ run: Outcome, twin: Outcome? = nil) throws -> [String] {
    try [nil, try machine()].map { native in
      guard let index = study.tables.firstIndex(where: { $0.name == name }) else {
        throw Diagnostic("no table '\(name)'")
      }
      do throws(DiagnosticList) {
        return try engine.table(
          index, run: run.world, twin: twin?.world, parameters: run.parameters,
          twinParameters: twin?.parameters, native: native
        ).map { $0.map(\.shown).joined(separator: " ") }.joined(separator: "; ")
      } catch {
        return error.diagnostics.map(\.rendered).joined()
      }
    }
  }

  /// What stays on the interpreter: function and reason.
  func interpreted(_ run: Outcome) throws -> [String] {
    try machine().explanations(of: run.world.model).filter { !$0.isNative }.map {
      "\($0.name): \($0.reason ?? "")"
    }
  }

  private func machine() throws -> NativeEngine {
    NativeEngine(engine, library: try NativeLibrary(waits: true))
  }
}

/// A finished world, read by names.
struct Outcome {
  let study: Study
  let world: World
  let parameters: [String: ParameterValue]

  private func field(_ kind: String, _ name: String) throws -> (KindID, FieldID) {
    guard let id = study.kind(named: kind),
      let field = study.kinds[id.rawValue].field(named: name)
    else { throw Diagnostic("no field '\(name)' of '\(kind)'") }
    return (id, field)
  }

  /// A number field of everybody who ever was, or another one's coding as a number.
  func numbers(_ kind: String, _ name: String) throws -> [Double] {
    let (id, field) = try field(kind, name)
    return (0..<world.count(id)).map { number in
      switch study.kinds[id.rawValue].fields[field.rawValue].type {
      case .number: world.number(id, field, number, own: false)
      case .integer: Double(world.integer(id, field, number, own: false))
      case .boolean: world.boolean(id, field, number, own: false) ? 1 : 0
      case .category, .reference: Double(world.code(id, field, number, own: false))
      }
    }
  }

  /// The levels of a category; `nil` is none.
  func levels(_ kind: String, _ name: String) throws -> [String?] {
    let (id, field) = try field(kind, name)
    guard case .category(let levels) = study.kinds[id.rawValue].fields[field.rawValue].type else {
      throw Diagnostic("'\(name)' is no category")
    }
    return try numbers(kind, name).map { $0 < 0 ? nil : levels[Int($0)] }
  }

  private func valueID(_ name: String, _ kind: String?) throws -> ValueID {
    let wanted = kind.flatMap(study.kind(named:))
    guard
      let index = world.model.values.firstIndex(where: {
        $0.name == name && (wanted == nil || $0.kind == wanted)
      })
    else { throw Diagnostic("no value '\(name)'") }
    return ValueID(index)
  }

  /// What a definition came to for everybody who ever was; NaN is undefined.
  func totals(_ name: String, of kind: String? = nil) throws -> [Double] {
    let id = try valueID(name, kind)
    let owner = world.model.values[id.rawValue].kind
    return (0..<world.count(owner)).map { world.total(id, $0) }
  }

  /// Why a definition is undefined for an actor, counted from 1.
  func reason(_ name: String, _ actor: Int) throws -> String {
    world.reasonText(world.totalReason(try valueID(name, nil), actor - 1))
  }

  func series(_ name: String) throws -> [Double] {
    guard let index = world.model.series.firstIndex(where: { $0.name == name }) else {
      throw Diagnostic("no series '\(name)'")
    }
    return world.seriesRows.map { $0[index] }
  }

  func events(_ phase: String) throws -> Int {
    guard let id = study.phase(named: phase) else { throw Diagnostic("no phase '\(phase)'") }
    return world.eventCount(id)
  }
}

extension MeasureValue {
  /// To the bit.
  fileprivate var shown: String {
    let counts = used.map { " \($0) of \(total ?? -1)" } ?? ""
    return (value.map { "\($0)" } ?? reason ?? "nothing") + counts
  }
}

extension TableCell {
  fileprivate var shown: String {
    switch self {
    case .text(let text): text
    case .number(let number): "\(number)"
    case .undefined(let reason): "(\(reason))"
    }
  }
}
