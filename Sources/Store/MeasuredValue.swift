/// What a measure gave for one output in one replicate: a finite number, or why there is none.
///
/// Exactly one of `number` and `reason` is set.
package struct MeasuredValue: Hashable, Sendable {
  /// The number: finite, and never a negative zero, which a column of SQLite does not keep.
  package let number: Double?
  /// Why the value is undefined: a short name such as `no_events`.
  package let reason: String?
  /// How many cases the measure could use, where it says so.
  package let used: Int?
  /// How many cases there were, where the measure says so.
  package let total: Int?

  /// A number; what is not finite is undefined, as `not_a_number` or `infinite`.
  package init(_ number: Double, used: Int? = nil, total: Int? = nil) {
    let reason: String? = number.isFinite ? nil : number.isNaN ? "not_a_number" : "infinite"
    let kept: Double? = number.isFinite ? (number == 0 ? 0 : number) : nil
    self.init(number: kept, reason: reason, used: used, total: total)
  }

  /// A value that is undefined for a reason.
  package static func undefined(
    _ reason: String, used: Int? = nil, total: Int? = nil
  ) -> MeasuredValue {
    MeasuredValue(number: nil, reason: reason, used: used, total: total)
  }

  private init(number: Double?, reason: String?, used: Int?, total: Int?) {
    self.number = number
    self.reason = reason
    self.used = used
    self.total = total
  }
}
