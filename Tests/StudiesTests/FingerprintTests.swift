import Studies
import Testing

@Suite("What decides a run, and what does not")
struct FingerprintTests {
  /// The canonical texts of the scenarios, joined.
  private func identity(_ text: String, data: [String: String] = fixtureData) throws -> [String] {
    let study = try load(text, data: data).study
    return study.scenarios.map { study.canonicalText(of: study.resolved($0)) }
  }

  private static let study = replaced(
    "local level_of", "local deep = { { value = 1 } }\ndeep.self = deep\nlocal level_of",
    in: replaced(
      "if self.adopted then return end",
      "if self.adopted or half(self.skill) > deep[1].value then return end",
      in: replaced(
        "local function paid",
        "local floor = math.floor\nlocal rate = 0.5\nlocal function half(x) return floor(x * rate) end\nlocal function paid",
        in: goodStudy)))

  @Test(
    "does not",
    arguments: [
      ("local function paid", "-- a comment\n\n\nlocal function paid"),
      ("for peer, tie in self", "for friend, tie in self"),
      ("name = \"Good\"", "name = \"Better\", question = \"why?\", notes = { \"assumed\" }"),
      ("replications = 3", "replications = 300"),
      ("{ \"loud\", reach", "{ \"noisy\", reach"),
      ("unit = \"util\"", "unit = \"hedon\", source = \"a paper\""),
      ("scale = 100", "scale = 10, formula = \"sum\", own = \"the sum\""),
      ("gives = { \"all\", \"mean\" }", "gives = { \"one\", \"other\" }"),
      ("local sum, n = 0, 0", "local sum, n = 0, 1"),
      ("income = 0,", "income = 0.0,"),
      ("{ \"service\", consumer", "{ \"goods\", consumer"),
      ("baseline = \"plain\"", "baseline = \"half\""),
      ("local level_of", "local unused = 3\nlocal level_of"),
      ("function half(x) return floor(x * rate)", "function half(y) return floor(y * rate)"),
      ("trust = valence.beta(2, 3)", "trust =\n valence.beta(2, 3)"),
    ])
  func doesNot(_ find: String, _ put: String) throws {
    var changed = replaced(find, put, in: Self.study)
    if find.contains("for peer") {
      changed = replaced("if peer.adopted", "if friend.adopted", in: changed)
      changed = replaced("weight, peer)", "weight, friend)", in: changed)
    }
    try #require(changed != Self.study)
    #expect(try identity(changed) == identity(Self.study))
  }

  @Test("does", arguments: decisive)
  func does(_ find: String, _ put: String) throws {
    let changed = replaced(find, put, in: Self.study)
    try #require(changed != Self.study)
    let (before, after) = (try identity(Self.study), try identity(changed))
    #expect(zip(before, after).allSatisfy { $0 != $1 })
  }

  static let decisive: [(String, String)] = [
    ("local rate = 0.5", "local rate = 0.25"),
    ("local rate = 0.5", "local rate = \"0.5\""),
    ("local floor = math.floor", "local floor = math.ceil"),
    ("{ { value = 1 } }", "{ { value = 2 } }"),
    ("{ { value = 1 } }", "{ { value = 1, more = 2 } }"),
    ("deep.self = deep", "deep.self = { deep }"),
    ("deep.self = deep", "deep.self = setmetatable({}, { __index = deep })"),
    ("floor(x * rate)", "floor(x + rate)"),
    ("self.skill > 1 and", "self.skill > 2 and"),
    ("income = 0,", "income = 1,"),
    ("scale = 100", "scale = 100, due = \"start\""),
    (
      "quality = valence.truncated_normal(0.6, 0.1, 0, 1)",
      "quality = valence.truncated_normal(0.6, 0.2, 0, 1)"
    ),
    ("seed = 7", "seed = 8"),
    ("steps = 10", "steps = 11"),
    ("warmup = 2", "warmup = 3"),
    ("rewire = 0.1", "rewire = 0.2"),
    ("weight = \"strength\"", "weight = \"a\""),
    ("pick = 2", "pick = 3"),
    ("activation = \"random\"", "activation = \"ordered\""),
    ("at = { 1, 5 }", "at = { 1, 6 }"),
    ("marks = { \"failed\", \"recovered\" }", "marks = { \"recovered\", \"failed\" }"),
    ("as = \"stock\"", "as = \"mean\""),
    ("open = true", "open = false"),
    ("valence.integer(3)", "valence.integer(4)"),
    ("price = valence.from { 1, [5] = 2 }", "price = valence.from { 1, [6] = 2 }"),
    (
      "congruence = valence.by(practices, 0.5)",
      "congruence = valence.by(practices, { informing = 0.4, helping = 0.5 })"
    ),
    ("seed = 7", "seed = 7, stop_when = function(env) return env.step > 5 end"),
    ("income = 0,", "income = 0, scale = 1,"),
    ("valence.rule { \"adopt\"", "valence.rule { \"adopted\""),
  ]

  @Test("data decide, by content")
  func data() throws {
    var other = fixtureData
    other["people.csv"] = replaced("Bonn", "Köln", in: fixtureData["people.csv"] ?? "")
    #expect(try identity(goodStudy, data: other) != identity(goodStudy))
    #expect(try identity(goodStudy) == identity(goodStudy))
  }

  @Test("scenarios with equal settings are equal, others are not")
  func scenarios() throws {
    let text = replaced(
      "{ \"plain\", reach = 0 }", "{ \"plain\", reach = 0 }, { \"same\", reach = 0 }", in: goodStudy
    )
    let texts = try identity(text)
    #expect(texts[0] == texts[1])
    #expect(Set(texts).count == texts.count - 1)
  }

  @Test("no two of many studies are equal")
  func distinct() throws {
    let all = try Self.decisive.map { try identity(replaced($0.0, $0.1, in: Self.study))[0] }
    #expect(Set(all).count == all.count)
  }

  @Test("every option of a table and of a measure of actors is in its identity")
  func tables() throws {
    let start = """
      tables = { valence.table { "t", of = "consumer", columns = { "a", "b" }, sort = "a", top = 3, parts = { "a" },
          function(self) return self.skill, self.skill end },
        valence.table { "u", columns = { "a", "b" }, rows = { "x" }, function(run) return run.steps end },
        valence.table { "v", columns = { "a", "b" }, series = { "joy (consumer)" } } },
      measures = { valence.measure { "new", of = "consumer", by = "segment", function(self) return self.skill end },
      """
    func texts(_ find: String, _ put: String) throws -> [String] {
      let text = replaced(
        "measures = {", replaced(find, put, in: start), in: goodStudy)
      let study = try load(text).study
      return study.tables.indices.map(study.canonicalText(ofTable:))
        + study.measures.indices.map(study.canonicalText(ofMeasure:))
    }
    let before = try texts("\"t\"", "\"t\"")
    let changes = [
      ("sort = \"a\"", "sort = \"b\""), ("top = 3", "top = 4"),
      ("parts = { \"a\" }", "parts = { \"b\" }"),
      ("rows = { \"x\" }", "rows = { \"y\" }"), ("\"joy (consumer)\"", "\"adopters\""),
      ("by = \"segment\"", "by = \"mood\""),
    ]
    for (find, put) in changes {
      let after = try texts(find, put)
      #expect(zip(before, after).count { $0 != $1 } == 1, "\(put)")
    }
    #expect(try texts("\"t\"", "\"renamed\"") == before)
  }

  @Test("a measure has an identity of its own")
  func measures() throws {
    func texts(_ text: String) throws -> [String] {
      let study = try load(text).study
      return study.measures.indices.map(study.canonicalText(ofMeasure:))
    }
    let before = try texts(goodStudy)
    #expect(Set(before).count == 2)
    #expect(try texts(replaced("reach = 0.1", "reach = 0.2", in: goodStudy)) == before)
    let changes = [
      ("keep = { n = 0,", "keep = { n = 1,"), ("per = \"tie\"", "per = \"run\""),
      ("kept.n = kept.n + 1", "kept.n = kept.n + 2"),
      ("run:kept \"n\" end", "run:kept \"n\" * 2 end"),
      ("gives = { \"all\", \"mean\" }", "gives = { \"all\", \"men\" }"),
    ]
    for (find, put) in changes {
      let after = try texts(replaced(find, put, in: goodStudy))
      #expect(after[0] == before[0] && after[1] != before[1], "\(put)")
    }
  }
}
