import Diagnostics
import Suites
import Testing

/// What statistical assertions say and refuse; how often they are right: `NullModelTests`.
@Suite struct StatisticalAssertionTests {
  /// The failures of a test with this body.
  private func failures(_ body: String) throws -> [TestFailure] {
    let text = "local valence = require 'valence'\nit('test', function()\n\(body)\nend)"
    let file = results(of: text)
    try #require(file.loadFailure == nil, "\(file)")
    return try #require(file["test"]).failures
  }

  private func details(_ failure: TestFailure) -> [String: String] {
    Dictionary(failure.details.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// Thirty values that alternate between 1 and 3 have the mean 2 and the variance 30/29; their
  /// standard error is 0.186, and t(0.001, 29) = 3.396.
  @Test func failureShowsWhatItRestsOn() throws {
    let found = try failures(
      """
      assert.greater_on_average {
        sample = function(replicate) return replicate % 2 == 0 and 1 or 3 end, than = 5, effect = 4 }
      """)
    try #require(found.count == 1)
    #expect(found[0].kind == .assertion)
    #expect(found[0].message == "the sample is not shown to be greater on average than 5")
    #expect(found[0].location?.line == 3)
    #expect(
      found[0].details.map(\.name) == ["estimate", "interval", "n", "rates", "seed", "repeat"])
    let shown = details(found[0])
    #expect(shown["estimate"] == "2, the mean")
    #expect(shown["interval"] == "[1.369, 2.631] (99.8 %)")
    #expect(shown["n"] == "30 replicates; the first 30 have a standard deviation of 1.017")
    #expect(
      shown["rates"] == "alarm 0.001, power 0.999 at an effect of 4, of this assertion alone")
    #expect(shown["seed"] == "1")
    #expect(shown["repeat"] == "valence test some_spec.lua --filter test --seed 1")
  }

  /// With t(0.005, 29) = 2.756386 and t(0.1, 29) = 1.311434 (SciPy 1.17) it takes
  /// 30/29 * 0.25 * (4.067820 / 0.25)^2 = 68.5.
  @Test func aSmallerEffectTakesMoreReplicates() throws {
    let found = try failures(
      """
      local most = 0
      assert.no_difference {
        sample = function(replicate) most = math.max(most, replicate); return replicate % 2 end,
        than = 0.5, effect = 0.25, alarm = 0.01, power = 0.9,
      }
      assert.equal(69, most)
      """)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func tooManyReplicatesAreRefused() throws {
    let found = try failures(
      """
      assert.no_difference {
        sample = function(replicate) return replicate % 2 end, than = 0, effect = 0.001 }
      """)
    #expect(found.map(\.message) == ["2000 replicates cannot resolve an effect of 0.001"])
    // t(0.0005, 29) = 3.659405, t(0.001, 29) = 3.396240: 30/29 * 0.25 * 7055.645^2 = 12,874,615
    #expect(found.first.map(details)?["needed"]?.hasPrefix("1.287e+07") == true)
  }

  @Test func undefinedReplicatesFailWithTheirReasons() throws {
    let found = try failures(
      """
      assert.within_interval { low = 0, effect = 1, sample = function(replicate)
        if replicate == 3 then return 0 / 0 end
        return replicate % 10 == 0 and 1 / 0 or 1
      end }
      """)
    #expect(
      found.map(\.message) == [
        "the sample is undefined in 4 of 30 replicates: infinite (3), not_a_number (1)"
      ])
  }

  @Test func withoutSpreadTheNumberIsTakenAsItIs() throws {
    #expect(
      try failures(
        """
        local function sample() return 2 end
        assert.within_interval { sample = sample, low = 2, high = 2, effect = 1 }
        assert.greater_on_average { sample = sample, than = 1.9, effect = 1 }
        assert.no_difference { sample = sample, than = sample, effect = 1 }
        """
      ).isEmpty)
    let found = try failures(
      "assert.within_interval { sample = function() return 2 end, low = 3, effect = 1 }")
    #expect(found.map(\.message) == ["the mean of the sample is below 3"])
    #expect(
      found.first.map(details)?["n"] == "30 replicates; the first 30 are all equal")
  }

  @Test func valuesOutsideTheRangeFail() throws {
    let found = try failures(
      """
      assert.within_interval { sample = function(replicate) return replicate end, low = 0, effect = 1,
        range = { 0, 10 }, alarm = 0.1, power = 0.5 }
      """)
    #expect(found.map(\.message) == ["the sample leaves its range: replicate 11 gives 11"])
  }

  @Test func distributionsAreNamed() throws {
    let found = try failures(
      """
      assert.distributed_as { sample = function(replicate) return replicate % 2 end,
        as = valence.normal(0.5, 0.1), effect = 0.5 }
      """)
    #expect(
      found.map(\.message) == ["the sample is not distributed as valence.normal(0.5, 0.1)"])
    #expect(
      found.first.map(\.details)?.map(\.name) == [
        "estimate", "interval", "n", "rates", "seed", "repeat",
      ])
  }

  @Test(arguments: [
    ("no_difference(3)", "takes one table of options, not 3"),
    ("no_difference {}", "effect is missing"),
    ("no_difference { efect = 1 }", "no option 'efect' here; did you mean 'effect'?"),
    ("no_difference { effect = 'x' }", "effect must be a number, not \"x\""),
    ("no_difference { effect = -1 }", "effect must be a number above 0"),
    ("no_difference { effect = 0/0 }", "effect must be a number above 0"),
    ("no_difference { effect = 1, alarm = 0.5 }", "alarm must be a probability above 0"),
    ("no_difference { effect = 1, power = 1 }", "power must be a probability from 0.5"),
    ("no_difference { effect = 1 }", "give either study"),
    ("no_difference { effect = 1, sample = print }", "than must be a second function"),
    ("no_difference { effect = 1, sample = print, than = 'x' }", "than must be a second function"),
    (
      "no_difference { effect = 1, sample = print, than = 1 }",
      "the sample must be a number, not nil"
    ),
    ("no_difference { effect = 1, study = {} }", "the option study needs a study"),
    ("within_interval { effect = 1, sample = print }", "low and high say"),
    (
      "within_interval { effect = 1, sample = print, low = 1, than = 2 }",
      "than must not be a number"
    ),
    ("no_difference { effect = 1, sample = print, value = 'x' }", "value belongs to a study"),
    ("within_interval { effect = 1, sample = print, low = 2, high = 1 }", "low and high say"),
    ("within_interval { effect = 1, sample = print, low = 2, range = { 1 } }", "range must be"),
    ("distributed_as { effect = 2, sample = print }", "effect must be a distance"),
    ("distributed_as { effect = 0.5, sample = print }", "as must be a distribution of numbers"),
    (
      "distributed_as { effect = 0.5, sample = print, as = valence.normal(0) }", "got 1 of 2 values"
    ),
    (
      "distributed_as { effect = 0.5, sample = math.abs, as = function() return 2 end }",
      "must return a probability, and gives 2"
    ),
  ])
  func mistakesAreExplained(call: String, message: String) throws {
    let found = try failures("assert.\(call)")
    #expect(found.count == 1)
    #expect(found.first?.message.contains(message) == true, "\(found)")
    #expect(found.first?.location?.line == 3)
  }
}
