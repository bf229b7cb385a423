import Diagnostics
import Experiments
import Studies
import Testing

/// At which points scenarios are run.
struct DesignTests {
  private func planned(
    _ design: String, parameters: String? = nil, scenarios: String? = nil,
    _ change: (inout PlanOptions) -> Void = { _ in }
  ) throws -> RunPlan {
    var text = market(extra: "design = \(design),")
    if let parameters {
      text = text.replacing("reach = 0.2, price = 1, unused = 0, fails = false", with: parameters)
    }
    if let scenarios {
      text = text.replacing(
        #"{ "none", reach = 0 }, { "word of mouth" }, { "loud", reach = 0.6 }"#, with: scenarios)
      if !scenarios.contains("none") { text = text.replacing(#"baseline = "none","#, with: "") }
    }
    var options = PlanOptions()
    change(&options)
    return try RunPlan(loadStudy(text), options)
  }

  private func described(_ point: [PointValue]) -> [String] {
    point.map { "\($0.name)=\($0.value.described)" }
  }

  @Test func aGridRunsEveryScenarioAtEveryCombination() throws {
    let plan = try planned(
      "valence.grid { reach = { 0.1, 0.3 }, price = valence.range(0, 0.3, 0.1) }",
      scenarios: #"{ "none", reach = 0 }, { "some" }"#)
    #expect(plan.design.kind == .grid)
    #expect(plan.design.parameters == ["price", "reach"])
    #expect(plan.design.points == 8)
    // The baseline keeps what it sets itself.
    #expect(
      plan.cells.map(\.name) == [
        "none price=0", "none price=0.1", "none price=0.2", "none price=0.3",
        "some price=0 reach=0.1", "some price=0 reach=0.3", "some price=0.1 reach=0.1",
        "some price=0.1 reach=0.3", "some price=0.2 reach=0.1", "some price=0.2 reach=0.3",
        "some price=0.3 reach=0.1", "some price=0.3 reach=0.3",
      ])
    #expect(
      plan.cells.map(\.base) == Array(repeating: "none", count: 4)
        + Array(repeating: "some", count: 8))
    #expect(described(plan.cells[0].point) == ["price=0"])
    #expect(described(plan.cells[11].point) == ["price=0.3", "reach=0.3"])
    #expect(plan.cells[11].scenario.parameters["price"] == .number(0.3))
    #expect(plan.cells[11].twin?.name == "none price=0.3")
  }

  @Test func withoutADesignNothingIsVaried() throws {
    let plan = try plan(market(), settings: [DesignAxis("price", [.number(3)])])
    #expect(plan.design.kind == .scenarios)
    #expect(plan.design.parameters.isEmpty && plan.design.points == 1)
    #expect(plan.cells.map(\.base) == plan.cells.map(\.name))
    #expect(plan.cells.allSatisfy { $0.point.isEmpty })
  }

  @Test func theCommandLineReplacesWhatTheDesignSaysOfAParameter() throws {
    let grid = "valence.grid { price = { 1, 2 }, unused = { 3, 4 } }"
    let plan = try planned(grid, scenarios: #"{ "one" }"#) {
      $0.settings = [DesignAxis("price", [.number(5), .number(6)])]
    }
    #expect(
      plan.cells.map(\.name) == [
        "one unused=3 price=5", "one unused=3 price=6", "one unused=4 price=5",
        "one unused=4 price=6",
      ])
    let fixed = try planned(grid, scenarios: #"{ "one" }"#) {
      $0.settings = [DesignAxis("price", [.number(5)])]
    }
    #expect(fixed.cells.map(\.name) == ["one unused=3", "one unused=4"])
    #expect(fixed.cells.allSatisfy { $0.scenario.parameters["price"] == .number(5) })
    #expect(fixed.design.parameters == ["unused"])
  }

  @Test func oneAtATimeMultipliesWhatEachScenarioHas() throws {
    let plan = try planned("valence.one_at_a_time {}")
    #expect(plan.design.kind == .oneAtATime)
    #expect(plan.design.parameters == ["price", "reach"])
    #expect(
      plan.cells.map(\.name) == [
        "none", "none price x0.5", "none price x2", "word of mouth", "word of mouth price x0.5",
        "word of mouth price x2", "word of mouth reach x0.5", "word of mouth reach x2", "loud",
        "loud price x0.5", "loud price x2", "loud reach x0.5", "loud reach x2",
      ])
    #expect(plan.cells[0].point.isEmpty)
    #expect(described(plan.cells[7].point) == ["reach=x2"])
    #expect(plan.cells[7].scenario.parameters["reach"] == .number(0.4))
    #expect(plan.cells[12].scenario.parameters["reach"] == .number(1.2))
    #expect(plan.cells[12].twin?.name == "none")
    #expect(plan.cells[10].twin?.name == "none price x2")
    #expect(plan.notes.contains { $0.hasPrefix("Parameter 'unused' is 0 in every scenario") })
    #expect(plan.warnings.isEmpty)
  }

  @Test func oneAtATimeLeavesOutWhatAParameterCannotBe() throws {
    let plan = try planned(
      #"valence.one_at_a_time { "size", "care.a", factors = { 0.5, 3 } }"#,
      parameters: """
        reach = 0.2, price = 1, unused = 0, fails = false, size = valence.integer(3),
          care = valence.by({ "a", "b" }, 0.5)
        """, scenarios: #"{ "one" }"#)
    #expect(
      plan.cells.map(\.name) == ["one", "one size x3", "one care.a x0.5", "one care.a x3"])
    #expect(plan.cells[1].scenario.parameters["size"] == .integer(9))
    #expect(
      plan.cells[3].scenario.parameters["care"]
        == .byLevel(levels: ["a", "b"], values: [.number(1.5), .number(0.5)]))
    #expect(
      plan.notes.contains(
        "The point size x0.5 is left out: in scenario 'one' 3 times 0.5 is no whole number."))
  }

  @Test func oneAtATimeLeavesOutWorldsThatCannotBeBuilt() throws {
    let text = market(scenarios: #"{ "one" }"#, baseline: "{ price = 0 }")
      .replacing("rewire = 0.2", with: #"rewire = valence.parameter "reach""#)
      .replacing("reach = 0.2, price", with: "reach = 0.7, price")
    var options = PlanOptions()
    options.isOneAtATime = true
    let plan = try RunPlan(loadStudy(text), options)
    #expect(
      plan.cells.map(\.name) == ["one", "one price x0.5", "one price x2", "one reach x0.5"])
    #expect(
      plan.notes.contains { $0.hasPrefix("The point reach x2 is left out: in scenario 'one'") })
  }

  @Test func samplesArePointsOfTheirRanges() throws {
    for (design, kind) in [
      ("latin_hypercube", PlannedDesign.Kind.latinHypercube), ("sobol", .sobol),
    ] {
      let plan = try planned(
        "valence.\(design) { points = 8, size = { 1, 4 }, price = { 0, 2 } }",
        parameters:
          "reach = 0.2, price = 1, unused = 0, fails = false, size = valence.integer(3)",
        scenarios: #"{ "none", reach = 0 }, { "some" }"#)
      #expect(plan.design.kind == kind)
      #expect(plan.design.parameters == ["price", "size"])
      #expect(
        plan.cells.map(\.name)
          == ["none", "some"].flatMap { base in (1...8).map { "\(base) #\($0)" } })
      #expect(plan.cells[9].twin?.name == "none #2")
      var strata: [Int] = []
      var sizes: [Int64: Int] = [:]
      for cell in plan.cells.prefix(8) {
        guard case .number(let price)? = cell.scenario.parameters["price"],
          case .integer(let size)? = cell.scenario.parameters["size"]
        else {
          Issue.record("a sampled parameter is of another sort")
          continue
        }
        strata.append(Int(price * 4))
        sizes[size, default: 0] += 1
      }
      // Both methods put one point into each of eight equal parts, so two to each whole number.
      #expect(strata.sorted() == Array(0..<8))
      #expect(sizes == [1: 2, 2: 2, 3: 2, 4: 2])
      let again = try planned(
        "valence.\(design) { points = 8, price = { 0, 2 }, size = { 1, 4 } }",
        parameters:
          "reach = 0.2, price = 1, unused = 0, fails = false, size = valence.integer(3)",
        scenarios: #"{ "none", reach = 0 }, { "some" }"#)
      #expect(again.runs.map(\.fingerprint) == plan.runs.map(\.fingerprint))
    }
  }

  @Test func samplesFollowTheSeed() throws {
    func prices(_ seed: UInt64) throws -> [ParameterValue?] {
      try planned("valence.latin_hypercube { points = 5, price = { 0, 1 } }") { $0.seed = seed }
        .cells.map { $0.scenario.parameters["price"] }
    }
    #expect(try prices(1) == prices(1))
    #expect(try prices(1) != prices(2))
  }

  @Test func theCommandLineSamples() throws {
    let plan = try optioned(market(scenarios: #"{ "none", reach = 0 }, { "some" }"#)) {
      $0.sampling = Sampling(.sobol, points: 3)
      $0.ranges = [DesignRange("reach", low: 0.1, high: 0.3)]
      $0.settings = [DesignAxis("price", [.number(1), .number(2)])]
    }
    // The baseline takes up the sweep alone.
    #expect(
      plan.cells.map(\.name) == [
        "none price=1", "none price=2", "some price=1 #1", "some price=2 #1", "some price=1 #2",
        "some price=2 #2", "some price=1 #3", "some price=2 #3",
      ])
    #expect(plan.warnings.map(\.message).contains { $0.hasPrefix("3 points of a Sobol' sequence") })
  }

  private func optioned(_ text: String, _ change: (inout PlanOptions) -> Void) throws -> RunPlan {
    var options = PlanOptions()
    change(&options)
    return try RunPlan(loadStudy(text), options)
  }

  @Test func aRangeOfTheCommandLineReplacesThatOfTheStudy() throws {
    let plan = try planned("valence.sobol { points = 4, price = { 0, 1 }, unused = { 5, 6 } }") {
      $0.ranges = [DesignRange("price", low: 100, high: 200)]
    }
    #expect(plan.design.parameters == ["price", "unused"])
    for cell in plan.cells {
      guard case .number(let price)? = cell.scenario.parameters["price"] else { continue }
      #expect((100...200).contains(price))
    }
  }

  @Test func wrongDesignsOfTheCommandLineAreUsageErrors() throws {
    func message(_ change: (inout PlanOptions) -> Void) throws -> String {
      var options = PlanOptions()
      change(&options)
      let study = try loadStudy(market())
      let error = try #require(throws: DiagnosticList.self) { try RunPlan(study, options) }
      #expect(error.errorClass == .usage)
      return error.diagnostics.map(\.message).joined(separator: "\n")
    }
    let range = DesignRange("price", low: 0, high: 1)
    #expect(try message { $0.ranges = [range] }.contains("'price=0..1' is a range, but nothing"))
    #expect(
      try message { $0.sampling = Sampling(.sobol, points: 4) } == "--sample has nothing to sample")
    #expect(
      try message {
        $0.sampling = Sampling(.sobol, points: 4)
        $0.ranges = [range]
        $0.settings = [DesignAxis("price", [.number(1), .number(2)])]
      } == "'price' is both set and sampled")
    #expect(
      try message {
        $0.sampling = Sampling(.sobol, points: 4)
        $0.ranges = [range]
        $0.isOneAtATime = true
      }.contains("--sample and --one-at-a-time exclude each other"))
    #expect(
      try message {
        $0.sampling = Sampling(.latinHypercube, points: 100_000)
        $0.ranges = [range]
      } == "the design makes more than 100000 scenarios")
  }

  @Test(arguments: [
    (0.0, 1.0, 0.25, [0, 0.25, 0.5, 0.75, 1]), (0, 0.3, 0.1, [0, 0.1, 0.2, 0.3]),
    (1, 2, 0.4, [1, 1.4, 1.8]), (5, 5, 1, [5]), (-0.2, 0.1, 0.1, [-0.2, -0.1, 0, 0.1]),
  ])
  func progressionsPrintAsTheyAreMeant(
    _ low: Double, _ high: Double, _ step: Double, _ values: [Double]
  )
    throws
  {
    #expect(try Progression(low: low, high: high, step: step).values == values)
  }
}
