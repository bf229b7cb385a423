import ArgumentParser
import Diagnostics
import Glibc
import Interactive
import Reports
import Studies

/// `valence repl`, and `valence` alone: exploring by hand.
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Explore a study by hand: step its worlds, look at actors, change rules.",
    usage: "valence repl [<study>] [<options>]",
    discussion: """
      Opens the study, study.lua in this folder unless one is named, and waits for what is typed. \
      ? shows what to type first, ?name explains a name, Tab completes, Ctrl-C ends what runs, \
      :quit or Ctrl-D ends the session. Lines from a pipe are run one after the other.

        valence repl app.lua
        echo 'run() results()' | valence repl app.lua
      """)

  @Argument(
    help: ArgumentHelp("The study's script.", valueName: "study"))
  var study: String?

  @Option(
    help: ArgumentHelp(
      "What executes the functions of the study: native (the default where LLVM is installed) or lua.",
      valueName: "engine"))
  var engine: String?

  @Option(
    help: ArgumentHelp(
      "Let the study read data in a folder or file outside its own; may be repeated.",
      valueName: "path"))
  var allow: [String] = []

  func run() throws {
    try EngineArgument.check(engine)
    let path = study ?? (FilePath.exists("study.lua") ? "study.lua" : nil)
    var plugins = Installation.plugins
    plugins.grants.allowed = allow
    let surroundings = ReplSurroundings(allow: allow)
    defer { surroundings.removeScratch() }
    let session = try Session(
      surroundings: surroundings, plugins: plugins,
      library: { [engine] in try? EngineArgument.library(engine) },
      screen: TerminalProperties.screen
    ) { text in
      if !text.isEmpty { try? StandardOutput.write(text + "\n") }
    }
    try Prompt(session: session).run(opening: path)
  }
}
