/// Plots as one HTML file that opens anywhere and without network, each with its numbers in a table.
package struct PlotPage {
  package let title: String
  package let charts: [Chart]

  package init(title: String, charts: [Chart]) {
    self.title = title
    self.charts = charts
  }

  /// What a page without the runtime of charts says instead of a chart.
  private static let hint =
    "The chart is not here: its runtime was not on the machine that wrote this page. "
    + "\u{201C}valence charts\u{201D} fetches it; then plot again. The numbers are below."

  /// The file, ending in a line break.
  ///
  /// - Parameter chartBundle: the source of Vega, Vega-Lite and their embedding; without it the page
  ///   has its tables and says how to get the charts.
  package func rendered(chartBundle: String? = nil) -> String {
    let page = HTMLPage(
      ReportModel(title: title, studyFile: "", scenarios: [], measures: [], cells: []),
      chartBundle: chartBundle)
    let figures = charts.enumerated().map { place, chart in
      page.figure(chart.named("plot-\(place + 1)"), hint: Self.hint)
    }
    let heading = Markup.element("h1", [:], .text(PlainText.line(title)))
    return page.document(header: .element("header", [:], heading), content: figures)
  }
}
