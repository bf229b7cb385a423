/// Helpers for the pictures on a page: plain SVG, coloured by the page's own style sheet.
enum Drawing {
  /// A picture with a name and a description for those who do not see it.
  ///
  /// - Parameter id: unique on the page.
  static func picture(
    id: String, width: Double, height: Double, title: String, description: String,
    _ children: [Markup]
  ) -> Markup {
    .element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(number(width)) \(number(height))", "width": number(width),
        "height": number(height), "role": "img", "aria-labelledby": "\(id)-title \(id)-desc",
      ],
      [
        .element("title", ["id": "\(id)-title"], .text(title)),
        .element("desc", ["id": "\(id)-desc"], .text(description)),
      ] + children)
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String
  ) -> Markup {
    .void(
      "line",
      [
        "class": name, "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2),
      ])
  }

  /// - Parameter anchor: `start`, `middle` or `end`: what of the text stands at `x`.
  static func text(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", class name: String = ""
  ) -> Markup {
    var attributes: Markup.Attributes = ["x": number(x), "y": number(y)]
    if anchor != "start" { attributes.append("text-anchor", anchor) }
    if !name.isEmpty { attributes.append("class", name) }
    return .element("text", attributes, .text(text))
  }

  /// A coordinate: a tenth of a pixel is as fine as any screen shows.
  static func number(_ value: Double) -> String {
    let text = NumberText.fixed(value, decimals: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A name cut to `columns`, for places where it cannot wrap; the tables have it in full.
  static func shortened(_ name: String, columns: Int) -> String {
    guard displayWidth(name) > columns else { return name }
    var short = ""
    for character in name {
      if displayWidth(short) + displayWidth(String(character)) >= columns { break }
      short.append(character)
    }
    return short + "\u{2026}"
  }
}
