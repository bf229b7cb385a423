package import Reports

/// How numbers are spread: a histogram of horizontal bars for each group, over the same intervals.
package struct DistributionPlot: Sendable {
  package let title: String
  /// Values that are not finite are counted, not drawn.
  package let groups: [(name: String, values: [Double])]

  package init(title: String, groups: [(name: String, values: [Double])]) {
    self.title = title
    self.groups = groups
  }

  /// The same for a page.
  package var chart: Chart {
    guard let bins = bins(most: 20) else {
      return .distribution(title: title, bins: [], groups: groups.map { ($0.name, []) })
    }
    return .distribution(
      title: title, bins: bins.counts[0].indices.map(bins.label),
      groups: zip(groups, bins.counts).map { ($0.name, $1) })
  }

  private func bins(most: Int) -> Bins? { Bins(groups.map(\.values), most: max(2, most)) }

  /// A group needs so many columns beside another one.
  private static let leastWidth = 14

  /// - Returns: without a line break at the end.
  package func text(on screen: Screen) -> String {
    let head = StyledLine(screen.clean(title), .quiet)
    let room = min(16, screen.answerLines - 2)
    guard let bins = bins(most: room) else {
      let lines = groups.map { StyledLine("  " + heading($0, on: screen)) }
      return ([head, StyledLine("  no defined value")] + lines).text(on: screen)
    }
    // As many groups beside each other as there is room for; the others below, in fewer intervals.
    let least = Self.leastWidth + 2
    let beside = min(groups.count, max(1, (screen.plotWidth - bins.labelWidth) / least))
    let blocks = (groups.count + beside - 1) / beside
    let shown = blocks == 1 ? bins : self.bins(most: room / blocks - 1) ?? bins
    let width = (screen.plotWidth - shown.labelWidth) / beside - 2
    let lines = stride(from: 0, to: groups.count, by: beside).flatMap { first in
      let places = Array(first..<min(first + beside, groups.count))
      return table(shown, places, barWidth: width, on: screen)
    }
    return ([head] + lines).text(on: screen)
  }

  /// `twins  n 300, 2 undefined`.
  private func heading(_ group: (name: String, values: [Double]), on screen: Screen) -> String {
    let missing = missing(group.values)
    return "\(screen.clean(group.name))  n \(group.values.count { $0.isFinite })"
      + (missing.isEmpty ? "" : ", \(missing)")
  }

  /// A row for every interval, and beside its label the bar and the count of every group.
  private func table(
    _ bins: Bins, _ places: [Int], barWidth: Int, on screen: Screen
  ) -> [StyledLine] {
    let labels = bins.labelWidth
    let largest = bins.counts.lazy.joined().max() ?? 1
    let room = max(1, barWidth - String(largest).count - 1)
    let bars = Bars(isUnicode: screen.isUnicode)
    func column(_ number: Int) -> Int { labels + 2 + number * (barWidth + 2) }
    var head = StyledLine()
    for (number, place) in places.enumerated() {
      head.pad(to: column(number))
      head.add(screen.cut(heading(groups[place], on: screen), to: barWidth), .series(place))
    }
    return [head]
      + bins.counts[0].indices.map { bin in
        var line = StyledLine(paddedLeft(bins.label(bin), labels), .quiet)
        for (number, place) in places.enumerated() {
          let count = bins.counts[place][bin]
          line.pad(to: column(number))
          let bar = bars.bar(Double(count) / Double(max(1, largest)), width: room)
          line.add(bar, .series(place))
          line.add((bar.isEmpty ? "" : " ") + String(count))
        }
        return line
      }
  }
}

extension Bins {
  fileprivate var labelWidth: Int {
    counts[0].indices.reduce(0) { max($0, displayWidth(label($1))) }
  }
}
