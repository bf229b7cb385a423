import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence plugin new`: a plugin that works and whose check passes, to be changed piece by piece.
struct PluginNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Start a plugin: manifest, Lua, tests, guide, example.",
    discussion: """
      Makes Plugins/NAME below this folder, or the folder that is given as a path. Nothing that is \
      there is overwritten.

        valence plugin new demo && valence plugin check demo
      """)

  @Argument(help: ArgumentHelp("What the plugin is called, or its folder.", valueName: "name"))
  var name: String

  @OptionGroup var answer: PluginAnswer

  func run() throws {
    let plugin = FilePath.name(of: name)
    guard PluginFinder.isName(plugin) else {
      throw Diagnostic(
        "a plugin cannot be called '\(plugin)'", class: .usage,
        hints: ["its name stands as a variable in studies: letters, digits and _, no digit first"])
    }
    if PluginFinder.hostModules.contains(plugin) {
      throw Diagnostic(
        "'\(plugin)' is a module of Valence itself", class: .usage, hints: ["choose another name"])
    }
    let folder = try place(of: plugin)
    try FileTemplate.checkIsFree(folder)
    let template = FileTemplate.plugin(plugin)
    try template.write(to: folder)
    try answer.show(
      "made \(folder) with\n" + template.places.map { "  \($0)\n" }.joined()
        + "\nNext: valence plugin check \(name.contains("/") ? folder : plugin)\n",
      [
        "format": .integer(1), "name": .string(plugin), "folder": .string(folder),
        "files": .array(template.places.map { .string($0) }),
      ])
  }

  /// - Throws: that a study here would then see two plugins of the name.
  private func place(of plugin: String) throws(Diagnostic) -> String {
    if name.contains("/") { return name.hasSuffix("/") ? String(name.dropLast()) : name }
    let here = FilePath.real(".").map(FilePath.name)
    let folder = here == PluginPlaces.folderName ? plugin : "\(PluginPlaces.folderName)/\(plugin)"
    if let other = PluginArgument.finder.all.first(where: { $0.name == plugin }),
      FilePath.real(other.folder) != FilePath.real(folder)
    {
      throw Diagnostic(
        "there is a plugin '\(plugin)' already, '\(other.folder)' (\(other.origin.rawValue))",
        class: .usage,
        hints: ["choose another name: no two plugins that a study sees have the same"])
    }
    return folder
  }
}
