import Diagnostics
import Statistics
import Store

/// Reads the results of an experiment out of a store and estimates.
struct ComparisonReader {
  let store: ResultStore
  let document: ExperimentDocument
  let rows: [Comparison.Row]
  /// The runs that several scenarios are compared with: read once.
  private let shared: Set<String>
  /// What each run is asked for.
  private var keys: [String: [MeasureKey]] = [:]
  private var kept: [String: RunResults] = [:]
  private var seconds: [String: Double] = [:]
  private var resampling: Resampling
  private var values: ValueObservations

  init(store: ResultStore, document: ExperimentDocument) {
    self.store = store
    self.document = document
    rows = document.measurements.enumerated().flatMap { index, measurement in
      (measurement.part == .comparison ? measurement.outputs : []).map { output in
        let isAlone = measurement.outputs == [measurement.name]
        return Comparison.Row(
          measurement: index, output: output,
          name: isAlone ? output : "\(measurement.name): \(output)")
      }
    }
    resampling = Resampling(seed: document.seed)
    values = ValueObservations(document, rows: rows)
    shared = Set(document.scenarios.lazy.flatMap(\.pairings).compactMap { $0?.run })
    let alone = document.measurements.filter { !$0.readsTwin }.map { MeasureKey($0.fingerprint) }
    for run in shared { keys[run] = alone }
    for scenario in document.scenarios {
      var asked = keys[scenario.run] ?? []
      for key in keys(of: scenario) where !asked.contains(key) { asked.append(key) }
      keys[scenario.run] = asked
    }
  }

  mutating func comparison() throws(StoreError) -> Comparison {
    var cells: [[Comparison.Cell]] = []
    var failures: [Comparison.Failure] = []
    var tables = document.tables.map {
      Comparison.Table(
        name: $0.name, columns: $0.columns, note: $0.note, replicate: PlannedTable.replicate,
        contents: [])
    }
    var ended = 0
    var findings = FindingsReader(document)
    for (number, scenario) in document.scenarios.enumerated() {
      let keys = self.keys(of: scenario)
      let results = try self.results(of: scenario.run)
      ended += results.replicates.count
      var row: [Comparison.Cell] = []
      for index in rows.indices {
        row.append(try cell(index, of: scenario, number, results, keys))
      }
      cells.append(row)
      findings.read(scenario, results, keys)
      let failed = try self.failures(of: scenario, keys)
      for index in tables.indices {
        let absence = results.outcomes[PlannedTable.replicate] ?? "not_run"
        let isFailed = failed.contains { $0.table == tables[index].name }
        tables[index].contents.append(
          try content(index, of: scenario) ?? .undefined(reason: isFailed ? "failed" : absence))
      }
      failures += failed
    }
    resampling.finish(&cells)
    return Comparison(
      document: document, rows: rows, cells: cells, gains: findings.gains,
      discords: findings.discords,
      agreement: DefinitionAgreement(values, seed: document.seed), bestForWhom: bestForWhom(cells),
      series: try series(), tables: tables,
      failures: failures, ended: ended, asked: document.replications * document.scenarios.count,
      seconds: seconds.values.sorted().reduce(0, +))
  }

  // MARK: numbers

  /// Under which key each measurement of a scenario is stored.
  private func keys(of scenario: ExperimentDocument.Scenario) -> [MeasureKey] {
    document.keys(of: scenario)
  }

  private mutating func cell(
    _ index: Int, of scenario: ExperimentDocument.Scenario, _ number: Int, _ results: RunResults,
    _ keys: [MeasureKey]
  ) throws(StoreError) -> Comparison.Cell {
    let row = rows[index]
    let key = keys[row.measurement]
    let own = results.observations(of: key, row.output, in: results.replicates)
    var cell = Comparison.Cell(estimate: Estimate(own, replicates: scenario.replicates))
    values.set(row: index, scenario: number, replicates: results.replicates, own)
    let isResampled = scenario.replicates == .bootstrap
    let address = "\(scenario.run)/\(key.fingerprint)/\(key.twin ?? "")/\(row.output)"
    if !isResampled {
      resampling.add(
        own.numbers, address: address, scenario: number, row: index, isDifference: false)
    }
    let measurement = document.measurements[row.measurement]
    if !measurement.readsTwin, let pairing = scenario.pairings[row.measurement] {
      let twin = try self.results(of: pairing.run)
        .observations(of: key, row.output, in: results.replicates)
      cell.difference = Comparison.Difference(
        against: pairing.name,
        paired: PairedDifference(scenario: own, twin: twin, replicates: scenario.replicates))
      if !isResampled {
        resampling.add(
          PairedDifference.differences(own, twin), address: "\(address)/\(pairing.run)",
          scenario: number, row: index, isDifference: true)
      }
    }
    return cell
  }

  /// Under each lens; without one, by the first definition of each kind that is not of value to others.
  private func bestForWhom(_ cells: [[Comparison.Cell]]) -> [BestForWhom] {
    document.parties(rows).compactMap { lens, parties in
      BestForWhom(values, lens: lens, parties: parties) { scenario, row in
        cells[scenario][row].difference?.paired.estimate.mean
      }
    }
  }

  private mutating func results(of run: String) throws(StoreError) -> RunResults {
    if let known = kept[run] { return known }
    let results = try RunResults(
      store, run: run, keys: keys[run] ?? [], upTo: document.replications)
    if seconds[run] == nil { seconds[run] = results.seconds }
    if shared.contains(run) { kept[run] = results }
    return results
  }

  private func failures(
    of scenario: ExperimentDocument.Scenario, _ keys: [MeasureKey]
  ) throws(StoreError) -> [Comparison.Failure] {
    let measures = Dictionary(
      zip(keys, document.measurements.map(\.name)), uniquingKeysWith: { first, _ in first })
    let tables = Dictionary(
      zip(scenario.tables.map { MeasureKey($0) }, document.tables.map(\.name)),
      uniquingKeysWith: { first, _ in first })
    let progress = try store.progress(
      of: scenario.run, measures: keys, recordings: scenario.tables + scenario.profiles)
    return progress.failed.filter { $0.replicate <= document.replications }.map { failure in
      Comparison.Failure(
        scenario: scenario.name, replicate: failure.replicate,
        measure: failure.measure.flatMap { measures[$0] },
        table: failure.measure.flatMap { tables[$0] }, error: failure.error)
    }
  }

  // MARK: tables

  /// - Returns: `nil` where the store does not have it.
  private func content(
    _ index: Int, of scenario: ExperimentDocument.Scenario
  ) throws(StoreError) -> TableContent? {
    let made = try store.tables(of: scenario.run, scenario.tables[index])
    guard let text = made.first(where: { $0.replicate == PlannedTable.replicate })?.rows else {
      return nil
    }
    let table = document.tables[index]
    guard let content = DocumentText.decode(TableContent.self, from: text),
      content.fits(columns: table.columns.count)
    else {
      throw StoreError.corrupt(store.path, findings: ["the rows of the table '\(table.name)'"])
    }
    return content
  }

  // MARK: series

  private func series() throws(StoreError) -> [Comparison.Series] {
    var found: [Comparison.Series] = []
    for series in document.series {
      var entry = Comparison.Series(name: series.name, firstStep: 1, estimates: [])
      for scenario in document.scenarios {
        let recorded = try store.series(of: scenario.run, series.fingerprint)
          .filter { $0.name == series.name && $0.replicate <= document.replications }
        if let first = recorded.first { entry.firstStep = first.firstStep }
        entry.estimates.append(Self.estimates(recorded, scenario.replicates))
      }
      found.append(entry)
    }
    return found
  }

  /// One estimate per step, over the replicates that came so far.
  private static func estimates(_ recorded: [SeriesRow], _ replicates: ReplicateKind)
    -> [Estimate]
  {
    let steps = recorded.reduce(0) { max($0, $1.values.count) }
    return (0..<steps).map { step in
      Estimate(
        recorded.filter { step < $0.values.count }.map { row in
          let value = row.values[step]
          return value.isNaN ? .undefined(reason: "undefined") : .value(value)
        }, replicates: replicates)
    }
  }
}

/// What one run gave, by replicate.
struct RunResults {
  /// Those that have ended in some way, ascending.
  private(set) var replicates: [Int] = []
  private(set) var seconds = 0.0
  /// How those ended that are not done.
  private(set) var outcomes: [Int: String] = [:]
  /// By replicate; 0 is none.
  private var values: [Place: [MeasuredValue?]] = [:]
  private var known: Set<Int> = []

  private struct Place: Hashable {
    var key: MeasureKey
    var output: String
  }

  init(_ store: ResultStore, run: String, keys: [MeasureKey], upTo last: Int) throws(StoreError) {
    for summary in try store.replicates(of: run) where (1...last).contains(summary.replicate) {
      replicates.append(summary.replicate)
      seconds += summary.seconds ?? 0
      switch summary.outcome {
      case .done: break
      case .failed: outcomes[summary.replicate] = "failed"
      case .interrupted: outcomes[summary.replicate] = "interrupted"
      }
    }
    // By positions first: long fingerprints are hashed once for each number, not for each value.
    known = Set(replicates)
    let none = [MeasuredValue?](repeating: nil, count: (replicates.max() ?? 0) + 1)
    var columns: [Int: [String: [MeasuredValue?]]] = [:]
    // A run that goes on meanwhile may have committed more than was counted above.
    for row in try store.results(of: run, measures: keys) where none.indices.contains(row.replicate)
    {
      columns[row.measure, default: [:]][row.output, default: none][row.replicate] = row.value
    }
    for (measure, outputs) in columns {
      for (output, column) in outputs {
        values[Place(key: keys[measure], output: output)] = column
      }
    }
  }

  /// What a number came to in each of the replicates asked for.
  func observations(of key: MeasureKey, _ output: String, in replicates: [Int]) -> [Observation] {
    let values = self.values[Place(key: key, output: output)] ?? []
    return replicates.map { replicate in
      if let outcome = outcomes[replicate] { return .undefined(reason: outcome) }
      guard values.indices.contains(replicate), let value = values[replicate] else {
        // The world is there: so the measure failed, or the replicate has not run at all.
        return .undefined(reason: known.contains(replicate) ? "failed" : "not_run")
      }
      return value.number.map(Observation.value)
        ?? .undefined(reason: value.reason ?? "undefined")
    }
  }
}
