/// `1 test`, `2 tests`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// A number with two decimals, or none where they say nothing.
func decimal(_ value: Double) -> String {
  let text = fixed(value, places: 2)
  return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
}

/// A number with so many decimals, up to 9.
func fixed(_ value: Double, places: Int) -> String {
  let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
  let digits = String(Int64(min(max(0, value), 1e9) * scale + 0.5))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return padded.dropLast(places) + "." + padded.suffix(places)
}
