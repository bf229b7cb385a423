import Reports

/// A picture of numbers: in the terminal, and as a chart for a page.
protocol Plot: Sendable {
  var chart: Chart { get }
  func text(on screen: Screen) -> String
}

extension SeriesPlot: Plot {}
extension DistributionPlot: Plot {}
extension ScatterPlot: Plot {}
extension ComparisonPlot: Plot {}
