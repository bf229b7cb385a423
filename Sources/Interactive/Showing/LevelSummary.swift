import Reports

/// How often each level of a category occurs: counts, shares and bars.
struct LevelSummary {
  let title: String
  let levels: [(name: String, count: Int)]

  func lines(on screen: Screen) -> [StyledLine] {
    let total = levels.reduce(0) { $0 + $1.count }
    let head = StyledLine("\(screen.clean(title))  n \(total)", .quiet)
    guard total > 0 else { return [head, StyledLine("  no defined value")] }
    let room = screen.answerLines - 1
    let shown = levels.prefix(levels.count > room ? room - 1 : room)
    let counts = shown.map { String($0.count) }
    let countWidth = counts.reduce(0) { max($0, $1.count) }
    let names = shown.map { screen.cut(screen.clean($0.name), to: max(6, screen.width / 3)) }
    let nameWidth = names.reduce(0) { max($0, displayWidth($1)) }
    let shareWidth = 2 + "100.0 %".count
    let hasShares = 4 + nameWidth + countWidth + shareWidth <= screen.width
    let barWidth = min(40, screen.width - 5 - nameWidth - countWidth - shareWidth)
    let bars = Bars(isUnicode: screen.isUnicode)
    let largest = Double(levels.reduce(1) { max($0, $1.count) })
    let lines = shown.indices.map { place in
      let share = 100 * Double(shown[place].count) / Double(total)
      var line = StyledLine("  " + paddedRight(names[place], nameWidth))
      line.add("  " + paddedLeft(counts[place], countWidth))
      if hasShares {
        let text = NumberText.fixed(share, decimals: 1) + " %"
        line.add(paddedLeft(text, shareWidth), .quiet)
      }
      if barWidth >= 4 {
        line.add(" " + bars.bar(Double(shown[place].count) / largest, width: barWidth))
      }
      return line
    }
    return [head] + lines
      + InlineText(screen: screen).more(levels.count - shown.count)
      .map { StyledLine("  " + $0, .quiet) }
  }
}
