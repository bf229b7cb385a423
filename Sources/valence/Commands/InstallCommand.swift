import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence install`: the program, the modules and the editor annotations at a place of the user's.
struct InstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the command, its modules and the annotations for editors.",
    discussion: """
      Copies the program to PREFIX/bin, and the built-in modules and the annotations of the Lua \
      API to PREFIX/share/valence. With the annotations an editor with a Lua language server \
      completes and checks studies. Nothing else is changed; to remove it, delete these files.

        valence install                        to ~/.local
        sudo valence install --prefix /usr/local
      """)

  @Option(
    help: ArgumentHelp("The folder to install below (default: ~/.local).", valueName: "folder"))
  var prefix: String?

  @Option(
    help: ArgumentHelp(
      "Write what was done as JSON; - is standard output.", valueName: "file"))
  var json: String?

  func run() throws {
    let installation = try Installation(prefix: try place())
    let output = json.map { FileOutput(path: $0, option: "--json") }
    try output?.check()
    try installation.run()
    if let output, !output.isStandardOutput { try output.write(json(installation)) }
    let text = output?.isStandardOutput == true ? json(installation) : text(installation)
    try StandardOutput.write(text)
  }

  /// The absolute path of the prefix.
  private func place() throws(Diagnostic) -> String {
    if let prefix {
      guard !prefix.isEmpty else {
        throw Diagnostic("--prefix is empty", class: .usage, hints: ["name a folder"])
      }
      return FilePath.absolute(prefix, in: FilePath.real(".") ?? "/")
    }
    guard let home = TerminalProperties.variable("HOME") else {
      throw Diagnostic(
        "HOME is not set, so there is no ~/.local", class: .environment,
        hints: ["name the folder: --prefix DIR"])
    }
    return FilePath.join(home, ".local")
  }

  private func text(_ installation: Installation) -> String {
    var lines = installation.copies.map { "installed \($0.to)" }
    lines.append("")
    if installation.isOnPath {
      lines.append("'valence' is on your PATH.")
    } else {
      lines.append(
        "'valence' is not on your PATH yet; add this line to your shell's start-up file:")
      lines.append("  export PATH=\"\(installation.programFolder):$PATH\"")
    }
    lines.append("For completion in an editor, add to its settings of the Lua language server:")
    lines.append("  \"Lua.workspace.library\": [\"\(installation.library)\"]")
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(_ installation: Installation) -> String {
    let document: JSONValue = [
      "format": .integer(1),
      "prefix": .string(installation.prefix),
      "files": .array(installation.copies.map { .string($0.to) }),
      "on_path": .boolean(installation.isOnPath),
      "library": .string(installation.library),
    ]
    return document.text + "\n"
  }
}
