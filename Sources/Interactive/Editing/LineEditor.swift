import CEdit
import Glibc

/// Reads lines: with an editor, history and completion on a terminal, as they are from a pipe.
package final class LineEditor {
  package enum Line: Equatable {
    case text(String)
    /// The line was given up.
    case interrupted
    case end
  }

  private let editor: OpaquePointer?
  private let historyPath: String?
  private let completion: CompletionBody
  /// What was read from a pipe beyond the last line.
  private var waiting: [UInt8] = []
  private var isAtEnd = false

  /// Whether somebody types.
  package var isInteractive: Bool { editor != nil }

  /// Takes the terminal, if standard input and output are one.
  ///
  /// - Parameters:
  ///   - history: the file that keeps what was typed; `nil`: nothing is kept.
  ///   - complete: what a line can go on with, given what stands before the cursor.
  package init(history: String?, complete: @escaping (_ before: String) -> Completion) {
    completion = CompletionBody(complete)
    historyPath = history
    let body: CEditComplete = { context, before, length, insert, listing in
      guard let context else { return }
      let completion = Unmanaged<CompletionBody>.fromOpaque(context).takeUnretainedValue()
      let bytes = UnsafeRawBufferPointer(start: before, count: length)
      let found = completion.body(String(decoding: bytes, as: UTF8.self))
      insert.pointee = strdup(found.insertion)
      listing.pointee = found.listing.map { strdup($0) }
    }
    editor = cedit_open(body, Unmanaged.passUnretained(completion).toOpaque())
    if let editor, let history, cedit_load_history(editor, history) {
      // Without what is too old by now.
      keep { cedit_save_history(editor, $0) }
    }
  }

  /// Writes to the file of the history, which nobody else may read.
  private func keep(_ write: (_ path: String) -> Bool) {
    guard let historyPath else { return }
    let mask = umask(0o077)
    _ = write(historyPath)
    umask(mask)
  }

  deinit { close() }

  private var isClosed = false

  /// Gives the terminal back.
  package func close() {
    guard !isClosed, let editor else { return }
    isClosed = true
    cedit_close(editor)
  }

  /// Reads the next line.
  package func read(prompt: String) -> Line {
    guard let editor else { return readFromPipe() }
    var text: UnsafePointer<CChar>?
    switch cedit_read(editor, prompt, &text) {
    case CEDIT_LINE:
      guard let text else { return .end }
      let line = String(cString: text)
      if !line.allSatisfy(\.isWhitespace) {
        cedit_remember(editor, line)
        // At once: a terminal may be closed at any time.
        keep { cedit_append_history($0, line) }
      }
      return .text(line)
    case CEDIT_INTERRUPTED: return .interrupted
    default: return .end
    }
  }

  private func readFromPipe() -> Line {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = waiting.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: waiting[..<end], as: UTF8.self)
        waiting.removeFirst(end + 1)
        return .text(line)
      }
      if isAtEnd {
        if waiting.isEmpty { return .end }
        defer { waiting = [] }
        return .text(String(decoding: waiting, as: UTF8.self))
      }
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 {
        waiting += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        isAtEnd = true
      }
    }
  }
}

/// What a line can go on with.
package struct Completion: Equatable {
  /// What is certain to follow.
  package var insertion = ""
  /// What there is to choose from, to be shown below the line.
  package var listing: String?

  package init(insertion: String = "", listing: String? = nil) {
    self.insertion = insertion
    self.listing = listing
  }
}

private final class CompletionBody {
  let body: (String) -> Completion

  init(_ body: @escaping (String) -> Completion) {
    self.body = body
  }
}
