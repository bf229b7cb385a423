import Glibc

/// The folders in which plugins are looked for, each plugin in a folder of its own name.
package struct PluginPlaces: Sendable {
  /// Those that come with Valence; `nil`: none.
  package var builtIn: String?
  /// Those that the user installed; `nil`: none.
  package var installed: String?
  /// What the user has granted.
  package var grants: PluginGrants

  package init(
    builtIn: String? = nil, installed: String? = nil, grants: PluginGrants = PluginGrants()
  ) {
    self.builtIn = builtIn
    self.installed = installed
    self.grants = grants
  }

  /// Where a plugin comes from.
  package enum Origin: String, Sendable {
    case builtIn = "built-in"
    case project
    case installed
  }

  /// The name of the folder of plugins in a project.
  package static let folderName = "Plugins"

  /// The folders of plugins that a script sees: those of its project, then built-in, then installed
  /// ones; each as the user would type it.
  func folders(for script: String) -> [(folder: String, origin: Origin)] {
    var found = Self.projectFolders(of: script).map { ($0, Origin.project) }
    if let builtIn { found.append((builtIn, .builtIn)) }
    if let installed { found.append((installed, .installed)) }
    return found
  }

  /// `Plugins` beside the script and in the folders above it, as far as its project goes, and the
  /// folder around a plugin that the script is part of.
  ///
  /// A project is what `.git` or `.luarc.json` marks; without a mark it is the script's folder, or
  /// what is around the plugin that the script is part of.
  private static func projectFolders(of script: String) -> [String] {
    var found: [String] = []
    var ofPlugin: Int?
    var folder = FilePath.folder(of: script)
    while let real = FilePath.real(folder) {
      let plugins = FilePath.join(folder, folderName)
      if FilePath.isFolder(plugins) { found.append(plugins) }
      if FilePath.exists(FilePath.join(folder, PluginManifest.fileName)) {
        found.append(FilePath.above(folder))
        ofPlugin = found.count
      }
      let isMarked = [".git", ".luarc.json"].contains { mark in
        FilePath.exists(FilePath.join(folder, mark))
      }
      if isMarked { return found }
      if real == "/" || real == FilePath.home { break }
      folder = FilePath.above(folder)
    }
    let own = FilePath.join(FilePath.folder(of: script), folderName)
    return ofPlugin.map { Array(found.prefix($0)) } ?? found.filter { $0 == own }
  }
}

extension FilePath {
  /// The folder above one, as the user would type it.
  static func above(_ folder: String) -> String {
    let name = name(of: folder)
    if folder == "/" { return folder }
    if name == "." || folder == "." { return ".." }
    if name == ".." { return join(folder, "..") }
    return self.folder(of: folder.hasSuffix("/") ? String(folder.dropLast()) : folder)
  }

  /// The user's own folder, without links.
  static var home: String? { getenv("HOME").flatMap { real(String(cString: $0)) } }
}
