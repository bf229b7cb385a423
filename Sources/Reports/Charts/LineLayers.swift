/// Lines over an axis of numbers, each with a name, a dash and a band for its interval.
struct LineLayers {
  /// One line; its points in order.
  struct Line {
    var name: String
    var points: [Point]
  }

  /// `y` is `nil` where it is undefined: the line has a gap there.
  struct Point {
    var x: Double
    var y: Double?
    var low: Double?
    var high: Double?
  }

  let lines: [Line]
  let xTitle: String
  var yTitle: String?
  /// Whether `x` has whole numbers only.
  var isWhole = false

  private var hasBand: Bool { lines.contains { $0.points.contains { $0.low != nil } } }

  /// The members of a specification.
  var members: [JSONValue.Member] {
    let rows = lines.enumerated().flatMap { number, line in Self.rows(line, number) }
    return [
      .init("width", "container"), .init("autosize", VegaLite.fitting), .init("height", 240),
      .init("data", VegaLite.data(rows)), .init("layer", .array(layers(rows))),
    ]
  }

  private static func rows(_ line: Line, _ number: Int) -> [JSONValue] {
    let defined = line.points.map { VegaLite.number($0.y) != .null }
    return line.points.enumerated().map { place, point in
      // A point between undefined ones has no line: it is drawn as a dot.
      let isAlone =
        defined[place] && !(place > 0 && defined[place - 1])
        && !(place + 1 < defined.count && defined[place + 1])
      var members: [JSONValue.Member] = [
        .init("name", VegaLite.text(line.name)), .init("line", .string("l\(number)")),
        .init("x", VegaLite.number(point.x)), .init("y", VegaLite.number(point.y)),
      ]
      if point.low != nil || point.high != nil {
        members += [
          .init("low", VegaLite.number(point.low)), .init("high", VegaLite.number(point.high)),
        ]
      }
      if isAlone { members.append(.init("alone", true)) }
      return .object(members)
    }
  }

  private func layers(_ rows: [JSONValue]) -> [JSONValue] {
    let names = lines.map(\.name)
    let x = VegaLite.field(
      "x", .quantitative, title: xTitle,
      .init("axis", isWhole ? ["grid": false, "tickMinStep": 1] : ["grid": false]),
      .init("scale", ["zero": false, "nice": false]))
    func y(_ field: String) -> JSONValue {
      VegaLite.field(field, .quantitative, title: yTitle, .init("scale", ["zero": false]))
    }
    let colour = VegaLite.category("name", names: names)
    func opacity(_ shown: JSONValue) -> JSONValue {
      ["condition": ["param": "shown", "value": shown], "value": 0.08]
    }
    var layers: [JSONValue] = [
      [
        // A click on the legend keeps one line and fades the others.
        "params": [
          ["name": "shown", "select": ["type": "point", "fields": ["name"]], "bind": "legend"]
        ],
        "mark": ["type": "line", "strokeWidth": 2],
        "encoding": [
          "x": x, "y": y("y"), "color": colour, "strokeDash": colour, "opacity": opacity(1),
        ],
      ]
    ]
    if rows.contains(where: { $0["alone"] != nil }) {
      layers.append([
        "transform": [["filter": "datum.alone"]],
        "mark": ["type": "point", "filled": true, "size": 20],
        "encoding": ["x": x, "y": y("y"), "color": colour, "opacity": opacity(1)],
      ])
    }
    if hasBand {
      layers.append([
        "mark": ["type": "area"],
        "encoding": [
          "x": x, "y": y("low"), "y2": ["field": "high"], "color": colour,
          "opacity": opacity(0.16),
        ],
      ])
    }
    return layers + [tooltips(names, x: x)]
  }

  /// A rule at the place nearest to the pointer, with the numbers of all lines.
  private func tooltips(_ names: [String], x: JSONValue) -> JSONValue {
    let tips =
      [VegaLite.tip("x", xTitle)]
      + names.enumerated().map { VegaLite.tip("l\($0.offset)", $0.element) }
    return [
      "transform": [["pivot": "line", "value": "y", "groupby": ["x"]]],
      "params": [
        [
          "name": "near",
          "select": [
            "type": "point", "fields": ["x"], "nearest": true, "on": "pointerover",
            "clear": "pointerout",
          ],
        ]
      ],
      "mark": ["type": "rule", "style": "zero"],
      "encoding": [
        "x": x, "tooltip": .array(tips),
        "opacity": ["condition": ["param": "near", "empty": false, "value": 0.7], "value": 0],
      ],
    ]
  }
}
