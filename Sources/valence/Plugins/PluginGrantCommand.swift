import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence plugin grant`: lets a plugin read what its manifest asks for.
struct PluginGrantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant", abstract: "Grant a plugin what it asks for, or take it back.",
    discussion: """
      Grants all that the manifest asks for, to the plugin in this folder alone: not to another of \
      the same name, and not what a later version asks for beyond it. For one run without a grant, \
      say what may be read: valence run --allow PATH.
      """)

  @Argument(help: ArgumentHelp("The plugin's name or folder.", valueName: "plugin"))
  var name: String

  @Flag(help: "Take back all that was granted to it.")
  var revoke = false

  @OptionGroup var answer: PluginAnswer

  func run() throws {
    let folder = try PluginArgument.find(name)
    let manifest = try PluginManifest(in: folder.folder)
    guard let real = FilePath.real(folder.folder) else { return }
    if revoke {
      try InstalledPlugins.changeGrants { $0.revoke(folder: real) }
    } else {
      try InstalledPlugins.grantAll(to: manifest, in: real)
    }
    let asked = manifest.permissions.map(\.permission.description)
    let verb = revoke ? "taken back" : "granted"
    let text =
      asked.isEmpty
      ? "\(manifest.name) asks for nothing\n"
      : asked.map { "\(verb): \(manifest.name) may\(revoke ? " no longer" : "") \($0)\n" }.joined()
    try answer.show(
      text,
      [
        "format": .integer(1), "name": .string(manifest.name), "folder": .string(real),
        "granted": .array(revoke ? [] : asked.map { .string($0) }),
      ])
  }
}
