import Diagnostics
import Experiments
import Studies
import Testing

struct PlanTests {
  @Test func scenariosAreCellsAndTheBaselineIsTheirTwin() throws {
    let plan = try plan(market())
    #expect(plan.cells.map(\.name) == ["none", "word of mouth", "loud"])
    #expect(plan.cells.map(\.isBaseline) == [true, false, false])
    #expect(plan.cells.map { $0.twin?.name } == [nil, "none", "none"])
    #expect(plan.runs.count == 3)
    #expect(plan.cells[2].settings.map(\.name) == ["reach"])
    #expect(plan.cells[2].settings.map(\.value) == ["0.6"])
    #expect(plan.replications == 8)
    #expect(plan.warnings.isEmpty)
  }

  @Test func sweepsCrossScenariosAndKeepWhatTheBaselineSets() throws {
    let plan = try plan(
      market(),
      settings: [
        DesignAxis("reach", [.number(0.1), .number(0.3)]), DesignAxis("price", [.integer(2)]),
      ])
    #expect(
      plan.cells.map(\.name) == [
        "none", "word of mouth reach=0.1", "word of mouth reach=0.3", "loud reach=0.1",
        "loud reach=0.3",
      ])
    #expect(plan.cells.allSatisfy { $0.scenario.parameters["price"] == .number(2) })
    #expect(plan.cells[0].scenario.parameters["reach"] == .number(0))
    #expect(plan.cells[4].scenario.parameters["reach"] == .number(0.3))
    #expect(plan.cells.dropFirst().allSatisfy { $0.twin?.run == plan.cells[0].run })
    // Both scenarios are the same once the sweep sets what made them differ.
    #expect(plan.runs.count == 3)
    #expect(plan.warnings.contains { $0.message.contains("replaces what scenario 'loud' sets") })
    #expect(
      plan.warnings.contains {
        $0.message == "scenario 'loud reach=0.1' equals scenario 'word of mouth reach=0.1'"
      })
  }

  @Test func sweepsReachTheTwinWhereTheBaselineLeavesTheParameterOpen() throws {
    let plan = try plan(market(), settings: [DesignAxis("price", [.number(1), .number(2)])])
    #expect(
      plan.cells.map(\.name) == [
        "none price=1", "none price=2", "word of mouth price=1", "word of mouth price=2",
        "loud price=1", "loud price=2",
      ])
    #expect(plan.cells[3].twin?.name == "none price=2")
    #expect(plan.cells[3].twin?.run == plan.cells[1].run)
    #expect(plan.cells[1].twin == nil)
  }

  @Test func overridesGiveEveryPointATwinOfItsOwn() throws {
    let plan = try plan(
      market(
        scenarios: #"{ "a", reach = 0.3 }, { "b", reach = 0.3, price = 2 }, { "c", reach = 0 }"#,
        baseline: "{ reach = 0 }"))
    #expect(
      plan.cells.map { $0.twin?.name } == ["a with reach=0", "b with reach=0", "c with reach=0"])
    #expect(plan.cells[0].twin?.run != plan.cells[1].twin?.run)
    #expect(plan.cells[2].twin?.run == plan.cells[2].run)
    #expect(plan.warnings.map(\.message) == ["scenario 'c' equals its twin 'c with reach=0'"])
    #expect(plan.runs.count == 4)
  }

  @Test func aMeasureMayHaveATwinOfItsOwn() throws {
    let plan = try plan(
      market(
        measures: """
          valence.measure { "dear", against = { price = 3 },
            function(run) return run:count("buyer", "heard") end },
          """))
    let dear = try #require(plan.measurements.firstIndex { $0.name == "dear" })
    #expect(
      plan.cells.map { $0.pairings[dear]?.name } == [
        "none with price=3", "word of mouth with price=3", "loud with price=3",
      ])
    #expect(plan.runs.count == 6)
    #expect(plan.runs.map(\.isShown).count { $0 } == 3)
  }

  @Test func twinsAndRunsMayBeAnyChangesOfAScenario() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let plan = try plan(
      market(
        scenarios: """
          { "none", reach = 0 }, { "loud", reach = 0.6, against = { without = { network = "friends" } } }
          """,
        measures: """
          valence.measure { "alone", under = { reach = 0.1, without = { network = "friends" } },
            function(run) return run:count("buyer", "heard") + 1000 * run.parameters.reach end },
          valence.measure { "ties", against = { silence = "all" }, function(run, twin)
            return run:count("buyer", "heard") - twin:count("buyer", "heard")
          end },
          """), replications: 3)
    #expect(plan.cells[1].twin?.name == "loud without network friends")
    let ties = try #require(plan.measurements.firstIndex { $0.name == "ties" })
    #expect(plan.cells[0].pairings[ties]?.name == "none silent everybody")
    try run(plan, store)
    let alone = try values(store, "none", "alone")
    #expect(try values(store, "loud", "alone") == alone)
    #expect(alone.allSatisfy { Double($0).map { $0 >= 100 && $0 <= 130 } ?? false })
    #expect(try values(store, "loud", "ties").allSatisfy { Double($0).map { $0 > 0 } ?? false })
    // Everything is known by what was asked.
    #expect(try Experiment.run(plan, in: store, context: context, jobs: 1).done == 0)
  }

  @Test func fingerprintsFollowContentAndNotNames() throws {
    let plain = try plan(market())
    let renamed = try plan(
      market(
        scenarios: #"{ "loudest", reach = 0.6 }, { "nobody", reach = 0 }"#, baseline: #""nobody""#))
    #expect(
      plain.runs[plain.cells[2].run].fingerprint == renamed.runs[renamed.cells[0].run].fingerprint)
    #expect(
      plain.runs[plain.cells[0].run].fingerprint == renamed.runs[renamed.cells[1].run].fingerprint)
    #expect(Set(plain.runs.map(\.fingerprint)).count == 3)
    let seeded = try plan(market(), seed: 6)
    #expect(Set(seeded.runs.map(\.fingerprint)).isDisjoint(with: plain.runs.map(\.fingerprint)))
    #expect(plain.measurements.map(\.fingerprint) == seeded.measurements.map(\.fingerprint))
  }

  @Test(arguments: [
    ([DesignAxis("raech", [.number(1)])], "unknown parameter 'raech'"),
    ([DesignAxis("reach", [.text("much")])], "parameter 'reach' must be a number"),
    (
      [DesignAxis("reach", [.number(1)]), DesignAxis("reach", [.number(2)])],
      "'reach' is given twice"
    ),
    ([DesignAxis("reach", [])], "'reach' has no value"),
    ([DesignAxis("price.high", [.number(1)])], "parameter 'price' has no levels"),
    (
      ["reach", "price", "unused"].map { name in
        DesignAxis(name, (0..<100).map { .number(Double($0)) })
      }, "the design makes more than 100000 scenarios"
    ),
  ])
  func wrongSettingsAreUsageErrors(_ settings: [DesignAxis], _ message: String) throws {
    let study = try loadStudy(market())
    var options = PlanOptions()
    options.settings = settings
    let error = try #require(throws: DiagnosticList.self) { try RunPlan(study, options) }
    #expect(error.errorClass == .usage)
    #expect(error.diagnostics.contains { $0.message.hasPrefix(message) })
  }

  @Test func mistakesThatShowOnlyAtASettingNameTheScenario() throws {
    let text = market().replacing("rewire = 0.2", with: #"rewire = valence.parameter "unused""#)
    let study = try loadStudy(text)
    var options = PlanOptions()
    options.settings = [DesignAxis("unused", [.number(0.5), .number(7)])]
    let error = try #require(throws: DiagnosticList.self) { try RunPlan(study, options) }
    #expect(error.diagnostics.count == 1)
    #expect(error.diagnostics[0].hints.contains { $0.contains("unused=7") })
  }

  @Test(arguments: [
    ("true", ParameterValue.boolean(true)), ("12", .integer(12)), ("-0.5", .number(-0.5)),
    ("1e3", .number(1000)), ("hubs", .text("hubs")), ("inf", .text("inf")), ("nan", .text("nan")),
    ("", .text("")), ("99999999999999999999", .number(1e20)),
  ])
  func argumentsBecomeValues(_ text: String, _ value: ParameterValue) {
    #expect(ParameterValue(argument: text) == value)
  }
}
