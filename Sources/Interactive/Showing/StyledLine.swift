import Reports

/// A line of text in pieces that may differ in colour.
struct StyledLine {
  /// What a piece is, where colours are used; without them all pieces look the same.
  enum Ink: Hashable {
    case plain
    /// Titles, counts and axes.
    case quiet
    /// The series of that place in a plot.
    case series(Int)

    /// Select Graphic Rendition of ECMA-48; the eight basic colours follow the theme of a terminal.
    fileprivate var code: String? {
      switch self {
      case .plain: nil
      case .quiet: "2"
      case .series(let place): ["36", "33", "35", "32", "34", "31"][place % 6]
      }
    }
  }

  private var pieces: [(text: String, ink: Ink)] = []
  private(set) var width = 0

  init(_ text: String = "", _ ink: Ink = .plain) {
    add(text, ink)
  }

  /// - Parameter text: already clean: it goes to the screen as it is.
  mutating func add(_ text: String, _ ink: Ink = .plain) {
    guard !text.isEmpty else { return }
    width += displayWidth(text)
    if let last = pieces.last, last.ink == ink {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append((text, ink))
    }
  }

  mutating func add(_ line: StyledLine) {
    for piece in line.pieces { add(piece.text, piece.ink) }
  }

  func adding(_ text: String) -> StyledLine {
    var line = self
    line.add(text)
    return line
  }

  /// Spaces up to the column.
  mutating func pad(to column: Int) {
    add(String(repeating: " ", count: max(0, column - width)))
  }

  /// The line as it goes to the screen: never wider than that, without spaces at the end.
  func text(on screen: Screen) -> String {
    var room = screen.width
    var isCut = false
    var shown: [(text: String, ink: Ink)] = []
    for piece in pieces where !isCut {
      let text = screen.cut(piece.text, to: room)
      isCut = text != piece.text
      room -= displayWidth(text)
      shown.append((text, piece.ink))
    }
    while let last = shown.last {
      let trimmed = String(last.text.reversed().drop { $0 == " " }.reversed())
      shown[shown.count - 1].text = trimmed
      if !trimmed.isEmpty { break }
      shown.removeLast()
    }
    return shown.map { text, ink in
      guard screen.usesColour, let code = ink.code else { return text }
      return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }.joined()
  }
}

extension [StyledLine] {
  func text(on screen: Screen) -> String {
    map { $0.text(on: screen) }.joined(separator: "\n")
  }
}
