import ArgumentParser
import Diagnostics
import Studies

/// Turns what the argument parser finds into Valence's own messages and exit codes.
enum Usage {
  /// Catches a command that does not exist, which the parser would take for a stray argument.
  ///
  /// - Throws: a `Diagnostic` of wrong usage.
  static func checkCommandNames(_ arguments: [String]) throws(Diagnostic) {
    guard var name = arguments.first else { return }
    if name == "help" {
      guard arguments.count > 1 else { return }
      name = arguments[1]
    }
    guard !name.hasPrefix("-"), !Valence.commandNames.contains(name), name != "help" else { return }
    let isStudy = name.hasSuffix(".lua") || FilePath.exists(name)
    throw Diagnostic(
      "there is no command '\(name)'", class: .usage,
      hints: [
        isStudy
          ? "to run a study: valence run \(name)"
          : unknownNameHint(name, among: Valence.commandNames, noun: "commands"),
        "valence --help lists the commands",
      ])
  }

  /// Whether the parser ended with something that was asked for: help, or the version.
  static func isHelp(_ error: any Error) -> Bool {
    error is CleanExit || Valence.exitCode(for: error) == .success
  }

  /// Shows help that was asked for, or throws what was wrong.
  static func answer(_ error: any Error) throws {
    if isHelp(error) {
      return try StandardOutput.write(Valence.fullMessage(for: error) + "\n")
    }
    // "Unknown option '--stor'. Did you mean '--store'?" becomes a message and a hint.
    let sentences = Valence.message(for: error).split(separator: "\n").flatMap { line in
      line.split(separator: ". ").map(String.init)
    }
    let texts = sentences.map(lowercasedStart)
    throw Diagnostic(
      texts.first ?? "wrong usage", class: .usage,
      hints: texts.dropFirst() + [helpHint(Valence.usageString(for: error))])
  }

  private static func helpHint(_ usage: String) -> String {
    let name = Valence.commandNames.first { usage.contains("valence \($0)") }
    return name.map { "see: valence help \($0)" } ?? "see: valence --help"
  }

  private static func lowercasedStart(_ sentence: String) -> String {
    var text = sentence
    while text.hasSuffix(".") { text.removeLast() }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension Valence {
  fileprivate static func usageString(for error: any Error) -> String { fullMessage(for: error) }
}
