/// The colours and fonts of charts.
///
/// Eight colours after Okabe & Ito 2008 tell scenarios apart, never alone: lines have dashes of
/// their own, too.
struct ChartTheme {
  /// A colour by its role in the style sheet: `ink`, `s1`.
  let colour: @Sendable (String) -> JSONValue

  /// The variables of the page's style sheet, so that a chart follows the reader's setting of light
  /// and dark, and the printer, without being drawn again.
  static let page = ChartTheme { .string("var(--\($0))") }

  /// Literal colours for a file on white.
  static let paper = ChartTheme { role in
    .string(literal[role] ?? "#000000")
  }

  private static let literal = [
    "paper": "#ffffff", "ink": "#1b1f23", "muted": "#57606a", "line": "#d5d9dd",
    "s1": "#0067a3", "s2": "#b84a00", "s3": "#00734f", "s4": "#9c3b78",
    "s5": "#80600a", "s6": "#4b57c0", "s7": "#57606a", "s8": "#7a4a1c",
  ]

  /// Vega-Lite's `config`.
  var configuration: JSONValue {
    let font: JSONValue = "system-ui, Noto Sans, DejaVu Sans, sans-serif"
    return [
      "background": colour("paper"),
      "font": font,
      "padding": 4,
      "view": ["stroke": .null],
      "mark": ["color": colour("s1")],
      "text": ["color": colour("ink"), "fontSize": 12],
      "axis": [
        "labelColor": colour("muted"), "titleColor": colour("muted"), "gridColor": colour("line"),
        "domainColor": colour("line"), "tickColor": colour("line"), "labelFontSize": 12,
        "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 200, "tickCount": 6,
      ],
      "axisY": [
        "labelPadding": 8, "titleAlign": "left", "titleAngle": 0, "titleX": 0, "titleY": -10,
      ],
      "legend": [
        "labelColor": colour("ink"), "titleColor": colour("muted"), "orient": "bottom",
        "direction": "vertical", "labelFontSize": 12, "labelLimit": 300, "symbolStrokeWidth": 2,
        "symbolLimit": 0, "symbolSize": 300, "symbolType": "stroke", "titleFontWeight": "normal",
      ],
      "header": ["labelColor": colour("ink"), "titleColor": colour("muted")],
      "title": ["color": colour("ink"), "anchor": "start", "fontSize": 14, "offset": 14],
      "range": ["category": .array((1...8).map { colour("s\($0)") })],
      "style": [
        "zero": ["color": colour("muted"), "strokeDash": [4, 3], "strokeWidth": 1.5],
        "interval": ["color": colour("s1"), "strokeWidth": 2],
        "clear": ["color": colour("s1"), "stroke": colour("s1"), "strokeWidth": 2, "opacity": 1],
        "unclear": [
          "color": colour("paper"), "stroke": colour("s1"), "strokeWidth": 2, "opacity": 1,
        ],
        "cell": ["stroke": colour("paper"), "strokeWidth": 2],
        "remark": ["color": colour("muted"), "fontStyle": "italic"],
        "ink": ["color": colour("ink")],
      ],
    ]
  }
}
