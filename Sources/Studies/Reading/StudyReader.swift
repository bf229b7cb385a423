import Diagnostics
import Simulation

/// Reads the table of a study into a `Study`, gathering every mistake on the way.
package final class StudyReader {
  let context: ReadingContext
  let root: TableReader
  let data: any DataSource
  var study: Study
  /// Kinds whose data could not be read, by position.
  var kindsWithoutSource: Set<Int> = []
  /// The section whose needs are read.
  var measuredSection: Int?

  /// - Parameters:
  ///   - table: what the script returned.
  ///   - functionCount: how many functions the tree holds.
  ///   - data: reads the tables that the study names.
  package init(
    table: TableNode, source: SourceText, functionCount: Int, data: any DataSource
  ) {
    context = ReadingContext(source: source)
    root = TableReader(
      table, what: "the study", context: context,
      near: SourceLocation(file: source.path, line: source.outline.studyLine))
    self.data = data
    study = Study(
      name: "", question: nil, notes: [], source: source, plugins: source.plugins, seed: 1,
      steps: 1, warmup: 0,
      replications: 30, precision: nil, stopWhen: nil, parameters: [], kinds: [], networks: [],
      phases: [],
      values: [], series: [], measures: [], tables: [], sections: [], profiles: [], lenses: [],
      scenarios: [], baseline: nil, design: nil,
      data: [:],
      uses: Array(repeating: [], count: functionCount),
      facts: Array(repeating: FunctionFacts(), count: functionCount),
      digests: Array(repeating: "", count: functionCount), tree: table, unread: [], warnings: [])
  }

  /// Reads everything; what is wrong is in `context.diagnostics` afterwards.
  package func read() -> Study {
    readHead()
    readParameters()
    readData()
    readKinds()
    readNetworks()
    readPhases()
    readValues()
    readSeries()
    readLenses()
    readMeasures()
    readTables()
    readSections()
    readScenarios()
    readDesign()
    root.reportUnknown()
    return study
  }

  private func readHead() {
    study.name = root.requiredText("name", "what the study is called in reports") ?? "unnamed"
    study.question = root.text("question")
    study.notes = root.texts("notes")
    if let seed = root.wholeNumber("seed", in: 0...Int(UInt32.max)) { study.seed = UInt64(seed) }
    let limit = (1 << 24) - 1
    // Without a number of steps nothing is beyond the last one.
    study.steps =
      root.requiredWholeNumber("steps", "how many steps a world runs", in: 1...limit) ?? limit
    study.warmup = root.wholeNumber("warmup", in: 0...limit) ?? 0
    if study.warmup >= study.steps {
      root.report(
        "warmup is \(study.warmup), but the study has only \(study.steps) steps", at: "warmup",
        hints: ["steps counts the warm-up too: make steps larger than warmup"])
    }
    readReplications()
    if let stop = root.function("stop_when") {
      study.stopWhen = stop
      use(stop, .world, "stop_when", at: root.place(of: "stop_when"))
    }
  }

  /// Notes what a function is used for.
  func use(
    _ function: FunctionReference, _ role: FunctionUse.Role, _ name: String,
    at location: SourceLocation?
  ) {
    study.uses[function.index].append(FunctionUse(role: role, name: name, location: location))
  }

  // MARK: names

  /// The kind that an entry names, reported if there is none.
  func kind(_ name: String, _ reader: TableReader, at key: String) -> KindID? {
    if let kind = study.kind(named: name) { return kind }
    reader.report(
      "unknown kind '\(name)' in \(reader.what)", at: key,
      hints: [unknownNameHint(name, among: study.kinds.map(\.name), noun: "kinds")])
    return nil
  }

  func phase(_ name: String, _ reader: TableReader, at key: String) -> PhaseID? {
    if let phase = study.phase(named: name) { return phase }
    if study.unread.contains(name) { return nil }
    reader.report(
      "unknown phase '\(name)' in \(reader.what)", at: key,
      hints: [unknownNameHint(name, among: study.phases.map(\.name), noun: "phases")])
    return nil
  }

  /// Reports a name that cannot stand behind a dot in Lua.
  func checkName(_ name: String, _ what: String, at place: SourceLocation) {
    if !name.isIdentifier {
      context.report(
        "\(what) '\(name)' is not a name: letters, digits and _ only, no digit first", at: place)
    }
  }
}
