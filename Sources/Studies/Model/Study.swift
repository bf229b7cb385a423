package import Diagnostics
package import Simulation
package import Tables

/// A study as it was written, read and checked: plain data, the same on every thread.
///
/// Functions are positions (`FunctionReference.index`); each worker's `LoadedStudy` holds the Lua
/// functions themselves under the same positions.
package struct Study: Sendable {
  package var name: String
  /// The question in words, for the report.
  package var question: String?
  /// Caveats and assumptions in the author's words, for the report.
  package var notes: [String]
  package var source: SourceText
  /// The plugins that it was read with, in byte order of their names.
  package var plugins: [UsedPlugin]
  package var seed: UInt64
  package var steps: Int
  package var warmup: Int
  /// The most, where a precision is asked for.
  package var replications: Int
  /// How precise the results must be; `nil`: `replications` are run.
  package var precision: PrecisionGoal?
  /// Ends a world early; `until` cannot be a key in Lua.
  package var stopWhen: FunctionReference?
  /// In byte order of their names.
  package var parameters: [ParameterSpec]
  package var kinds: [KindDeclaration]
  package var networks: [NetworkDeclaration]
  package var phases: [PhaseDeclaration]
  package var values: [ValueDeclaration]
  package var series: [SeriesDeclaration]
  package var measures: [MeasureDeclaration]
  package var tables: [TableDeclaration]
  package var sections: [SectionDeclaration]
  /// What sections need of single actors.
  package var profiles: [ProfileDeclaration]
  package var lenses: [Lens]
  package var scenarios: [ScenarioSpec]
  package var baseline: Baseline?
  /// At which points of its parameters every scenario is run; `nil`: as it is written.
  package var design: Design?
  package var data: [String: DataTable]
  /// What each function is used for, by its position; a function may have several uses.
  package var uses: [[FunctionUse]]
  /// What static analysis found out about each function, by its position.
  package var facts: [FunctionFacts]
  /// The content of each function, by its position, in hexadecimal digits.
  package var digests: [String]
  /// What the study as written says, for the identity of its runs.
  package var tree: TableNode
  /// Names that are declared but could not be read: what refers to them is not reported again.
  package var unread: Set<String>
  /// What is odd but not wrong.
  package var warnings: [Diagnostic]

  package func kind(named name: String) -> KindID? {
    kinds.firstIndex { $0.name == name }.map(KindID.init)
  }

  package func network(named name: String) -> NetworkID? {
    networks.firstIndex { $0.name == name }.map(NetworkID.init)
  }

  package func phase(named name: String) -> PhaseID? {
    phases.firstIndex { $0.name == name }.map(PhaseID.init)
  }

  /// Where a value definition is one of several kinds' the series says whose it is.
  static func seriesName(of value: String, _ kind: String) -> String { "\(value) (\(kind))" }

  /// The series that a run has: those declared, and one per value definition and kind.
  var seriesNames: [String] {
    let ofValues = values.filter { $0.accounting != .end }.flatMap { value in
      value.kinds.map { Self.seriesName(of: value.name, kinds[$0.rawValue].name) }
    }
    return series.map(\.name) + ofValues
  }

  package func parameter(named name: String) -> ParameterSpec? {
    parameters.first { $0.name == name }
  }
}

/// A table of data that the study names.
package struct DataTable: Sendable {
  package var name: String
  /// The path as the study gives it.
  package var path: String
  package var table: Table
  /// The column that says at which step a row happens, for a replay.
  package var stepColumn: String?
  /// Where the data come from, in words, for the report.
  package var origin: String?
  package var licence: String?
}

/// A parameter with its default.
package struct ParameterSpec: Sendable {
  package var name: String
  package var preset: ParameterValue
  /// The allowed texts of a `valence.one_of`.
  package var choices: [String]?
}

/// Which scenario the others are compared with.
package enum Baseline: Sendable {
  case scenario(String)
  /// The scenario itself with these changes: each point has a twin of its own.
  case overrides(ScenarioChanges)
}

/// Which definition counts for which kind.
package struct Lens: Sendable {
  package var name: String
  package var definitionOfKind: [String: String]
}
