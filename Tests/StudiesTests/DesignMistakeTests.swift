import Studies
import Testing

@Suite("Mistakes in a study's design: one message, at its line, with its hint")
struct DesignMistakeTests {
  @Test("designs", arguments: designs)
  func checkDesigns(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  private static func mistake(_ design: String, _ says: String, hint: String? = nil) -> Mistake {
    Mistake("seed = 7,", "seed = 7,\n    §design = \(design),", says, hint: hint)
  }

  static let designs: [Mistake] = [
    mistake("3", "'design' of the study must be a table"),
    mistake("{ reach = { 1 } }", "the design cannot be a table", hint: "valence.grid"),
    mistake("valence.cross { reach = { 1 } }", "the design cannot be valence.cross"),
    mistake("valence.grid {}", "the design varies no parameter", hint: "reach"),
    mistake(
      "valence.grid { rech = { 1 } }", "unknown parameter 'rech' in the design", hint: "'reach'"),
    mistake("valence.grid { reach = 1 }", "valence.grid needs a list of values for 'reach'"),
    mistake("valence.grid { reach = { 1, 1 } }", "the design has a value of 'reach' twice"),
    mistake("valence.grid { reach = { 1, 'x' } }", "parameter 'reach' must be a number, got x"),
    mistake(
      "valence.grid { campaign = { 'none', 'unform' } }", "parameter 'campaign' cannot be 'unform'",
      hint: "'uniform'"),
    mistake("valence.grid { reach = valence.range(0, 1) }", "valence.range takes three numbers"),
    mistake(
      "valence.grid { reach = valence.range(1, 0, 0.1) }", "a range goes from the lower number"),
    mistake(
      "valence.grid { reach = valence.range(0, 1, 0) }", "the step of a range must be above 0"),
    mistake(
      "valence.grid { visits = valence.range(0, 1, 0.5) }",
      "parameter 'visits' must be a whole number, got 0.5"),
    mistake("valence.sobol { reach = { 0, 1 } }", "the design needs 'points'"),
    mistake("valence.sobol { points = 8 }", "the design samples no parameter", hint: "reach = "),
    mistake("valence.sobol { points = 0, reach = { 0, 1 } }", "'points' of the design must be"),
    mistake(
      "valence.latin_hypercube { points = 8, reach = { 0, 1, 2 } }",
      "the design needs the two ends between which 'reach' is sampled"),
    mistake(
      "valence.latin_hypercube { points = 8, reach = { 1, 0 } }",
      "the first end of 'reach' in the design must be below the second one"),
    mistake(
      "valence.latin_hypercube { points = 8, campaign = { 0, 1 } }",
      "parameter 'campaign' must be a choice"),
    mistake(
      "valence.one_at_a_time { 'rech' }", "unknown parameter 'rech' in the design", hint: "'reach'"),
    mistake("valence.one_at_a_time { 'open' }", "parameter 'open' is no number"),
    mistake(
      "valence.one_at_a_time { 'congruence' }", "parameter 'congruence' is no number",
      hint: "\"congruence.level\""),
    mistake("valence.one_at_a_time { factors = { 1, 2 } }", "the factors of the design"),
    mistake("valence.one_at_a_time { factor = { 2 } }", "the design has no 'factor'"),
  ]

  @Test func designsAreRead() throws {
    func design(_ text: String) throws -> Design? {
      try load(goodStudy.replacing("seed = 7,", with: "seed = 7, design = \(text),")).study.design
    }
    #expect(
      try design("valence.grid { reach = { 0.1, 0.2 }, visits = valence.range(1, 3, 1) }")
        == .grid([
          DesignAxis("reach", [.number(0.1), .number(0.2)]),
          DesignAxis("visits", [.number(1), .number(2), .number(3)]),
        ]))
    #expect(
      try design(
        "valence.sobol { points = 64, reach = { 0, 1 }, ['congruence.helping'] = { 0, 2 } }")
        == .sample(
          DesignSample(
            Sampling(.sobol, points: 64),
            [
              DesignRange("congruence.helping", low: 0, high: 2),
              DesignRange("reach", low: 0, high: 1),
            ])))
    #expect(try design("valence.one_at_a_time()") == .oneAtATime(OneAtATime()))
    #expect(
      try design("valence.one_at_a_time { 'reach', 'congruence.helping', factors = { 0.9 } }")
        == .oneAtATime(OneAtATime(["reach", "congruence.helping"], factors: [0.9])))
  }
}
