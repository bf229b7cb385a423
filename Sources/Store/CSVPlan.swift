/// What an export shows of one scenario, in the order in which it shows it.
package struct ExportScenario: Hashable, Sendable {
  package var name: String
  /// The fingerprint of the scenario's run.
  package var run: String
  package var measures: [ExportMeasure]
  package var series: [ExportSeries]

  package init(
    name: String, run: String, measures: [ExportMeasure], series: [ExportSeries] = []
  ) {
    self.name = name
    self.run = run
    self.measures = measures
    self.series = series
  }
}

/// A measure of one scenario, with the scenario that it is compared with.
package struct ExportMeasure: Hashable, Sendable {
  package struct Twin: Hashable, Sendable {
    /// The name of the twin's scenario, as the export shows it.
    package var name: String
    package var run: String

    package init(name: String, run: String) {
      self.name = name
      self.run = run
    }
  }

  package var name: String
  package var fingerprint: String
  /// The outputs in the order of the columns of a report.
  package var outputs: [String]
  /// `nil` where nothing is compared: the baseline itself.
  package var twin: Twin?
  /// Whether the measure itself reads the twin, so that its value already is a comparison; else the
  /// export adds the difference to the same measure on the twin.
  package var readsTwin: Bool

  package init(
    name: String, fingerprint: String, outputs: [String], twin: Twin? = nil, readsTwin: Bool = false
  ) {
    self.name = name
    self.fingerprint = fingerprint
    self.outputs = outputs
    self.twin = twin
    self.readsTwin = readsTwin
  }
}

/// A series of one scenario.
package struct ExportSeries: Hashable, Sendable {
  package var name: String
  package var fingerprint: String

  package init(name: String, fingerprint: String) {
    self.name = name
    self.fingerprint = fingerprint
  }
}
