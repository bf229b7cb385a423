import Reports

/// Rounded places on an axis: multiples of 1, 2 or 5 times a power of ten, around a range.
struct Ticks {
  /// In ascending order, the first at most and the last at least as large as all values; two or
  /// more.
  let values: [Double]
  /// `nil` where the range has no rounded places: the ticks are its ends then.
  private let rounding: Rounding?
  /// Digits after the point, or of the mantissa after its point where `isScientific`.
  private let decimals: Int
  private let isScientific: Bool

  /// A step of `digit` times ten to the power of `exponent`.
  private struct Rounding {
    let digit: Int64
    let exponent: Int

    /// The multiple as the nearest number to its decimal text: without errors of arithmetic.
    func multiple(_ index: Int64) -> Double {
      Double("\(index * digit)e\(exponent)") ?? .nan
    }

    /// The next larger step.
    var next: Rounding {
      switch digit {
      case 1: Rounding(digit: 2, exponent: exponent)
      case 2: Rounding(digit: 5, exponent: exponent)
      default: Rounding(digit: 1, exponent: exponent + 1)
      }
    }
  }

  /// - Parameters:
  ///   - low: finite.
  ///   - high: finite, at least `low`.
  ///   - most: how many intervals there are at most, 2 or more: zero is always between two.
  ///   - isWhole: whether only whole numbers have a meaning.
  init(covering low: Double, _ high: Double, most: Int, isWhole: Bool = false) {
    let largest = max(low.magnitude, high.magnitude)
    // Divided before they are subtracted: the range may be too large for a number.
    var width = high / Double(most) - low / Double(most)
    if width == 0 { width = largest == 0 ? 1 : largest / 10 }
    if isWhole { width = max(width, 1) }
    // Outside of this steps are lost in the digits that numbers have, or there is no next one.
    guard width > largest * 0x1p-40, width >= .leastNormalMagnitude, largest < 1e307 else {
      values = low < high ? [low, high] : low > 0 ? [low.nextDown, low] : [low, low.nextUp]
      rounding = nil
      (decimals, isScientific) = (0, false)
      return
    }
    var step = Rounding(
      digit: 1, exponent: NumberText.decimalExponent(width, digits: 17))
    while true {
      let first = Self.index(of: low, step)
      var last = Self.index(of: high, step)
      if step.multiple(last) < high || last == first { last += 1 }
      let values = (first...last).map(step.multiple)
      if step.multiple(1) >= width * (1 - 1e-12), last - first <= most {
        self.values = values
        break
      }
      step = step.next
    }
    rounding = step
    let ends = max(values[0].magnitude, values[values.count - 1].magnitude)
    isScientific = ends >= 1e7 || step.exponent < -5
    decimals =
      isScientific
      ? NumberText.decimalExponent(ends, digits: 17) - step.exponent : max(0, -step.exponent)
  }

  /// The place of the last multiple that is not above the value.
  private static func index(of value: Double, _ step: Rounding) -> Int64 {
    var index = Int64((value / step.multiple(1)).rounded(.down))
    while step.multiple(index) > value { index -= 1 }
    while step.multiple(index + 1) <= value { index += 1 }
    return index
  }

  /// The place of the interval that a value lies in: at its lower end or above, below its upper
  /// end.
  func interval(of value: Double) -> Int {
    guard let rounding else { return value < values[1] ? 0 : 1 }
    return Int(Self.index(of: value, rounding) - Self.index(of: values[0], rounding))
  }

  /// A tick in words, with as many digits as the others.
  func label(_ value: Double) -> String {
    guard rounding != nil else { return value.description }
    return isScientific
      ? NumberText.scientific(value, decimals: decimals)
      : NumberText.fixed(value, decimals: decimals)
  }
}
