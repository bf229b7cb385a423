/// `1 test`, `2 tests`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// A number with two decimals at most.
func decimal(_ value: Double) -> String {
  var text = fixed(value, places: 2)
  while text.hasSuffix("0") { text.removeLast() }
  return text.hasSuffix(".") ? String(text.dropLast()) : text
}

/// A number with so many decimals, up to 9.
func fixed(_ value: Double, places: Int) -> String {
  let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
  let digits = String(Int64(min(max(0, value), 1e9) * scale + 0.5))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return padded.dropLast(places) + "." + padded.suffix(places)
}
