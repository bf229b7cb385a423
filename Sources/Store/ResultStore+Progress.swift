package import Diagnostics
internal import GRDB

/// A replicate that will not run again by itself, and why.
package struct FailedReplicate: Hashable, Sendable {
  package var replicate: Int
  /// The measure that failed, or the table, named by its fingerprint alone; `nil` where the world
  /// did.
  package var measure: MeasureKey?
  package var error: Diagnostic

  package init(replicate: Int, measure: MeasureKey?, error: Diagnostic) {
    self.replicate = replicate
    self.measure = measure
    self.error = error
  }
}

/// How far a run has come with what is asked of it.
///
/// What is in neither list is still to run.
package struct RunProgress: Hashable, Sendable {
  /// Replicates that are done and have everything that was asked.
  package var completed: Set<Int>
  /// Replicates of which the world or something that was asked failed, ascending; one entry per failure.
  package var failed: [FailedReplicate]
  /// Replicates that were stopped from outside, ascending; they run again.
  package var interrupted: [Int]

  package init(
    completed: Set<Int> = [], failed: [FailedReplicate] = [], interrupted: [Int] = []
  ) {
    self.completed = completed
    self.failed = failed
    self.interrupted = interrupted
  }
}

/// One replicate as the store lists it.
package struct ReplicateSummary: Hashable, Sendable {
  package var replicate: Int
  package var outcome: ReplicateOutcome
  package var seconds: Double?
}

extension ResultStore {
  /// Which replicates of a run need not run (again).
  ///
  /// - Parameters:
  ///   - measures: the measures that a completed replicate must have.
  ///   - recordings: the fingerprints of series and tables that it must have.
  /// - Complexity: one pass over what the run holds.
  package func progress(
    of run: String, measures: [MeasureKey], recordings: [String] = []
  ) throws(StoreError) -> RunProgress {
    try read { db in
      guard let number = try db.number(ofRun: run) else { return RunProgress() }
      var asked = try Asked(db, measures: measures, recordings: recordings)
      try asked.count(db, run: number)
      let failures = try asked.failures(db, run: number)
      var progress = RunProgress()
      for summary in try db.summaries(ofRun: number, path: path) {
        let replicate = summary.replicate
        switch summary.outcome {
        case .failed(let error):
          progress.failed.append(FailedReplicate(replicate: replicate, measure: nil, error: error))
        case .interrupted: progress.interrupted.append(replicate)
        case .done:
          if let failed = failures[replicate] {
            progress.failed += failed
          } else if asked.isComplete(replicate) {
            progress.completed.insert(replicate)
          }
        }
      }
      return progress
    }
  }

  /// The replicates of a run that have every one of the measures against one twin.
  package func completed(
    run: String, twin: String?, measures: [String]
  ) throws(StoreError) -> Set<Int> {
    try progress(of: run, measures: measures.map { MeasureKey($0, twin: twin) }).completed
  }

  /// Every replicate of a run that has ended in some way, ascending.
  package func replicates(of run: String) throws(StoreError) -> [ReplicateSummary] {
    try read { db in
      try db.number(ofRun: run).map { try db.summaries(ofRun: $0, path: path) } ?? []
    }
  }
}

/// What a replicate must have, and how much of it each one has.
private struct Asked {
  private struct Cell: Hashable {
    var twin: Int64
    var output: Int64
  }

  /// The distinct things asked for: the measures, then the recordings by their fingerprints.
  private let parts: [MeasureKey]
  private var measureOf: [Cell: Int] = [:]
  private var recordingOf: [Int64: Int] = [:]
  private var found: [Int: Set<Int>] = [:]

  init(_ db: Database, measures: [MeasureKey], recordings: [String]) throws {
    let measures = measures.uniqued()
    let recordings = recordings.uniqued()
    parts = measures + recordings.map { MeasureKey($0) }
    for (index, measure) in measures.enumerated() {
      guard let twin = try db.number(ofTwin: measure.twin) else { continue }
      for output in try db.outputs(ofMeasure: measure.fingerprint) {
        measureOf[Cell(twin: twin, output: output)] = index
      }
    }
    for (index, fingerprint) in recordings.enumerated() {
      let numbers = try Int64.fetchAll(
        db, sql: "SELECT id FROM recordings WHERE fingerprint = ?", arguments: [fingerprint])
      for number in numbers { recordingOf[number] = measures.count + index }
    }
  }

  /// Goes once over what a run holds.
  mutating func count(_ db: Database, run: Int64) throws {
    if !measureOf.isEmpty {
      let rows = try Row.fetchCursor(
        db, sql: "SELECT replicate, twin, output FROM results WHERE run = ?", arguments: [run])
      while let row = try rows.next() {
        if let index = measureOf[try Cell(twin: row.at(1), output: row.at(2))] {
          found[try row.at(0), default: []].insert(index)
        }
      }
    }
    if !recordingOf.isEmpty {
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT replicate, recording FROM series WHERE run = ?1
          UNION ALL SELECT replicate, recording FROM tables WHERE run = ?1
          """, arguments: [run])
      while let row = try rows.next() {
        if let index = recordingOf[try row.at(1)] {
          found[try row.at(0), default: []].insert(index)
        }
      }
    }
  }

  func isComplete(_ replicate: Int) -> Bool {
    parts.isEmpty || found[replicate]?.count == parts.count
  }

  /// The failures of what is asked, by replicate.
  func failures(_ db: Database, run: Int64) throws -> [Int: [FailedReplicate]] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT replicate, measure, runs.fingerprint, error
        FROM failures LEFT JOIN runs ON runs.id = twin WHERE run = ? ORDER BY replicate
        """, arguments: [run])
    var failures: [Int: [(rank: Int, failure: FailedReplicate)]] = [:]
    while let row = try rows.next() {
      let key = try MeasureKey(row.at(1), twin: row.at(2))
      guard let rank = parts.firstIndex(of: key) else { continue }
      let failure = try FailedReplicate(
        replicate: row.at(0), measure: key, error: DiagnosticText.decode(row.at(3)))
      failures[failure.replicate, default: []].append((rank, failure))
    }
    return failures.mapValues { $0.sorted { $0.rank < $1.rank }.map(\.failure) }
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetition, in the order of their first coming.
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
