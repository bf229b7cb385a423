internal import GRDB

/// Looking up what fingerprints are called inside the file.
extension Database {
  func number(ofRun fingerprint: String) throws -> Int64? {
    try Int64.fetchOne(
      self, sql: "SELECT id FROM runs WHERE fingerprint = ?", arguments: [fingerprint])
  }

  /// 0 for no twin, `nil` for a twin that the store does not know.
  func number(ofTwin fingerprint: String?) throws -> Int64? {
    guard let fingerprint else { return 0 }
    return try number(ofRun: fingerprint)
  }

  func outputs(ofMeasure fingerprint: String) throws -> [Int64] {
    try Int64.fetchAll(
      self, sql: "SELECT id FROM outputs WHERE measure = ?", arguments: [fingerprint])
  }

  /// - Throws: a `StoreError` where a status is none that this build knows.
  func summaries(ofRun number: Int64, path: String) throws -> [ReplicateSummary] {
    let rows = try Row.fetchCursor(
      self,
      sql: """
        SELECT replicate, status, error, seconds FROM replicates WHERE run = ? ORDER BY replicate
        """, arguments: [number])
    var summaries: [ReplicateSummary] = []
    while let row = try rows.next() {
      guard let outcome = try ReplicateOutcome(status: row.at(1), error: row.at(2)) else {
        throw StoreError.corrupt(path, findings: ["a replicate has no known status"])
      }
      summaries.append(
        try ReplicateSummary(replicate: row.at(0), outcome: outcome, seconds: row.at(3)))
    }
    return summaries
  }
}

extension MeasuredValue {
  /// The value in four columns of a row: number, reason, used, total.
  init(_ row: Row, from column: Int) throws {
    let used: Int? = try row.at(column + 2)
    let total: Int? = try row.at(column + 3)
    if let number: Double = try row.at(column) {
      self.init(number, used: used, total: total)
    } else {
      self = .undefined(try row.at(column + 1), used: used, total: total)
    }
  }
}

extension Row {
  /// The value in a column, optional where it may be empty.
  ///
  /// - Throws: where a damaged file holds another type; the subscript would trap.
  func at<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: Int
  ) throws -> Value {
    try decode(atIndex: column)
  }
}
