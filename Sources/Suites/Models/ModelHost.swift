import Diagnostics
import Experiments
import LuaRuntime
import Simulation
import Studies

/// The studies of a spec file and the worlds that its tests look at, under the numbers by which
/// `Lua/models.lua` asks for them.
///
/// Worlds are kept until the next test begins.
final class ModelHost {
  let file: SpecFile
  let options: SuiteOptions
  let lua: StudyHost
  private(set) var studies: [StudyBench] = []
  private(set) var worlds: [Int: SpecWorld] = [:]
  private var lastWorld = 0
  /// The machine code that `difference(of:)` compares the interpreter with.
  private(set) lazy var compared: NativeLibrary? = try? NativeLibrary(waits: true)
  /// The world whose steps are looked at while it runs.
  private(set) var running: SpecWorld?

  init(_ file: SpecFile, options: SuiteOptions, lua: StudyHost) {
    self.file = file
    self.options = options
    self.lua = lua
  }

  /// Does what belongs to a study and not to the test: with the budget that studies have, each call
  /// anew.
  func asStudy<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = lua.state.limits.instructions
    lua.state.limits.instructions = LuaLimits().instructions
    defer { lua.state.limits.instructions = outer }
    return try lua.state.independently(body)
  }

  /// Seconds that the test may still take.
  var secondsLeft: Double {
    guard let deadline = lua.state.limits.deadline else { return .infinity }
    let now = MonotonicClock.nanoseconds
    return now < deadline ? Double(deadline - now) / 1e9 : 0
  }

  private var isStopped: () -> Bool {
    { [state = lua.state] in
      state.limits.deadline.map { MonotonicClock.nanoseconds >= $0 } ?? false
    }
  }

  /// What is wrong, on one line where it is one thing that does not stand in another file.
  func text(of list: DiagnosticList) -> String {
    if list.errors.count == 1, let error = list.errors.first,
      error.location == nil || error.location?.file == file.path
    {
      return ([error.message] + error.hints).joined(separator: "; ")
    }
    // A place at the very beginning would be taken for that of the test's failure.
    return (["what is wrong:"] + list.errors.map { $0.rendered.dropFirst("error: ".count) })
      .joined(separator: "\n")
  }

  // MARK: studies

  /// Loads a study from its file.
  ///
  /// - Parameter path: as the spec gives it, from the folder of the spec.
  /// - Returns: its number.
  func load(path: String) throws -> Int {
    let shown = FilePath.join(FilePath.folder(of: file.path), path)
    guard path.hasSuffix(".lua") else {
      throw Diagnostic(
        "'\(path)' is no study", hints: ["name a script beside this file: study \"study.lua\""])
    }
    let source = SourceText(path: shown, text: try text(of: shown))
    let data = StudyFolder(ofStudy: shown)
    return try add(data) { () throws(DiagnosticList) in
      try StudyLoader.load(source, data: data, in: lua)
    }
  }

  /// Takes a study that the spec made itself.
  func load(table: LuaReference) throws -> Int {
    let source = SourceText(path: file.path, text: file.text)
    let data = StudyFolder(ofStudy: file.path)
    return try add(data) { () throws(DiagnosticList) in
      try StudyLoader.load(table, source: source, data: data, in: lua)
    }
  }

  private func text(of path: String) throws(Diagnostic) -> String {
    guard let text = try options.files?.text(of: path) else {
      throw Diagnostic(
        "there is no study '\(path)'",
        hints: [
          unknownNameHint(
            FilePath.name(of: path),
            among: FilePath.names(in: FilePath.folder(of: path)).filter { $0.hasSuffix(".lua") },
            noun: "scripts in '\(FilePath.folder(of: path))'")
        ])
    }
    return text
  }

  /// The study with the seed that the tests are run with, where that is asked for.
  private func seeded(_ loaded: LoadedStudy) -> LoadedStudy {
    guard let seed = options.studySeed else { return loaded }
    var study = loaded.study
    study.seed = seed
    return LoadedStudy(loaded, as: study)
  }

  private func add(
    _ data: any DataSource, _ load: () throws(DiagnosticList) -> LoadedStudy
  ) throws(DiagnosticList) -> Int {
    let study = try asStudy { () throws(DiagnosticList) in
      try StudyBench(
        seeded(try load()), data: data, library: { [options] in options.library },
        isStopped: isStopped)
    }
    studies.append(study)
    return studies.count - 1
  }

  /// A study with other settings.
  ///
  /// - Parameter line: where in the spec they are written.
  /// - Returns: its number.
  func vary(_ study: Int, _ settings: LuaReference, line: Int?) throws -> Int {
    let source = SourceText(path: file.path, text: file.text)
    let varied = try studies[study].with(
      try lua.tree(of: settings), at: SourceLocation(file: file.path, line: line), in: source)
    studies.append(varied)
    return studies.count - 1
  }

  // MARK: worlds

  private func keep(_ world: SpecWorld) -> Int {
    lastWorld += 1
    worlds[lastWorld] = world
    return lastWorld
  }

  /// Runs one world.
  ///
  /// - Parameters:
  ///   - scenario: the first one without.
  ///   - look: called after each step with the number of the world and the step; where it says false
  ///     the world ends.
  /// - Returns: its number.
  func run(
    _ study: Int, scenario: String?, replicate: Int, look: LuaReference?
  ) throws -> Int {
    try refuseWhileRunning()
    let study = studies[study]
    let bench = try study.bench()
    let cell = try study.cell(scenario)
    var number: Int?
    defer { running = nil }
    let world = try asStudy { () throws(DiagnosticList) in
      guard let look else { return try bench.madeWorld(cell.run, replicate: replicate) }
      return try bench.madeWorld(cell.run, replicate: replicate) {
        (world) throws(SimulationFailure) in
        let running =
          self.running ?? SpecWorld(study, cell, run: cell.run, replicate: replicate, world)
        self.running = running
        let known = number ?? self.keep(running)
        number = known
        try self.look(at: known, running, look)
      }
    }
    running = nil
    return number ?? keep(SpecWorld(study, cell, run: cell.run, replicate: replicate, world))
  }

  private func look(
    at number: Int, _ running: SpecWorld, _ look: LuaReference
  ) throws(SimulationFailure) {
    let step = running.world.step
    do throws(LuaError) {
      try show(running)
      let answer = try lua.state.call(
        look, [.integer(Int64(number)), .integer(Int64(step))], results: 1)
      // Whatever it looked at, this world goes on.
      try show(running)
      if answer.first?.bool == true { return }
    } catch {
      throw SimulationFailure(error.diagnostic(), step: step, isInterrupted: error.code.isLimit)
    }
    throw SimulationFailure(Diagnostic("stopped by the test"), step: step)
  }

  /// Lets the spec's functions look at a world, and at its twin where that has been made.
  func show(_ world: SpecWorld) throws(LuaError) {
    let runs = (try? world.study.bench().plan.runs) ?? []
    let twin = world.twin.flatMap { worlds[$0] }
    try world.study.lua.show(
      world.world, twin: twin?.world, parameters: runs[world.run].scenario.parameters,
      twinParameters: twin.map { runs[$0.run].scenario.parameters })
  }

  /// The world of what a world's scenario is compared with, in the same replicate.
  ///
  /// - Returns: its number; `nil`: the scenario has no twin.
  func twin(of number: Int) throws -> Int? {
    let world = try self.world(number)
    if let made = world.twin { return made }
    guard world.isOfCell, let pairing = world.cell.twin else { return nil }
    try refuseWhileRunning()
    let bench = try world.study.bench()
    let made = try asStudy { () throws(DiagnosticList) in
      try world.compared.world(pairing.run, replicate: world.replicate, bench)
    }
    let twin = keep(
      SpecWorld(world.study, world.cell, run: pairing.run, replicate: world.replicate, made))
    world.twin = twin
    return twin
  }

  func world(_ number: Int) throws -> SpecWorld {
    guard let world = worlds[number] else {
      throw Diagnostic(
        "this run belongs to a test that has ended",
        hints: ["run the study in the test itself, or in before_each"])
    }
    return world
  }

  private func refuseWhileRunning() throws(Diagnostic) {
    guard running == nil else {
      throw Diagnostic(
        "another world cannot be run while always(...) looks at this one",
        hints: ["run it before, and look at it inside"])
    }
  }

  /// Lets go of worlds.
  ///
  /// - Parameter mark: the last one to keep.
  func release(after mark: Int = 0) {
    for number in worlds.keys where number > mark { worlds[number] = nil }
    for study in studies { study.lua.release() }
  }

  /// The number of the last world, for `release(after:)`.
  var mark: Int { lastWorld }

  // MARK: numbers

  /// What a study gives as a number: the mean of a value definition, or a measure.
  enum Asked {
    case value(String, kind: String?)
    case measure(String, output: String?)
  }

  func output(_ asked: Asked, of study: StudyBench) throws(DiagnosticList) -> StudyBench.Output {
    switch asked {
    case .value(let name, let kind): try study.value(name, of: kind)
    case .measure(let name, let output): try study.measure(name, output: output)
    }
  }

  func number(_ asked: Asked, of world: SpecWorld) throws -> MeasureValue {
    let output = try output(asked, of: world.study)
    let bench = try world.study.bench()
    let measurement = output.measurement
    if running != nil,
      bench.plan.measurements[measurement].readsTwin
        || bench.plan.subject(of: measurement, world.run) != world.run
    {
      try refuseWhileRunning()
    }
    return try values(of: output.measurement, world, bench)[output.position]
  }

  /// One measurement of a world, on the world of a twin as on any other.
  func values(
    of measurement: Int, _ world: SpecWorld, _ bench: Workbench
  ) throws(DiagnosticList) -> [MeasureValue] {
    try asStudy { () throws(DiagnosticList) in
      if world.isOfCell {
        return try bench.values(
          of: measurement, in: world.cell, world.world, replicate: world.replicate,
          &world.compared, isInterpreted: running != nil)
      }
      return try bench.values(
        of: measurement, run: world.run, world.world, replicate: world.replicate,
        &world.compared, isInterpreted: running != nil)
    }
  }
}
