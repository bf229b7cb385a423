import Statistics

extension TerminalTable {
  /// One measure: its title and a row for every scenario.
  struct Block {
    let title: String
    let entries: [Entry]

    init(_ model: ReportModel, measure: Int, options: Options, style: NumberStyle) {
      let clean = options.isASCII ? PlainText.ascii : PlainText.line
      let cells = model.estimates(of: measure)
      let means = Precision.aligned(cells.map(\.estimate))
      let paired = cells.compactMap { $0.difference?.paired.estimate }
      var differences = Precision.aligned(paired)[...]
      title = clean(model.measures[measure].title)
      entries = zip(model.scenarios, zip(cells, means)).map { scenario, item in
        let (cell, precision) = item
        return Entry(
          label: clean(scenario.name) + (scenario.isBaseline ? " (baseline)" : ""),
          estimate: QuantityText(cell.estimate, precision: precision, style: style),
          difference: cell.difference.map { difference in
            EntryDifference(
              difference, of: cell.estimate, against: clean(difference.against),
              precision: differences.popFirst() ?? .exact, style: style)
          })
      }
    }
  }

  /// What one scenario says about the measure of its block.
  struct Entry {
    let label: String
    let estimate: QuantityText
    let difference: EntryDifference?
  }

  /// The paired difference of an entry.
  struct EntryDifference {
    let against: String
    let text: QuantityText
    /// Whether the interval leaves out zero.
    let isClear: Bool
    /// Why pairs are undefined, where the scenario's own line does not say so already.
    let undefined: String?

    init(
      _ difference: ReportModel.Difference, of estimate: Estimate, against: String,
      precision: Precision, style: NumberStyle
    ) {
      let paired = difference.paired.estimate
      self.against = against
      text = QuantityText(paired, precision: precision, style: style, signed: true)
      isClear = paired.interval.map { !$0.containsZero } ?? false
      undefined =
        paired.mean != nil && paired.reasons == estimate.reasons ? nil : paired.undefinedText
    }
  }

  /// The widths of a mean, its interval and its count.
  ///
  /// Within a block means are aligned at the point and the ends of intervals stand under each
  /// other; the columns are as wide in all blocks.
  struct NumberColumns {
    private var whole = 0
    private var fraction = 0
    private var low = 0
    private var high = 0
    /// Of the mean, the interval and the count.
    private(set) var widths: [Int]

    /// - Parameter heads: of the mean, the interval and the count.
    init(_ texts: [QuantityText], heads: [String]) {
      widths = heads.map { displayWidth($0) }
      for text in texts {
        guard let mean = text.mean else { continue }
        let (before, after) = Self.split(mean)
        whole = max(whole, before)
        fraction = max(fraction, after)
        low = max(low, displayWidth(text.low ?? ""))
        high = max(high, displayWidth(text.high ?? ""))
        widths[1] = max(widths[1], displayWidth(text.interval))
        widths[2] = max(widths[2], text.count.count)
      }
      widths[0] = max(widths[0], whole + fraction)
      widths[1] = max(widths[1], low + high + 4)
    }

    /// Columns at least as wide as those of another block.
    mutating func widen(to others: [Int]) {
      for (index, other) in others.enumerated() { widths[index] = max(widths[index], other) }
    }

    var width: Int { widths.reduce(0, +) + 2 * Layout.gap.count }

    func text(_ quantity: QuantityText) -> String {
      let mean = quantity.mean ?? ""
      let fill = String(repeating: " ", count: fraction - Self.split(mean).after)
      var interval = quantity.interval
      if let lowText = quantity.low, let highText = quantity.high {
        interval = "[\(Self.padded(lowText, low)), \(Self.padded(highText, high))]"
      }
      return head([mean + fill, interval, quantity.count])
    }

    /// The three texts in their columns, to the right.
    func head(_ texts: [String]) -> String {
      zip(texts, widths).map { Self.padded($0, $1) }.joined(separator: Layout.gap)
    }

    private static func padded(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - displayWidth(text))) + text
    }

    private static func split(_ number: String) -> (before: Int, after: Int) {
      let before = displayWidth(String(number.prefix { $0 != "." && $0 != "e" }))
      return (before, displayWidth(number) - before)
    }
  }

  /// The number columns of one block.
  struct BlockColumns {
    fileprivate(set) var main: NumberColumns
    /// In use where differences stand beside the means.
    fileprivate(set) var difference: NumberColumns
  }

  /// Where everything stands, in columns of the terminal.
  struct Layout {
    static let gap = "  "

    let labelWidth: Int
    /// For every block.
    let columns: [BlockColumns]
    /// Whether differences stand beside the means.
    let isBeside: Bool
    let intervalHead: String
    /// The heads of the number columns.
    let head: String
    let totalWidth: Int

    init(_ blocks: [Block], width: Int, intervalHead: String, canStandBeside: Bool) {
      let heads = ["mean", intervalHead, "n"]
      let pairHeads = ["difference", intervalHead, "pairs"]
      let entries = blocks.flatMap(\.entries)
      let names = (blocks.map(\.title) + entries.map(\.label)).map { displayWidth($0) }
      let versus = entries.compactMap(\.difference).map { displayWidth($0.against) + 5 }
      let gap = Self.gap.count

      let beside = Self.columns(blocks, heads, pairHeads, beside: true)
      let room = width - beside.main.width - beside.difference.width - 2 * gap
      let needed = names.max() ?? 0
      isBeside = canStandBeside && room >= min(needed, 18)
      let chosen = isBeside ? beside : Self.columns(blocks, heads, pairHeads, beside: false)
      columns = chosen.blocks
      self.intervalHead = intervalHead
      if isBeside {
        labelWidth = min(needed, room)
        head = chosen.main.head(heads) + Self.gap + chosen.difference.head(pairHeads)
        totalWidth = labelWidth + 2 * gap + chosen.main.width + chosen.difference.width
      } else {
        let longest = max(needed, versus.max() ?? 0)
        labelWidth = max(12, min(longest, width - chosen.main.width - gap))
        head = chosen.main.head(heads)
        totalWidth = labelWidth + gap + chosen.main.width
      }
    }

    /// The columns of every block and, without numbers, of the heads: all equally wide.
    private static func columns(
      _ blocks: [Block], _ heads: [String], _ pairHeads: [String], beside: Bool
    ) -> (blocks: [BlockColumns], main: NumberColumns, difference: NumberColumns) {
      var all = blocks.map { block -> BlockColumns in
        let means = block.entries.map(\.estimate)
        let differences = block.entries.compactMap(\.difference?.text)
        return BlockColumns(
          main: NumberColumns(beside ? means : means + differences, heads: heads),
          difference: NumberColumns(beside ? differences : [], heads: pairHeads))
      }
      var main = NumberColumns([], heads: heads)
      var difference = NumberColumns([], heads: pairHeads)
      for block in all {
        main.widen(to: block.main.widths)
        difference.widen(to: block.difference.widths)
      }
      for index in all.indices {
        all[index].main.widen(to: main.widths)
        all[index].difference.widen(to: difference.widths)
      }
      return (all, main, difference)
    }
  }
}
