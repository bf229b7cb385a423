import Diagnostics
import Store
import Testing

@Suite struct ProgressTests {
  private let gini = MeasureKey(Sample.gini)
  private let index = MeasureKey(Sample.index, twin: Sample.base)

  private func result(_ measure: MeasureKey, _ output: String = "x") -> ResultRecord {
    ResultRecord(measure: measure, name: "m", output: output, value: MeasuredValue(1))
  }

  @Test func aReplicateCountsWithEveryAskedMeasure() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let app = Sample.app
    let otherTwin = MeasureKey(Sample.index, twin: app)
    try store.append(ReplicateRecord(run: app, replicate: 1, results: [result(gini)]))
    try store.append(
      ReplicateRecord(run: app, replicate: 2, results: [result(gini), result(index)]))
    try store.append(ReplicateRecord(run: app, replicate: 3, results: [result(otherTwin)]))
    try store.append(ReplicateRecord(run: app, replicate: 4))

    #expect(try store.progress(of: app, measures: []).completed == [1, 2, 3, 4])
    #expect(try store.progress(of: app, measures: [gini]).completed == [1, 2])
    #expect(try store.progress(of: app, measures: [gini, gini]).completed == [1, 2])
    #expect(try store.progress(of: app, measures: [gini, index]).completed == [2])
    #expect(try store.progress(of: app, measures: [otherTwin]).completed == [3])
    #expect(try store.completed(run: app, twin: nil, measures: [Sample.gini]) == [1, 2])
    #expect(try store.completed(run: app, twin: Sample.base, measures: [Sample.index]) == [2])
    #expect(try store.progress(of: app, measures: [MeasureKey("none")]).completed == [])
    let unknownTwin = MeasureKey(Sample.gini, twin: fingerprint("unknown"))
    #expect(try store.progress(of: app, measures: [unknownTwin]).completed == [])
    #expect(try store.progress(of: fingerprint("unknown"), measures: []) == RunProgress())
    try store.close()
  }

  @Test func recordingsAreAskedForToo() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    try store.append(Sample.record(Sample.base, 1))
    var without = Sample.record(Sample.base, 2)
    without.series = []
    try store.append(without)
    let run = Sample.base
    #expect(
      try store.progress(of: run, measures: [gini], recordings: [Sample.log]).completed == [1, 2])
    #expect(
      try store.progress(of: run, measures: [gini], recordings: Sample.recordings).completed == [1])
    #expect(try store.progress(of: run, measures: [], recordings: ["none"]).completed == [])
    try store.close()
  }

  @Test func aTableFailsUntilItHasRows() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let (app, table) = (Sample.app, MeasureKey(Sample.log))
    let error = Diagnostic("no rows")
    try store.append(
      ReplicateRecord(
        run: app, replicate: 1, results: [result(gini)],
        failures: [MeasureFailure(measure: table, error: error)]))
    #expect(try store.progress(of: app, measures: [gini]).completed == [1])
    let progress = try store.progress(of: app, measures: [gini], recordings: [Sample.log])
    #expect(progress.completed == [])
    #expect(progress.failed == [FailedReplicate(replicate: 1, measure: table, error: error)])
    let elsewhere = try store.progress(of: app, measures: [gini], recordings: [Sample.curve])
    #expect(elsewhere.completed == [] && elsewhere.failed == [])

    // The rows of another replicate and another table change nothing.
    let rows = TableRecord(fingerprint: Sample.log, name: "t", rows: "[]")
    try store.append(ReplicateRecord(run: app, replicate: 2, tables: [rows]))
    try store.append(
      ReplicateRecord(
        run: app, replicate: 1,
        tables: [TableRecord(fingerprint: Sample.curve, name: "t", rows: "[]")]))
    #expect(try store.progress(of: app, measures: [], recordings: [Sample.log]).failed.count == 1)
    try store.append(ReplicateRecord(run: app, replicate: 1, tables: [rows]))
    let mended = try store.progress(of: app, measures: [gini], recordings: [Sample.log])
    #expect(mended.completed == [1] && mended.failed == [])
    try store.close()
  }

  @Test func aMeasureAddedLaterJoinsWhatIsThere() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let app = Sample.app
    try store.append(ReplicateRecord(run: app, replicate: 1, results: [result(gini)]))
    try store.append(ReplicateRecord(run: app, replicate: 1, results: [result(index)]))
    #expect(try store.progress(of: app, measures: [gini, index]).completed == [1])
    try store.close()
  }

  @Test func failedOnesAreListedAndInterruptedOnesRunAgain() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let run = Sample.base
    let error = Diagnostic("attempt to compare", at: SourceLocation(file: "s.lua", line: 2))
    try store.append(ReplicateRecord(run: run, replicate: 1, results: [result(gini)]))
    try store.append(ReplicateRecord(run: run, replicate: 2, outcome: .failed(error)))
    try store.append(ReplicateRecord(run: run, replicate: 3, outcome: .interrupted(nil)))
    var progress = try store.progress(of: run, measures: [gini])
    #expect(progress.completed == [1])
    #expect(progress.failed == [FailedReplicate(replicate: 2, measure: nil, error: error)])
    #expect(progress.interrupted == [3])

    // Asked to try again: what succeeds now counts.
    for replicate in [2, 3] {
      try store.append(ReplicateRecord(run: run, replicate: replicate, results: [result(gini)]))
    }
    // What is done stays done.
    try store.append(ReplicateRecord(run: run, replicate: 1, outcome: .interrupted(nil)))
    progress = try store.progress(of: run, measures: [gini])
    #expect(progress == RunProgress(completed: [1, 2, 3], failed: [], interrupted: []))
    try store.close()
  }

  /// A mended measure has another fingerprint: the failure of the old one must not hold it back.
  @Test func theFailureOfAMeasureIsItsOwn() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let run = Sample.app
    let error = Diagnostic("division by zero")
    try store.append(
      ReplicateRecord(
        run: run, replicate: 1, results: [result(gini)],
        failures: [MeasureFailure(measure: index, error: error)]))
    #expect(try store.progress(of: run, measures: [gini]).completed == [1])
    let asked = try store.progress(of: run, measures: [gini, index])
    #expect(asked.completed.isEmpty)
    #expect(asked.failed == [FailedReplicate(replicate: 1, measure: index, error: error)])

    let mended = MeasureKey(fingerprint("mended"), twin: Sample.base)
    #expect(try store.progress(of: run, measures: [gini, mended]) == RunProgress())
    try store.append(ReplicateRecord(run: run, replicate: 1, results: [result(index)]))
    let again = try store.progress(of: run, measures: [gini, index])
    #expect(again == RunProgress(completed: [1], failed: [], interrupted: []))
    try store.close()
  }

  @Test func resultsOfUnfinishedReplicatesAreNotRead() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let run = Sample.base
    let results = [result(gini, "b"), result(gini, "a")]
    try store.append(ReplicateRecord(run: run, replicate: 2, results: results))
    try store.append(ReplicateRecord(run: run, replicate: 1, results: results))
    try store.append(
      ReplicateRecord(run: run, replicate: 3, outcome: .interrupted(nil), results: results))
    let rows = try store.results(of: run, measures: [index, gini])
    #expect(rows.map(\.replicate) == [1, 1, 2, 2])
    #expect(rows.map(\.output) == ["a", "b", "a", "b"])
    #expect(rows.allSatisfy { $0.measure == 1 })
    try store.close()
  }
}
