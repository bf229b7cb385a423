internal import GRDB
internal import Glibc

/// Opens the connections of a store, once it is certain that the file is one.
enum StoreConnection {
  /// The connection that writes; makes the tables of a new store.
  static func writer(_ file: StoreFile, patience: Double) throws(StoreError) -> DatabaseQueue {
    do {
      let version = file.exists && file.size > 0 ? try inspected(file, blankIsFine: true) : 0
      var configuration = Configuration()
      configuration.label = "valence.store.writer"
      configuration.foreignKeysEnabled = false
      configuration.busyMode = .timeout(patience)
      let database = try DatabaseQueue(path: file.path, configuration: configuration)
      try database.inDatabase { db in
        guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
          throw StoreError.cannotOpen(
            file.shown,
            because: "its disk does not allow several processes to share it (a network disk?)")
        }
        try db.execute(sql: "PRAGMA synchronous = NORMAL")
        try Schema.migrate(db, from: version)
      }
      return database
    } catch {
      throw StoreError(error, path: file.shown, file: file.path)
    }
  }

  /// A connection that only reads.
  static func reader(_ file: StoreFile) throws(StoreError) -> DatabaseQueue {
    do {
      _ = try inspected(file, blankIsFine: false)
      return try DatabaseQueue(path: readingPath(file), configuration: reading())
    } catch {
      throw StoreError(error, path: file.shown, file: file.path)
    }
  }

  private static func reading() -> Configuration {
    var configuration = Configuration()
    configuration.label = "valence.store.reader"
    configuration.readonly = true
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(ResultStore.patienceSeconds)
    return configuration
  }

  /// The path under which a reader opens the file.
  ///
  /// A reader of a WAL database makes files beside it, which a folder that may not be written
  /// forbids; a store without an open log cannot change there, and SQLite is told so.
  private static func readingPath(_ file: StoreFile) -> String {
    var log = stat()
    let hasLog = stat(file.path + "-wal", &log) == 0 && log.st_size > 0
    guard !hasLog, !file.folderIsWritable else { return file.path }
    let escaped = file.path.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
        "%" + String(byte, radix: 16, uppercase: true)
      default: String(decoding: [byte], as: UTF8.self)
      }
    }
    return "file:\(escaped.joined())?immutable=1"
  }

  /// The version of the store in a file; 0 for a blank one.
  ///
  /// The file is only read, unless the making of a store was cut short and left a journal: only a
  /// writer can take that back.
  private static func inspected(_ file: StoreFile, blankIsFine: Bool) throws -> Int {
    switch try kind(of: file, blankIsFine: blankIsFine) {
    case .blank:
      guard blankIsFine else { throw StoreError.empty(file.shown) }
      return 0
    case .foreign:
      throw StoreError.notAStore(file.shown, because: "it is a database of another program")
    case .damaged(let missing):
      throw StoreError.corrupt(
        file.shown, findings: missing.isEmpty ? [] : ["missing: " + missing.joined(separator: ", ")]
      )
    case .store(let version):
      guard version <= Schema.version else {
        throw StoreError.newer(file.shown, version: version)
      }
      return version
    }
  }

  private static func kind(of file: StoreFile, blankIsFine: Bool) throws -> Schema.Kind {
    do {
      let database = try DatabaseQueue(path: readingPath(file), configuration: reading())
      return try database.read(Schema.kind)
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
      guard blankIsFine else { throw StoreError.empty(file.shown) }
      return try DatabaseQueue(path: file.path).read(Schema.kind)
    }
  }
}

extension StoreError {
  fileprivate static func empty(_ path: String) -> StoreError {
    StoreError(
      .empty, "nothing was recorded in the store '\(path)' yet", path: path,
      hints: ["run a study into it: valence run STUDY --store \(path)"])
  }

  fileprivate static func newer(_ path: String, version: Int) -> StoreError {
    StoreError(
      .newerSchema,
      "the store '\(path)' has format \(version); this Valence knows formats up to \(Schema.version)",
      path: path, hints: ["use the Valence that wrote it, or a later one"])
  }
}
