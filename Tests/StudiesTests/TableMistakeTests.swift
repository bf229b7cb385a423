import Diagnostics
import Studies
import Testing

@Suite("Mistakes in tables and in measures of actors")
struct TableMistakeTests {
  @Test("measures of actors", arguments: actorMeasures)
  func checkActorMeasures(_ mistake: Mistake) throws {
    try expectOneFinding(mistake, in: goodStudy)
  }

  /// The study with one more measure.
  private static func measure(_ entries: String, _ message: String, hint: String? = nil)
    -> Mistake
  {
    Mistake(
      "measures = {", "measures = {\n§valence.measure { \"new\", \(entries) },", message, hint: hint
    )
  }

  private static let one = "function(self, twin) return self.skill end"

  static let actorMeasures: [Mistake] = [
    measure("of = \"consumr\", \(one)", "unknown kind 'consumr'", hint: "'consumer'"),
    measure(
      "of = \"consumer\", by = \"segmnt\", \(one)", "unknown field 'segmnt'", hint: "'segment'"),
    measure("of = \"consumer\", by = \"skill\", \(one)", "'skill' of consumer is none"),
    measure(
      "by = \"segmnt\", function(run) return 1 end", "no kind has the category 'segmnt'",
      hint: "'segment'"),
    measure("by = \"skill\", function(run) return 1 end", "'skill' is none"),
    measure("of = \"consumer\", gives = { \"a\" }, \(one)", "cannot have 'gives'"),
    measure(
      "of = \"consumer\", function(self, twin) return self.skil end", "unknown field 'skil'",
      hint: "'skill'"),
    measure(
      "of = \"consumer\", function(self, twin) return twin.skil end", "unknown field 'skil'",
      hint: "'skill'"),
    measure(
      "of = \"consumer\", function(self) self.skill = 1 end",
      "'skill' cannot be assigned here"),
    measure(
      "of = \"consumer\", function(self) return self:value \"joi\" end", "joi", hint: "'joy'"),
  ]

  @Test("what measures are asked", arguments: askedMeasures)
  func checkAskedMeasures(_ mistake: Mistake) throws {
    try expectOneFinding(mistake, in: goodStudy)
  }

  private static let run = "function(run) return 1 end"
  private static let fold = "keep = { n = 0 }, each = function(kept, event) end"

  static let askedMeasures: [Mistake] = [
    measure("lens = \"servce\", \(run)", "unknown lens 'servce'", hint: "'service'"),
    measure(
      "lens = \"every\", between = { \"consumr\" }, \(run)", "unknown kind 'consumr'",
      hint: "'consumer'"),
    measure("between = { \"firm\" }, \(run)", "'between' of measure 'new' needs 'lens'"),
    measure("function(run) return #run.lens.name end", "run.lens is for measures"),
    measure("function(run) return #run:gains(\"consumer\", \"joi\") end", "joi", hint: "'joy'"),
    measure(
      "function(run) return #run:gains(\"firm\", \"joy\") end", "'joy' is not defined for firm"),
    measure(
      "over = { \"offer\", \"tlk\" }, \(fold), \(run)", "unknown phase 'tlk'", hint: "'talk'"),
    measure("over = { \"offer\", \"offer\" }, \(fold), \(run)", "names 'offer' twice"),
    measure("over = \"events\", by = \"nothing\", \(fold), \(run)", "have no tag 'nothing'"),
    measure(
      "over = \"offer\", keep = { n = 0 }, each = function(kept, event) kept.n = event.nope end, \(run)",
      "has no 'nope'"),
    measure("range = { 2, 1 }, \(run)", "must be two numbers, the lower one first"),
    measure("direction = \"up\", \(run)", "must be higher, lower or neither, got 'up'"),
    measure(
      "gives = { \"a\", \"b\" }, unit = { c = \"EUR\" }, function(run) return 1, 2 end",
      "is about 'c', which it does not give"),
    measure(
      "against = { without = { network = \"mrket\" } }, \(run)", "unknown network 'mrket'",
      hint: "'market'"),
    measure("under = { reech = 1 }, \(run)", "unknown parameter 'reech'", hint: "'reach'"),
  ]

  @Test func `a kind with two values of its own needs lenses`() throws {
    let text = goodStudy.replacing(/lenses = \{\s*\{[^}]*\},\s*\},/, with: "")
      .replacing(
        "values = {",
        with: "values = { valence.value { \"cheer\", of = \"consumer\", function() return 1 end },"
      ).replacing(
        "measures = {",
        with: "measures = { valence.measure { \"new\", lens = \"every\", \(Self.run) },")
    let found = findings(text)
    #expect(found.map(\.message).contains { $0.contains("which value of 'consumer' counts") })
  }

  @Test("tables", arguments: tables)
  func checkTables(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  /// The study with a table.
  private static func table(_ entries: String, _ message: String, hint: String? = nil) -> Mistake {
    Mistake(
      "measures = {", "tables = {\n§valence.table { \"t\", \(entries) } },\n measures = {", message,
      hint: hint)
  }

  private static let two = "columns = { \"a\", \"b\" }"

  static let tables: [Mistake] = [
    table("of = \"consumr\", \(two), \(one)", "unknown kind 'consumr'", hint: "'consumer'"),
    table("of = \"consumer\", \(two), srt = \"a\", \(one)", "has no 'srt'", hint: "'sort'"),
    table(
      "of = \"consumer\", \(two), sort = \"c\", \(one)", "unknown column 'c' in 'sort'"),
    table("of = \"consumer\", \(two), parts = { \"c\" }, \(one)", "unknown column 'c' in 'parts'"),
    table("of = \"consumer\", \(two), top = 0, \(one)", "'top' of table 't' must be from 1"),
    table("of = \"consumer\", \(two), rows = { \"x\" }, \(one)", "cannot have 'rows'"),
    table("\(two), top = 3, function(run) return {} end", "'top' of table 't' needs 'of'"),
    table("\(two), rows = {}, function(run) return 1 end", "needs 1 to 64 texts, got 0"),
    table(
      "columns = { \"a\" }, rows = { \"x\" }, function(run) return 1 end",
      "a text and a number, not 1"),
    table("\(two), series = { \"jo\" }", "unknown series 'jo'"),
    table(
      "\(two), series = { \"joy (consumer)\", \"joy (consumer)\" }",
      "one for each of 2 series, got 2"),
    table("\(two), series = { \"joy (consumer)\" }, top = 3", "cannot have 'top'"),
    table("\(two), series = { \"joy (consumer)\" }, \(one)", "an entry too many"),
    table("of = \"consumer\", \(two), function(self) return self.skil end", "unknown field 'skil'"),
  ]

  @Test("groups that a phase changes")
  func changingGroups() throws {
    let text = replaced("if self.adopted then return end", "self.mood = \"bad\"", in: goodStudy)
    let study = replaced(
      "measures = {",
      "measures = { valence.measure { \"new\", of = \"consumer\", by = \"mood\", \(Self.one) },",
      in: text)
    let error = #expect(throws: DiagnosticList.self) { try load(study) }
    #expect(
      error?.diagnostics.map(\.message) == [
        "measure 'new' cannot group by 'mood': rule 'adopt' assigns it"
      ])
  }
}
