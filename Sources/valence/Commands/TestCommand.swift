import ArgumentParser
import Diagnostics
import Experiments
import Studies
import Suites

/// `valence test`: suites of tests over studies and anything else that is written in Lua.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests in files *_spec.lua.",
    usage: "valence test [<path> ...] [<options>]")

  @Argument(help: ArgumentHelp("Files or folders (default: this folder).", valueName: "path"))
  var paths: [String] = ["."]

  @Option(
    help: ArgumentHelp("The number that all randomness derives from.", valueName: "seed"),
    transform: Count.seed)
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("How many threads (default: one per core).", valueName: "n"),
    transform: Count.jobs)
  var jobs: Int?

  func run() throws {
    let files = try paths.map { path in
      SpecFile(path: path, text: try StudyScript.text(of: path))
    }
    let options = SuiteOptions(seed: seed ?? 1, library: try? NativeLibrary(), files: DiskFiles())
    let report = TextReport()
    SuiteRunner.run(files, options: options, jobs: jobs ?? Experiment.cores) { file in
      try? StandardOutput.write(report.text(of: file))
    }
  }
}
