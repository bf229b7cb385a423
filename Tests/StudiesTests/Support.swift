import Diagnostics
import LuaRuntime
import Studies
import Tables
import Testing

/// Tables that live in memory, by their paths.
final class MemoryData: DataSource {
  private let files: [String: String]

  init(_ files: [String: String]) {
    self.files = files
  }

  func table(named name: String, path: String, types: [String: Tables.ColumnType])
    throws(DiagnosticList) -> Table
  {
    guard let text = files[path] else {
      throw DiagnosticList([Diagnostic("there is no file '\(path)'")])
    }
    return try CSVReader.read(bytes: Array(text.utf8), name: path, types: types)
  }
}

/// The tables that the fixtures name.
let fixtureData = [
  "people.csv": "id,age,town,member,boss\n7,31,Ulm,true,9\n9,44,Bonn,false,\n4,,Ulm,,7\n",
  "pairs.csv": "a,b,strength\n7,9,0.5\n9,4,2\n",
  "log.csv": "id,week,amount,friend\n9,2,5.5,7\n7,1,3,4\n9,1,,\n8,1,2,9\n4,12,1,7\n",
]

/// Loads a study from text.
func load(
  _ text: String, data: [String: String] = fixtureData, limits: LuaLimits = LuaLimits()
) throws(DiagnosticList) -> LoadedStudy {
  try StudyLoader.load(path: "study.lua", text: text, data: MemoryData(data), limits: limits)
}

/// What is wrong with a study; empty where it loads.
func findings(
  _ text: String, data: [String: String] = fixtureData, limits: LuaLimits = LuaLimits()
) -> [Diagnostic] {
  do {
    return try load(text, data: data, limits: limits).study.warnings
  } catch {
    return error.diagnostics
  }
}

/// A mistake in a good study: what is replaced by what, and what must be said about it.
///
/// `§` in the new text marks the line that the message must point to; without it, it is the line at
/// which the new text begins.
struct Mistake: Sendable, CustomTestStringConvertible {
  var find: String
  var put: String
  var says: String
  var hint: String?

  init(_ find: String, _ put: String, _ says: String, hint: String? = nil) {
    self.find = find
    self.put = put
    self.says = says
    self.hint = hint
  }

  var testDescription: String { "\(put) -> \(says)" }

  /// The study with the mistake, and the line that must be named.
  func applied(to study: String) throws -> (text: String, line: Int) {
    let parts = split(study, by: find)
    try #require(parts.count == 2, "'\(find)' stands \(parts.count - 1) times in the good study")
    let marked = put.contains("§") ? put : "§" + put
    let before = parts[0] + marked.prefix { $0 != "§" }
    let line = before.count { $0 == "\n" } + 1
    return (before + marked.drop { $0 != "§" }.dropFirst() + parts[1], line)
  }
}

/// The pieces of a text between the occurrences of another one.
func split(_ text: String, by separator: String) -> [String] {
  var pieces: [String] = []
  var rest = text[...]
  while let range = rest.firstRange(of: separator) {
    pieces.append(String(rest[..<range.lowerBound]))
    rest = rest[range.upperBound...]
  }
  return pieces + [String(rest)]
}

/// A text with every occurrence of `old` replaced.
func replaced(_ old: String, _ new: String, in text: String) -> String {
  split(text, by: old).joined(separator: new)
}

/// Holds a study with one mistake against what must be said: one message, at its line, with its
/// hint, in the style of all messages.
func expectOneFinding(_ mistake: Mistake, in study: String) throws {
  let (text, line) = try mistake.applied(to: study)
  let found = findings(text)
  let shown = found.map(\.rendered).joined(separator: "\n")
  try #require(found.count == 1, "\(found.count) findings:\n\(shown)")
  expectStyle(of: found[0])
  #expect(found[0].message.contains(mistake.says), "\(shown)")
  #expect(found[0].location?.file == "study.lua")
  #expect(found[0].location?.line == line, "expected line \(line):\n\(shown)")
  if let hint = mistake.hint {
    #expect(found[0].hints.contains { $0.contains(hint) }, "\(shown)")
  }
}

/// Messages begin in lower case and have no full stop.
func expectStyle(of diagnostic: Diagnostic) {
  let message = diagnostic.message
  #expect(!message.isEmpty && !message.hasSuffix(".") && !message.contains("\n"), "\(message)")
  #expect(message.first?.isUppercase == false, "\(message)")
  #expect(
    !diagnostic.hints.contains { $0.isEmpty || $0.hasSuffix(".") && !$0.hasSuffix("...") },
    "\(diagnostic.rendered)")
}
