/// Durations, sizes and rates, rounded to what a person reads.
package enum Quantity {
  /// `0.34 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "more than a year" }
    let seconds = max(0, seconds)
    if seconds < 9.95 { return "\(digits(seconds)) s" }
    let whole = Int(seconds.rounded())
    if whole < 120 { return "\(whole) s" }
    if whole < 7200 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// `512 bytes`, `3.1 kB`, `25 MB`, in powers of 1,000.
  package static func bytes(_ count: Int) -> String {
    var size = Double(max(0, count))
    if size < 1000 { return "\(count) bytes" }
    for unit in ["kB", "MB", "GB"] {
      size /= 1000
      if size < 999.5 { return "\(digits(size)) \(unit)" }
    }
    return "\(digits(size / 1000)) TB"
  }

  /// `12 a second`, `3.2 a minute`.
  package static func rate(_ perSecond: Double) -> String {
    perSecond >= 1 ? "\(digits(perSecond)) a second" : "\(digits(perSecond * 60)) a minute"
  }

  /// `1 replicate`, `2 replicates`.
  package static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// About two significant digits, without exponent.
  private static func digits(_ value: Double) -> String {
    if value >= 9.95 { return String(Int(value.rounded())) }
    let scale = value >= 0.995 ? 10.0 : 100.0
    return "\((value * scale).rounded() / scale)"
  }
}
