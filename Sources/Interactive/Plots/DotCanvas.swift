/// Dots on a grid of characters: eight to a character of Braille, or one in ASCII.
struct DotCanvas {
  /// What tells dots apart in ASCII.
  enum Signs {
    /// The series that was drawn last.
    case series
    /// How many dots fell on the same place.
    case density
  }

  let columns: Int
  let rows: Int
  private let isUnicode: Bool
  private let signs: Signs
  private var cells: [Cell]

  private struct Cell {
    /// The dots of a character of Braille.
    var pattern: UInt32 = 0
    var count = 0
    var series = 0
  }

  init(columns: Int, rows: Int, isUnicode: Bool, signs: Signs) {
    self.columns = columns
    self.rows = rows
    self.isUnicode = isUnicode
    self.signs = signs
    cells = [Cell](repeating: Cell(), count: columns * rows)
  }

  var dotsAcross: Int { isUnicode ? 2 * columns : columns }
  var dotsDown: Int { isUnicode ? 4 * rows : rows }

  /// Bits of a character of Braille by row and column of its dots.
  ///
  /// - Source: The Unicode Standard, Braille Patterns, U+2800 to U+28FF.
  private static let bits: [[UInt32]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]

  /// - Parameters:
  ///   - x: from the left, below `dotsAcross`.
  ///   - y: from the top, below `dotsDown`.
  mutating func dot(x: Int, y: Int, series: Int = 0) {
    let place = isUnicode ? y / 4 * columns + x / 2 : y * columns + x
    if isUnicode { cells[place].pattern |= Self.bits[y % 4][x % 2] }
    cells[place].count += 1
    cells[place].series = series
  }

  /// Dots without a gap between two points.
  ///
  /// - Source: Bresenham 1965, doi:10.1147/sj.41.0025, in the form for all directions.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), series: Int) {
    let (across, down) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y) = start
    var error = across + down
    while true {
      dot(x: x, y: y, series: series)
      if x == end.x, y == end.y { return }
      let double = 2 * error
      if double >= down {
        error += down
        x += stepX
      }
      if double <= across {
        error += across
        y += stepY
      }
    }
  }

  /// What stands for a series in ASCII.
  static func sign(of series: Int) -> String {
    ["*", "o", "+", "x", "#", "@", "%", "&"][series % 8]
  }

  /// One row, as wide as the canvas.
  func add(row: Int, to line: inout StyledLine) {
    for cell in cells[row * columns..<(row + 1) * columns] {
      if cell.count == 0 {
        line.add(" ")
      } else if isUnicode {
        let character = Unicode.Scalar(0x2800 + cell.pattern).map(String.init) ?? " "
        line.add(character, .series(cell.series))
      } else {
        switch signs {
        case .series: line.add(Self.sign(of: cell.series), .series(cell.series))
        case .density:
          line.add(cell.count == 1 ? "." : cell.count < 5 ? "o" : "@", .series(cell.series))
        }
      }
    }
  }
}
