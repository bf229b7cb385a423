/// Amounts as bars of characters.
struct Bars {
  let isUnicode: Bool

  private static let heights = Array(
    "\u{2581}\u{2582}\u{2583}\u{2584}\u{2585}\u{2586}\u{2587}\u{2588}")
  private static let shades = Array(".:-=+*#@")
  private static let eighths = Array("\u{258F}\u{258E}\u{258D}\u{258C}\u{258B}\u{258A}\u{2589}")

  /// One character for each count, as high as it is large; nothing for none.
  func histogram(_ counts: [Int]) -> String {
    let signs = isUnicode ? Self.heights : Self.shades
    let largest = max(1, counts.max() ?? 1)
    return String(
      counts.map { count in
        count == 0 ? " " : signs[max(0, (count * 8 + largest - 1) / largest - 1)]
      })
  }

  /// A bar to the right.
  ///
  /// - Parameters:
  ///   - share: inside 0...1; more than nothing is never drawn as nothing.
  ///   - width: the columns of a share of 1.
  func bar(_ share: Double, width: Int) -> String {
    guard share > 0 else { return "" }
    guard isUnicode else {
      return String(repeating: "#", count: max(1, Int((share * Double(width)).rounded())))
    }
    let eighths = max(1, Int((share * Double(width) * 8).rounded()))
    let rest = eighths % 8
    return String(repeating: "\u{2588}", count: eighths / 8)
      + (rest == 0 ? "" : String(Self.eighths[rest - 1]))
  }
}
