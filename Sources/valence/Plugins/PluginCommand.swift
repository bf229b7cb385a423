import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence plugin`: modules of Lua that studies share.
struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin",
    abstract: "Make, list, check, install and remove plugins.",
    discussion: """
      A plugin is a folder with a manifest, plugin.toml, and Lua, init.lua; studies get it with \
      require "NAME". Valence looks for it in Plugins beside the study and above it, as far as the \
      project goes, among those that come with Valence, and among those that you installed.

      A plugin reads its own folder and nothing else. One that wants to read other data asks in its \
      manifest, and you grant it or not.
      """,
    subcommands: [
      PluginNewCommand.self, PluginListCommand.self, PluginShowCommand.self,
      PluginCheckCommand.self, PluginInstallCommand.self, PluginRemoveCommand.self,
      PluginGrantCommand.self,
    ])
}

/// The option that every command for plugins has.
struct PluginAnswer: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write what is shown as JSON; - is standard output.", valueName: "file"))
  var json: String?

  /// Shows an answer to a person, to a program or to both.
  func show(_ text: String, _ document: JSONValue) throws {
    guard let json else { return try StandardOutput.write(printable(text)) }
    let output = FileOutput(path: json, option: "--json")
    try output.check()
    try output.write(document.text + "\n")
    if !output.isStandardOutput { try StandardOutput.write(printable(text)) }
  }
}

/// Plugins as the command line names them.
enum PluginArgument {
  /// The plugins that a study in this folder would see.
  static var finder: PluginFinder { PluginFinder(Installation.plugins, script: "study.lua") }

  /// A plugin by its name, or by the path of its folder.
  static func find(_ argument: String) throws(Diagnostic) -> PluginFolder {
    let path =
      argument.count > 1 && argument.hasSuffix("/") ? String(argument.dropLast()) : argument
    let isPath = path.contains("/") || path == "." || path == ".."
    let isPluginHere = FilePath.exists(FilePath.join(path, PluginManifest.fileName))
    guard isPath || isPluginHere else { return try finder.plugin(named: path) }
    guard FilePath.isFolder(path), let real = FilePath.real(path) else {
      throw Diagnostic(
        "there is no folder '\(path)'", class: .usage,
        hints: ["give the name of a plugin or the folder that holds its plugin.toml"])
    }
    let known = finder.all.first { FilePath.real($0.folder) == real }
    return PluginFolder(
      name: FilePath.name(of: real), folder: path, origin: known?.origin ?? .project)
  }
}

extension PluginManifest {
  /// The permissions with what is granted of them, a line each; empty where it asks for nothing.
  func permissionLines(_ isGranted: (PluginPermission) -> Bool) -> [String] {
    permissions.map { asked in
      "\(asked.permission) (\(isGranted(asked.permission) ? "granted" : "not granted"))"
    }
  }
}
