package import Diagnostics

/// A study with other settings than those of its file, as a test asks for.
package struct StudyVariant: Sendable {
  package private(set) var study: Study
  /// Parameters, as settings of the command line: they replace what scenarios say, but not what makes
  /// the baseline the baseline.
  package private(set) var settings: [String: ParameterValue] = [:]

  /// The study as written.
  package init(_ study: Study) { self.study = study }

  /// The words that concern the study and no scenario.
  private static let ofStudy: Set<String> = ["steps", "warmup", "seed"]

  /// The study with further settings.
  ///
  /// A table may hold what a scenario may hold, which is then so in every scenario, the baseline
  /// included; and `steps`, `warmup` and `seed` of the study.
  ///
  /// - Parameters:
  ///   - table: the settings.
  ///   - place: where they are written, in `source`.
  ///   - data: where the study's tables come from.
  /// - Throws: everything that is wrong with them, at once.
  package func with(
    _ table: TableNode, at place: SourceLocation?, in source: SourceText, data: any DataSource
  ) throws(DiagnosticList) -> StudyVariant {
    var settings = table
    settings.named.removeAll { Self.ofStudy.contains($0.name) }
    let reader = StudyReader(varying: study, table, source: source, data: data, at: place)
    let spec = reader.scenario("with", settings, "the table of 'with'", at: place)
    if spec.against != nil {
      reader.context.report(
        "'against' belongs to a scenario", at: place, hints: ["write it in the study's file"])
    }
    if let unnamed = table.array.first {
      reader.context.report(
        "the table of 'with' holds \(unnamed.described) without a name", at: place,
        hints: ["settings have names: with { reach = 0.2, steps = 10 }"])
    }
    guard reader.context.diagnostics.isEmpty else {
      throw DiagnosticList(reader.context.diagnostics)
    }
    var variant = self
    variant.study = reader.study
    variant.settings.merge(spec.changes.settings) { _, later in later }
    var others = spec.changes
    others.settings = [:]
    for index in variant.study.scenarios.indices {
      variant.study.scenarios[index].changes.add(others)
    }
    return variant
  }
}

extension StudyReader {
  /// A reader of settings over a study that has been read.
  fileprivate convenience init(
    varying study: Study, _ table: TableNode, source: SourceText, data: any DataSource,
    at place: SourceLocation?
  ) {
    self.init(table: table, source: source, functionCount: 0, data: data)
    self.study = study
    readLength(TableReader(table, what: "the table of 'with'", context: context, near: place))
  }

  private func readLength(_ reader: TableReader) {
    if let seed = reader.wholeNumber("seed", in: 0...Int(UInt32.max)) { study.seed = UInt64(seed) }
    let limit = (1 << 24) - 1
    if let steps = reader.wholeNumber("steps", in: 1...limit) { study.steps = steps }
    if let warmup = reader.wholeNumber("warmup", in: 0...limit) { study.warmup = warmup }
    if study.warmup >= study.steps {
      reader.report(
        "warmup is \(study.warmup), but the study has only \(study.steps) steps", at: "steps",
        hints: ["steps counts the warm-up too: give warmup a smaller number as well"])
    }
  }
}
