/// What a test prints, as much of it as one can read.
struct PrintedLines {
  private static let limit = 64 << 10
  private var size = 0
  private var dropped = 0
  private var kept: [String] = []

  mutating func add(_ line: String) {
    size += line.utf8.count + 1
    if size <= Self.limit { kept.append(line) } else { dropped += 1 }
  }

  /// The lines; where there were too many, a last one says how many are missing.
  var lines: [String] {
    dropped == 0 ? kept : kept + ["... and \(dropped) more lines"]
  }
}
