/// A range of numbers as the length of an axis.
struct Span {
  let low: Double
  let high: Double

  /// From the first to the last tick.
  init(_ ticks: Ticks) {
    low = ticks.values[0]
    high = ticks.values[ticks.values.count - 1]
  }

  init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  /// The nearest of `count` equally spaced places from the low end to the high one.
  ///
  /// - Parameter value: any number but NaN; those beyond an end are placed there.
  func place(of value: Double, among count: Int) -> Int {
    let width = high - low
    // Halves where the whole width is too large for a number.
    let share =
      width.isFinite
      ? (min(max(value, low), high) - low) / width
      : (min(max(value, low), high) / 2 - low / 2) / (high / 2 - low / 2)
    return Int((share * Double(count - 1)).rounded())
  }
}
