package import Studies
import Tables

/// Names by content: what has the same fingerprint has the same results (DESIGN 4.9).
package enum Fingerprint {
  /// The run of a resolved scenario.
  package static func run(_ scenario: ResolvedScenario, of study: Study) -> String {
    digest("run\n" + study.canonicalText(of: scenario))
  }

  /// A measure of the study, by its position.
  package static func measure(_ index: Int, of study: Study) -> String {
    digest("measure\n" + study.canonicalText(ofMeasure: index))
  }

  /// A table of the study, by its position.
  ///
  /// - Parameter twin: the run that it reads beside its own, if it does.
  package static func table(_ index: Int, of study: Study, twin: String?) -> String {
    digest("table\n\(twin ?? "")\n" + study.canonicalText(ofTable: index))
  }

  /// A profile of the study, by its position.
  ///
  /// - Parameter twin: the run that it reads beside its own, if it does.
  package static func profile(_ index: Int, of study: Study, twin: String?) -> String {
    digest("profile\n\(twin ?? "")\n" + study.canonicalText(ofProfile: index))
  }

  /// The mean of a value definition over a kind; the definition itself is part of the run.
  package static func value(_ name: String, kind: String) -> String {
    digest("mean of totals\n\(name.utf8.count) \(name)\n\(kind)")
  }

  /// The spread of the gains by a value definition over a kind.
  package static func gains(_ name: String, kind: String) -> String {
    digest("gains\n\(name.utf8.count) \(name)\n\(kind)")
  }

  /// The discord of two value definitions over a kind.
  package static func discord(_ first: String, _ second: String, kind: String) -> String {
    digest("discord\n\(first.utf8.count) \(first)\n\(second.utf8.count) \(second)\n\(kind)")
  }

  /// A series; what computes it is part of the run.
  ///
  /// - Parameter isOfValue: whether it is the mean of a value definition, whose name another series
  ///   of the study may have too.
  package static func series(_ name: String, isOfValue: Bool) -> String {
    digest("\(isOfValue ? "series of a value" : "series")\n\(name)")
  }

  /// SHA-256 in 64 hexadecimal digits.
  static func digest(_ text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8))
    return hash.hexadecimal
  }
}
