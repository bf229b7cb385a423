/// A piece of a page that is safe by construction.
///
/// Text and attribute values are escaped on the way in; only literals of this module can be raw.
/// What comes out is well-formed XML as well as HTML.
struct Markup {
  /// Names from this module with values from anywhere, in the order written.
  struct Attributes: ExpressibleByDictionaryLiteral {
    fileprivate var pairs: [(name: StaticString, value: String)]

    init(dictionaryLiteral elements: (StaticString, String)...) {
      pairs = elements.map { (name: $0.0, value: $0.1) }
    }

    mutating func append(_ name: StaticString, _ value: String) {
      pairs.append((name: name, value: value))
    }
  }

  private(set) var source: String

  /// A user's text: controls and marks that would reorder it are made visible.
  static func text(_ text: String) -> Markup {
    Markup(source: escaped(text))
  }

  /// A literal of this module, as it is.
  static func raw(_ literal: StaticString) -> Markup {
    Markup(source: literal.description)
  }

  /// Data for the page's own script: every sign that has a meaning in HTML is escaped as JSON
  /// allows, so that nothing in it ends the element.
  static func data(_ value: JSONValue, id: String) -> Markup {
    var text = ""
    for scalar in value.compact.unicodeScalars {
      switch scalar {
      case "<", ">", "&": text += "\\u00" + String(scalar.value, radix: 16)
      case _ where PlainText.isReordering(scalar):
        text += "\\u" + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    let opening = opening("script", ["type": "application/json", "id": id])
    return Markup(source: "<\(opening)>\(text)</script>\n")
  }

  /// A program, in a section that XML does not read.
  ///
  /// - Precondition: it holds neither the end of such a section nor that of a script.
  static func program(_ program: ChartProgram) -> Markup {
    Markup(source: "<script type=\"module\">\(program.content)</script>\n")
  }

  static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ children: Markup...
  ) -> Markup {
    element(name, attributes, children)
  }

  static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ children: [Markup]
  ) -> Markup {
    let opening = opening(name, attributes)
    let content = children.map(\.source).joined()
    return Markup(source: "<\(opening)>\(content)</\(name)>" + (isBlock(name) ? "\n" : ""))
  }

  /// An element that has no content, such as `meta`.
  static func void(_ name: StaticString, _ attributes: Attributes = [:]) -> Markup {
    Markup(source: "<\(opening(name, attributes))/>" + (isBlock(name) ? "\n" : ""))
  }

  private static func opening(_ name: StaticString, _ attributes: Attributes) -> String {
    attributes.pairs.reduce(into: name.description) { text, attribute in
      text += " \(attribute.name)=\"\(escaped(attribute.value))\""
    }
  }

  /// Elements after which the source breaks, so that it can be read and compared by line.
  private static func isBlock(_ name: StaticString) -> Bool {
    switch name.description {
    case "span", "strong", "em", "code", "bdi", "a", "td", "th", "text", "title", "dt", "small":
      false
    default: true
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t": result += "\t"
      case "\n" where previous == "\r": break
      case "\n", "\r": result += "\n"
      case _ where PlainText.isReordering(scalar):
        result += "\u{27E8}U+\(String(scalar.value, radix: 16, uppercase: true))\u{27E9}"
      case _ where PlainText.isControl(scalar): result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result
  }
}
