import Statistics

/// The comparison as text: a block for every measure, a row for every scenario.
///
/// Differences stand beside the means where the width allows, else on a row of their own below.
/// Numbers are never cut; names are wrapped.
package struct TerminalTable {
  /// What the terminal can do.
  package struct Options: Hashable, Sendable {
    /// Columns; at least 40 are used.
    package var width: Int
    package var usesColour: Bool
    /// Nothing but ASCII, names included.
    package var isASCII: Bool

    package init(width: Int = 80, usesColour: Bool = false, isASCII: Bool = false) {
      self.width = width
      self.usesColour = usesColour
      self.isASCII = isASCII
    }
  }

  let model: ReportModel
  let options: Options
  let blocks: [Block]
  let layout: Layout

  package init(_ model: ReportModel, options: Options = Options()) {
    self.model = model
    self.options = options
    let style = options.isASCII ? NumberStyle.ascii : NumberStyle.terminal
    blocks = model.measures.indices.map {
      Block(model, measure: $0, options: options, style: style)
    }
    layout = Layout(
      blocks, width: max(40, options.width), intervalHead: "\(style.percent(model.level)) interval",
      canStandBeside: model.commonTwin != nil)
  }

  /// The text, ending in a line break.
  package func rendered() -> String {
    var lines = paragraph(model.title, .strong)
    if let question = model.question { lines += paragraph(question) }
    for (block, columns) in zip(blocks, layout.columns) { lines += [""] + rendered(block, columns) }
    if blocks.isEmpty {
      if model.sections.isEmpty { lines += [""] + paragraph("the study has no measures") }
    } else {
      lines += [""] + paragraph(legend)
    }
    lines += sectionLines + failureLines
    return lines.joined(separator: "\n") + "\n"
  }

  private var legend: String {
    var text =
      switch model.replicates {
      case .worlds: "\(layout.intervalHead)s are Student's t over the n replicates of a scenario."
      case .bootstrap:
        "The n replicates of a scenario draw its actors from the data with replacement: "
          + "\(layout.intervalHead)s are the mean and t times the spread between draws."
      }
    if let twin = model.commonTwin {
      text += " Differences: scenario minus \(twin), paired by replicate."
    } else if model.cells.joined().contains(where: { $0.difference != nil }) {
      text += " Differences are paired by replicate."
    }
    if model.hasUnspread { text += " \(QuantityText.noSpread): \(ReportModel.unspreadText)." }
    return text + own
  }

  /// Which measures put concepts into numbers that their sources did not.
  private var own: String {
    var names: [String] = []
    for measure in model.measures where measure.own != nil {
      let name = String(measure.name.prefix { $0 != ":" })
      if !names.contains(name) { names.append(name) }
    }
    guard !names.isEmpty else { return "" }
    return " Own operationalisations, where other formulas would be possible: "
      + names.joined(separator: ", ") + "."
  }

  private var failureLines: [String] {
    guard !model.failures.isEmpty else { return [] }
    let count = model.failures.count
    let shown = model.failures.prefix(5)
    var lines = [""] + paragraph("\(count) \(count == 1 ? "error" : "errors")", .alert)
    for failure in shown {
      lines += paragraph(
        "\(failure.scenario), replicate \(failure.replicate): \(failure.message)", indent: 2)
    }
    if count > shown.count { lines += paragraph("and \(count - shown.count) more", indent: 2) }
    return lines
  }

  private func rendered(_ block: Block, _ columns: BlockColumns) -> [String] {
    var lines: [String] = []
    let heads = wrapped(block.title, width: layout.labelWidth)
    for (index, head) in heads.enumerated() {
      let isLast = index == heads.count - 1
      lines.append(styled(row(head, isLast ? layout.head : ""), .strong))
    }
    lines.append(String(repeating: options.isASCII ? "-" : "\u{2500}", count: layout.totalWidth))
    for entry in block.entries { lines += rendered(entry, columns) }
    return lines
  }

  private func rendered(_ entry: Entry, _ columns: BlockColumns) -> [String] {
    guard entry.estimate.mean != nil else {
      let room = max(20, options.width - layout.labelWidth - 2)
      let reasons = wrapped(entry.estimate.undefined ?? "undefined", width: room)
      return labelled(entry.label, reasons.map { styled($0, .alert) })
    }
    var lines: [String] = []
    var numbers = columns.main.text(entry.estimate)
    if layout.isBeside, let difference = entry.difference, difference.text.mean != nil {
      let text = columns.difference.text(difference.text)
      numbers += Layout.gap + styled(text, difference.isClear ? .strong : .plain)
    }
    lines += labelled(entry.label, [numbers])
    if let undefined = entry.estimate.undefined { lines += note(undefined) }
    guard let difference = entry.difference else { return lines }
    if !layout.isBeside, difference.text.mean != nil {
      let text = columns.main.text(difference.text)
      lines += labelled(
        "  vs \(difference.against)", [styled(text, difference.isClear ? .strong : .plain)])
    }
    if let undefined = difference.undefined { lines += note("difference \(undefined)") }
    return lines
  }

  private func labelled(_ label: String, _ texts: [String]) -> [String] {
    let indent = label.prefix { $0 == " " }
    let labels: [String] = wrapped(label, width: layout.labelWidth - indent.count)
    return (0..<max(labels.count, texts.count)).map { index in
      let head = index < labels.count ? String(indent) + labels[index] : ""
      return row(head, index < texts.count ? texts[index] : "")
    }
  }

  private func row(_ label: String, _ text: String) -> String {
    if text.isEmpty { return label }
    let padding = max(0, layout.labelWidth - displayWidth(label))
    return label + String(repeating: " ", count: padding) + Layout.gap + text
  }

  private func note(_ text: String) -> [String] {
    paragraph(text, .alert, indent: 4)
  }

  func paragraph(_ text: String, _ style: TextStyle = .plain, indent: Int = 0) -> [String] {
    let clean = options.isASCII ? PlainText.ascii(text) : PlainText.line(text)
    let margin = String(repeating: " ", count: indent)
    return wrapped(clean, width: max(40, options.width) - indent).map { styled(margin + $0, style) }
  }

  enum TextStyle {
    case plain, strong, alert
  }

  func styled(_ text: String, _ style: TextStyle) -> String {
    guard options.usesColour, style != .plain else { return text }
    return "\u{1B}[\(style == .strong ? "1" : "33")m\(text)\u{1B}[0m"
  }
}
