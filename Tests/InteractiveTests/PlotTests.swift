import Reports
import Testing

@testable import Interactive

@Suite struct PlotTests {
  /// No plot is wider or longer than the screen, and no text of a script acts on it.
  @Test(arguments: Array(20...60) + stride(from: 64, through: 200, by: 8))
  func fitsTheScreen(columns: Int) {
    for isUnicode in [true, false] {
      let screen = Fixture.screen(columns, rows: 24, unicode: isUnicode)
      for plot in Fixture.plots {
        let text = plot.text(on: screen)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { displayWidth(String($0)) <= min(100, columns) }, "\(text)")
        #expect(lines.count <= 24, "\(text)")
        let isSafe = text.unicodeScalars.allSatisfy { $0 == "\n" || !PlainText.isControl($0) }
        #expect(isSafe, "\(text)")
        #expect(isUnicode || text.unicodeScalars.allSatisfy { $0.isASCII }, "\(text)")
        #expect(!text.contains("nan"))
      }
    }
  }

  /// Small plots and what they look like on a screen of 34 columns.
  static let small: [(plot: any Plot, text: String)] = [
    (
      SeriesPlot(title: "price", series: [("price", [0, 1, 2, 4, .nan, 6, 7, 8])], firstStep: 1),
      """
      price
      10 ┤                           ⢀⣀⣀
         │                     ⠤⠔⠒⠊⠉⠉⠁
         │         ⢀⡠⠤⠒
       0 ┤⣀⠤⠤⠒⠒⠒⠊⠉⠉⠁
         └─────────────────┬────────────
                           5        step
        ━ price (1 undefined)
      """
    ),
    (
      SeriesPlot(
        title: "trust", series: [("up", [0, 0.5, 1]), ("down", [1, 0.5, 0])], firstStep: 0),
      """
      trust
      1 ┤⠉⠒⠒⠤⠤⣀⡀            ⢀⣀⡠⠤⠒⠒⠉ up
        │      ⠈⠉⠑⠒⠢⠤⢄⣀⠤⠤⠒⠊⠉⠁
        │      ⣀⡠⠤⠒⠒⠉⠁ ⠉⠑⠒⠤⢄⣀⡀
      0 ┤⣀⠤⠔⠒⠊⠉              ⠈⠉⠒⠢⠤⣀ down
        └┬────────────┬───────────┬
         0            1           2
                               step
        ━ up   ━ down
      """
    ),
    (
      DistributionPlot(title: "ages", groups: [("a", [3, 3, 5, .nan]), ("b", [4])]),
      """
      ages
         a  n 3, 1 und…  b  n 1
      3  ████████████ 2  0
      4  0               ██████ 1
      5  ██████ 1        0
      """
    ),
    (
      ScatterPlot(
        title: "both", x: "trust", y: "wealth", points: [(0, 0), (1, 100), (1, 100), (.nan, 3)]),
      """
      both
      wealth
      100 ┤                            ⠈
          │
          │
        0 ┤⡀
          └┬─────────────┬─────────────┬
          0.0           0.5          1.0
                                   trust
        n 3  not drawn for lack of a nu…
      """
    ),
  ]

  @Test(arguments: small.indices) func looksAsExpected(index: Int) {
    let (plot, text) = Self.small[index]
    #expect(plot.text(on: Fixture.screen(34, rows: 8)) == text)
  }

  @Test func seriesHaveSignsInASCII() {
    #expect(
      Self.small[1].plot.text(on: Fixture.screen(34, rows: 8, unicode: false)) == """
        trust
        1 +ooooooo            ******* up
          |       ooooooooo***
          |    ******      oooooo
        0 +****                  oooo down
          ++------------+-----------+
           0            1           2
                                 step
          * up   o down
        """)
  }

  /// Intervals on one axis, crossed where they hold zero, and the reason where there is none.
  @Test(arguments: [
    (
      true,
      """
      gain, euro
      one               ┊     ├─────●────┤         2.0 [1.0, 3.0]
      two       ├──●────┼──┤                      -1.0 [-1.5, 0.5]
      three             ┊                         undefined (no_twin)
      """
    ),
    (
      false,
      """
      gain, euro
      one               :     |-----o----|         2.0 [1.0, 3.0]
      two       |--o----+--|                      -1.0 [-1.5, 0.5]
      three             :                         undefined (no_twin)
      """
    ),
  ])
  func comparisonsShareAnAxis(isUnicode: Bool, text: String) {
    let plot = ComparisonPlot(
      title: "gain", unit: "euro",
      rows: [
        ("one", 2, 1, 3, ""), ("two", -1, -1.5, 0.5, ""), ("three", nil, nil, nil, "no_twin"),
      ],
      zero: true)
    let shown = plot.text(on: Fixture.screen(63, rows: 24, unicode: isUnicode))
    #expect(shown.split(separator: "\n").prefix(4).joined(separator: "\n") == text)
  }

  /// A gap is no line: the points beside it have an empty column between them.
  @Test func undefinedStepsLeaveAGap() {
    let whole = SeriesPlot(title: "", series: [("a", [1, 1, 1, 1, 1])], firstStep: 0)
    let gap = SeriesPlot(title: "", series: [("a", [1, 1, .nan, 1, 1])], firstStep: 0)
    func drawn(_ plot: SeriesPlot) -> Int {
      plot.text(on: Fixture.screen(40, unicode: false)).split(separator: "\n")
        .first { $0.hasPrefix("1 +") }?.count { $0 == "*" } ?? 0
    }
    #expect(drawn(whole) == 37)
    #expect(drawn(gap) < 25)
  }

  /// Everyone counted is in one bar: the counts of each group add up to its values.
  @Test func countsAddUp() throws {
    let plot = DistributionPlot(
      title: "wealth", groups: [("all", Fixture.wave(300)), ("twins", Fixture.wave(200, phase: 1))])
    let lines = plot.text(on: Fixture.screen(80)).split(separator: "\n").dropFirst(2)
    let counts = lines.map { line in
      line.split(separator: " ").dropFirst(3).compactMap { Int($0) }
    }
    #expect(counts.allSatisfy { $0.count == 2 })
    #expect(counts.reduce(0) { $0 + $1[0] } == 300 && counts.reduce(0) { $0 + $1[1] } == 200)
  }

  @Test func aPageHasEveryPlotAndItsNumbers() {
    let page = PlotPage(title: "plots", charts: Fixture.plots.map(\.chart)).rendered()
    let tables = page.split(separator: "<table>").count - 1
    #expect(tables == Fixture.plots.count)
    #expect(page.contains("no_twin") == false && page.contains("undefined: no pairs"))
  }
}
