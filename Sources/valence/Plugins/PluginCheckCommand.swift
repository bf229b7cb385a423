import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence plugin check`: whether a plugin keeps what it promises.
struct PluginCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a plugin: manifest, documentation, tests, examples.",
    discussion: """
      Loads the plugin with those that it requires, looks whether every export has a comment and \
      stands in README.md, runs its tests, and runs its examples with two replications. The exit \
      code is 0 if nothing is wrong.
      """)

  @Argument(help: ArgumentHelp("The plugin's name or folder.", valueName: "plugin"))
  var name: String

  @Option(
    help: ArgumentHelp("The seed of the tests' randomness.", valueName: "seed"),
    transform: Count.seed)
  var seed: UInt64?

  @OptionGroup var answer: PluginAnswer

  func run() throws {
    try EngineArgument.check(nil)
    let folder = try PluginArgument.find(name)
    var check = try PluginCheck(folder, seed: seed ?? UInt64.random(in: 1..<1_000_000_000))
    check.run()
    if !check.failures.isEmpty { StandardError.write(printable(check.failures)) }
    StandardError.show(check.problems)
    let isGood = check.problems.isEmpty
    let width = check.parts.map(\.name.count).max() ?? 0
    let lines = check.parts.map { part in
      let name = part.name + String(repeating: " ", count: width - part.name.count)
      return "\(part.problems.isEmpty ? "good   " : "PROBLEM")  \(name)  \(part.summary)\n"
    }
    try answer.show(
      "\(folder.name) in \(folder.folder)\n" + lines.joined(),
      [
        "format": .integer(1), "name": .string(folder.name), "folder": .string(folder.folder),
        "good": .boolean(isGood),
        "parts": .array(
          check.parts.map { part in
            [
              "name": .string(part.name), "good": .boolean(part.problems.isEmpty),
              "summary": .string(part.summary),
              "problems": .array(part.problems.map { .string($0.rendered) }),
            ]
          }),
      ])
    if !isGood { throw Stop.said(.user) }
  }
}
