import Randomness
import Testing

/// The rates that the statistical assertions state, on simulated models: alarm 0.01, power 0.9.
@Suite struct NullModelTests {
  /// A draw with a name, so that a failing test says which.
  struct Draw: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var draw: @Sendable (inout DrawStream) -> Double

    init(_ name: String, _ draw: @escaping @Sendable (inout DrawStream) -> Double) {
      testDescription = name
      self.draw = draw
    }

    static func normal(_ mean: Double, _ sd: Double) -> Draw {
      Draw("normal(\(mean), \(sd))") { $0.normal(mean: mean, sd: sd) }
    }
  }

  private static let rates = "alarm = 0.01, power = 0.9, at_most = 1000000"

  private func failures(_ assertion: String, _ says: String, _ draw: Draw) throws -> Int {
    try NullModels(assertion: assertion, says: says, draw: draw.draw).failures()
  }

  // MARK: Means of normal data, where the rates hold exactly

  private static let spreads = [0.01, 0.5, 1, 2.0]

  @Test(arguments: spreads)
  func noDifferenceRarelyAlarms(spread: Double) throws {
    let count = try failures(
      "assert.no_difference { sample = sample, than = other, effect = 1, \(Self.rates) }",
      "differs on average", .normal(5, spread))
    #expect(!Rate.isAbove(count, 0.01) && !Rate.isBelow(count, 0.01), "\(count)")
  }

  @Test(arguments: spreads)
  func noDifferenceFindsTheEffect(spread: Double) throws {
    for claimed in [4.0, 6] {
      let count = try failures(
        "assert.no_difference { sample = sample, than = \(claimed), effect = 1, \(Self.rates) }",
        "differs on average", .normal(5, spread))
      #expect(!Rate.isBelow(count, 0.9), "\(count)")
    }
  }

  @Test(arguments: spreads)
  func greaterOnAverageRarelyPassesWithoutADifference(spread: Double) throws {
    let count = try failures(
      "assert.greater_on_average { sample = sample, than = other, effect = 1, \(Self.rates) }",
      "is not shown to be greater", .normal(5, spread))
    #expect(!Rate.isBelow(count, 0.99) && !Rate.isAbove(count, 0.99), "\(count)")
  }

  @Test(arguments: spreads)
  func greaterOnAverageFindsTheEffect(spread: Double) throws {
    let count = try failures(
      "assert.greater_on_average { sample = sample, than = 4, effect = 1, \(Self.rates) }",
      "is not shown to be greater", .normal(5, spread))
    #expect(!Rate.isAbove(count, 0.1), "\(count)")
  }

  /// At the very edge of the interval, where alarms are most frequent.
  @Test(arguments: ["low = 5, high = 9", "low = 1, high = 5", "low = 5, high = 5"])
  func withinIntervalRarelyAlarms(ends: String) throws {
    let count = try failures(
      "assert.within_interval { sample = sample, \(ends), effect = 0.5, \(Self.rates) }",
      "the mean of the sample is", .normal(5, 1))
    #expect(!Rate.isAbove(count, 0.01), "\(count)")
  }

  @Test(arguments: ["low = 5.5", "high = 4.5", "low = 0, high = 4.5", "low = 5.5, high = 9"])
  func withinIntervalFindsTheEffect(ends: String) throws {
    let count = try failures(
      "assert.within_interval { sample = sample, \(ends), effect = 0.5, \(Self.rates) }",
      "the mean of the sample is", .normal(5, 1))
    #expect(!Rate.isBelow(count, 0.9), "\(count)")
  }

  // MARK: Means of other data

  /// Differences between two sides that are alike are symmetric, whatever the sides are: the rate
  /// then holds as well as it can be seen here.
  @Test(arguments: [
    Draw("exponential(1)") { $0.exponential(rate: 1) },
    Draw("uniform(0, 1)") { $0.uniform(low: 0, high: 1) },
    Draw("bernoulli(0.5)") { $0.bernoulli(0.5) ? 1 : 0 },
    Draw("bernoulli(0.02)") { $0.bernoulli(0.02) ? 1 : 0 },
  ])
  func noDifferenceOfAlikeSidesRarelyAlarms(draw: Draw) throws {
    let count = try failures(
      "assert.no_difference { sample = sample, than = other, effect = 1, \(Self.rates) }",
      "differs on average", draw)
    #expect(!Rate.isAbove(count, 0.01), "\(count)")
  }

  /// Differences of lognormal values have tails so long that thirty of them say too little of their
  /// spread: at this effect alarms are 2.2 times as frequent as stated (`TwoStageDesign` says so).
  @Test func longTailsAlarmMoreOften() throws {
    let draw = Draw("lognormal(0, 1)") { $0.lognormal(meanlog: 0, sdlog: 1) }
    let count = try failures(
      "assert.no_difference { sample = sample, than = other, effect = 1, \(Self.rates) }",
      "differs on average", draw)
    #expect(!Rate.isAbove(count, 0.022) && !Rate.isBelow(count, 0.022), "\(count)")
  }

  /// Inside a known range the rates hold for the most skewed of values.
  @Test(arguments: [0.01, 0.1, 0.5])
  func ratesHoldInARange(share: Double) throws {
    let draw = Draw("bernoulli(\(share))") { $0.bernoulli(share) ? 1 : 0 }
    func count(_ ends: String) throws -> Int {
      try failures(
        "assert.within_interval { sample = sample, \(ends), range = { 0, 1 }, effect = 0.2, "
          + "\(Self.rates) }", "the mean of the sample is", draw)
    }
    for ends in ["low = \(share)", "high = \(share)"] {
      let alarms = try count(ends)
      #expect(!Rate.isAbove(alarms, 0.01), "\(ends): \(alarms)")
    }
    let found = try count("low = \(share + 0.2)")
    #expect(!Rate.isBelow(found, 0.9), "\(found)")
  }

  @Test func ratesHoldForDifferencesInARange() throws {
    let draw = Draw("bernoulli(0.3)") { $0.bernoulli(0.3) ? 1 : 0 }
    let alarms = try failures(
      "assert.no_difference { sample = sample, than = other, range = { 0, 1 }, effect = 0.3, "
        + "\(Self.rates) }", "differs on average", draw)
    #expect(!Rate.isAbove(alarms, 0.01), "\(alarms)")
    let missed = try failures(
      "assert.greater_on_average { sample = sample, than = 0, range = { 0, 1 }, effect = 0.3, "
        + "\(Self.rates) }", "is not shown to be greater", draw)
    #expect(!Rate.isAbove(missed, 0.1), "\(missed)")
  }

  // MARK: Distributions

  /// Each distribution by its constructor, drawn from itself.
  @Test(arguments: [
    ("valence.normal(3, 2)", Draw.normal(3, 2)),
    ("valence.uniform(-1, 1)", Draw("itself") { $0.uniform(low: -1, high: 1) }),
    ("valence.gamma(2, 3)", Draw("itself") { $0.gamma(shape: 2, scale: 3) }),
    ("valence.beta(0.5, 2)", Draw("itself") { $0.beta(0.5, 2) }),
    ("valence.lognormal(0, 1)", Draw("itself") { $0.lognormal(meanlog: 0, sdlog: 1) }),
    ("valence.poisson(2.5)", Draw("itself") { Double($0.poisson(mean: 2.5)) }),
    ("valence.binomial(10, 0.3)", Draw("itself") { Double($0.binomial(n: 10, p: 0.3)) }),
    ("valence.bernoulli(0.3)", Draw("itself") { $0.bernoulli(0.3) ? 1 : 0 }),
    ("valence.exponential(0.5)", Draw("itself") { $0.exponential(rate: 0.5) }),
    ("function(x) return math.max(0, math.min(1, x)) end", Draw("itself") { $0.nextUniform() }),
  ])
  func distributedAsRarelyAlarms(distribution: String, draw: Draw) throws {
    let count = try failures(
      "assert.distributed_as { sample = sample, as = \(distribution), effect = 0.3, \(Self.rates) }",
      "is not distributed as", draw)
    #expect(!Rate.isAbove(count, 0.01), "\(count)")
  }

  /// Uniform numbers moved by 0.3 are 0.3 away from those that are not; so are coins of 0.5 and 0.8.
  @Test(arguments: [
    ("valence.uniform(0, 1)", Draw("moved") { 0.3 + $0.nextUniform() }),
    ("valence.bernoulli(0.5)", Draw("bernoulli(0.8)") { $0.bernoulli(0.8) ? 1 : 0 }),
  ])
  func distributedAsFindsTheEffect(distribution: String, draw: Draw) throws {
    let count = try failures(
      "assert.distributed_as { sample = sample, as = \(distribution), effect = 0.3, \(Self.rates) }",
      "is not distributed as", draw)
    #expect(!Rate.isBelow(count, 0.9), "\(count)")
  }
}
