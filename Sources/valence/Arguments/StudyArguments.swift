import ArgumentParser
import Diagnostics
import Experiments
import Glibc
import Studies

/// Which study, with which settings, kept where: what `run` and `plan` share.
struct StudyArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The study's script (default: study.lua in this folder), and parameters to set.",
      valueName: "study | name=value"))
  var words: [String] = []

  @Option(help: ArgumentHelp("The file that keeps the results.", valueName: "file"))
  var store: String?

  @Option(
    help: ArgumentHelp(
      "How many random worlds of each scenario; with --until the fewest and the most: 20..500.",
      valueName: "n"),
    transform: Count.replications)
  var replications: Count.Replications?

  @Option(
    help: ArgumentHelp(
      "Run more worlds until the 95 % interval of this number, or of its difference to the baseline, is so narrow in every scenario: 'worth (consumer):0.01' is plus and minus 0.01.",
      valueName: "measure:half-width"),
    transform: DesignArgument.until)
  var until: PrecisionGoal?

  @Option(
    help: ArgumentHelp(
      "Sample the parameters given as name=low..high: lhs:50 takes 50 points of a Latin hypercube, sobol:64 takes 64 of a scrambled Sobol' sequence.",
      valueName: "method:points"),
    transform: DesignArgument.sampling)
  var sample: Sampling?

  @Flag(
    help:
      "Run everything as written, then with each parameter that is a number alone, halved and doubled."
  )
  var oneAtATime = false

  @Option(
    help: ArgumentHelp("The number that all randomness derives from.", valueName: "seed"),
    transform: Count.seed)
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("How many threads (default: one per core).", valueName: "n"),
    transform: Count.jobs)
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "What executes the functions of the study: native (machine code, the default where LLVM is installed) or lua; both give the same bits.",
      valueName: "engine"))
  var engine: String?

  @Option(
    help: ArgumentHelp(
      "Read a table of the study from another file; may be repeated.", valueName: "table=file"))
  var data: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let the study read data in a folder or file outside its own; may be repeated.",
      valueName: "path"))
  var allow: [String] = []

  @Option(
    help: ArgumentHelp("Also write what is shown as JSON; - is standard output.", valueName: "file")
  )
  var json: String?

  @Flag(help: "Say nothing but results, errors and warnings.")
  var quiet = false
}

extension StudyArguments {
  /// The path of the script.
  ///
  /// - Throws: a `Diagnostic` of wrong usage.
  func studyPath() throws(Diagnostic) -> String {
    let paths = words.filter { !SettingArgument.isMeant($0) }
    guard paths.count < 2 else {
      let isForgotten = !FilePath.exists(paths[1])
      throw Diagnostic(
        "there are two studies, '\(paths[0])' and '\(paths[1])'", class: .usage,
        hints: [
          isForgotten
            ? "to set a parameter, write \(paths[1])=VALUE" : "run one after the other"
        ])
    }
    if let path = paths.first { return path }
    guard FilePath.exists("study.lua") else {
      throw Diagnostic(
        "there is no study.lua in this folder", class: .usage,
        hints: ["name the study: valence run STUDY"])
    }
    return "study.lua"
  }

  var storePath: String {
    get throws(Diagnostic) {
      if let store {
        if store == "-" {
          throw Diagnostic(
            "a store cannot be standard output", class: .usage, hints: ["name a file: --store FILE"]
          )
        }
        return store
      }
      let study = try studyPath()
      return FilePath.beside(study, FilePath.stem(of: study) + ".valence")
    }
  }

  func planOptions() throws(Diagnostic) -> PlanOptions {
    var options = PlanOptions()
    try SettingArgument.read(words.filter(SettingArgument.isMeant), into: &options)
    options.sampling = sample
    options.isOneAtATime = oneAtATime
    options.seed = seed
    switch replications {
    case nil: break
    case .exactly(let count): options.replications = count
    case .between(let range): options.replicationRange = range
    }
    options.until = until
    return options
  }

  /// - Throws: a `Diagnostic` where the engine cannot be had.
  func checkEngine() throws(Diagnostic) { try EngineArgument.check(engine) }

  /// Where machine code comes from: see `EngineArgument`.
  func library(waits: Bool = false) throws(Diagnostic) -> NativeLibrary? {
    try EngineArgument.library(engine, waits: waits)
  }

  /// Reads and checks the study.
  ///
  /// - Throws: everything that is wrong with it, as a `DiagnosticList`, or with the arguments.
  func load() throws -> LoadedStudy {
    let path = try studyPath()
    let text = try StudyScript.text(of: path)
    let folder = StudyFolder(ofStudy: path, grants: try grants(), replacements: try replacements())
    var plugins = Installation.plugins
    plugins.grants.allowed = allow
    let loaded = try StudyLoader.load(path: path, text: text, data: folder, plugins: plugins)
    guard let unused = folder.unusedReplacements.first else { return loaded }
    throw Diagnostic(
      "the study has no table '\(unused)' to replace", class: .usage,
      hints: [unknownNameHint(unused, among: loaded.study.data.keys, noun: "tables in data")])
  }

  private func grants() throws(Diagnostic) -> [String] {
    for path in allow where !FilePath.exists(path) {
      throw Diagnostic(
        "there is nothing at '\(path)' to allow", class: .usage,
        hints: ["--allow takes the path of a folder or a file that exists"])
    }
    return allow
  }

  private func replacements() throws(Diagnostic) -> [String: String] {
    var result: [String: String] = [:]
    for argument in data {
      guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex,
        argument.index(after: equals) != argument.endIndex
      else {
        throw Diagnostic(
          "'\(argument)' does not say which file replaces which table", class: .usage,
          hints: ["write --data TABLE=FILE"])
      }
      let name = String(argument[..<equals])
      guard result.updateValue(String(argument[equals...].dropFirst()), forKey: name) == nil else {
        throw Diagnostic("--data gives table '\(name)' twice", class: .usage)
      }
    }
    return result
  }
}

extension FilePath {
  /// A file beside another one, as the user would type it.
  static func beside(_ path: String, _ name: String) -> String {
    path.contains("/") ? join(folder(of: path), name) : name
  }
}
