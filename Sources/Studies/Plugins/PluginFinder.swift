package import Diagnostics
import Glibc

/// A plugin as it lies on the disk.
package struct PluginFolder: Sendable {
  package var name: String
  /// As the user would type it.
  package var folder: String
  package var origin: PluginPlaces.Origin

  package init(name: String, folder: String, origin: PluginPlaces.Origin) {
    (self.name, self.folder, self.origin) = (name, folder, origin)
  }
}

/// Finds plugins by name.
package struct PluginFinder: Sendable {
  /// The modules that are part of Valence itself.
  package static let hostModules = [ValenceModule.name] + HostModule.all.map(\.name)

  private let folders: [(folder: String, origin: PluginPlaces.Origin)]

  /// The plugins that a script sees.
  package init(_ places: PluginPlaces, script: String) {
    folders = places.folders(for: script)
  }

  /// All plugins, in byte order of their names; those of one name in the order of the places.
  ///
  /// A folder is seen once, whatever ways lead to it.
  package var all: [PluginFolder] {
    var seen: Set<String> = []
    return folders.flatMap { place in
      FilePath.names(in: place.folder).filter(Self.isName).compactMap { name -> PluginFolder? in
        let folder = FilePath.join(place.folder, name)
        guard Self.isPlugin(folder), let real = FilePath.real(folder), seen.insert(real).inserted
        else { return nil }
        return PluginFolder(name: name, folder: folder, origin: place.origin)
      }
    }.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
      .map(\.element)
  }

  /// The plugin of a name.
  ///
  /// - Throws: a `Diagnostic` where there is none, or where several folders hold one.
  package func plugin(named name: String) throws(Diagnostic) -> PluginFolder {
    var found: [(plugin: PluginFolder, real: String)] = []
    for place in folders {
      let folder = FilePath.join(place.folder, name)
      guard Self.isPlugin(folder), let real = FilePath.real(folder),
        !found.contains(where: { $0.real == real })
      else { continue }
      found.append((PluginFolder(name: name, folder: folder, origin: place.origin), real))
    }
    guard let first = found.first else {
      throw Diagnostic(
        "there is no module '\(name)'",
        hints: [unknownNameHint(name, among: knownNames, noun: "modules")])
    }
    guard found.count == 1 else {
      let places = found.map { "'\($0.plugin.folder)' (\($0.plugin.origin.rawValue))" }
      throw Diagnostic(
        "there are \(found.count) plugins named '\(name)': \(places.joined(separator: " and "))",
        hints: ["rename or remove one of them: which one is meant is never guessed"])
    }
    return first.plugin
  }

  private var knownNames: [String] {
    Self.hostModules + Set(all.map(\.name)).sorted()
  }

  /// A folder with a manifest or something to run; others, as of data, are no plugins.
  private static func isPlugin(_ folder: String) -> Bool {
    [PluginManifest.fileName, "init.lua"].contains { FilePath.exists(FilePath.join(folder, $0)) }
  }

  /// Whether something can be called so: a plugin's name stands as a variable in studies.
  package static func isName(_ name: some StringProtocol) -> Bool { String(name).isIdentifier }
}
