internal import GRDB

/// A place of a value within a replicate: which output, against which twin (0: none).
struct Cell: Hashable {
  var twin: Int64
  var output: Int64
}

/// One output of one measure of one scenario: what its lines begin with, and where its values lie.
struct ResultColumn {
  /// The scenario's field and a comma.
  let scenario: [UInt8]
  /// A comma, the fields of measure and output, a comma.
  let names: [UInt8]
  /// The name of the twin's scenario, or nothing.
  let twinName: [UInt8]
  /// The place among the columns, and in `ReplicateValues`.
  let slot: Int
  let measure: String
  /// The twin that the measure itself reads, 0 for none, -1 for one that the store does not know.
  let twin: Int64
  /// The place in `twinRuns` of the run that the difference is taken to.
  let twinRun: Int?

  func write(
    _ value: MeasuredValue, against other: Double?, replicate: Int, to text: inout CSVText
  ) {
    text.raw(scenario)
    text.integer(replicate)
    text.raw(names)
    if let number = value.number { text.number(number) }
    text.comma()
    if let reason = value.reason { text.text(reason) }
    text.comma()
    if let used = value.used { text.integer(used) }
    text.comma()
    if let total = value.total { text.integer(total) }
    text.comma()
    text.raw(twinName)
    text.comma()
    // The difference of two finite numbers may be too large for a number: then there is none.
    if let number = value.number, let other, (number - other).isFinite {
      text.number(number - other)
    }
    text.endLine()
  }
}

/// The columns of one scenario in the order of the plan.
struct ResultColumns {
  private(set) var columns: [ResultColumn] = []
  /// Where the value of each column lies; several columns may share a place.
  private(set) var cells: [Cell: [Int]] = [:]
  /// Where the values of the twins lie, for the same columns.
  private(set) var twinCells: [Cell: [Int]] = [:]
  /// The runs that differences are taken to.
  private(set) var twinRuns: [Int64] = []

  init(_ db: Database, scenario: ExportScenario) throws {
    let heading = CSVText.field(scenario.name) + [UInt8(ascii: ",")]
    for measure in scenario.measures {
      let twinNumber = try measure.twin.map { try db.number(ofRun: $0.run) ?? -1 }
      let readTwin = measure.readsTwin ? twinNumber ?? 0 : 0
      let twinRun = measure.readsTwin ? nil : twinNumber.map { place(ofTwinRun: $0) }
      for output in measure.outputs {
        let slot = columns.count
        let number = try Int64.fetchOne(
          db, sql: "SELECT id FROM outputs WHERE measure = ? AND output = ?",
          arguments: [measure.fingerprint, output])
        if let number {
          cells[Cell(twin: readTwin, output: number), default: []].append(slot)
          if twinRun != nil { twinCells[Cell(twin: 0, output: number), default: []].append(slot) }
        }
        let comma = [UInt8(ascii: ",")]
        columns.append(
          ResultColumn(
            scenario: heading,
            names: comma + CSVText.field(measure.name) + comma + CSVText.field(output) + comma,
            twinName: measure.twin.map { CSVText.field($0.name) } ?? [], slot: slot,
            measure: measure.fingerprint, twin: readTwin, twinRun: twinRun))
      }
    }
  }

  private mutating func place(ofTwinRun number: Int64) -> Int {
    if let place = twinRuns.firstIndex(of: number) { return place }
    twinRuns.append(number)
    return twinRuns.count - 1
  }
}

/// The values of a run's finished replicates, one replicate after another.
final class ReplicateValues {
  private let rows: RowCursor
  private let cells: [Cell: [Int]]
  private var slots: [MeasuredValue?]
  private var filled: [Int] = []
  /// The row that was read but belongs to a later replicate.
  private var pending: (replicate: Int, cell: Cell, value: MeasuredValue)?

  init(_ db: Database, run: Int64, cells: [Cell: [Int]]) throws {
    // The cross join fixes the order of the loops, so that rows come by replicate without sorting.
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT replicate, twin, output, value, reason, used, total
        FROM replicates CROSS JOIN results USING (run, replicate)
        WHERE run = ? AND status = 'done' ORDER BY replicate
        """, arguments: [run])
    self.cells = cells
    slots = Array(repeating: nil, count: (cells.values.joined().max() ?? -1) + 1)
    pending = try next()
  }

  /// Reads up to a replicate and keeps its values only.
  ///
  /// - Precondition: replicates are asked for in ascending order.
  func advance(to replicate: Int) throws {
    for slot in filled { slots[slot] = nil }
    filled.removeAll(keepingCapacity: true)
    while let row = pending, row.replicate <= replicate {
      if row.replicate == replicate, let places = cells[row.cell] {
        for place in places { slots[place] = row.value }
        filled.append(contentsOf: places)
      }
      pending = try next()
    }
  }

  subscript(slot: Int) -> MeasuredValue? { slots.indices.contains(slot) ? slots[slot] : nil }

  private func next() throws -> (replicate: Int, cell: Cell, value: MeasuredValue)? {
    guard let row = try rows.next() else { return nil }
    return try (
      row.at(0), Cell(twin: row.at(1), output: row.at(2)), MeasuredValue(row, from: 3)
    )
  }
}

/// The measures that failed in the replicates of a run.
struct FailedCells {
  private struct Failure: Hashable {
    var replicate: Int
    var twin: Int64
    var measure: String
  }

  private var failures: Set<Failure> = []

  init(_ db: Database, run: Int64) throws {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT replicate, twin, measure FROM failures WHERE run = ?", arguments: [run])
    while let row = try rows.next() {
      failures.insert(
        try Failure(replicate: row.at(0), twin: row.at(1), measure: row.at(2)))
    }
  }

  func contains(_ replicate: Int, twin: Int64, measure: String) -> Bool {
    !failures.isEmpty
      && failures.contains(Failure(replicate: replicate, twin: twin, measure: measure))
  }
}
