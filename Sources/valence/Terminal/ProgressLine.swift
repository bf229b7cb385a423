import Diagnostics
import Experiments
import Glibc
import Reports

/// How far a run is, on standard error: a line that is drawn again on a terminal, else a line every
/// ten seconds.
struct ProgressLine {
  private let isDrawn: Bool
  private let isQuiet: Bool
  private var isShowing = false
  private var lastLine = 0.0
  private static let secondsBetweenLines = 10.0

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    isDrawn =
      TerminalProperties.isTerminal(STDERR_FILENO) && TerminalProperties.variable("TERM") != "dumb"
  }

  mutating func show(_ progress: Progress) {
    if isQuiet || progress.total == 0 { return }
    if isDrawn {
      let room = max(20, TerminalProperties.width(of: STDERR_FILENO) - 1)
      StandardError.write("\r\u{1B}[K" + Self.text(progress).prefix(room))
      isShowing = true
    } else if progress.elapsed - lastLine >= Self.secondsBetweenLines {
      lastLine = progress.elapsed
      StandardError.say(Self.text(progress))
    }
  }

  /// Takes the drawn line away.
  mutating func clear() {
    if isShowing { StandardError.write("\r\u{1B}[K") }
    isShowing = false
  }

  private static func text(_ progress: Progress) -> String {
    let percent = progress.total > 0 ? 100 * progress.done / progress.total : 100
    var text = "\(progress.done) of \(progress.total) replicates, \(percent) %"
    if let rate = progress.rate, rate > 0 { text += ", \(Quantity.rate(rate))" }
    if let remaining = progress.remaining, progress.done < progress.total {
      text += ", \(Quantity.duration(remaining)) left"
    }
    if let goal = progress.goal { text += ", \(printable(goal))" }
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    return text
  }
}
