/// One case of a file test: a header line `; test KIND`, a text of the intermediate form, and
/// sections behind lines like `---- expected`.
struct FileCase {
  /// `verify`, `roundtrip`, `run` or `optimize PASS`.
  let kind: String
  let body: String
  /// What a kernel finds in memory (only `run`).
  let input: String?
  var expected: String?

  init?(_ text: String) {
    let parts = Self.sections(text)
    let head = parts.first?.text.split(separator: "\n").first ?? ""
    guard head.hasPrefix("; test "), let body = parts.first?.text else { return nil }
    kind = String(head.dropFirst(7))
    self.body = body
    input = parts.first { $0.name == "input" }?.text
    expected = parts.first { $0.name == "expected" }?.text
  }

  private static func sections(_ text: String) -> [(name: String, text: String)] {
    var sections = [(name: "", text: "")]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("---- ") {
        sections.append((String(line.dropFirst(5)), ""))
      } else {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    return sections.map { ($0.name, trimmed($0.text)) }
  }

  /// Without empty lines at both ends.
  static func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The case as it stands in a file.
  var text: String {
    var text = body + "\n"
    if let input { text += "---- input\n\(input)\n" }
    if let expected { text += "---- expected\n\(expected)\n" }
    return text
  }

  /// The comments at the top.
  var comments: String {
    body.split(separator: "\n").prefix { $0.hasPrefix(";") }.joined(separator: "\n")
  }
}
