/// The report as one HTML file that opens anywhere and without network.
///
/// Well-formed as XML, too. The same model gives the same bytes.
package struct HTMLPage {
  /// Everything, for what is said of all scenarios at once.
  let whole: ReportModel
  /// What the tables and most charts show: the first scenarios, where there are very many.
  let model: ReportModel
  let style = NumberStyle.page
  /// The programs that draw the charts; none where their runtime is not there.
  let programs: [ChartProgram]

  /// - Parameter chartBundle: the source of Vega, Vega-Lite and their embedding; without it the page
  ///   has its tables and says how to get the charts.
  package init(_ model: ReportModel, chartBundle: String? = nil) {
    whole = model
    let shown = max(20, Self.mostRows / max(1, model.measures.count))
    self.model = model.limited(to: shown)
    let bundle = chartBundle.flatMap(ChartProgram.init)
    programs = bundle.map { [$0, .loader] } ?? []
  }

  /// About how many rows the table of the comparison has at most.
  private static let mostRows = 2000

  /// The file, ending in a line break.
  package func rendered() -> String {
    let sections = sections
    return document(header: header(sections), content: sections.map(\.markup))
  }

  /// A file with the programs that its charts need, ending in a line break.
  func document(header: Markup, content: [Markup]) -> String {
    let end =
      programs.isEmpty
      ? "it loads nothing and runs nothing" : "it loads nothing, and what runs draws its charts"
    let page = Markup.element(
      "html", ["lang": "en"], head,
      .element(
        "body", [:],
        [
          .element("a", ["class": "skip", "href": "#content"], .text("Skip to the results")),
          header, .element("main", ["id": "content"], content),
          .element(
            "footer", [:],
            .element("p", [:], .text("Made by Valence. This file is complete: \(end)."))),
        ] + scripts))
    return "<!DOCTYPE html>\n" + page.source
  }

  private var scripts: [Markup] {
    guard !programs.isEmpty else { return [] }
    return [.data(ChartTheme.page.configuration, id: "chart-theme")] + programs.map(Markup.program)
  }

  /// A part of the page with its heading and the anchor that leads to it.
  struct Section {
    let id: String
    let title: String
    let content: [Markup]

    /// The part, or `nil` where there is nothing to show.
    init?(_ id: String, _ title: String, _ content: [Markup]) {
      guard !content.isEmpty else { return nil }
      self.id = id
      self.title = title
      self.content = content
    }

    var markup: Markup {
      .element(
        "section", ["id": id, "aria-labelledby": "\(id)-heading"],
        [.element("h2", ["id": "\(id)-heading"], .text(title))] + content)
    }
  }

  private var sections: [Section] {
    [
      Section("summary", "In short", summary),
      Section("findings", "Findings", findings),
      Section("comparison", "Comparison", comparison),
      Section("map", "Who gains", valueMaps),
      Section("design", "Over the points of the design", overDesign),
      Section("differences", "Differences at a glance", differenceCharts),
      Section("time", "Over time", seriesCharts),
      Section("gains", "Winners and losers", gains),
      Section("agreement", "Definitions against each other", agreement),
      Section("best", "Best for whom", bestForWhom),
      Section("tables", "Tables of the study", studyTables),
      Section("missing", "What is missing", missing),
      Section("scenarios", "Scenarios", scenarioTable),
      Section("measures", "Measures", measureList),
      Section("definitions", "What the value definitions count", definitions),
      Section("notes", "Assumptions and notes", notes),
      Section("statistics", "Statistics in full", statistics),
      Section("provenance", "Where the numbers come from", provenance),
      Section("source", "The study", studySource),
    ].compactMap { $0 }
  }

  private var head: Markup {
    .element(
      "head", [:],
      .void("meta", ["charset": "utf-8"]),
      // Nothing is loaded, and nothing runs but what draws the charts, whatever a text might say.
      .void(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": policy,
        ]),
      .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("title", [:], .text(PlainText.line(model.title))),
      .element("style", [:], .raw(Self.style)))
  }

  private var policy: String {
    let base = "default-src 'none'; style-src 'unsafe-inline'"
    guard !programs.isEmpty else { return base }
    let hashes = programs.map { "'sha256-\($0.digest)'" }.joined(separator: " ")
    return "\(base); script-src \(hashes)"
  }

  private func header(_ sections: [Section]) -> Markup {
    var parts = [Markup.element("h1", [:], .text(model.title))]
    if let question = model.question {
      parts.append(.element("p", ["class": "question"], .text(question)))
    }
    let scenarios = counted(whole.scenarios.count, "scenario")
    let measures = counted(model.measures.count, "measure")
    parts.append(
      .element(
        "p", ["class": "facts"], code(model.studyFile, class: "path"),
        .text(": \(scenarios), \(measures)")))
    if model.scenarios.count < whole.scenarios.count {
      parts.append(
        paragraph(
          "This page shows the first \(model.scenarios.count) scenarios one by one; all of them are in "
            + "comparison.csv and report.json beside it."))
    }
    let links = sections.map { section in
      Markup.element(
        "li", [:], .element("a", ["href": "#\(section.id)"], .text(section.title)))
    }
    parts.append(
      .element("nav", ["aria-label": "Contents"], .element("ul", [:], links)))
    return .element("header", [:], parts)
  }
}

// What the sections share.
extension HTMLPage {
  /// `1 scenario`, `3 scenarios`.
  func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  func paragraph(_ text: String, class name: String? = nil) -> Markup {
    .element("p", name.map { ["class": $0] } ?? [:], .text(text))
  }

  /// A user's name inside a sentence, kept apart from the direction of the text around it.
  func name(_ text: String) -> Markup { .element("bdi", [:], .text(text)) }

  func code(_ text: String, class name: String) -> Markup {
    .element("code", ["class": name], .text(text))
  }

  /// A column head.
  func head(_ text: String, isNumber: Bool = false) -> Markup {
    .element(
      "th", isNumber ? ["scope": "col", "class": "number"] : ["scope": "col"], .text(text))
  }

  func number(_ text: String, isClear: Bool = false) -> Markup {
    .element("td", ["class": isClear ? "number clear" : "number"], .text(text))
  }

  /// A table that scrolls by itself, with the keyboard too, where it is wider than the page.
  ///
  /// - Parameters:
  ///   - label: what the region is called for those who hear the page, if not by the caption.
  ///   - isTall: whether it is so long that it scrolls up and down, too.
  func table(
    caption: String, label: String? = nil, heads: [Markup], bodies: [[Markup]],
    isTall: Bool = false
  ) -> Markup {
    .element(
      "div",
      [
        "class": isTall ? "scroll tall" : "scroll", "role": "region", "tabindex": "0",
        "aria-label": label ?? caption,
      ],
      .element(
        "table", [:],
        [
          .element("caption", [:], .text(caption)),
          .element("thead", [:], .element("tr", [:], heads)),
        ] + bodies.map { .element("tbody", [:], $0) }))
  }

  /// What opens when asked for, and on paper.
  func details(_ summary: String, _ content: Markup, isOpen: Bool = false) -> Markup {
    details(summary, [content], isOpen: isOpen)
  }

  func details(_ summary: String, _ content: [Markup], isOpen: Bool = false) -> Markup {
    .element(
      "details", isOpen ? ["open": "open"] : [:],
      [.element("summary", [:], .text(summary))] + content)
  }

  /// `95 % interval`.
  var intervalHead: String { "\(style.percent(model.level))\u{A0}interval" }
}
