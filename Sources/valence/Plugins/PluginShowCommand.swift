import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence plugin show`: what a plugin says about itself.
struct PluginShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a plugin exports, requires and asks for.",
    discussion: """
      Loads the plugin, as a study that requires it does, and shows for each export what its comment \
      says: its first sentence, or all of it where one export is named.

        valence plugin show fusion
        valence plugin show fusion.nash
      """)

  @Argument(
    help: ArgumentHelp("A plugin's name or folder, or one export of it.", valueName: "plugin"))
  var name: String

  @OptionGroup var answer: PluginAnswer

  func run() throws {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let isExport = parts.count == 2 && parts.allSatisfy(PluginFinder.isName)
    let folder = try PluginArgument.find(isExport ? parts[0] : name)
    let places = Installation.plugins
    // What it asks for is shown whether or not it may be loaded.
    let manifest = try PluginManifest(in: folder.folder)
    let isGranted = manifest.permissions.allSatisfy {
      places.grants.isGranted($0.permission, to: folder)
    }
    let entries =
      isGranted ? try PluginInspection(folder, places: places).documentation.entries : []
    if isExport {
      guard let entry = entries.first(where: { $0.name == name }) else {
        throw Diagnostic(
          "plugin '\(parts[0])' exports no '\(parts[1])'", class: .usage,
          hints: [unknownNameHint(name, among: entries.map(\.name), noun: "exports")])
      }
      return try answer.show(Self.whole(entry), Self.json(entry))
    }
    let permissions = manifest.permissionLines { places.grants.isGranted($0, to: folder) }
    try answer.show(
      Self.text(folder, manifest, permissions, entries),
      [
        "format": .integer(1), "name": .string(manifest.name),
        "version": .string(manifest.version.description), "summary": .string(manifest.summary),
        "folder": .string(folder.folder), "origin": .string(folder.origin.rawValue),
        "valence": .string(manifest.valence.description),
        "requires": .object(
          manifest.requires.map { .init($0.name, .string($0.version.description)) }),
        "permissions": .array(
          manifest.permissions.map { asked in
            [
              "permission": .string(asked.permission.description),
              "granted": .boolean(places.grants.isGranted(asked.permission, to: folder)),
            ]
          }),
        "exports": .array(entries.map(Self.json)),
      ])
  }

  private static func text(
    _ folder: PluginFolder, _ manifest: PluginManifest, _ permissions: [String],
    _ entries: [PluginDocumentation.Entry]
  ) -> String {
    var lines = [
      "\(manifest.name) \(manifest.version): \(manifest.summary)",
      "\(folder.folder) (\(folder.origin.rawValue)), needs Valence \(manifest.valence)",
    ]
    for need in manifest.requires { lines.append("requires \(need.name) \(need.version)") }
    lines += permissions.map { "asks for \($0)" }
    if permissions.contains(where: { $0.hasSuffix("(not granted)") }) {
      lines.append(
        "No study can require it before that is granted: valence plugin grant \(manifest.name)")
    }
    for sort in PluginManifest.Sort.allCases {
      let entries = entries.filter { $0.sort == sort }
      if entries.isEmpty { continue }
      lines += ["", sort.rawValue.replacing("_", with: " ")]
      lines += entries.map { "  \($0.name)  \($0.summary)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func whole(_ entry: PluginDocumentation.Entry) -> String {
    let place = entry.place.map { ["\($0)"] } ?? []
    let text = entry.text.isEmpty ? ["(no comment)"] : [entry.text]
    return ([entry.name] + place + [""] + text + entry.annotations).joined(separator: "\n") + "\n"
  }

  private static func json(_ entry: PluginDocumentation.Entry) -> JSONValue {
    [
      "name": .string(entry.name), "sort": .string(entry.sort.rawValue),
      "text": .string(entry.text),
      "annotations": .array(entry.annotations.map { .string($0) }),
      "place": entry.place.map { .string($0.description) } ?? .null,
    ]
  }
}
