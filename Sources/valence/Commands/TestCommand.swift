import ArgumentParser
import Diagnostics
import Experiments
import Glibc
import Studies
import Suites

/// `valence test`: suites of tests over studies and whatever else is written in Lua.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests in files *_spec.lua.",
    usage: "valence test [<path> ...] [<options>]",
    discussion: """
      Runs every file that is named and, below every folder, each file whose name ends in \
      _spec.lua. A file has a Lua state of its own, so files run side by side; its tests run in \
      random order. What a test prints is shown with it.

        valence test                         all tests below this folder
        valence test app_spec.lua            one file
        valence test --filter 'pushy app'    tests whose name has this text in it
        valence test --tags '!slow'          tests without the tag #slow
        valence test --report junit=tests.xml,tap=tests.tap
        valence test --update                write golden results anew

      The exit code is 0 when all tests passed, 1 when one failed, 2 for wrong usage, 3 for a \
      fault of Valence itself, and 5 when no test was found.
      """)

  @Argument(help: ArgumentHelp("Files or folders (default: this folder).", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only tests with this text in their full name; may be repeated.", valueName: "text"))
  var filter: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only tests with one of these tags, and without those after '!'.", valueName: "a,!b"))
  var tags: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only one of n parts of the tests, for machines that share them.", valueName: "i/n"),
    transform: Count.shard)
  var shard: Shard?

  @Flag(help: "List the tests, run none.")
  var list = false

  @Option(
    help: ArgumentHelp(
      "How to report: text, tap, junit, json, lcov, each with =FILE or on standard output; several with commas.",
      valueName: "form=file"))
  var report: [String] = []

  @Option(
    help: ArgumentHelp("The number that all randomness derives from.", valueName: "seed"),
    transform: Count.seed)
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "The seed of every study in place of its own: what a suite says must hold with any.",
      valueName: "seed"),
    transform: Count.studySeed)
  var studySeed: UInt64?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp("Run all tests so often, each time with the next seed.", valueName: "n"),
    transform: Count.rounds)
  var rounds = 1

  @Option(
    help: ArgumentHelp("How many threads (default: one per core).", valueName: "n"),
    transform: Count.jobs)
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "What executes the functions of studies: native or lua; both give the same bits.",
      valueName: "engine"))
  var engine: String?

  @Option(
    help: ArgumentHelp(
      "Seconds that a test may take that says nothing else (default: 60).", valueName: "seconds"),
    transform: Count.seconds)
  var timeout = 60.0

  @Option(
    help: ArgumentHelp("How many slow tests to name (default: 3).", valueName: "n"),
    transform: Count.shown)
  var slowest = 3

  @Flag(help: "Run no further test after one has failed.")
  var failFast = false

  @Flag(help: "Write golden results anew instead of comparing with them.")
  var update = false

  @Flag(help: "Show which lines and functions never ran; everything runs on the interpreter.")
  var coverage = false

  func validate() throws {
    if coverage, engine == "native" {
      throw ValidationError("--coverage sees nothing of machine code: leave --engine native out")
    }
  }

  func run() throws {
    try EngineArgument.check(engine)
    let reports = try ReportArgument.parse(report)
    if !coverage, reports.contains(where: { $0.form == .lcov }) {
      throw Diagnostic(
        "an lcov report is one of coverage", class: .usage, hints: ["add --coverage"])
    }
    for report in reports { try report.output.check() }
    let places = paths.isEmpty ? ["."] : paths
    let files = try SpecFiles.find(places)
    let options = SuiteOptions(
      seed: seed ?? UInt64.random(in: 1..<1_000_000_000), studySeed: studySeed,
      library: coverage ? nil : try EngineArgument.library(engine), files: DiskFiles(),
      plugins: Installation.plugins, updatesGolden: update, seconds: timeout,
      selection: try TagArgument.parse(tags, names: filter), shard: shard,
      stopsAtFailure: failFast, measuresCoverage: coverage)
    if list { return try show(files, options, in: places) }
    try TestRun(files: files, options: options, reports: reports, slowest: slowest)
      .run(rounds: rounds, jobs: jobs ?? Experiment.cores, in: places)
  }

  /// The tests with their places, as other tools take them.
  private func show(_ files: [SpecFile], _ options: SuiteOptions, in places: [String]) throws {
    var lines: [String] = []
    var problems: [Diagnostic] = []
    for file in files {
      do throws(Diagnostic) {
        lines += try SpecListing.tests(of: file, options: options).map { test in
          "\(file.path):\(test.line): \(test.fullName)"
        }
      } catch {
        problems.append(error)
      }
    }
    try StandardOutput.write(printable(lines.map { $0 + "\n" }.joined()))
    StandardError.show(problems)
    if !problems.isEmpty { throw Stop.said(.user) }
    if lines.isEmpty { throw TestRun.nothingFound(files, options, in: places) }
  }
}
