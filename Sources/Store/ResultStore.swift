internal import Dispatch
internal import GRDB
internal import Synchronization

/// One file of results: runs, their replicates, and what was measured on them.
///
/// One process writes a store at a time, any number read it meanwhile. What is appended is
/// committed in groups of whole replicates, the first record of a group at most `groupSeconds` and
/// the time of the commit itself after it came: a kill loses at most the open group, a power failure
/// at most the groups that the disk had not yet taken (SQLite's WAL with `synchronous = NORMAL`);
/// neither damages the file. Every method may be called from any thread.
package final class ResultStore: Sendable {
  package enum Access: Sendable {
    /// Makes the file if it does not exist; refuses while another process writes it.
    case readWrite
    /// Needs no right to write and does not wait for a writer.
    case readOnly
  }

  /// How long a group of records stays open, in seconds.
  package static let groupSeconds = 0.2
  /// How long a second writer waits by default, in seconds.
  package static let patienceSeconds = 10.0
  /// About how many bytes an open group holds before it is committed early.
  static let groupBytes = 16 << 20

  /// The path as the user gave it.
  package var path: String { file.shown }

  let file: StoreFile
  let access: Access
  let lock: StoreLock?
  let writer: DatabaseQueue?
  let reader: DatabaseQueue
  /// Commits one group after another, and runs the timer of the open one.
  let commits = DispatchQueue(label: "valence.store.commits")
  let group = Mutex(OpenGroup())
  /// Touched by the one commit that runs.
  let interned = Mutex(Interned())

  /// Opens a store.
  ///
  /// - Parameters:
  ///   - patience: how many seconds a writer waits for another one.
  ///   - waiting: called once, before the wait, with the process that holds the store.
  /// - Throws: a `StoreError` for whatever is not a store that can be used so; nothing that exists
  ///   at `path` is changed then.
  package init(
    path: String, access: Access, patience: Double = ResultStore.patienceSeconds,
    waiting: (StoreHolder?) -> Void = { _ in }
  ) throws(StoreError) {
    var file = try StoreFile(path)
    self.access = access
    switch access {
    case .readOnly:
      guard file.exists else {
        throw StoreError(
          .notFound, "there is no store '\(path)'", path: path,
          hints: ["a run makes it: valence run STUDY --store \(path)"])
      }
      lock = nil
      writer = nil
    case .readWrite:
      try file.checkWritable()
      lock = try StoreLock(beside: file, patience: patience, waiting: waiting)
      // Whoever held the lock may have made the file meanwhile.
      file = try StoreFile(path)
      writer = try StoreConnection.writer(file, patience: patience)
    }
    self.file = file
    reader = try StoreConnection.reader(file)
  }

  deinit {
    // The last reference is gone, so nobody else can be committing; an error has no one left to
    // hear it.
    try? commitGroup()
    closeConnections()
  }

  /// Commits what is buffered and lets go of the file; nothing may be called afterwards.
  ///
  /// - Throws: a `StoreError` if the last group could not be committed; the store is closed even so,
  ///   and the replicates of that group will run again.
  package func close() throws(StoreError) {
    guard !group.withLock({ $0.isClosed }) else { return }
    let outcome = commits.sync { Result { () throws(StoreError) in try commitGroup() } }
    group.withLock { $0.isClosed = true }
    closeConnections()
    try outcome.get()
  }

  /// The reader goes first: the last one to close merges the log into the file, and only a writer
  /// can.
  private func closeConnections() {
    try? reader.close()
    try? writer?.close()
    lock?.release()
  }

  /// Runs a read; on a writing store, what was appended before is seen.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try readRethrowing(body)
    } catch {
      throw StoreError(error, path: path, file: file.path)
    }
  }

  /// As `read`, for bodies whose own errors must come out as they are.
  func readRethrowing<Value>(_ body: (Database) throws -> Value) throws -> Value {
    if writer != nil { try flush() }
    do {
      return try reader.read(body)
    } catch let error where error is DatabaseError || error is RowDecodingError {
      throw StoreError(error, path: path, file: file.path)
    }
  }

  /// Runs one transaction; it happens whole or not at all.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    guard let writer else {
      preconditionFailure("a store opened for reading is not written")
    }
    do {
      return try writer.inDatabase { db in
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        guard let value else { throw StoreError.fault(path, "a transaction gave no value") }
        return value
      }
    } catch {
      throw StoreError(error, path: path, file: file.path)
    }
  }
}
