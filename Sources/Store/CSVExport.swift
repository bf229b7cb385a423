internal import GRDB

/// A store as long-format CSV: one value per line.
///
/// The bytes follow from what the store holds and from the plan alone, not from the order in which
/// replicates came in: scenarios as planned, replicates ascending, measures and outputs as planned.
/// No time, duration or path appears. An export sees one moment of the store, even while a run goes
/// on, and holds one replicate in memory at a time.
package struct CSVExport: Sendable {
  let store: ResultStore
  let scenarios: [ExportScenario]

  package static let resultColumns = [
    "scenario", "replicate", "measure", "output", "value", "reason", "used", "total", "twin",
    "difference",
  ]

  package static let seriesColumns = ["scenario", "replicate", "series", "step", "value"]

  package init(of store: ResultStore, scenarios: [ExportScenario]) {
    self.store = store
    self.scenarios = scenarios
  }

  /// Writes the values of all measures.
  ///
  /// A value that is undefined is empty and has a reason: the measure's own, or `failed` or
  /// `interrupted` where the replicate or the measure ended so. `difference` is the value less that
  /// of the twin in the same replicate, where both are defined and the measure does not itself read
  /// the twin.
  ///
  /// - Parameter sink: takes the text in pieces of about 64 KiB.
  /// - Throws: a `StoreError`, or what `sink` throws.
  package func writeResults(to sink: ([UInt8]) throws -> Void) throws {
    try store.readRethrowing { db in
      var text = CSVText()
      text.raw(Array(CSVExport.resultColumns.joined(separator: ",").utf8))
      text.endLine()
      for scenario in scenarios {
        guard let run = try db.number(ofRun: scenario.run) else { continue }
        let columns = try ResultColumns(db, scenario: scenario)
        try writeResults(db, run: run, columns: columns, text: &text, to: sink)
      }
      if !text.bytes.isEmpty { try sink(text.take()) }
    }
  }

  private func writeResults(
    _ db: Database, run: Int64, columns: ResultColumns, text: inout CSVText,
    to sink: ([UInt8]) throws -> Void
  ) throws {
    let values = try ReplicateValues(db, run: run, cells: columns.cells)
    let twins = try columns.twinRuns.map {
      try ReplicateValues(db, run: $0, cells: columns.twinCells)
    }
    let failures = try FailedCells(db, run: run)
    let rows = try Row.fetchCursor(
      db, sql: "SELECT replicate, status FROM replicates WHERE run = ? ORDER BY replicate",
      arguments: [run])
    while let row = try rows.next() {
      let replicate: Int = try row.at(0)
      let status: String = try row.at(1)
      try values.advance(to: replicate)
      for twin in twins { try twin.advance(to: replicate) }
      for column in columns.columns {
        let value: MeasuredValue
        if status != "done" {
          value = .undefined(status)
        } else if let found = values[column.slot] {
          value = found
        } else if failures.contains(replicate, twin: column.twin, measure: column.measure) {
          value = .undefined("failed")
        } else {
          continue
        }
        let other = column.twinRun.flatMap { twins[$0][column.slot]?.number }
        column.write(value, against: other, replicate: replicate, to: &text)
        if text.isFull { try sink(text.take()) }
      }
    }
  }
}
