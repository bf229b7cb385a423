import Diagnostics
import Studies
import Testing

@testable import Interactive

/// The script that a session writes: its lines, and where they were typed.
@Suite struct SessionTextTests {
  private static let base =
    "local valence = require \"valence\"\nreturn valence.study {\n  name = \"x\",\n}"

  private func text() -> SessionText { SessionText(base: Self.base, path: "study.lua") }

  private func definition(
    _ name: String, in list: String = "phases", _ expression: String, input: Int,
    needed: [Definition.Needed] = []
  ) -> Definition {
    Definition(list: list, name: name, expression: expression, input: input, needed: needed)
  }

  /// The line, from 1, on which a text stands.
  private func line(of part: String, in script: String) -> Int? {
    script.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(part) }
      .map { $0 + 1 }
  }

  @Test func anUnchangedTextIsTheFile() throws {
    #expect(try text().script().text == Self.base)
    #expect(!text().isChanged)
  }

  @Test func linesOfTheFileKeepTheirNumbers() throws {
    var changed = text()
    changed.define(definition("grow", "valence.rule { \"grow\" }", input: 4))
    let script = try changed.script().text
    #expect(
      script.hasPrefix(
        "local valence = require \"valence\"\nlocal session_study = valence.study {\n  name"))
    #expect(script.hasSuffix("return session_study\n"))
    for place in [
      SourceLocation(file: "study.lua", line: 3), SourceLocation(file: "other.lua", line: 90),
    ] {
      #expect(changed.typed(place) == place)
    }
  }

  @Test func linesOfDefinitionsAreThoseOfTheirInputs() throws {
    var changed = text()
    let function = Definition.Needed(text: "function half(x)\n  return x / 2\nend", input: 2)
    changed.define(
      definition("a", "valence.rule {\n  \"a\",\n  half }", input: 3, needed: [function]))
    changed.define(definition("b", "valence.rule {\n  \"b\" }", input: 7))
    let script = try changed.script().text
    let places = [
      ("return x / 2", "input 2", 2), ("\"a\"", "input 3", 2), ("half }", "input 3", 3),
      ("\"b\"", "input 7", 2),
    ]
    for (part, input, number) in places {
      let place = SourceLocation(file: "study.lua", line: line(of: part, in: script))
      #expect(changed.typed(place) == SourceLocation(file: input, line: number), "\(part)")
    }
  }

  @Test func aDefinitionTakesThePlaceOfTheEarlierOneOfItsNameAndList() throws {
    var changed = text()
    changed.define(definition("a", "first", input: 1))
    changed.define(definition("a", in: "values", "second", input: 2))
    changed.define(definition("a", "third", input: 3))
    #expect(changed.definitions.map(\.expression) == ["second", "third"])
    #expect(try !changed.script().text.contains("first"))
  }

  @Test func whatIsTakenOutAndDefinedAgainIsThere() throws {
    var changed = text()
    changed.define(definition("a \"b\"", "first", input: 1))
    changed.remove("a \"b\"", from: "phases")
    #expect(changed.definitions.isEmpty)
    #expect(try changed.script().text.contains("take(\"phases\", \"a \\\"b\\\"\")"))
    changed.define(definition("a \"b\"", "second", input: 2))
    #expect(changed.removed.isEmpty)
    #expect(try !changed.script().text.contains("take("))
  }

  @Test func localsThatTwoDefinitionsInARowNeedStandOnce() throws {
    var changed = text()
    let needed = [Definition.Needed(text: "local half = 0.5")]
    changed.define(definition("a", "first", input: 1, needed: needed))
    changed.define(definition("b", "second", input: 2, needed: needed))
    #expect(try changed.script().text.ranges(of: "local half = 0.5").count == 1)
  }

  @Test func settingsStandBehindDefinitions() throws {
    let script = try text().script(settings: ["session_study.steps = 3"]).text
    #expect(script.contains("session_study.steps = 3\nreturn session_study\n"))
  }

  @Test func aFileThatReturnsNothingCannotBeChanged() {
    var changed = SessionText(base: "local x = 1\n", path: "study.lua")
    changed.define(definition("a", "first", input: 1))
    #expect(throws: Diagnostic.self) { try changed.script() }
  }

  @Test func localsAreHandedOutBesideTheStudy() throws {
    let script = try text().exporting(["a", "b"])
    #expect(script.hasSuffix("return session_study, { [\"a\"] = a, [\"b\"] = b }\n"))
  }
}
