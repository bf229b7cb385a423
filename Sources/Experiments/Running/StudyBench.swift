package import Diagnostics
internal import Simulation
package import Studies

/// A study at some settings, and what runs its worlds one at a time: for tests and for exploring.
///
/// Studies that differ in their settings share the engines of the one that they were made from.
package final class StudyBench {
  package let loaded: LoadedStudy
  package let variant: StudyVariant
  package let data: any DataSource
  package let lua: LuaEngine
  /// Runs worlds where there is machine code; the compiler is asked for when something is to run.
  package private(set) lazy var native: NativeEngine? = makeNative()
  private let makeNative: () -> NativeEngine?
  private let isStopped: () -> Bool
  private var planned: RunPlan?
  private var made: Workbench?

  /// - Parameter library: where machine code comes from; `nil`: everything runs on the interpreter.
  /// - Throws: what a function of the study cannot do.
  package init(
    _ loaded: LoadedStudy, data: any DataSource, library: @escaping () -> NativeLibrary?,
    isStopped: @escaping () -> Bool
  ) throws(DiagnosticList) {
    self.loaded = loaded
    self.data = data
    self.isStopped = isStopped
    variant = StudyVariant(loaded.study)
    let lua = try LuaEngine(loaded)
    self.lua = lua
    makeNative = {
      let native = library().map { NativeEngine(lua, library: $0) }
      native?.isStopped = isStopped
      return native
    }
  }

  private init(_ other: StudyBench, _ variant: StudyVariant) throws(DiagnosticList) {
    (data, isStopped) = (other.data, other.isStopped)
    self.variant = variant
    if variant.study.steps > other.loaded.study.steps {
      // A log that is replayed was bound as far as the steps went.
      loaded = LoadedStudy(other.loaded, as: variant.study)
      let lua = try LuaEngine(loaded)
      self.lua = lua
      let isStopped = other.isStopped
      makeNative = {
        let native = other.native.map { NativeEngine(lua, library: $0.library) }
        native?.isStopped = isStopped
        return native
      }
    } else {
      (loaded, lua) = (other.loaded, other.lua)
      makeNative = { other.native }
    }
  }

  /// The study with further settings; see `StudyVariant.with`.
  package func with(_ table: TableNode, at place: SourceLocation?, in source: SourceText)
    throws(DiagnosticList) -> StudyBench
  {
    try StudyBench(self, try variant.with(table, at: place, in: source, data: data))
  }

  /// The plan of the study at these settings, made at the first asking.
  ///
  /// - Throws: everything that is wrong with the study at these settings.
  package func plan() throws(DiagnosticList) -> RunPlan {
    if let planned { return planned }
    // Scenarios are named as they are written, not at points of the design.
    var study = variant.study
    study.design = nil
    let plan = try RunPlan(study, planOptions)
    planned = plan
    return plan
  }

  /// What runs the worlds of the plan.
  ///
  /// - Throws: as `plan()`.
  package func bench() throws(DiagnosticList) -> Workbench {
    if let made { return made }
    let bench = Workbench(try plan(), engine: lua, native: native, isStopped: isStopped)
    made = bench
    return bench
  }

  /// The settings as a plan takes them.
  package var planOptions: PlanOptions {
    var options = PlanOptions()
    options.settings = variant.settings.sorted { $0.key < $1.key }.map { DesignAxis($0, [$1]) }
    return options
  }

  /// The same plan on another engine.
  ///
  /// - Parameter library: `nil`: the interpreter alone.
  package func bench(on library: NativeLibrary?) throws(DiagnosticList) -> Workbench {
    let native = library.map { NativeEngine(lua, library: $0) }
    return Workbench(try plan(), engine: lua, native: native, isStopped: isStopped)
  }

  /// A scenario by its name, the first one without.
  package func cell(_ name: String?) throws(DiagnosticList) -> Cell {
    let cells = try plan().cells
    guard let name else { return cells[0] }
    guard let cell = cells.first(where: { $0.name == name }) else {
      throw DiagnosticList([
        Diagnostic(
          "the study has no scenario '\(name)'",
          hints: [unknownNameHint(name, among: cells.map(\.name), noun: "scenarios")])
      ])
    }
    return cell
  }

  /// A number that the study gives, by the names that its author gave.
  package struct Output {
    /// By position in `RunPlan.measurements`.
    package var measurement: Int
    /// By position among the numbers of a measure.
    package var position: Int
  }

  /// The mean of a value definition.
  ///
  /// - Parameter kind: whose value it is, where it is defined for several kinds.
  package func value(_ name: String, of kind: String?) throws(DiagnosticList) -> Output {
    let study = variant.study
    var position = 0
    var kinds: [String] = []
    var found: Int?
    for declaration in study.values {
      for id in declaration.kinds {
        let owner = study.kinds[id.rawValue].name
        if declaration.name == name {
          kinds.append(owner)
          if kind == nil || kind == owner { found = found ?? position }
        }
        position += 1
      }
    }
    guard !kinds.isEmpty else {
      throw unknown("value definition", name, among: study.values.map(\.name))
    }
    guard let found else { throw unknown("value '\(name)' of", kind ?? "?", among: kinds) }
    guard kind != nil || kinds.count == 1 else {
      throw DiagnosticList([
        Diagnostic(
          "value '\(name)' is defined for \(kinds.joined(separator: " and "))",
          hints: ["say whose: value(\"\(name)\", \"\(kinds[0])\")"])
      ])
    }
    return Output(measurement: found, position: 0)
  }

  /// A measure, or one number of it.
  package func measure(_ name: String, output: String?) throws(DiagnosticList) -> Output {
    let measurements = try plan().measurements
    let isMeasure = { (source: Measurement.Source) in
      if case .measure = source { true } else { false }
    }
    guard
      let index = measurements.firstIndex(where: { isMeasure($0.source) && $0.name == name })
    else {
      throw unknown(
        "measure", name, among: measurements.filter { isMeasure($0.source) }.map(\.name))
    }
    let outputs = measurements[index].outputs
    guard let output else {
      guard outputs.count == 1 else {
        throw DiagnosticList([
          Diagnostic(
            "measure '\(name)' has \(outputs.count) numbers: \(outputs.joined(separator: ", "))",
            hints: ["say which: measure(\"\(name)\", \"\(outputs[0])\")"])
        ])
      }
      return Output(measurement: index, position: 0)
    }
    guard let position = outputs.firstIndex(of: output) else {
      throw unknown("number of measure '\(name)'", output, among: outputs)
    }
    return Output(measurement: index, position: position)
  }

  private func unknown(_ noun: String, _ name: String, among names: [String]) -> DiagnosticList {
    DiagnosticList([
      Diagnostic(
        "the study has no \(noun) '\(name)'",
        hints: [unknownNameHint(name, among: names, noun: "names")])
    ])
  }
}
