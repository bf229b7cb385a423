package import Diagnostics
package import Statistics
package import Store

/// Two sets of results side by side: two stores, or two scenarios of one.
package struct SideComparison: Sendable {
  package var first: Side
  package var second: Side
  package var rows: [Row]
  /// What only one of the sides has, in words.
  package var unmatched: [String]

  /// Where results come from.
  package struct Side: Hashable, Sendable {
    /// As the user named it.
    package var name: String
    package var seed: UInt64
    package var version: String
  }

  /// One number of one scenario on both sides.
  package struct Row: Hashable, Sendable {
    /// The scenario, or both: `app and pushy app`.
    package var scenario: String
    package var measure: String
    package var unit: String?
    package var first: Estimate
    package var second: Estimate
    package var change: Change
  }

  /// The second side less the first.
  package struct Change: Hashable, Sendable {
    package var difference: Double?
    /// `nil` for fewer than two replicates.
    package var interval: Interval?
    package var pValue: Double?
    /// Pairs of replicates, or the smaller of the two samples.
    package var count: Int
    /// Whether replicates with the same number have the same luck on both sides.
    package var isPaired: Bool
    /// Why there is no difference.
    package var reason: String?

    /// The interval as text after a number, if there is one: ` [0.1, 0.2]`.
    package var ends: String { interval.map { " [\($0.low), \($0.high)]" } ?? "" }
  }

  /// Reads two sides.
  ///
  /// Scenarios are matched by name, or are the two that are named; replicates are paired where the
  /// studies have the same seed, and are independent samples otherwise (Welch).
  ///
  /// - Throws: a store that cannot be read, or a scenario that is not there.
  package init(
    _ first: (store: ResultStore, scenario: String?),
    _ second: (store: ResultStore, scenario: String?)
  ) throws(DiagnosticList) {
    let readers = (
      try SideReader(first.store, first.scenario), try SideReader(second.store, second.scenario)
    )
    self.first = readers.0.side
    self.second = readers.1.side
    let isPaired = self.first.seed == self.second.seed
    var rows: [Row] = []
    var unmatched: [String] = []
    var pairs: [(Int, Int)] = []
    if first.scenario != nil || second.scenario != nil {
      pairs = [(readers.0.scenarios[0], readers.1.scenarios[0])]
    } else {
      for one in readers.0.scenarios {
        let name = readers.0.name(one)
        if let other = readers.1.scenarios.first(where: { readers.1.name($0) == name }) {
          pairs.append((one, other))
        } else {
          unmatched.append("scenario '\(name)' is in \(self.first.name) only")
        }
      }
      for other in readers.1.scenarios
      where !readers.0.scenarios.contains(where: { readers.0.name($0) == readers.1.name(other) }) {
        unmatched.append("scenario '\(readers.1.name(other))' is in \(self.second.name) only")
      }
    }
    let (left, right) = (readers.0.measures, readers.1.measures)
    for name in left where !right.contains(name) {
      unmatched.append("measure '\(name)' is in \(self.first.name) only")
    }
    for name in right where !left.contains(name) {
      unmatched.append("measure '\(name)' is in \(self.second.name) only")
    }
    for (one, other) in pairs {
      let (a, b) = (readers.0.name(one), readers.1.name(other))
      let (results, others) = (try readers.0.results(one), try readers.1.results(other))
      for measure in left where right.contains(measure) {
        let x = readers.0.observations(measure, one, results)
        let y = readers.1.observations(measure, other, others)
        rows.append(
          Row(
            scenario: a == b ? a : "\(a) and \(b)", measure: measure,
            unit: readers.0.unit(of: measure),
            first: Estimate(x.values, replicates: readers.0.kind(one)),
            second: Estimate(y.values, replicates: readers.1.kind(other)),
            change: isPaired ? Change(paired: x, y) : Change(independent: x, y)))
      }
    }
    self.rows = rows
    self.unmatched = unmatched
  }
}

/// What a side has of a number, by replicate.
struct SideObservations {
  var replicates: [Int]
  var values: [Observation]
  var kind: ReplicateKind
}

extension SideComparison.Change {
  fileprivate init(paired x: SideObservations, _ y: SideObservations) {
    let known = Dictionary(zip(x.replicates, x.values)) { first, _ in first }
    let shared = zip(y.replicates, y.values).compactMap { replicate, value in
      known[replicate].map { (value, $0) }
    }
    let paired = PairedDifference(
      scenario: shared.map(\.0), twin: shared.map(\.1), replicates: y.kind)
    self.init(
      difference: paired.estimate.mean, interval: paired.estimate.interval,
      pValue: paired.pValue, count: paired.estimate.count, isPaired: true,
      reason: paired.estimate.mean == nil
        ? paired.estimate.reasons.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
          ?? "no_shared_replicate"
        : nil)
  }

  fileprivate init(independent x: SideObservations, _ y: SideObservations) {
    let (a, b) = (x.values.numbers, y.values.numbers)
    let test = x.kind == .worlds && y.kind == .worlds ? WelchTest(b, a) : nil
    let (low, high) = (Moments(a).mean, Moments(b).mean)
    let difference = low.flatMap { low in high.map { $0 - low } }
    self.init(
      difference: difference, interval: test?.interval, pValue: test?.pValue,
      count: min(a.count, b.count), isPaired: false,
      reason: difference == nil ? "undefined" : nil)
  }
}

/// One side of a comparison, as it stands in a store.
private struct SideReader {
  let side: SideComparison.Side
  /// By position in the document.
  let scenarios: [Int]
  private let store: ResultStore
  private let document: ExperimentDocument
  private let rows: [Comparison.Row]

  init(_ store: ResultStore, _ scenario: String?) throws(DiagnosticList) {
    self.store = store
    document = try Experiment.document(in: store)
    rows = ComparisonReader(store: store, document: document).rows
    side = SideComparison.Side(
      name: scenario.map { "\(store.path)#\($0)" } ?? store.path, seed: document.seed,
      version: document.context.version)
    guard let scenario else {
      scenarios = Array(document.scenarios.indices)
      return
    }
    guard let found = document.scenarios.firstIndex(where: { $0.name == scenario }) else {
      throw DiagnosticList([
        Diagnostic(
          "the store '\(store.path)' has no scenario '\(scenario)'", class: .usage,
          hints: [
            unknownNameHint(scenario, among: document.scenarios.map(\.name), noun: "scenarios")
          ])
      ])
    }
    scenarios = [found]
  }

  var measures: [String] { rows.map(\.name) }

  func name(_ scenario: Int) -> String { document.scenarios[scenario].name }
  func kind(_ scenario: Int) -> ReplicateKind { document.scenarios[scenario].replicates }

  func unit(of measure: String) -> String? {
    rows.first { $0.name == measure }.flatMap { row in
      let entry = document.measurements[row.measurement]
      return entry.outputs.firstIndex(of: row.output).flatMap { entry.descriptions[$0].unit }
    }
  }

  func results(_ scenario: Int) throws(DiagnosticList) -> RunResults {
    let entry = document.scenarios[scenario]
    return try Experiment.orDiagnostics { () throws(StoreError) in
      try RunResults(
        store, run: entry.run, keys: document.keys(of: entry), upTo: document.replications)
    }
  }

  func observations(_ measure: String, _ scenario: Int, _ results: RunResults)
    -> SideObservations
  {
    guard let row = rows.first(where: { $0.name == measure }) else {
      return SideObservations(replicates: [], values: [], kind: kind(scenario))
    }
    let key = document.keys(of: document.scenarios[scenario])[row.measurement]
    return SideObservations(
      replicates: results.replicates,
      values: results.observations(of: key, row.output, in: results.replicates),
      kind: kind(scenario))
  }
}
