// Charts on the page: the specification as data, a place that the page's program fills, and the
// numbers in words and in a table.
extension HTMLPage {
  /// What runs on a page without the runtime of charts says instead.
  static let hint =
    "The chart is not here: its runtime was not on the machine that wrote this page. "
    + "\u{201C}valence charts\u{201D} fetches it, then \u{201C}valence report --store FILE "
    + "FOLDER\u{201D} writes the page again. The numbers are below."

  var valueMaps: [Markup] {
    model.findings.valueMaps.indices.compactMap { model.valueMapChart($0) }.map { figure($0) }
  }

  var overDesign: [Markup] {
    guard whole.design.kind != .scenarios else { return [] }
    let parameters = whole.design.parameters.joined(separator: ", ")
    let table = whole.robustnessTable.map { sectionTable($0, of: "Robustness") } ?? []
    return [paragraph("Design: \(whole.design.kind.rawValue) of \(parameters).")]
      + whole.designCharts.map { figure($0) }
      + (whole.designRemark.map { [paragraph($0, class: "quiet")] } ?? []) + table
  }

  /// - Parameters:
  ///   - numbers: the table behind it, if the chart brings none of its own.
  ///   - hint: what is said instead of the chart without its runtime.
  func figure(_ chart: Chart, numbers: [Markup] = [], hint: String = Self.hint) -> Markup {
    let caption = "\(chart.name)-caption"
    var parts: [Markup] = [.element("figcaption", ["id": caption], .text(chart.title))]
    if programs.isEmpty {
      parts.append(paragraph(hint, class: "quiet"))
    } else {
      parts += [
        // Vega labels the place that it fills by itself: the words stand around it.
        .element(
          "div", ["role": "img", "aria-label": "\(chart.title). \(chart.description)"],
          .element("div", ["class": "chart", "data-chart": "\(chart.name)-data"])),
        .data(chart.specification, id: "\(chart.name)-data"),
      ]
    }
    parts.append(paragraph(chart.description, class: "quiet"))
    let table = chart.table.map { sectionTable($0, of: chart.title) } ?? numbers
    if !table.isEmpty { parts.append(details("Numbers", table)) }
    return .element("figure", ["aria-labelledby": caption], parts)
  }
}
