internal import Foundation
internal import GRDB

/// The short numbers that fingerprints and names have in a file, as far as they are known.
struct Interned {
  struct Output: Hashable {
    var measure: String
    var output: String
  }

  struct Recording: Hashable {
    var fingerprint: String
    var name: String
  }

  var runs: [String: Int64] = [:]
  var outputs: [Output: Int64] = [:]
  var recordings: [Recording: Int64] = [:]
}

/// Writes replicates inside a transaction.
struct ReplicateWriter {
  let db: Database
  /// The store, as the user named it.
  let path: String
  var interned: Interned

  mutating func write(_ record: ReplicateRecord) throws {
    let run = try number(ofRun: record.run)
    let replicate = record.replicate
    let (status, error) = record.outcome.stored
    try db.cachedStatement(sql: ReplicateWriter.replicate)
      .execute(arguments: [run, replicate, status, error, record.seconds])
    for result in record.results {
      let twin = try number(ofTwin: result.measure.twin)
      let output = try number(of: result)
      let value = result.value
      try db.cachedStatement(sql: ReplicateWriter.result).execute(arguments: [
        run, replicate, twin, output, value.number, value.reason, value.used, value.total,
      ])
    }
    for failure in record.failures {
      let twin = try number(ofTwin: failure.measure.twin)
      try db.cachedStatement(sql: ReplicateWriter.failure).execute(arguments: [
        run, replicate, twin, failure.measure.fingerprint, DiagnosticText.encode(failure.error),
      ])
    }
    for series in record.series {
      let recording = try number(ofRecording: series.fingerprint, name: series.name)
      try db.cachedStatement(sql: ReplicateWriter.series).execute(arguments: [
        run, replicate, recording, series.firstStep, series.values.count,
        SeriesData.pack(series.values),
      ])
    }
    for table in record.tables {
      let recording = try number(ofRecording: table.fingerprint, name: table.name)
      try db.cachedStatement(sql: ReplicateWriter.table)
        .execute(arguments: [run, replicate, recording, table.rows])
    }
    try db.cachedStatement(sql: ReplicateWriter.settled).execute(arguments: [run, replicate])
  }

  private mutating func number(ofRun fingerprint: String) throws -> Int64 {
    if let known = interned.runs[fingerprint] { return known }
    let statement = try db.cachedStatement(sql: "SELECT id FROM runs WHERE fingerprint = ?")
    guard let number = try Int64.fetchOne(statement, arguments: [fingerprint]) else {
      throw StoreError.corrupt(path, findings: ["a run that was registered is not there"])
    }
    interned.runs[fingerprint] = number
    return number
  }

  private mutating func number(ofTwin fingerprint: String?) throws -> Int64 {
    try fingerprint.map { try number(ofRun: $0) } ?? 0
  }

  private mutating func number(of result: ResultRecord) throws -> Int64 {
    let key = Interned.Output(measure: result.measure.fingerprint, output: result.output)
    if let known = interned.outputs[key] { return known }
    // The name follows the study: the same measure may be called otherwise today.
    let number = try inserted(
      """
      INSERT INTO outputs (measure, output, name) VALUES (?, ?, ?)
      ON CONFLICT (measure, output) DO UPDATE SET name = excluded.name RETURNING id
      """, [key.measure, key.output, result.name])
    interned.outputs[key] = number
    return number
  }

  private mutating func number(
    ofRecording fingerprint: String, name: String
  ) throws -> Int64 {
    let key = Interned.Recording(fingerprint: fingerprint, name: name)
    if let known = interned.recordings[key] { return known }
    let number = try inserted(
      """
      INSERT INTO recordings (fingerprint, name) VALUES (?, ?)
      ON CONFLICT (fingerprint, name) DO UPDATE SET name = excluded.name RETURNING id
      """, [fingerprint, name])
    interned.recordings[key] = number
    return number
  }

  private func inserted(_ sql: String, _ arguments: StatementArguments) throws -> Int64 {
    guard let number = try Int64.fetchOne(db, sql: sql, arguments: arguments) else {
      throw DatabaseError(message: "an insertion gave no number")
    }
    return number
  }

  private static let replicate = """
    INSERT INTO replicates (run, replicate, status, error, seconds) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (run, replicate) DO UPDATE SET
      status = excluded.status, error = excluded.error, seconds = excluded.seconds
    WHERE NOT (status = 'done' AND excluded.status = 'interrupted')
    """

  private static let result = """
    INSERT OR REPLACE INTO results (run, replicate, twin, output, value, reason, used, total)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static let failure = """
    INSERT OR REPLACE INTO failures (run, replicate, twin, measure, error) VALUES (?, ?, ?, ?, ?)
    """

  /// A measure that has a result has not failed, and neither has a table with rows.
  private static let settled = """
    DELETE FROM failures WHERE run = ?1 AND replicate = ?2 AND (
      EXISTS (
        SELECT 1 FROM outputs JOIN results ON results.output = outputs.id
        WHERE outputs.measure = failures.measure
          AND results.run = ?1 AND results.replicate = ?2 AND results.twin = failures.twin)
      OR EXISTS (
        SELECT 1 FROM recordings JOIN tables ON tables.recording = recordings.id
        WHERE recordings.fingerprint = failures.measure
          AND tables.run = ?1 AND tables.replicate = ?2))
    """

  private static let series = """
    INSERT OR REPLACE INTO series (run, replicate, recording, first_step, count, data)
    VALUES (?, ?, ?, ?, ?, ?)
    """

  private static let table = """
    INSERT OR REPLACE INTO tables (run, replicate, recording, rows) VALUES (?, ?, ?, ?)
    """
}
