/// Which source line each instruction came from.
package struct LineTable: Hashable, Sendable {
  /// The full line number that stands for the instruction `pc`.
  package struct Absolute: Hashable, Sendable {
    package var pc: Int
    package var line: Int
  }

  /// The mark for an instruction whose line is told in `absolutes`.
  package static let absoluteMark: Int8 = -128

  /// **Shape**: one per instruction: the difference to the line before, or `absoluteMark`.
  package let differences: [Int8]
  /// Where a difference was too large or too long a run of differences ended, in ascending order.
  package let absolutes: [Absolute]
  /// **Shape**: one line per instruction; empty for a stripped function.
  package let lines: [Int]

  /// The table of a stripped function.
  package init() {
    differences = []
    absolutes = []
    lines = []
  }

  /// Resolves the lines; `nil` where marks and absolute lines do not belong together.
  package init?(differences: [Int8], absolutes: [Absolute], lineDefined: Int) {
    var line = lineDefined
    var next = 0
    var lines: [Int] = []
    lines.reserveCapacity(differences.count)
    for (pc, difference) in differences.enumerated() {
      if difference == Self.absoluteMark {
        guard next < absolutes.count, absolutes[next].pc == pc else { return nil }
        line = absolutes[next].line
        next += 1
      } else {
        line += Int(difference)
      }
      guard (0...Int(Int32.max)).contains(line) else { return nil }
      lines.append(line)
    }
    guard next == absolutes.count else { return nil }
    self.differences = differences
    self.absolutes = absolutes
    self.lines = lines
  }
}
