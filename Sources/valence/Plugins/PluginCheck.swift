import Diagnostics
import Experiments
import Glibc
import Reports
import Store
import Studies
import Suites

/// What is right and wrong with a plugin: manifest, module, documentation, tests, examples.
struct PluginCheck {
  /// One part of the check.
  struct Part {
    var name: String
    /// What was found, in a few words.
    var summary: String
    var problems: [Diagnostic] = []
  }

  private(set) var parts: [Part] = []
  /// The report of tests that failed.
  private(set) var failures = ""
  private let folder: PluginFolder
  private let seed: UInt64
  private let library: NativeLibrary?
  private var places = Installation.plugins

  var problems: [Diagnostic] { parts.flatMap(\.problems) }

  init(_ folder: PluginFolder, seed: UInt64) throws(Diagnostic) {
    self.folder = folder
    self.seed = seed
    library = try EngineArgument.library(nil)
  }

  mutating func run() {
    do throws(DiagnosticList) {
      let inspection = try PluginInspection(folder, places: places)
      let count = Quantity.counted(inspection.plugin.manifest.exports.count, "export")
      parts.append(Part(name: "module", summary: "it loads and has its \(count)"))
      checkDocumentation(inspection)
    } catch {
      // A plugin that does not load has nothing else to look at.
      parts.append(Part(name: "module", summary: "it does not load", problems: error.diagnostics))
      return
    }
    runTests()
    runExamples()
  }

  /// Every export has a comment and stands in the guide.
  private mutating func checkDocumentation(_ inspection: PluginInspection) {
    var part = Part(name: "documentation", summary: "")
    let entries = inspection.documentation.entries
    let path = FilePath.join(folder.folder, "README.md")
    let guide = (try? FilePath.read(path, atMost: 4 << 20)).map {
      String(decoding: $0, as: UTF8.self)
    }
    if guide == nil {
      part.problems.append(
        Diagnostic("there is no guide", at: SourceLocation(file: path), hints: ["write README.md"]))
    }
    for entry in entries {
      let place = entry.place ?? SourceLocation(file: FilePath.join(folder.folder, "init.lua"))
      if entry.text.isEmpty {
        part.problems.append(
          Diagnostic(
            "\(entry.name) has no comment", at: place,
            hints: ["write above it, in lines that start with ---, what it computes"]))
      }
      if let guide, !guide.contains(entry.name) {
        part.problems.append(
          Diagnostic("the guide does not name \(entry.name)", at: SourceLocation(file: path)))
      }
    }
    let count = Quantity.counted(entries.count, "export")
    part.summary =
      part.problems.isEmpty
      ? "\(count), each with a comment and in README.md" : "it has gaps"
    parts.append(part)
  }

  private mutating func runTests() {
    let files = (try? SpecFiles.find([folder.folder])) ?? []
    let options = SuiteOptions(seed: seed, library: library, files: DiskFiles(), plugins: places)
    let start = MonotonicClock.nanoseconds
    let results = SuiteRunner.run(files, options: options, jobs: Experiment.cores)
    let result = SuiteResult(
      files: results, seed: seed, seconds: Double(MonotonicClock.nanoseconds - start) / 1e9,
      began: "")
    let counts = result.counts
    var part = Part(
      name: "tests", summary: "\(counts.passed) passed, \(counts.failed) failed, seed \(seed)")
    if files.isEmpty || result.tests.isEmpty && counts.unloaded == 0 {
      part.summary = "there are none"
      part.problems.append(
        Diagnostic(
          "the plugin has no test", at: SourceLocation(file: folder.folder),
          hints: ["write \(folder.name)_spec.lua"]))
    } else if !counts.isSuccess {
      part.problems.append(
        Diagnostic(
          "\(counts.failed + counts.unloaded) of its tests failed, or of its files do not load",
          at: SourceLocation(file: folder.folder),
          hints: ["run them: valence test \(ShellWord.quoted(folder.folder))"]))
      failures = TextReport(
        usesColour: TerminalProperties.usesColour(STDERR_FILENO), slowestCount: 0
      )
      .text(of: result)
    }
    parts.append(part)
  }

  private mutating func runExamples() {
    let examples = FilePath.join(folder.folder, "examples")
    let names = FilePath.names(in: examples).filter {
      $0.hasSuffix(".lua") && !$0.hasSuffix(SpecFiles.suffix)
    }
    var part = Part(name: "examples", summary: "\(names.count) of \(names.count) run")
    if names.isEmpty {
      part.summary = "there are none"
      part.problems.append(
        Diagnostic(
          "the plugin has no example", at: SourceLocation(file: examples),
          hints: ["a study that shows what it is for: examples/example.lua"]))
    }
    for name in names {
      do {
        try run(example: FilePath.join(examples, name))
      } catch let error as DiagnosticList {
        part.problems += error.diagnostics
      } catch let error as StoreError {
        part.problems.append(error.diagnostic)
      } catch {
        part.problems.append(error as? Diagnostic ?? Diagnostic("\(error)", class: .bug))
      }
    }
    if !names.isEmpty, !part.problems.isEmpty { part.summary = "not all run" }
    parts.append(part)
  }

  /// Runs two replicates of every scenario, into a store that is removed again.
  private func run(example path: String) throws {
    let loaded = try StudyLoader.load(
      path: path, text: try StudyScript.text(of: path), data: StudyFolder(ofStudy: path),
      plugins: places)
    var options = PlanOptions()
    options.replications = 2
    let plan = try RunPlan(loaded.study, options)
    let scratch = try TemporaryFolder()
    let store = try ResultStore(
      path: FilePath.join(scratch.path, "example.valence"), access: .readWrite)
    let context = RunContext(
      studyFile: path, command: "valence plugin check", version: Version.number)
    let outcome = try Experiment.run(plan, in: store, context: context, library: library)
    let comparison = try Experiment.comparison(in: store)
    try store.close()
    if let failure = outcome.firstFailure { throw DiagnosticList([failure]) }
    _ = ReportModel(comparison).json
  }
}
