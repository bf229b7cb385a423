internal import GRDB

/// The tables of a store and how they came about.
///
/// Runs, outputs and recordings have short numbers inside the file, given in the order in which
/// they were first seen; nothing that leaves the store shows them.
enum Schema {
  /// "VALN": what tells a store from any other SQLite file.
  static let applicationID: Int32 = 0x5641_4C4E
  /// The version that this build writes: the number of migrations.
  static var version: Int { migrations.count }

  /// The n-th entry turns version n into version n + 1; entries are never changed once released.
  static let migrations: [String] = [firstVersion]

  /// The tables that every store has.
  static let tables: Set<String> = [
    "runs", "experiments", "replicates", "outputs", "results", "failures", "recordings", "series",
    "tables",
  ]

  private static let firstVersion = """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL UNIQUE,
      semantics INTEGER NOT NULL,
      description TEXT NOT NULL
    ) STRICT;

    CREATE TABLE experiments (
      key TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      document TEXT NOT NULL,
      declared INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE replicates (
      run INTEGER NOT NULL,
      replicate INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('done', 'failed', 'interrupted')),
      error TEXT,
      seconds REAL,
      PRIMARY KEY (run, replicate)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE outputs (
      id INTEGER PRIMARY KEY,
      measure TEXT NOT NULL,
      name TEXT NOT NULL,
      output TEXT NOT NULL,
      UNIQUE (measure, output)
    ) STRICT;

    -- twin: the run compared with, 0 for a measure of the run alone
    CREATE TABLE results (
      run INTEGER NOT NULL,
      replicate INTEGER NOT NULL,
      twin INTEGER NOT NULL,
      output INTEGER NOT NULL,
      value REAL,
      reason TEXT,
      used INTEGER,
      total INTEGER,
      PRIMARY KEY (run, replicate, twin, output),
      CHECK ((value IS NULL) <> (reason IS NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE failures (
      run INTEGER NOT NULL,
      replicate INTEGER NOT NULL,
      twin INTEGER NOT NULL,
      measure TEXT NOT NULL,
      error TEXT NOT NULL,
      PRIMARY KEY (run, replicate, twin, measure)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE recordings (
      id INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      name TEXT NOT NULL,
      UNIQUE (fingerprint, name)
    ) STRICT;

    -- data: count doubles, little endian, one per step from first_step on
    CREATE TABLE series (
      run INTEGER NOT NULL,
      replicate INTEGER NOT NULL,
      recording INTEGER NOT NULL,
      first_step INTEGER NOT NULL,
      count INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (run, replicate, recording)
    ) STRICT;

    CREATE TABLE tables (
      run INTEGER NOT NULL,
      replicate INTEGER NOT NULL,
      recording INTEGER NOT NULL,
      rows TEXT NOT NULL,
      PRIMARY KEY (run, replicate, recording)
    ) STRICT;
    """

  /// What kind of file a database is.
  enum Kind: Equatable {
    /// Nothing in it: a new file, or one whose making was cut short.
    case blank
    case store(version: Int)
    case foreign
    /// Signed as a store, but without these tables.
    case damaged(missing: [String])
  }

  static func kind(of db: Database) throws -> Kind {
    let signature = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let present = try String.fetchSet(db, sql: "SELECT name FROM sqlite_master")
    if signature == 0, version == 0, present.isEmpty { return .blank }
    guard signature == applicationID else { return .foreign }
    if version > Schema.version { return .store(version: version) }
    let missing = tables.subtracting(present).sorted()
    return missing.isEmpty && version > 0 ? .store(version: version) : .damaged(missing: missing)
  }

  /// Brings a blank or older store to the version of this build, in one transaction.
  static func migrate(_ db: Database, from version: Int) throws {
    guard version < Schema.version else { return }
    try db.inTransaction(.immediate) {
      for migration in migrations[version...] { try db.execute(sql: migration) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(Schema.version)")
      return .commit
    }
  }
}
