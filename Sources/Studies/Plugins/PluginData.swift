import Diagnostics
import Glibc

/// The data that a plugin may read: what lies in its own folder, and what it has permission for.
///
/// A plugin is read only if all that its manifest asks for was granted.
enum PluginData {
  /// A file that a plugin names.
  ///
  /// - Parameter path: seen from the plugin's folder; `~` is the user's.
  /// - Returns: the file as the user would type it, and its real path.
  static func file(
    _ path: String, of plugin: Plugin
  ) throws(Diagnostic) -> (shown: String, resolved: String) {
    let folder = plugin.folder.folder
    guard let home = FilePath.real(folder) else {
      throw Diagnostic(
        "cannot find the folder '\(folder)': \(FilePath.systemMessage(errno))", class: .environment)
    }
    let written = PluginPermission.read(path).path(from: home)
    let permitted = [home] + plugin.manifest.permissions.map { $0.permission.path(from: home) }
    // Before the file system is asked: a plugin must not learn what exists elsewhere.
    guard permitted.contains(where: { FilePath.isInside(written, $0) }) else {
      throw outside(path, of: plugin)
    }
    let shown = path.hasPrefix("~") ? written : FilePath.join(folder, path)
    let real = try StudyFolder.resolved(shown, named: path)
    guard permitted.compactMap(FilePath.real).contains(where: { FilePath.isInside(real, $0) })
    else { throw outside(path, of: plugin) }
    return (shown, real)
  }

  private static func outside(_ path: String, of plugin: Plugin) -> Diagnostic {
    Diagnostic(
      "plugin '\(plugin.manifest.name)' may not read '\(path)': it is outside its folder",
      hints: [
        "a plugin that needs it asks in \(plugin.manifest.path): permissions = [\"read: \(path)\"], "
          + "and its user grants it: valence plugin grant \(ShellWord.quoted(plugin.folder.folder))"
      ])
  }
}
