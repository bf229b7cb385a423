import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence plugin remove`: forgets a plugin that was installed.
struct PluginRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a plugin that was installed, and what was granted to it.")

  @Argument(help: ArgumentHelp("The plugin's name.", valueName: "plugin"))
  var name: String

  @OptionGroup var answer: PluginAnswer

  func run() throws {
    guard let place = InstalledPlugins.folder else { throw InstalledPlugins.noHome() }
    let installed = FilePath.names(in: place).filter { PluginFinder.isName($0) }
    guard installed.contains(name) else {
      throw Diagnostic(
        "no plugin '\(name)' is installed", class: .usage,
        hints: [
          unknownNameHint(name, among: installed, noun: "installed plugins"),
          "a plugin of a project is a folder: remove the folder",
        ])
    }
    let folder = FilePath.join(place, name)
    if let real = FilePath.real(folder) {
      try InstalledPlugins.changeGrants { $0.revoke(folder: real) }
    }
    if let code = FilePath.remove(folder) {
      throw Diagnostic(
        "cannot remove '\(folder)': \(FilePath.systemMessage(code))", class: .environment)
    }
    try answer.show(
      "removed \(folder)\n",
      ["format": .integer(1), "name": .string(name), "folder": .string(folder)])
  }
}
