import Diagnostics
import Glibc
import Studies

/// The plugins that the user installed, and what the user has granted to plugins.
enum InstalledPlugins {
  /// The user's own data: `$XDG_DATA_HOME/valence`, else `~/.local/share/valence`.
  private static var data: String? {
    let data =
      TerminalProperties.variable("XDG_DATA_HOME")
      ?? TerminalProperties.variable("HOME").map { FilePath.join($0, ".local/share") }
    return data.map { FilePath.join($0, "valence") }
  }

  /// A folder for each plugin, which need not be there; `nil`: the user has no folder.
  static var folder: String? { data.map { FilePath.join($0, "installed-plugins") } }

  private static var grantsFile: String? { data.map { FilePath.join($0, "plugin-grants") } }

  static var grants: PluginGrants {
    guard let grantsFile, let bytes = try? FilePath.read(grantsFile, atMost: 1 << 20) else {
      return PluginGrants()
    }
    return PluginGrants(text: String(decoding: bytes, as: UTF8.self))
  }

  /// Changes what is granted, for this user and for good.
  static func changeGrants(_ change: (inout PluginGrants) -> Void) throws {
    guard let grantsFile else { throw noHome() }
    var grants = Self.grants
    change(&grants)
    if let code = FilePath.makeFolder(FilePath.folder(of: grantsFile)) {
      throw Diagnostic(
        "cannot make the folder '\(FilePath.folder(of: grantsFile))': "
          + FilePath.systemMessage(code), class: .environment)
    }
    try FileOutput(path: grantsFile, option: "valence plugin grant").write(grants.text)
  }

  /// Grants a plugin all that its manifest asks for.
  static func grantAll(to manifest: PluginManifest, in folder: String) throws {
    guard let real = FilePath.real(folder) else { return }
    try changeGrants { grants in
      grants.revoke(folder: real)
      for asked in manifest.permissions {
        grants.grant(PluginGrants.Grant(folder: real, permission: asked.permission))
      }
    }
  }

  static func noHome() -> Diagnostic {
    Diagnostic(
      "HOME is not set, so there is no place for what you install", class: .environment,
      hints: ["set HOME or XDG_DATA_HOME"])
  }
}
