/// What a measure, or a value definition, says of one of its numbers, for those who read it.
package struct MeasureDescription: Hashable, Sendable {
  package enum Direction: String, Sendable {
    case higher, lower, neither
  }

  /// What a number can be; `nil`: there is no end.
  package struct Range: Hashable, Sendable {
    package var low: Double?
    package var high: Double?
  }

  package var unit: String?
  /// Where it comes from: a citation, or "own operationalisation".
  package var origin: String?
  /// The formula as text.
  package var formula: String?
  package var range: Range?
  /// Which numbers are better.
  package var direction: Direction?
  /// What its numbers mean, in a phrase: "high: fusion".
  package var reading: String?
  /// What of it is an operationalisation of one's own.
  package var own: String?

  package init(unit: String? = nil, origin: String? = nil, own: String? = nil) {
    self.unit = unit
    self.origin = origin
    self.own = own
  }
}
