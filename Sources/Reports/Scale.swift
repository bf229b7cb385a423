/// A linear axis over round numbers.
struct Scale {
  let low: Double
  let high: Double
  let ticks: [Double]
  private let decimals: Int
  /// Of a scientific label; `nil` where labels are fixed.
  private let significantDigits: Int?

  /// The axis that holds all `values`, with about `count` intervals between its ticks.
  ///
  /// - Parameter values: finite; no value or a single one gets room around it.
  init(holding values: [Double], count: Int = 5) {
    var lowest = values.min() ?? 0
    var highest = values.max() ?? 0
    if highest - lowest <= max(lowest.magnitude, highest.magnitude) * 1e-12 {
      let room = max(highest.magnitude / 2, lowest.magnitude / 2)
      (lowest, highest) = room == 0 ? (-1, 1) : (lowest - room, highest + room)
    }
    let rough = highest / Double(count) - lowest / Double(count)
    let exponent = NumberText.decimalExponent(rough, digits: 15)
    let candidates = [1.0, 2, 5, 10].map { $0 * Self.power(exponent) }
    let step = candidates.first { $0 >= rough * 0.75 } ?? rough
    let first = (lowest / step).rounded(.down)
    let last = (highest / step).rounded(.up)
    ticks = (0...Int(min(40, max(1, last - first)))).map { (first + Double($0)) * step }
    low = ticks[0]
    high = ticks[ticks.count - 1]
    let digit = NumberText.decimalExponent(step, digits: 1)
    decimals = max(0, -digit)
    let largest = max(low.magnitude, high.magnitude)
    significantDigits =
      digit < -5 || largest >= 1e7
      ? min(15, NumberText.decimalExponent(largest, digits: 15) - digit + 1) : nil
  }

  /// Ten to an integer, correctly rounded: the reader of decimals is.
  private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 1 }

  /// Where the value stands between the ends, from 0 to 1.
  func share(_ value: Double) -> Double {
    (value / 2 - low / 2) / (high / 2 - low / 2)
  }

  /// The label of a tick.
  func label(_ tick: Double, style: NumberStyle) -> String {
    // A tick is a multiple of the step, so that zero may come out as a speck.
    let clean = tick.magnitude < (high / 2 - low / 2) * 1e-9 ? 0 : tick
    guard let significantDigits else {
      return style.set(NumberText.fixed(clean, decimals: decimals))
    }
    return style.set(NumberText.significant(clean, digits: significantDigits))
  }
}
