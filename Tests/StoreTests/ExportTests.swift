import Diagnostics
import Store
import Testing

@Suite struct ExportTests {
  @Test func aSmallStoreInFull() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    func add(_ run: String, _ replicate: Int, _ value: MeasuredValue, _ index: Double?) throws {
      var results = [
        ResultRecord(measure: MeasureKey(Sample.gini), name: "gini", output: "firm", value: value)
      ]
      if let index {
        results.append(
          ResultRecord(
            measure: MeasureKey(Sample.index, twin: Sample.base), name: "i", output: "share",
            value: MeasuredValue(index)))
      }
      try store.append(
        ReplicateRecord(
          run: run, replicate: replicate, results: results,
          series: [
            SeriesRecord(
              fingerprint: Sample.curve, name: "adopters", firstStep: 3, values: [0.5, .nan, 2])
          ]))
    }
    try add(Sample.app, 10, MeasuredValue(1e-7, used: 2, total: 4), 0.1)
    try add(Sample.app, 9, MeasuredValue(2.5), 3)
    try add(Sample.base, 9, MeasuredValue(2.25), nil)
    try add(Sample.base, 10, .undefined("no, \"events\"", used: 0, total: 1), nil)
    try store.append(
      ReplicateRecord(run: Sample.app, replicate: 11, outcome: .failed(Diagnostic("x"))))
    try store.append(
      ReplicateRecord(
        run: Sample.app, replicate: 12,
        failures: [
          MeasureFailure(
            measure: MeasureKey(Sample.index, twin: Sample.base), error: Diagnostic("x"))
        ]))
    try store.append(ReplicateRecord(run: Sample.base, replicate: 2, outcome: .interrupted(nil)))
    try store.close()
    #expect(
      try Sample.export(scratch.store) == #"""
        scenario,replicate,measure,output,value,reason,used,total,twin,difference
        with app,9,"fusion, index",share,3.0,,,,no app,
        with app,9,gini,firm,2.5,,,,no app,0.25
        with app,10,"fusion, index",share,0.1,,,,no app,
        with app,10,gini,firm,1e-07,,2,4,no app,
        with app,11,"fusion, index",share,,failed,,,no app,
        with app,11,gini,firm,,failed,,,no app,
        with app,11,gini,consumer,,failed,,,no app,
        with app,12,"fusion, index",share,,failed,,,no app,
        no app,2,gini,firm,,interrupted,,,,
        no app,2,gini,consumer,,interrupted,,,,
        no app,9,gini,firm,2.25,,,,,
        no app,10,gini,firm,,"no, ""events""",0,1,,
        scenario,replicate,series,step,value
        with app,9,adopters,3,0.5
        with app,9,adopters,4,
        with app,9,adopters,5,2.0
        with app,10,adopters,3,0.5
        with app,10,adopters,4,
        with app,10,adopters,5,2.0
        no app,9,adopters,3,0.5
        no app,9,adopters,4,
        no app,9,adopters,5,2.0
        no app,10,adopters,3,0.5
        no app,10,adopters,4,
        no app,10,adopters,5,2.0

        """#)
  }

  /// Equal content gives equal bytes, whatever the order and the grouping in which it came.
  @Test func theOrderOfInsertionLeavesNoTrace() throws {
    let all = [Sample.base, Sample.app].flatMap { run in (1...60).map { (run, $0) } }
    var reference: String?
    for seed in 0..<6 {
      let scratch = try Scratch()
      var random = Seeded(state: UInt64(seed))
      let order = seed == 0 ? all : all.shuffled(using: &random)
      let store = try Sample.open(scratch.store)
      for (run, replicate) in order {
        var record = Sample.record(run, replicate)
        record.seconds = Double.random(in: 0...1, using: &random)
        if seed > 2, Bool.random(using: &random) {
          // First a part, as if a measure had been added to the study later.
          var part = record
          part.results.removeFirst()
          part.tables = []
          try store.append(part)
        }
        try store.append(record)
        if Int.random(in: 0..<10, using: &random) == 0 { try store.flush() }
      }
      try store.close()
      let text = try Sample.export(scratch.store)
      #expect(text == reference ?? text, "seed \(seed)")
      #expect(text.split(separator: "\n").count == 2 + 60 * (3 + 2) + 2 * 60 * 8)
      reference = text
    }
  }

  @Test func numbersReadBackAsTheyWere() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    var random = Seeded(state: 3)
    let numbers = (0..<300).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    for (index, number) in numbers.enumerated() {
      try store.append(
        ReplicateRecord(
          run: Sample.base, replicate: index,
          results: [
            ResultRecord(
              measure: MeasureKey(Sample.gini), name: "gini", output: "firm",
              value: MeasuredValue(number))
          ]))
    }
    var text: [UInt8] = []
    try CSVExport(of: store, scenarios: Sample.plan).writeResults { text += $0 }
    try store.close()
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").dropFirst()
    let read = lines.map {
      Double($0.split(separator: ",", omittingEmptySubsequences: false)[4])?.bitPattern
    }
    #expect(read.count == numbers.count)
    #expect(zip(read, numbers).first { $0 != $1.bitPattern } == nil)
  }

  @Test func largeExportsComeInPieces() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let values = (0..<5000).map { Double($0) / 7 }
    for replicate in 1...4 {
      try store.append(
        ReplicateRecord(
          run: Sample.base, replicate: replicate,
          series: [SeriesRecord(fingerprint: Sample.curve, name: "adopters", values: values)]))
    }
    var pieces: [Int] = []
    try CSVExport(of: store, scenarios: Sample.plan).writeSeries { pieces.append($0.count) }
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0 < 70_000 })
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try CSVExport(of: store, scenarios: Sample.plan).writeSeries { _ in throw Stop() }
    }
    try store.close()
  }

  @Test func aFileComesWholeOrNotAtAll() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    for replicate in 1...20 { try store.append(Sample.record(Sample.base, replicate)) }
    let export = CSVExport(of: store, scenarios: Sample.plan)
    let out = scratch.path("out.csv")
    try write(Array("older".utf8), to: out)
    try export.writeResults(toFile: out)
    var expected: [UInt8] = []
    try export.writeResults { expected += $0 }
    #expect(try bytes(of: out) == expected)
    try export.writeSeries(toFile: scratch.path("series.csv"))
    #expect(storeError { try export.writeResults(toFile: scratch.folder) }?.code == .isFolder)
    let nowhere = scratch.path("no/out.csv")
    #expect(storeError { try export.writeResults(toFile: nowhere) }?.code == .folderMissing)
    // The store is no place for its own export.
    #expect(storeError { try export.writeResults(toFile: scratch.store) }?.code == .inputOutput)
    #expect(storeError { try export.writeResults(toFile: "/dev/full") }?.code == .diskFull)
    try store.close()
    #expect(try Sample.export(scratch.store).count > expected.count)
    #expect(run("sh", "-c", "! ls \(scratch.folder) | grep -q partial") == 0)
  }
}
