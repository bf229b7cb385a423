import Diagnostics
import Glibc
import Interactive
import Studies

/// Reads lines and has the session run them, until there are no more.
struct Prompt {
  let session: Session

  /// Longer than this nobody waits for a study before there is a prompt.
  private static let patience = 0.02

  /// - Parameter path: the study to begin with.
  /// - Throws: `Stop.said` where lines come from a pipe and one of them failed.
  func run(opening path: String?) throws {
    NativeLibrary.openAhead()
    let opening = path.map { Opening($0, in: session) }
    let editor = LineEditor(history: Self.historyPath) { [session] before in
      _ = opening?.wait()
      session.screen = TerminalProperties.screen
      return session.completion(before: before)
    }
    defer { editor.close() }
    // What comes from a pipe is a script: Ctrl-C ends it as any other.
    if editor.isInteractive { Interruption.interrupts(session) }
    if try loop(editor, opening), !editor.isInteractive { throw Stop.said(.user) }
  }

  /// - Returns: whether something failed.
  private func loop(_ editor: LineEditor, _ opening: Opening?) throws -> Bool {
    if editor.isInteractive { session.output("\(Version.text): ? for help, :quit to leave") }
    var waiting = opening
    var hasFailed = false
    if editor.isInteractive, let opening, !opening.wait(Self.patience) {
      session.output("reading the study ...")
    } else if let opening {
      hasFailed = !isOpen(opening, editor)
      waiting = nil
    }
    var typed = ""
    while true {
      let line = editor.read(prompt: typed.isEmpty ? "> " : ">> ")
      session.screen = TerminalProperties.screen
      if let opening = waiting {
        hasFailed = !isOpen(opening, editor)
        waiting = nil
      }
      switch line {
      case .interrupted: typed = ""
      case .end:
        if editor.isInteractive {
          try StandardOutput.write("\n")
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

  /// Waits for a study and says what it is, or what is wrong with it.
  private func isOpen(_ opening: Opening, _ editor: LineEditor) -> Bool {
    _ = opening.wait()
    if let problem = opening.problem {
      session.show(problem)
      return false
    }
    if editor.isInteractive { session.sayWhereItStands() }
    return true
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
