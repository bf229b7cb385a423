import Glibc
import Interactive
import Reports

/// What the streams lead to, and what can be shown there.
enum TerminalProperties {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// How to draw the table on standard output.
  static var tableOptions: TerminalTable.Options {
    TerminalTable.Options(
      width: width(of: STDOUT_FILENO), usesColour: usesColour(STDOUT_FILENO), isASCII: !isUnicode)
  }

  /// What a session is shown on.
  static var screen: Screen {
    var size = winsize()
    let isKnown =
      isTerminal(STDOUT_FILENO) && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
      && size.ws_row > 0
    return Screen(
      columns: width(of: STDOUT_FILENO), rows: isKnown ? Int(size.ws_row) : 40,
      isUnicode: isUnicode, usesColour: usesColour(STDOUT_FILENO))
  }

  /// The columns of a terminal; else what `COLUMNS` says, else 100.
  static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    if isTerminal(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return variable("COLUMNS").flatMap(Int.init).map { min(max($0, 40), 500) } ?? 100
  }

  /// Colour is for people: never in files, and not where `NO_COLOR` is set (no-color.org).
  static func usesColour(_ descriptor: Int32) -> Bool {
    isTerminal(descriptor) && variable("NO_COLOR") == nil && variable("TERM") != "dumb"
  }

  /// Whether the locale can show more than ASCII.
  static var isUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first ?? ""
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// A variable of the environment that is set to something.
  static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
