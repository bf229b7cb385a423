internal import GRDB

extension CSVExport {
  /// Writes all series of finished replicates, one step per line; a step without a value is empty.
  ///
  /// - Parameter sink: takes the text in pieces of about 64 KiB.
  /// - Throws: a `StoreError`, or what `sink` throws.
  package func writeSeries(to sink: ([UInt8]) throws -> Void) throws {
    try store.readRethrowing { db in
      var text = CSVText()
      text.raw(Array(CSVExport.seriesColumns.joined(separator: ",").utf8))
      text.endLine()
      for scenario in scenarios {
        guard let run = try db.number(ofRun: scenario.run) else { continue }
        try writeSeries(db, of: scenario, run: run, text: &text, to: sink)
      }
      if !text.bytes.isEmpty { try sink(text.take()) }
    }
  }

  private func writeSeries(
    _ db: Database, of scenario: ExportScenario, run: Int64, text: inout CSVText,
    to sink: ([UInt8]) throws -> Void
  ) throws {
    let recordings = try scenario.series.compactMap { series in
      try Int64.fetchOne(
        db, sql: "SELECT id FROM recordings WHERE fingerprint = ? AND name = ?",
        arguments: [series.fingerprint, series.name]
      ).map { (number: $0, field: CSVText.field(series.name)) }
    }
    guard !recordings.isEmpty else { return }
    let comma = [UInt8(ascii: ",")]
    let heading = CSVText.field(scenario.name) + comma
    let data = try db.makeStatement(
      sql: """
        SELECT first_step, count, data FROM series
        WHERE run = ? AND replicate = ? AND recording = ?
        """)
    let replicates = try Int.fetchCursor(
      db,
      sql: "SELECT replicate FROM replicates WHERE run = ? AND status = 'done' ORDER BY replicate",
      arguments: [run])
    while let replicate = try replicates.next() {
      for recording in recordings {
        let place: StatementArguments = [run, replicate, recording.number]
        guard let row = try Row.fetchOne(data, arguments: place) else { continue }
        guard let values = try SeriesData.unpack(row.at(2), count: row.at(1)) else {
          throw StoreError.corrupt(
            store.path, findings: ["a series has another length than stated"])
        }
        let start = heading + Array(String(replicate).utf8) + comma + recording.field + comma
        var step: Int = try row.at(0)
        for value in values {
          text.raw(start)
          text.integer(step)
          text.comma()
          if !value.isNaN { text.number(value) }
          text.endLine()
          step &+= 1
          if text.isFull { try sink(text.take()) }
        }
      }
    }
  }
}
