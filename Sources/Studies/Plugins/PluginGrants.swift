import Diagnostics

/// What the user has granted to plugins.
package struct PluginGrants: Sendable {
  /// A permission of the plugin in a folder.
  package struct Grant: Hashable, Sendable {
    /// The plugin's folder, absolute and without links: another plugin of the same name has none.
    package var folder: String
    package var permission: PluginPermission

    package init(folder: String, permission: PluginPermission) {
      self.folder = folder
      self.permission = permission
    }
  }

  package private(set) var grants: Set<Grant> = []
  /// Files and folders that whoever asks may read: what the command line allows.
  package var allowed: [String] = []

  package init(_ grants: Set<Grant> = []) {
    self.grants = grants
  }

  /// Reads what `text` wrote; lines that are none of its own are passed over.
  package init(text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let permission = PluginPermission(String(parts[0])) else { continue }
      grants.insert(Grant(folder: String(parts[1]), permission: permission))
    }
  }

  /// A line per grant, in byte order.
  package var text: String {
    grants.map { "\($0.permission)\t\($0.folder)\n" }.sorted().joined()
  }

  package mutating func grant(_ grant: Grant) { grants.insert(grant) }

  /// Takes all grants of the plugin in a folder back.
  package mutating func revoke(folder: String) {
    grants = grants.filter { $0.folder != folder }
  }

  package func isGranted(_ permission: PluginPermission, to plugin: PluginFolder) -> Bool {
    guard let folder = FilePath.real(plugin.folder) else { return false }
    if grants.contains(Grant(folder: folder, permission: permission)) { return true }
    guard let path = FilePath.real(permission.path(from: folder)) else { return false }
    return allowed.compactMap(FilePath.real).contains { FilePath.isInside(path, $0) }
  }

  /// What is wrong where a plugin asks for more than was granted.
  func missing(of plugin: Plugin) -> Diagnostic? {
    let missing = plugin.manifest.permissions.filter {
      !isGranted($0.permission, to: plugin.folder)
    }
    guard let first = missing.first else { return nil }
    let asked = missing.map { "'\($0.permission)'" }.joined(separator: ", ")
    return plugin.manifest.problem(
      "plugin '\(plugin.manifest.name)' asks for what you have not granted: \(asked)",
      at: first.line,
      hints: ["if it may: valence plugin grant \(ShellWord.quoted(plugin.folder.folder))"])
  }
}
