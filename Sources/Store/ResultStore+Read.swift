internal import GRDB

/// One value of a run, as read back.
package struct ResultRow: Hashable, Sendable {
  package var replicate: Int
  /// The place of the measure in the list that was asked for.
  package var measure: Int
  package var output: String
  package var value: MeasuredValue
}

/// One series of one replicate, as read back.
package struct SeriesRow: Hashable, Sendable {
  package var replicate: Int
  package var name: String
  package var firstStep: Int
  /// One value per step; NaN where there is none.
  package var values: [Double]
}

/// One table of one replicate, as read back.
package struct TableRow: Hashable, Sendable {
  package var replicate: Int
  package var name: String
  /// The rows as JSON text.
  package var rows: String
}

extension ResultStore {
  /// The experiments, the one declared last at the end.
  package func experiments() throws(StoreError) -> [ExperimentRecord] {
    try read { db in
      let sql = "SELECT key, name, document FROM experiments ORDER BY declared"
      return try Row.fetchAll(db, sql: sql).map {
        try ExperimentRecord(key: $0.at(0), name: $0.at(1), document: $0.at(2))
      }
    }
  }

  /// The run of that fingerprint, if the store has it.
  package func run(_ fingerprint: String) throws(StoreError) -> RunRecord? {
    try read { db in
      let sql = "SELECT semantics, description FROM runs WHERE fingerprint = ?"
      return try Row.fetchOne(db, sql: sql, arguments: [fingerprint]).map {
        try RunRecord(fingerprint: fingerprint, semantics: $0.at(0), description: $0.at(1))
      }
    }
  }

  /// What measures gave on the finished replicates of a run.
  ///
  /// - Returns: ascending by replicate, then by the place of the measure, then by output; each
  ///   measure is looked for once, at its first place in `measures`.
  package func results(
    of run: String, measures: [MeasureKey]
  ) throws(StoreError) -> [ResultRow] {
    try read { db in
      guard let number = try db.number(ofRun: run) else { return [] }
      var places: [Int64: [String: Int]] = [:]
      for (place, measure) in measures.enumerated() {
        guard let twin = try db.number(ofTwin: measure.twin) else { continue }
        if places[twin]?[measure.fingerprint] == nil {
          places[twin, default: [:]][measure.fingerprint] = place
        }
      }
      let outputs = try OutputNames(db)
      // A row names what it holds by numbers; each pair of them is looked up once.
      var known: [Int64: [Int64: (measure: Int, output: String)?]] = [:]
      var found: [ResultRow] = []
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT replicate, twin, output, value, reason, used, total
          FROM results JOIN replicates USING (run, replicate)
          WHERE run = ? AND status = 'done' ORDER BY replicate
          """, arguments: [number])
      while let row = try cursor.next() {
        let (twin, number): (Int64, Int64) = (try row.at(1), try row.at(2))
        if known[twin]?[number] == nil {
          let name = outputs[number]
          let place = name.flatMap { places[twin]?[$0.measure] }
          known[twin, default: [:]][number] = .some(
            name.flatMap { name in place.map { (measure: $0, output: name.output) } })
        }
        guard let meant = known[twin]?[number] ?? nil else { continue }
        found.append(
          try ResultRow(
            replicate: row.at(0), measure: meant.measure, output: meant.output,
            value: MeasuredValue(row, from: 3)))
      }
      found.sort { ($0.replicate, $0.measure, $0.output) < ($1.replicate, $1.measure, $1.output) }
      return found
    }
  }

  /// The series of a fingerprint on the finished replicates of a run, ascending by replicate, then
  /// name.
  package func series(of run: String, _ fingerprint: String) throws(StoreError) -> [SeriesRow] {
    try read { db in
      guard let number = try db.number(ofRun: run) else { return [] }
      let sql = """
        SELECT replicate, name, first_step, count, data
        FROM series JOIN recordings ON recordings.id = recording
        JOIN replicates USING (run, replicate)
        WHERE run = ? AND fingerprint = ? AND status = 'done' ORDER BY replicate, name
        """
      let rows = try Row.fetchCursor(db, sql: sql, arguments: [number, fingerprint])
      return try Array(
        rows.map { row in
          guard let values = try SeriesData.unpack(row.at(4), count: row.at(3)) else {
            throw StoreError.corrupt(
              self.path, findings: ["a series has another length than stated"])
          }
          return try SeriesRow(
            replicate: row.at(0), name: row.at(1), firstStep: row.at(2), values: values)
        })
    }
  }

  /// The tables of a fingerprint on the finished replicates of a run, ascending by replicate, then
  /// name.
  package func tables(of run: String, _ fingerprint: String) throws(StoreError) -> [TableRow] {
    try read { db in
      guard let number = try db.number(ofRun: run) else { return [] }
      let sql = """
        SELECT replicate, name, rows
        FROM tables JOIN recordings ON recordings.id = recording
        JOIN replicates USING (run, replicate)
        WHERE run = ? AND fingerprint = ? AND status = 'done' ORDER BY replicate, name
        """
      let rows = try Row.fetchCursor(db, sql: sql, arguments: [number, fingerprint])
      return try Array(
        rows.map { try TableRow(replicate: $0.at(0), name: $0.at(1), rows: $0.at(2)) })
    }
  }
}

/// The outputs of a store by their numbers.
struct OutputNames {
  private var names: [Int64: (measure: String, output: String)] = [:]

  init(_ db: Database) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, measure, output FROM outputs")
    while let row = try rows.next() { names[try row.at(0)] = try (row.at(1), row.at(2)) }
  }

  subscript(number: Int64) -> (measure: String, output: String)? { names[number] }
}
