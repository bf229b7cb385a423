import ArgumentParser
import Diagnostics
import Experiments
import Reports
import Studies

/// `valence explain`: what executes each function of a study, and why.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say which functions run as machine code, which do not and why, and what they cost.",
    usage: "valence explain [<study>] [<options>]",
    discussion: """
      A function that cannot be compiled runs on the interpreter: the results are the same bits. So \
      do rows that a compiled function gives up: on a runtime error, and on ways through it that \
      cannot be compiled. A profile runs one replicate of the first scenario.

        valence explain app.lua
        valence explain app.lua --profile     also time and share
        valence explain app.lua --ir          also the intermediate form
      """)

  @OptionGroup var study: StudyArguments

  @Flag(help: "Run one replicate of the first scenario and show what each function took.")
  var profile = false

  @Flag(name: .customLong("ir"), help: "Show the intermediate form of compiled functions.")
  var showsForm = false

  func run() throws {
    try study.checkEngine()
    let json = study.json.map { FileOutput(path: $0, option: "--json") }
    try json?.check()
    let loaded = try study.load()
    let library = try study.library(waits: true)
    let explained = try Experiment.explain(loaded, library: library, isProfiled: profile)
    let text = ExplainText(study: explained, showsForm: showsForm, path: try study.studyPath())
    if let json, !json.isStandardOutput { try json.write(text.json) }
    try StandardOutput.write(json?.isStandardOutput == true ? text.json : text.rendered)
  }
}
