import ArgumentParser
import Diagnostics
import Glibc
import Store

/// Where the process begins and ends.
@main
enum Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    StandardStreams.reserve()
    Interruption.ignoreWriteSignals()
    // Without what libraries do at the end of a process: code may still be compiled in the
    // background, and that would lose what it works with. All output has been written.
    _exit(exitCode(of: arguments))
  }

  private static func exitCode(of arguments: [String]) -> Int32 {
    do {
      // Asked for most often by scripts, and answered before anything is set up.
      if arguments == ["--version"] {
        try StandardOutput.write(Version.text + "\n")
        return 0
      }
      try run(arguments.isEmpty && isatty(STDIN_FILENO) == 1 ? ["repl"] : arguments)
      return 0
    } catch {
      return show(error)
    }
  }

  private static func run(_ arguments: [String]) throws {
    try Usage.checkCommandNames(arguments)
    var command: any ParsableCommand
    do {
      command = try Valence.parseAsRoot(arguments)
    } catch {
      return try Usage.answer(error)
    }
    do {
      try command.run()
    } catch  where Usage.isHelp(error) {
      try Usage.answer(error)
    }
  }

  /// Says what went wrong.
  ///
  /// - Returns: the exit code.
  private static func show(_ error: any Error) -> Int32 {
    switch error {
    case Stop.readerIsGone: return 0
    case Stop.nothingFound: return 5
    case Stop.said(let errorClass): return errorClass.exitCode
    case let list as DiagnosticList:
      StandardError.show(list.diagnostics)
      return list.errorClass.exitCode
    case let diagnostic as Diagnostic:
      StandardError.show([diagnostic])
      return diagnostic.errorClass.exitCode
    case let error as StoreError:
      StandardError.show([error.diagnostic])
      return error.errorClass.exitCode
    default:
      StandardError.show([Diagnostic("this should not have happened: \(error)", class: .bug)])
      return ErrorClass.bug.exitCode
    }
  }
}
