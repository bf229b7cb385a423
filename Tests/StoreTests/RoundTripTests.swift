import Diagnostics
import Store
import Testing

@Suite struct RoundTripTests {
  @Test func valuesComeBackBitForBit() throws {
    let scratch = try Scratch()
    var random = Seeded(state: 7)
    let numbers: [Double] =
      [0, 1, 0.1, .pi, .leastNonzeroMagnitude, -.greatestFiniteMagnitude, 1e300, 123_456_789.125]
      + (0..<500).map { _ in
        let number = Double(bitPattern: random.next())
        return number.isFinite ? number : 1
      }
    let store = try Sample.open(scratch.store)
    for (index, number) in numbers.enumerated() {
      let value = MeasuredValue(number, used: index, total: index + 1)
      let result = ResultRecord(
        measure: MeasureKey(Sample.gini), name: "gini", output: "x", value: value)
      try store.append(ReplicateRecord(run: Sample.base, replicate: index + 1, results: [result]))
    }
    try store.close()

    let reader = try ResultStore(path: scratch.store, access: .readOnly)
    let rows = try reader.results(of: Sample.base, measures: [MeasureKey(Sample.gini)])
    #expect(rows.map(\.replicate) == Array(1...numbers.count))
    let wrong = zip(rows, numbers).first { $0.value.number?.bitPattern != $1.bitPattern }
    #expect(wrong == nil)
    #expect(rows.map(\.value.used) == numbers.indices.map { $0 })
    #expect(rows.map(\.value.total) == numbers.indices.map { $0 + 1 })
  }

  @Test func whatIsNotANumberIsUndefined() throws {
    #expect(MeasuredValue(.nan).reason == "not_a_number")
    #expect(MeasuredValue(.nan).number == nil)
    #expect(MeasuredValue(.infinity).reason == "infinite")
    #expect(MeasuredValue(-.infinity).number == nil)
    #expect(MeasuredValue(2).reason == nil)
    #expect(MeasuredValue(-0.0).number?.sign == .plus)

    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let values: [MeasuredValue] = [
      MeasuredValue(.nan), MeasuredValue(.infinity, used: 1), .undefined("no_twin"),
      .undefined("few, \"odd\"", used: 2, total: 30),
    ]
    let results = values.enumerated().map {
      ResultRecord(
        measure: MeasureKey(Sample.gini), name: "gini", output: "\($0.offset)", value: $0.element)
    }
    try store.append(ReplicateRecord(run: Sample.base, replicate: 1, results: results))
    let rows = try store.results(of: Sample.base, measures: [MeasureKey(Sample.gini)])
    #expect(rows.map(\.value) == values)
    try store.close()
  }

  @Test func seriesAndTablesComeBack() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let values: [Double] = [1.5, .nan, -0.0, .infinity, .leastNonzeroMagnitude]
    try store.append(
      ReplicateRecord(
        run: Sample.base, replicate: 2,
        series: [
          SeriesRecord(fingerprint: Sample.curve, name: "b", firstStep: 11, values: values),
          SeriesRecord(fingerprint: Sample.curve, name: "a", values: []),
        ],
        tables: [TableRecord(fingerprint: Sample.log, name: "t", rows: #"[["ä",1]]"#)]))
    try store.append(
      ReplicateRecord(
        run: Sample.base, replicate: 1,
        series: [SeriesRecord(fingerprint: Sample.curve, name: "b", values: [4])]))
    try store.close()
    let reader = try ResultStore(path: scratch.store, access: .readOnly)
    let series = try reader.series(of: Sample.base, Sample.curve)
    #expect(series.map(\.replicate) == [1, 2, 2])
    #expect(series.map(\.name) == ["b", "a", "b"])
    #expect(series.map(\.firstStep) == [1, 1, 11])
    #expect(series[0].values == [4])
    #expect(series[1].values.isEmpty)
    #expect(series[2].values.map(\.bitPattern) == values.map(\.bitPattern))
    let tables = try reader.tables(of: Sample.base, Sample.log)
    #expect(tables.map(\.replicate) == [2])
    #expect(tables.map(\.name) == ["t"])
    #expect(tables.map(\.rows) == [#"[["ä",1]]"#])
    #expect(try reader.tables(of: Sample.app, Sample.log).isEmpty)
    #expect(try reader.series(of: fingerprint("unknown"), Sample.curve).isEmpty)
  }

  @Test func experimentsAndRunsComeBack() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let first = ExperimentRecord(key: "a", name: "A", document: #"{"x":1}"#)
    let second = ExperimentRecord(key: "b", name: "B", document: "{}")
    var third = first
    third.document = #"{"x":2}"#
    try store.declare(first)
    try store.declare(second)
    #expect(try store.experiments() == [first, second])
    try store.declare(third)
    try store.close()
    let reader = try ResultStore(path: scratch.store, access: .readOnly)
    #expect(try reader.experiments() == [second, third])
    #expect(try reader.run(Sample.base) == Sample.runs().first)
    #expect(try reader.run(fingerprint("unknown")) == nil)
  }

  @Test func errorsComeBackInFull() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let full = Diagnostic(
      "attempt to index nil", at: SourceLocation(file: "a/b.lua", line: 3, column: 4),
      class: .limit, sourceLine: "  x.y = \"ü\"", hints: ["one", "two"], traceback: ["f", "g"])
    let bare = Diagnostic("no")
    try store.append(
      ReplicateRecord(run: Sample.base, replicate: 1, outcome: .failed(full), seconds: 1.5))
    try store.append(
      ReplicateRecord(run: Sample.base, replicate: 2, outcome: .interrupted(bare)))
    try store.append(ReplicateRecord(run: Sample.base, replicate: 3, outcome: .interrupted(nil)))
    let listed = try store.replicates(of: Sample.base)
    #expect(listed.map(\.outcome) == [.failed(full), .interrupted(bare), .interrupted(nil)])
    #expect(listed.map(\.seconds) == [1.5, nil, nil])
    try store.close()
  }

  /// A closed store is one file that can be copied.
  @Test func nothingIsLeftBesideAClosedStore() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    try store.append(Sample.record(Sample.base, 1))
    _ = try store.replicates(of: Sample.base)
    #expect(exists(scratch.store + ".lock"))
    try store.close()
    for ending in ["-wal", "-shm", "-journal", ".lock"] {
      #expect(!exists(scratch.store + ending), "\(ending)")
    }
    try store.close()
  }

  @Test func aStoreThatIsDroppedCommits() throws {
    let scratch = try Scratch()
    do {
      let store = try Sample.open(scratch.store)
      try store.append(Sample.record(Sample.base, 1))
    }
    let reader = try ResultStore(path: scratch.store, access: .readOnly)
    #expect(try reader.replicates(of: Sample.base).map(\.replicate) == [1])
  }
}
