import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence new`: a project that runs and whose tests pass, to be changed piece by piece.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Start a project: a study, its tests, settings for CI and editor.",
    discussion: """
      Makes a folder with a small study, a suite of tests that passes, a place for plugins, files \
      that run the tests on every push (GitHub, GitLab), and settings for an editor with a Lua \
      language server. Nothing that is there is overwritten.

        valence new demo && cd demo && valence run && valence test
      """)

  @Argument(
    help: ArgumentHelp("The folder to make; its last part names the study.", valueName: "name"))
  var folder: String

  @Option(
    help: ArgumentHelp("Also write what was made as JSON; - is standard output.", valueName: "file")
  )
  var json: String?

  func run() throws {
    let output = json.map { FileOutput(path: $0, option: "--json") }
    try output?.check()
    let template = FileTemplate.project(try name(), libraries: try libraries())
    try FileTemplate.checkIsFree(folder)
    try template.write(to: folder)
    let text =
      "made \(folder) with\n" + template.places.map { "  \($0)\n" }.joined() + """

        Next: cd \(folder) && valence run && valence test

        """
    let document: JSONValue = [
      "format": .integer(1), "folder": .string(folder),
      "files": .array(template.places.map { .string($0) }),
    ]
    if let output, !output.isStandardOutput { try output.write(document.text + "\n") }
    try StandardOutput.write(output?.isStandardOutput == true ? document.text + "\n" : text)
  }

  /// The last part of the path, if files and studies can be called that everywhere.
  private func name() throws(Diagnostic) -> String {
    let name = FilePath.name(of: folder)
    let isPlain = name.utf8.allSatisfy { byte in
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        || "_-.".utf8.contains(byte)
    }
    guard isPlain, let first = name.utf8.first, !"-.".utf8.contains(first) else {
      throw Diagnostic(
        "a project cannot be called '\(name)'", class: .usage,
        hints: ["letters, digits, '-', '_' and '.' make a name, and it starts with none of '-.'"])
    }
    return name
  }

  /// Where editors find the annotations, from `~` where that is the user's home.
  private func libraries() throws(Diagnostic) -> [String] {
    let folders = Installation.annotations
    guard !folders.isEmpty else {
      throw Diagnostic(
        "the editor annotations of this program are missing", class: .environment,
        hints: ["install it again from the repository: ./valence install"])
    }
    guard let home = TerminalProperties.variable("HOME").flatMap(FilePath.real), home != "/" else {
      return folders
    }
    return folders.map { folder in
      FilePath.isInside(folder, home) ? "~" + folder.dropFirst(home.count) : folder
    }
  }
}
