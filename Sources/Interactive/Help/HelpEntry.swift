/// Something that help can be asked about.
struct HelpEntry: Sendable {
  /// As it can be asked, and as no other of its sort is: "valence.rule", "self:peers",
  /// "consumer.trust".
  var name: String
  /// The name alone: "rule", "peers", "trust".
  var member: String
  /// What can stand before it in a question, in lower case: "valence", "self", "consumer".
  var owners: Set<String> = []
  /// Other names that it has.
  var aliases: Set<String> = []
  /// As a list shows it, where the name does not say enough: "describe (in specs)".
  var label: String
  /// A key of a table that a function takes: it comes last where other things have its name.
  var isOption = false
  /// A class or an alias: it is no name that is typed.
  var isType = false
  /// A call, or what it is.
  var heading: String
  var text: [String]
  /// Parameters and results, fields, sources: lists that belong together.
  var details: [HelpBlock] = []
  var place: String?

  init(_ name: String, member: String, heading: String, text: [String]) {
    (self.name, self.member, self.heading, self.text) = (name, member, heading, text)
    label = name
  }

  /// All of it.
  var blocks: [HelpBlock] {
    [.line(heading), .text(text)] + details + (place.map { [.line("at \($0)")] } ?? [])
  }

  /// The first sentence of the text.
  var summary: String {
    let paragraph = text.prefix { !$0.isEmpty }.joined(separator: " ")
    guard let stop = paragraph.firstRange(of: ". ") else { return paragraph }
    return String(paragraph[..<stop.lowerBound]) + "."
  }
}
