package import Diagnostics

/// One resolved scenario: everything that decides the bits of its replicates.
package struct RunRecord: Hashable, Sendable {
  /// The name of the run, by content: 64 hexadecimal digits.
  package var fingerprint: String
  /// The version of the meaning of a run under which it was made.
  package var semantics: Int
  /// The canonical description, as JSON text; the store does not read it.
  package var description: String

  package init(fingerprint: String, semantics: Int, description: String) {
    self.fingerprint = fingerprint
    self.semantics = semantics
    self.description = description
  }
}

/// A study as it was last declared to the store, so that it can be shown without its script.
package struct ExperimentRecord: Hashable, Sendable {
  /// What tells experiments apart: the study's name and a digest.
  package var key: String
  /// The study's name.
  package var name: String
  /// Scenarios, runs, twins, measures and what else a report needs, as JSON text; the store does
  /// not read it.
  package var document: String

  package init(key: String, name: String, document: String) {
    self.key = key
    self.name = name
    self.document = document
  }
}

/// A measure as a run's results are asked for: its own fingerprint and, where it reads the twin,
/// the fingerprint of the twin's run.
package struct MeasureKey: Hashable, Sendable {
  package var fingerprint: String
  /// The run that the measure compares with; `nil` for a measure of the run alone.
  package var twin: String?

  package init(_ fingerprint: String, twin: String? = nil) {
    self.fingerprint = fingerprint
    self.twin = twin
  }
}

/// How a replicate ended.
package enum ReplicateOutcome: Hashable, Sendable {
  case done
  /// Stopped by an error that would come again; not run again unless asked.
  case failed(Diagnostic)
  /// Stopped by wall clock, memory or the user; runs again.
  case interrupted(Diagnostic?)
}

/// Everything that one replicate of one run gave; committed whole or not at all.
///
/// A second record of the same replicate adds to the first: a measure that was added to the study
/// needs no copy of what is there. What both hold is replaced by the later one, except that an
/// interruption never replaces `done`, since the bits of a finished replicate stay true.
package struct ReplicateRecord: Hashable, Sendable {
  package var run: String
  package var replicate: Int
  package var outcome: ReplicateOutcome
  /// How long it took; kept for estimates, never exported.
  package var seconds: Double?
  package var results: [ResultRecord]
  /// Measures and tables that ended with an error while the world itself was fine.
  package var failures: [MeasureFailure]
  package var series: [SeriesRecord]
  package var tables: [TableRecord]

  package init(
    run: String, replicate: Int, outcome: ReplicateOutcome = .done, seconds: Double? = nil,
    results: [ResultRecord] = [], failures: [MeasureFailure] = [], series: [SeriesRecord] = [],
    tables: [TableRecord] = []
  ) {
    self.run = run
    self.replicate = replicate
    self.outcome = outcome
    self.seconds = seconds
    self.results = results
    self.failures = failures
    self.series = series
    self.tables = tables
  }
}

/// One output of one measure.
///
/// A measure counts as recorded once it has one output.
package struct ResultRecord: Hashable, Sendable {
  package var measure: MeasureKey
  /// The measure's name, for people who open the store with other tools.
  package var name: String
  package var output: String
  package var value: MeasuredValue

  package init(measure: MeasureKey, name: String, output: String, value: MeasuredValue) {
    self.measure = measure
    self.name = name
    self.output = output
    self.value = value
  }
}

/// A measure or a table that ended with an error in one replicate.
package struct MeasureFailure: Hashable, Sendable {
  /// A table is named by its fingerprint alone.
  package var measure: MeasureKey
  package var error: Diagnostic

  package init(measure: MeasureKey, error: Diagnostic) {
    self.measure = measure
    self.error = error
  }
}

/// One number per step.
package struct SeriesRecord: Hashable, Sendable {
  package var fingerprint: String
  package var name: String
  /// The step of the first value.
  package var firstStep: Int
  /// One value per step; NaN where there is none.
  package var values: [Double]

  package init(fingerprint: String, name: String, firstStep: Int = 1, values: [Double]) {
    self.fingerprint = fingerprint
    self.name = name
    self.firstStep = firstStep
    self.values = values
  }
}

/// A table that a study made: its rows as JSON text, which the store does not read.
package struct TableRecord: Hashable, Sendable {
  package var fingerprint: String
  package var name: String
  package var rows: String

  package init(fingerprint: String, name: String, rows: String) {
    self.fingerprint = fingerprint
    self.name = name
    self.rows = rows
  }
}

extension ReplicateRecord {
  /// About how many bytes the record holds in memory until it is committed.
  var weight: Int {
    let results = 160 * (results.count + failures.count)
    let series = series.reduce(0) { $0 + 160 + 8 * $1.values.count }
    return 160 + results + series + tables.reduce(0) { $0 + 160 + $1.rows.utf8.count }
  }
}
