@testable import Interactive

/// Screens and values that several suites look at.
enum Fixture {
  static func screen(
    _ columns: Int = 60, rows: Int = 20, unicode: Bool = true, colour: Bool = false
  ) -> Screen {
    Screen(columns: columns, rows: rows, isUnicode: unicode, usesColour: colour)
  }

  /// Values between -1 and 1 without a pattern, the same in every run.
  static func wave(_ count: Int, phase: Double = 0) -> [Double] {
    var state = 0.31 + phase / 10
    return (0..<count).map { _ in
      state = 3.99 * state * (1 - state)
      return 2 * state - 1
    }
  }

  static let actor = ShownValue.record(
    title: "consumer 12",
    [
      ("trust", .number(0.421_312_345)), ("wealth", .number(1250)), ("age", .integer(41)),
      ("name", .text("Ann \"the\" Ünsal\u{1B}[31m\n")), ("adopted", .boolean(true)),
      ("partner", .reference("consumer 7")), ("gain", .undefined("no_twin")), ("note", .nothing),
      ("friends", .list(title: nil, count: 3, (1...3).map { .reference("consumer \($0)") })),
      (
        "needs",
        .record(
          title: nil,
          [
            ("food", .number(0.25)), ("rest", .number(1)),
            (
              "history",
              .list(title: nil, count: 400, (0..<50).map { .number(Double($0) / 7) })
            ),
          ])
      ),
    ])

  static let table = ShownValue.rows(
    title: "consumers", count: 300, columns: ["id", "trust", "wealth", "kind", "gain", "remark"],
    (1...30).map { (row: Int) -> [ShownValue] in
      let kind: ShownValue = .text(row.isMultiple(of: 3) ? "baker" : "smallholder")
      let gain: ShownValue = row == 4 ? .undefined("no_twin") : .number(Double(row) / 1e4)
      let remark: ShownValue =
        row == 2 ? .nothing : .text("seen in the market on day \(row) and never again")
      return [
        .integer(Int64(row)), .number(Double(row) / 7), .number(Double(row * row) * 12.5),
        kind, gain, remark,
      ]
    })

  /// One of every case, with texts that would act on a terminal.
  static let values: [ShownValue] = [
    .nothing, .boolean(false), .integer(.min), .number(-1.234_567_890_123_456e-300),
    .number(.nan), .number(-.infinity), .text(""), .text("a\u{9B}2J\u{202E}b\r\n\tc\u{0}"),
    .text(String(repeating: "wörld 東京 ", count: 60)), .undefined("no_\u{7}twin"),
    .reference("consumer\u{1B}[2J 12"), actor, table,
    .list(title: nil, count: 0, []), .record(title: nil, []), .record(title: "shop 1", []),
    .list(title: nil, count: 3, [.number(0.5), .number(1), .number(1e-9)]),
    .list(title: "consumer", count: 300, (1...100).map { .reference("consumer \($0)") }),
    .list(title: nil, count: 90, (1...90).map { _ in actor }),
    .rows(title: nil, count: 2, columns: [], [[], []]),
    .rows(
      title: "a very long title that says more than most screens can hold in one line", count: 0,
      columns: (1...40).map { "column \($0)" }, []),
    .column(title: "trust", wave(300)), .column(title: "trust", [.nan, .nan]),
    .column(title: "\u{1B}[1m", [.infinity, -.infinity, 1, .nan]), .column(title: "x", []),
    .column(title: "huge", [1e308, -1e308, .leastNonzeroMagnitude]),
    .column(title: "same", [0.37, 0.37]),
    .column(title: "near", [1e15, 1e15 + 0.125, 1e15 + 0.25]),
    .column(title: "ages", (0..<500).map { Double($0 * $0 % 83) }),
    .levels(title: "kind", [("farmer", 180), ("b\u{1B}aker", 120), ("東京", 1), ("none", 0)]),
    .levels(title: "kind", []), .levels(title: "id", (0..<100).map { ("level \($0)", $0) }),
    .other("function (prompt:3)"),
  ]
}
