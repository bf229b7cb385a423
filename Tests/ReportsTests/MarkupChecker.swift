/// Reads a page as strict XML and keeps what the tests ask about.
///
/// Stricter than a browser, which mends what is broken: every element closed in order, every
/// attribute quoted and given once, every `<` and `&` escaped.
struct MarkupChecker {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// The names of the elements around it, outermost first.
    let parents: [String]
  }

  private(set) var elements: [Element] = []
  /// All text outside of tags and of the style sheet.
  private(set) var text = ""
  /// The text of every script, in order.
  private(set) var scripts: [String] = []
  private(set) var problems: [String] = []
  private var open: [String] = []
  /// By scalars, as parsers read: a mark after a delimiter does not hide it.
  private var rest: Substring.UnicodeScalarView

  init(_ page: String) {
    rest = Substring(page).unicodeScalars
    guard page.hasPrefix("<!DOCTYPE html>\n") else {
      problems = ["no document type"]
      return
    }
    rest = rest.dropFirst("<!DOCTYPE html>\n".unicodeScalars.count)
    while !rest.isEmpty, problems.isEmpty {
      readText()
      if !rest.isEmpty { readTag() }
    }
    if !open.isEmpty { problems.append("not closed: \(open)") }
  }

  private mutating func readText() {
    let part = rest.prefix { $0 != "<" }
    rest = rest.dropFirst(part.count)
    if open.last != "style" { text += unescaped(part) }
    if part.contains(">") && open.last != "style" {
      problems.append("a bare > in \(Substring(part))")
    }
  }

  private mutating func readTag() {
    rest = rest.dropFirst()
    if rest.first == "/" {
      rest = rest.dropFirst()
      let name = readName()
      if open.popLast() != name { problems.append("</\(name)> closes nothing") }
      expect(">")
      return
    }
    let name = readName()
    if name.isEmpty { problems.append("a bare < before \(Substring(rest.prefix(20)))") }
    var attributes: [String: String] = [:]
    while rest.first == " " {
      rest = rest.dropFirst()
      let key = readName()
      expect("=")
      expect("\"")
      let value = rest.prefix { $0 != "\"" }
      rest = rest.dropFirst(value.count)
      expect("\"")
      if value.contains("<") { problems.append("a bare < in \(key)") }
      if attributes.updateValue(unescaped(value), forKey: key) != nil {
        problems.append("\(key) twice")
      }
    }
    elements.append(Element(name: name, attributes: attributes, parents: open))
    if rest.first == "/" { rest = rest.dropFirst() } else { open.append(name) }
    expect(">")
    if name == "script" { readScript() }
  }

  /// Text of a script: XML reads what is outside of a marked section as any other text, HTML all up
  /// to the end of the element.
  private mutating func readScript() {
    let text = Substring(rest)
    guard let end = text.firstRange(of: "</script>") else {
      problems.append("a script without an end")
      return
    }
    let content = text[..<end.lowerBound]
    var plain = String(content)
    if let start = plain.firstRange(of: "<![CDATA["), let close = plain.firstRange(of: "]]>") {
      if plain[start.upperBound..<close.lowerBound].contains("<![CDATA[") {
        problems.append("a marked section in another")
      }
      plain.removeSubrange(start.lowerBound..<close.upperBound)
    }
    if plain.contains(where: { "<>&".contains($0) }) {
      problems.append("a script with a bare sign: \(plain.prefix(40))")
    }
    scripts.append(String(content))
    rest = rest[end.lowerBound...]
  }

  private mutating func readName() -> String {
    let name = rest.prefix {
      $0.isASCII && ($0.properties.isAlphabetic || $0 == "-") || ("0"..."9").contains($0)
    }
    rest = rest.dropFirst(name.count)
    return String(Substring(name))
  }

  private mutating func expect(_ character: Unicode.Scalar) {
    if rest.first == character {
      rest = rest.dropFirst()
    } else {
      problems.append("expected \(character) before \(Substring(rest.prefix(20)))")
      rest = Substring().unicodeScalars
    }
  }

  private mutating func unescaped(_ part: Substring.UnicodeScalarView) -> String {
    let known: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'",
    ]
    var result = String.UnicodeScalarView()
    var rest = part
    while let scalar = rest.popFirst() {
      guard scalar == "&" else {
        result.append(scalar)
        continue
      }
      let name = rest.prefix { $0 != ";" }
      guard let character = known[String(Substring(name))], name.count < rest.count else {
        problems.append("a bare & before \(Substring(rest.prefix(20)))")
        continue
      }
      result.append(character)
      rest = rest.dropFirst(name.count + 1)
    }
    return String(result)
  }
}
