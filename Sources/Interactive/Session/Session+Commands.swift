import Diagnostics
import Experiments
import LuaRuntime
import Reports
import Simulation
import Studies

/// What begins with a colon: what is done to the session and not in it.
extension Session {
  /// The commands, for completion and for messages.
  package static let commands = [
    "explain", "help", "load", "page", "profile", "quit", "reload", "report", "save", "study",
    "time",
  ]

  func run(command line: String) throws -> Answer {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1].trimmingSpaces : ""
    switch words.first ?? "" {
    case "quit", "q": return .quit
    case "help", "h": answer(question: rest)
    case "load": try load(rest)
    case "reload":
      try reload()
      hasSaidOutOfDate = false
      output("read '\(printable(text?.path ?? ""))' again")
      sayWhereItStands()
    case "save": try save(rest)
    case "study": output(printable(try script().text.trimmingSpaces))
    case "report": try report(rest)
    case "page": try writePage(rest)
    case "explain": output(try explanation(isProfiled: false))
    case "profile": output(try explanation(isProfiled: true))
    case "time": return try time(rest)
    case let name:
      throw Diagnostic(
        "there is no command ':\(name)'", class: .usage,
        hints: [unknownNameHint(name, among: Self.commands, noun: "commands")])
    }
    return .done
  }

  private func load(_ path: String) throws {
    if path.isEmpty { throw Diagnostic("name the study: :load FILE", class: .usage) }
    try open(path)
    sayWhereItStands()
  }

  /// The study that is open, and which of its worlds is looked at.
  package func sayWhereItStands() {
    guard let study else { return }
    var text = study.variant.study.name
    if let worlds = try? open() {
      text += "\nscenario '\(worlds.name(of: .world))'"
      if worlds.run(on: .twin) != nil { text += ", its twin '\(worlds.name(of: .twin))'" }
      text += ", replicate \(worlds.replicate), step \(worlds.step) of \(worlds.steps)"
    }
    output(printable(text))
  }

  // MARK: files

  /// The session's study as a script that runs by itself, settings included.
  private func script() throws -> SourceText {
    guard let text else {
      _ = try opened()
      throw Diagnostic("no study is open", class: .bug)
    }
    return try text.script(settings: try settings.map(statement))
  }

  /// A setting as Lua: it holds in every scenario, but not against what makes the baseline the
  /// baseline.
  private func statement(of setting: Setting) throws(Diagnostic) -> String {
    guard let literal = setting.literal else {
      throw Diagnostic(
        "the setting '\(setting.name)' cannot be written down",
        hints: ["set it by a number, a text or a table of them"])
    }
    if ["seed", "steps", "warmup"].contains(setting.name) {
      return "session_study.\(setting.name) = \(literal)"
    }
    return "set(\(LuaText.quoted(setting.name, isUnicode: true)), \(literal))"
  }

  private func save(_ path: String) throws {
    guard !path.isEmpty else { throw Diagnostic("name a file: :save FILE", class: .usage) }
    let script = try script()
    // What does not load as it stands is not saved.
    worlds?.forgetShown()
    _ = try asStudy {
      try StudyLoader.load(
        SourceText(path: path, text: script.text), data: surroundings.data(ofStudy: path), in: lua)
    }
    try surroundings.write(script.text, to: path)
    output("wrote \(printable(path)): valence run \(ShellWord.quoted(path))")
  }

  /// A report of all scenarios, as `valence run` makes it.
  private func report(_ rest: String) throws {
    var words = rest.split(separator: " ").map(String.init)
    var replications: Int?
    if let last = words.last, let count = Int(last), count > 0 {
      replications = count
      words.removeLast()
    }
    let comparison = try experiment(replications: replications)
    let folder = words.first ?? "session-report"
    let page = try surroundings.writeReport(ReportModel(comparison), to: folder)
    output("Report: \(printable(page))")
  }

  private func writePage(_ path: String) throws {
    guard !path.isEmpty else { throw Diagnostic("name a file: :page FILE", class: .usage) }
    guard !plots.isEmpty else {
      throw Diagnostic(
        "nothing has been plotted yet", hints: ["plot \"...\" or plot(world.KIND.FIELD) first"])
    }
    let page = PlotPage(title: study?.variant.study.name ?? "Session", charts: plots)
    try surroundings.write(page.rendered(chartBundle: surroundings.chartBundle), to: path)
    output("wrote \(printable(path)): \(plots.count) plot\(plots.count == 1 ? "" : "s")")
  }

  // MARK: what runs

  private func explanation(isProfiled: Bool) throws -> String {
    let bench = try opened()
    worlds?.forgetShown()
    var explained = try asStudy {
      let loaded = LoadedStudy(bench.loaded, as: bench.variant.study)
      return try Experiment.explain(loaded, library: library, isProfiled: isProfiled)
    }
    for index in explained.functions.indices {
      let place = explained.functions[index].place
      explained.functions[index].place = place.map { text?.typed($0) ?? $0 }
    }
    let path = bench.variant.study.source.path
    return ExplainText(study: explained, path: path).rendered.trimmingSpaces
  }

  /// Runs an input once and says how long it took.
  private func time(_ typed: String) throws -> Answer {
    guard !typed.isEmpty else { throw Diagnostic("say what is timed: :time run()", class: .usage) }
    let clock = ContinuousClock()
    let start = clock.now
    let answer = try evaluate(typed)
    let elapsed = clock.now - start
    if answer == .done { output("took \(Self.seconds(elapsed))") }
    return answer
  }

  private static func seconds(_ duration: Duration) -> String {
    let seconds =
      Double(duration.components.seconds)
      + Double(duration.components.attoseconds) / 1e18
    if seconds < 0.001 { return "\((seconds * 1e7).rounded() / 10) us" }
    if seconds < 1 { return "\((seconds * 1e5).rounded() / 100) ms" }
    return "\((seconds * 100).rounded() / 100) s"
  }
}
