import Diagnostics
import Glibc
import LuaRuntime
import Simulation
import Studies
import Testing

/// Runs random studies in which the population and the ties change on the interpreter and as machine
/// code; nothing may differ.
@Suite struct StructureFuzzTests {
  private static var isFull: Bool { getenv("VALENCE_FULL") != nil }
  private static var count: Int { isFull ? 300 : 60 }
  /// Rows after which no further study begins: where many enter, one study can have millions.
  private static let rowLimit = 4_000_000
  private static let seed: UInt64 =
    getenv("VALENCE_SEED").flatMap { UInt64(String(cString: $0)) } ?? 20

  @Test func randomStructureGivesTheSameBits() throws {
    let library = try NativeLibrary(waits: true)
    var rows = 0
    var functions = (native: 0, all: 0)
    var (studies, finished) = (0, 0)
    for number in 0..<Self.count where rows < Self.rowLimit {
      var generator = StructureGenerator(
        seed: Self.seed &* 1_000_003 &+ UInt64(number) &+ 7)
      let text = generator.study()
      studies += 1
      for scenario in 0..<3 {
        let lua = try Self.outcome(text, scenario, library: nil)
        let native = try Self.outcome(text, scenario, library: library)
        rows += lua.rows
        functions.native += native.functions.native
        functions.all += native.functions.all
        finished += lua.lines.count > 1 ? 1 : 0
        guard lua.lines == native.lines else {
          let pairs = zip(lua.lines, native.lines).filter { $0 != $1 }.prefix(5)
          let differences = pairs.map { "lua:    \($0)\nnative: \($1)" }.joined(separator: "\n")
          Issue.record(
            "study \(number), scenario \(scenario), of seed \(Self.seed) differs:\n\(differences)\n\(text)"
          )
          return
        }
      }
    }
    // Else the generator writes what no study could.
    #expect(3 * finished > studies)
    print(
      "fuzzed \(studies) studies, \(finished) runs to their end, \(rows) rows; "
        + "\(functions.native) of \(functions.all) functions compiled")
  }

  private struct Run {
    var lines: [String]
    var rows = 0
    var functions = (native: 0, all: 0)
  }

  private static func outcome(
    _ text: String, _ scenario: Int, library: NativeLibrary?
  ) throws -> Run {
    let loading = Result { () throws(DiagnosticList) in
      try StudyLoader.load(path: "fuzz.lua", text: text, data: NoData())
    }
    // What is wrong at load is wrong for both.
    if case .failure(let list) = loading { return Run(lines: ["\(list.diagnostics)"]) }
    let loaded = try loading.get()
    let study = loaded.study
    let resolved = study.resolved(study.scenarios[scenario])
    let model = try ModelBuilder(study: study, scenario: resolved).build()
    let lua = try LuaEngine(loaded)
    try lua.use(resolved.parameters)
    let native = library.map { NativeEngine(lua, library: $0) }
    native?.use(resolved.parameters)
    let profiling = ProfilingEngine(native ?? lua)
    let running = Result { () throws(SimulationFailure) in
      try Simulator.run(model, replicate: 1, engine: profiling, shouldStop: { false })
    }
    var run: Run
    switch running {
    case .success(let world): run = Run(lines: WorldText(world: world, study: study).lines)
    case .failure(let failure):
      run = Run(lines: ["\(failure.diagnostic) step \(failure.step) actor \(failure.actor ?? 0)"])
    }
    run.rows = study.uses.indices.reduce(0) { $0 + profiling.profile(of: $1).rows }
    if let native {
      let explanations = native.explanations(of: model)
      run.functions = (explanations.count(where: \.isNative), explanations.count)
    }
    return run
  }
}

/// Everything that a finished world holds, line by line.
private struct WorldText {
  let world: World
  let study: Study

  var lines: [String] {
    var lines: [String] = []
    for index in study.kinds.indices { lines += actors(KindID(index)) }
    for index in study.networks.indices { lines += ties(NetworkID(index)) }
    for index in study.phases.indices {
      lines.append("events of \(index): \(world.eventCount(PhaseID(index)))")
    }
    return lines
  }

  private func actors(_ kind: KindID) -> [String] {
    var lines = ["\(study.kinds[kind.rawValue].name): \(world.livingCount(kind)) alive"]
    for number in 0..<world.count(kind) {
      var line =
        "\(kind.rawValue)/\(number) \(world.identity(kind, number)) \(world.isAlive(kind, number)) "
        + "\(world.existed(kind, number)) \(world.leftAt(kind, number) ?? 0)"
      for (index, field) in study.kinds[kind.rawValue].fields.enumerated() {
        let id = FieldID(index)
        let cell: String =
          switch field.type {
          case .number:
            String(world.number(kind, id, number, own: false).bitPattern, radix: 16)
          case .integer: "\(world.integer(kind, id, number, own: false))"
          case .boolean: "\(world.boolean(kind, id, number, own: false))"
          default: "\(world.code(kind, id, number, own: false))"
          }
        line += " \(field.name)=\(cell)"
      }
      if kind.rawValue == 0 {
        for value in 0..<2 {
          let total = world.total(ValueID(value), number)
          line += " \(total.isNaN ? "nan" : "\(total.bitPattern)")"
        }
      }
      lines.append(line)
    }
    return lines
  }

  private func ties(_ network: NetworkID) -> [String] {
    var lines = ["network \(network.rawValue): \(world.tieCount(network)) ties ever"]
    for number in 0..<world.count(study.networks[network.rawValue].from) {
      let row = world.neighbours(network, side: 0, of: number)
      let cells = (0..<row.count).map { index -> String in
        let tie = Int(row.ties[index])
        let weight = world.tieField(network, 0, tie, own: false)
        return "\(row.targets[index]):\(tie):\(weight.bitPattern)"
      }
      lines.append("row \(number): \(cells.joined(separator: " "))")
    }
    return lines
  }
}
