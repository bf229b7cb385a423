package import Diagnostics

/// Why a store could not be opened, read or written.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, CaseIterable {
    /// No such file, and none may be made.
    case notFound
    /// The folder that should hold the store does not exist.
    case folderMissing
    /// A folder was named where a file is wanted.
    case isFolder
    /// The file is something else; it is left as it is.
    case notAStore
    /// The file is a store in which nothing was ever recorded.
    case empty
    /// The file is damaged; it is left as it is.
    case corrupt
    /// The file was written by a later Valence.
    case newerSchema
    /// Another process holds the store.
    case busy
    /// No permission to write, or a read-only disk.
    case readOnly
    /// No space is left.
    case diskFull
    /// The system refused to open, read or write for another reason.
    case inputOutput
    /// A fault of Valence itself.
    case fault
  }

  package var code: Code
  /// What is wrong, in lower case, without a full stop.
  package var message: String
  /// The store, as the user named it.
  package var path: String
  /// What to do.
  package var hints: [String]

  package init(_ code: Code, _ message: String, path: String, hints: [String] = []) {
    self.code = code
    self.message = message
    self.path = path
    self.hints = hints
  }

  /// Who is at fault: the machine, the user who named a file that is not a store, or Valence.
  package var errorClass: ErrorClass {
    switch code {
    case .notFound, .folderMissing, .isFolder, .notAStore, .empty: .user
    case .newerSchema: .unsupported
    case .corrupt, .busy, .readOnly, .diskFull, .inputOutput: .environment
    case .fault: .bug
    }
  }

  package var diagnostic: Diagnostic {
    Diagnostic(message, class: errorClass, hints: hints)
  }

  package var description: String { diagnostic.rendered }
}

extension StoreError {
  static func readOnly(_ path: String, because reason: String) -> StoreError {
    StoreError(
      .readOnly, "cannot write the store '\(path)': \(reason)", path: path,
      hints: ["choose a file in a folder that you may write to: --store FILE"])
  }

  static func diskFull(_ path: String) -> StoreError {
    StoreError(
      .diskFull, "the disk that holds the store '\(path)' is full", path: path,
      hints: [
        "make room, then run again: what was committed is kept and is not computed again",
        "or put the store elsewhere: --store FILE",
      ])
  }

  static func notAStore(_ path: String, because reason: String) -> StoreError {
    StoreError(
      .notAStore, "'\(path)' is not a store of Valence: \(reason)", path: path,
      hints: ["the file is left as it is; choose another: --store FILE"])
  }

  package static func corrupt(_ path: String, findings: [String]) -> StoreError {
    StoreError(
      .corrupt, "the store '\(path)' is damaged", path: path,
      hints: findings + [
        "the file is left as it is: copy it to a safe place before trying to mend it",
        "'sqlite3 \(path) .recover' can rescue rows; a new store is started with --store FILE",
      ])
  }

  static func fault(_ path: String, _ detail: String) -> StoreError {
    StoreError(.fault, "the store '\(path)' refused a statement: \(detail)", path: path)
  }
}
