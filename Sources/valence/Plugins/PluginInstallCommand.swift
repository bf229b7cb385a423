import ArgumentParser
import Diagnostics
import Glibc
import Reports
import Studies

/// `valence plugin install`: a plugin for all studies of this user; nothing of it is run.
struct PluginInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install a plugin from a folder or an archive, for all studies of yours.",
    discussion: """
      Copies the plugin's files; nothing of it is run, and what is no plain file is refused. What \
      it asks for is shown, and granted only if you say so: at the question, or with --grant.

        valence plugin install ../loyalty
        valence plugin install loyalty-1.2.tar.gz
        valence plugin install loyalty-1.2.zip --grant
      """)

  @Argument(
    help: ArgumentHelp("A folder, or an archive: .tar.gz, .tgz, .tar, .zip.", valueName: "source"))
  var source: String

  @Flag(help: "Replace the plugin if it is installed already.")
  var replace = false

  @Flag(help: "Grant what the plugin asks for.")
  var grant = false

  @OptionGroup var answer: PluginAnswer

  func run() throws {
    guard let place = InstalledPlugins.folder else { throw InstalledPlugins.noHome() }
    if let code = FilePath.makeFolder(place) {
      throw Diagnostic(
        "cannot make the folder '\(place)': \(FilePath.systemMessage(code))", class: .environment)
    }
    let scratch = try TemporaryFolder(in: place)
    let manifest = try manifest(of: try folder(scratch))
    let target = FilePath.join(place, manifest.name)
    try checkName(manifest.name, target)
    let staged = FilePath.join(scratch.path, manifest.name)
    try PluginCopy(of: FilePath.folder(of: manifest.path), to: staged).run()
    if replace, let code = FilePath.remove(target) {
      throw Diagnostic(
        "cannot replace '\(target)': \(FilePath.systemMessage(code))", class: .environment)
    }
    guard rename(staged, target) == 0 else {
      throw Diagnostic(
        "cannot make '\(target)': \(FilePath.systemMessage(errno))", class: .environment)
    }
    let isGranted = try ask(manifest)
    if let real = FilePath.real(target) {
      // What an earlier version was granted does not carry over.
      if isGranted {
        try InstalledPlugins.grantAll(to: manifest, in: real)
      } else if replace {
        try InstalledPlugins.changeGrants { $0.revoke(folder: real) }
      }
    }
    try show(manifest, target, isGranted: isGranted)
  }

  /// The folder that the plugin is in, unpacked if need be.
  private func folder(_ scratch: TemporaryFolder) throws(Diagnostic) -> String {
    guard FilePath.exists(source) else {
      throw Diagnostic(
        "there is nothing at '\(source)'", class: .usage,
        hints: ["give the folder of a plugin, or an archive of it"])
    }
    if FilePath.isFolder(source) {
      return source.count > 1 && source.hasSuffix("/") ? String(source.dropLast()) : source
    }
    guard let archive = PluginArchive(source) else {
      throw Diagnostic(
        "'\(source)' is neither a folder nor an archive", class: .usage,
        hints: ["an archive is called .tar.gz, .tgz, .tar or .zip"])
    }
    return try archive.unpack(into: scratch)
  }

  /// The manifest, whatever its folder is called on the way.
  private func manifest(of folder: String) throws(DiagnosticList) -> PluginManifest {
    try PluginManifest(in: folder, isNamedAfterFolder: false)
  }

  private func checkName(_ name: String, _ target: String) throws(Diagnostic) {
    if let builtIn = Installation.plugins.builtIn,
      FilePath.exists(FilePath.join(builtIn, "\(name)/\(PluginManifest.fileName)"))
    {
      throw Diagnostic(
        "a plugin '\(name)' comes with Valence", class: .usage,
        hints: ["two plugins of one name are never told apart: it needs another one"])
    }
    if FilePath.exists(target), !replace {
      throw Diagnostic(
        "a plugin '\(name)' is installed already", class: .usage,
        hints: ["to replace it: --replace"])
    }
  }

  /// Whether the user grants what the plugin asks for.
  private func ask(_ manifest: PluginManifest) throws -> Bool {
    if manifest.permissions.isEmpty || grant { return true }
    guard isatty(STDIN_FILENO) != 0, isatty(STDERR_FILENO) != 0 else { return false }
    StandardError.say("\(manifest.name) asks for:")
    for asked in manifest.permissions {
      StandardError.say("  \(printable(asked.permission.description))")
    }
    StandardError.write("May it? [y/N] ")
    return ["y", "yes"].contains(readLine()?.lowercased())
  }

  private func show(_ manifest: PluginManifest, _ target: String, isGranted: Bool) throws {
    var lines = ["installed \(manifest.name) \(manifest.version) in \(target)"]
    for asked in manifest.permissions {
      lines.append("\(isGranted ? "granted" : "not granted"): \(asked.permission)")
    }
    if !isGranted {
      lines.append("to grant it: valence plugin grant \(ShellWord.quoted(manifest.name))")
    }
    try answer.show(
      lines.joined(separator: "\n") + "\n",
      [
        "format": .integer(1), "name": .string(manifest.name),
        "version": .string(manifest.version.description), "folder": .string(target),
        "permissions": .array(manifest.permissions.map { .string($0.permission.description) }),
        "granted": .boolean(isGranted),
      ])
  }
}
