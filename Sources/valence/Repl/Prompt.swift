import Diagnostics
import Glibc
import Interactive
import Studies

/// Reads lines and has the session run them, until there are no more.
struct Prompt {
  let session: Session

  /// - Parameter path: the study to begin with.
  /// - Throws: `Stop.said` where lines come from a pipe and one of them failed.
  func run(opening path: String?) throws {
    NativeLibrary.openAhead()
    let editor = LineEditor(history: Self.historyPath) { [session] in
      session.completion(before: $0)
    }
    defer { editor.close() }
    // What comes from a pipe is a script: Ctrl-C ends it as any other.
    if editor.isInteractive { Interruption.interrupts(session) }
    if editor.isInteractive { session.output("\(Version.text): ? for help, :quit to leave") }
    var hasFailed = false
    if let path {
      do {
        try session.open(path)
        if editor.isInteractive { session.sayWhereItStands() }
      } catch {
        session.show(error)
        hasFailed = true
      }
    }
    if try loop(editor) || hasFailed, !editor.isInteractive { throw Stop.said(.user) }
  }

  /// - Returns: whether something failed.
  private func loop(_ editor: LineEditor) throws -> Bool {
    var typed = ""
    var hasFailed = false
    while true {
      session.screen = TerminalProperties.screen
      switch editor.read(prompt: typed.isEmpty ? "> " : ">> ") {
      case .interrupted: typed = ""
      case .end:
        if editor.isInteractive {
          session.output("")
        } else if !typed.isEmpty {
          session.show(
            Diagnostic("the last input ends in the middle of something", class: .usage))
          return true
        }
        return hasFailed
      case .text(let line):
        typed += typed.isEmpty ? line : "\n" + line
        switch session.run(typed) {
        case .incomplete: continue
        case .quit: return hasFailed
        case .failed: hasFailed = true
        case .done: break
        }
        typed = ""
      }
    }
  }

  /// Where what was typed is kept from one session to the next.
  private static var historyPath: String? {
    let state =
      TerminalProperties.variable("XDG_STATE_HOME")
      ?? TerminalProperties.variable("HOME").map { FilePath.join($0, ".local/state") }
    guard let state else { return nil }
    let folder = FilePath.join(state, "valence")
    return FilePath.makeFolder(folder) == nil ? FilePath.join(folder, "history") : nil
  }
}
