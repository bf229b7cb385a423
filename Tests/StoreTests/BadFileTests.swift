import Diagnostics
import GRDB
import Glibc
import Store
import Testing

@Suite struct BadFileTests {
  private func check(
    _ path: String, _ access: ResultStore.Access, gives code: StoreError.Code,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let error = storeError {
      try ResultStore(path: path, access: access, patience: 0).close()
    }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    #expect(error?.hints.isEmpty == false, sourceLocation: sourceLocation)
    #expect(error?.path == path, sourceLocation: sourceLocation)
    #expect(error?.diagnostic.rendered.hasPrefix("error: ") == true, sourceLocation: sourceLocation)
  }

  @Test func pathsThatNameNoStore() throws {
    let scratch = try Scratch()
    check(scratch.store, .readOnly, gives: .notFound)
    #expect(!exists(scratch.store))
    for access in [ResultStore.Access.readOnly, .readWrite] {
      check(scratch.folder, access, gives: .isFolder)
      check(scratch.folder + "/", access, gives: .isFolder)
      check("/dev/null", access, gives: .notAStore)
      check("", access, gives: .inputOutput)
      check(scratch.path(String(repeating: "x", count: 300)), access, gives: .inputOutput)
      check(scratch.path("no/such/results.valence"), access, gives: .folderMissing)
    }
    check(scratch.path("new/"), .readWrite, gives: .isFolder)
    try write([1], to: scratch.path("file"))
    check(scratch.path("file/results.valence"), .readWrite, gives: .inputOutput)
    #expect(symlink(scratch.path("gone"), scratch.path("link")) == 0)
    check(scratch.path("link"), .readWrite, gives: .inputOutput)
    #expect(mkfifo(scratch.path("pipe"), 0o600) == 0)
    check(scratch.path("pipe"), .readWrite, gives: .notAStore)
  }

  /// Files that are something else stay as they are, to the byte.
  @Test func foreignFilesAreLeftAlone() throws {
    let scratch = try Scratch()
    let text = scratch.path("text")
    try write(Array(repeating: UInt8(ascii: "a"), count: 9000), to: text)
    let short = scratch.path("short")
    try write(Array("scenario,value\n".utf8), to: short)
    let other = scratch.path("other.sqlite")
    let logged = scratch.path("wal.sqlite")
    for path in [other, logged] {
      let database = try DatabaseQueue(path: path)
      try database.inDatabase { db in
        if path == logged { try db.execute(sql: "PRAGMA journal_mode = WAL") }
        try db.execute(sql: "CREATE TABLE runs (id); INSERT INTO runs VALUES (1)")
      }
      try database.close()
    }
    for path in [text, short, other, logged] {
      let before = try bytes(of: path)
      check(path, .readWrite, gives: .notAStore)
      check(path, .readOnly, gives: .notAStore)
      #expect(try bytes(of: path) == before)
      #expect(!exists(path + ".lock"))
    }
  }

  @Test func aLockFileOfSomebodyElseIsLeftAlone() throws {
    let scratch = try Scratch()
    let lock = scratch.store + ".lock"
    try write(Array("my notes\n".utf8), to: lock)
    check(scratch.store, .readWrite, gives: .inputOutput)
    #expect(try bytes(of: lock) == Array("my notes\n".utf8))
  }

  @Test func anEmptyFileBecomesAStore() throws {
    let scratch = try Scratch()
    try write([], to: scratch.store)
    check(scratch.store, .readOnly, gives: .empty)
    let store = try Sample.open(scratch.store)
    try store.append(Sample.record(Sample.base, 1))
    try store.close()
    let reader = try ResultStore(path: scratch.store, access: .readOnly)
    #expect(try reader.replicates(of: Sample.base).count == 1)
  }

  private func makeStore(_ path: String) throws {
    let store = try Sample.open(path)
    for replicate in 1...40 { try store.append(Sample.record(Sample.app, replicate)) }
    try store.close()
  }

  @Test func aLaterFormatIsRefused() throws {
    let scratch = try Scratch()
    try makeStore(scratch.store)
    try DatabaseQueue(path: scratch.store).inDatabase {
      try $0.execute(sql: "PRAGMA user_version = 99")
    }
    let before = try bytes(of: scratch.store)
    check(scratch.store, .readWrite, gives: .newerSchema)
    check(scratch.store, .readOnly, gives: .newerSchema)
    #expect(try bytes(of: scratch.store) == before)
  }

  @Test func aStoreWithoutItsTablesIsDamaged() throws {
    let scratch = try Scratch()
    try makeStore(scratch.store)
    try DatabaseQueue(path: scratch.store).inDatabase { try $0.execute(sql: "DROP TABLE results") }
    check(scratch.store, .readWrite, gives: .corrupt)
    check(scratch.store, .readOnly, gives: .corrupt)
  }

  /// Whatever happens to the bytes of a file, reading it gives values or an error, never a crash,
  /// and does not change it.
  @Test func damagedBytesGiveErrors() throws {
    let scratch = try Scratch()
    try makeStore(scratch.store)
    let sound = try bytes(of: scratch.store)
    var random = Seeded(state: 41)
    var codes: [StoreError.Code?: Int] = [:]
    for round in 0..<250 {
      var damaged = sound
      switch round % 4 {
      case 0: damaged.removeLast(Int.random(in: 1..<sound.count, using: &random))
      case 1:
        let start = Int.random(in: 100..<sound.count - 512, using: &random)
        for index in start..<start + 512 {
          damaged[index] = UInt8.random(in: 0...255, using: &random)
        }
      case 2:
        let page = 4096 * Int.random(in: 0..<sound.count / 4096, using: &random)
        for index in page..<page + 64 {
          damaged[index] ^= UInt8.random(in: 0...255, using: &random)
        }
      default:
        for _ in 0..<30 {
          damaged[Int.random(in: 0..<sound.count, using: &random)] ^=
            1 << UInt8.random(in: 0..<8, using: &random)
        }
      }
      let path = scratch.path("damaged\(round)")
      try write(damaged, to: path)
      codes[try readEverything(path), default: 0] += 1
      #expect(try bytes(of: path) == damaged, "round \(round)")
      codes[try writeSomething(path), default: 0] += 1
    }
    #expect(codes[.corrupt, default: 0] > 100)
    #expect(codes[.notAStore, default: 0] > 0)
    #expect(codes[.fault] == nil)
  }

  /// Reads all there is; the code of the error that ended it, if one did.
  private func readEverything(_ path: String) throws -> StoreError.Code? {
    do {
      let store = try ResultStore(path: path, access: .readOnly)
      _ = try store.experiments()
      _ = try store.run(Sample.app)
      _ = try store.progress(
        of: Sample.app, measures: Sample.measures(of: Sample.app), recordings: Sample.recordings)
      _ = try store.results(of: Sample.app, measures: Sample.measures(of: Sample.app))
      _ = try store.series(of: Sample.app, Sample.curve)
      _ = try store.tables(of: Sample.app, Sample.log)
      let export = CSVExport(of: store, scenarios: Sample.plan)
      try export.writeResults { _ in }
      try export.writeSeries { _ in }
      try store.close()
      return nil
    } catch let error as StoreError {
      #expect(!error.message.isEmpty)
      return error.code
    }
  }

  /// Adds to a store; the code of the error that ended it, if one did.
  private func writeSomething(_ path: String) throws -> StoreError.Code? {
    do {
      let store = try Sample.open(path)
      try store.declare(ExperimentRecord(key: "k", name: "n", document: "{}"))
      for replicate in 30...60 { try store.append(Sample.record(Sample.app, replicate)) }
      try store.close()
      return nil
    } catch let error as StoreError {
      return error.code
    }
  }

  @Test func damageIsDescribed() throws {
    let scratch = try Scratch()
    try makeStore(scratch.store)
    var content = try bytes(of: scratch.store)
    // Every page but the first, which holds the names of the tables.
    for page in 1..<content.count / 4096 {
      for index in 4096 * page..<4096 * page + 8 { content[index] = 0xEE }
    }
    try write(content, to: scratch.store)
    let error = storeError {
      let store = try ResultStore(path: scratch.store, access: .readOnly)
      _ = try store.results(of: Sample.app, measures: [MeasureKey(Sample.gini)])
    }
    #expect(error?.code == .corrupt)
    #expect(error?.errorClass == .environment)
    #expect((error?.hints.count ?? 0) >= 3)
  }
}
