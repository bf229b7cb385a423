import ArgumentParser

/// The command.
struct Valence: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "valence",
    abstract: "Run studies of who gains value, who loses it, and by which definition.",
    discussion: """
      A study is a Lua script that says which actors there are, what happens between them, and \
      what value means to each. Valence runs its scenarios as an experiment and compares them.

        valence new demo          start a project with a study and its tests
        valence run study.lua     run it: a table here, a report beside the study
        valence repl study.lua    explore it by hand; so does valence alone
        valence plan study.lua    what a run would do, how long, how much disk
        valence compare A B       what changed from one store to another
        valence help run          settings, sweeps, and where results are kept

      Results go to standard output, everything else to standard error. The exit code is 0 when \
      all is done, 1 when the study or the machine failed, 2 for wrong usage, and 3 for a fault \
      of Valence itself.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, ReplCommand.self, PlanCommand.self, ExplainCommand.self, ExportCommand.self,
      ReportCommand.self, ChartsCommand.self, CompareCommand.self, TestCommand.self,
      NewCommand.self,
      PluginCommand.self, DoctorCommand.self, InstallCommand.self,
    ])

  static let commandNames = configuration.subcommands.compactMap {
    $0.configuration.commandName
  }
}

/// Which Valence this is.
enum Version {
  static let number = "0.1.0"
  static let text = "valence \(number)"
}
