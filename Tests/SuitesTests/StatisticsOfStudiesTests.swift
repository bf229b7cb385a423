import Suites
import Testing

/// Statistical assertions on studies: which numbers they look at.
@Suite struct StatisticsOfStudiesTests {
  private static let study = """
    local valence = require "valence"
    local app = study {
      name = "Luck", seed = 7, steps = 3, replications = 5,
      parameters = { extra = 0 },
      actors = { person = { count = 10, fields = { wealth = 0 } } },
      phases = {
        valence.rule { "earn", of = "person", function(self, env)
          self.wealth = self.wealth + env:uniform(0, 1) + env.extra
        end },
      },
      values = {
        valence.value { "worth", of = "person", as = "stock", function(self) return self.wealth end },
      },
      scenarios = { { "poor" }, { "rich", extra = 0.1 } },
      baseline = "poor",
      measures = {
        valence.measure { "total", function(run) return run:sum("person", "wealth") end },
        valence.measure { "rare", function(run)
          if run:sum("person", "wealth") > 15 then return valence.undefined "too_much" end
          return 1
        end },
      },
    }

    """

  private func failure(_ body: String) throws -> (failure: TestFailure?, printed: [String]) {
    let file = results(of: Self.study + "it('test', function()\n\(body)\nend)")
    try #require(file.loadFailure == nil, "\(file)")
    let test = try #require(file["test"])
    return (test.failures.first, test.output)
  }

  private func details(_ failure: TestFailure?) -> [String: String] {
    Dictionary((failure?.details ?? []).map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// The same draws in both scenarios: every pair differs by three times 0.1.
  @Test func twinsAreCompared() throws {
    for than in ["poor", "twin"] {
      let found = try failure(
        """
        assert.greater_on_average {
          study = app, value = "worth", scenario = "rich", than = "\(than)", effect = 0.2 }
        assert.no_difference {
          study = app, value = "worth", scenario = "rich", than = "\(than)", effect = 0.2 }
        """)
      let name = than == "twin" ? "in its twin" : "in 'poor'"
      #expect(found.failure?.message == "worth in 'rich' differs on average from that \(name)")
      #expect(details(found.failure)["estimate"] == "0.3, the mean difference of pairs")
      #expect(details(found.failure)["seed"] == "7")
    }
  }

  /// What is asserted of replicates is what a run of them gives.
  @Test(arguments: [
    ("value = \"worth\"", "value \"worth\""), ("measure = \"total\"", "measure \"total\""),
  ])
  func replicatesAreThoseOfRuns(asked: String, shown: String) throws {
    let found = try failure(
      """
      local sum = 0
      for replicate = 1, 30 do
        sum = sum + app:run({ scenario = "rich", replicate = replicate }):\(shown)
      end
      print(("%.4g, the mean"):format(sum / 30))
      assert.within_interval {
        study = app, \(asked), scenario = "rich", low = 1000, effect = 500 }
      """)
    #expect(found.failure != nil)
    #expect(found.printed == [details(found.failure)["estimate"]])
  }

  @Test func undefinedReplicatesAreCountedByReason() throws {
    let found = try failure(
      """
      assert.within_interval {
        study = app, measure = "rare", scenario = "poor", low = 0, effect = 1 }
      """)
    let message = try #require(found.failure?.message)
    #expect(message.hasPrefix("rare in 'poor' is undefined in "), "\(message)")
    #expect(message.contains(" of 30 replicates: too_much ("), "\(message)")
  }

  @Test(arguments: [
    ("value = \"worht\"", "worth"), ("measure = \"totl\"", "total"),
    ("value = \"worth\", scenario = \"pour\"", "poor"),
  ])
  func wrongNamesAreExplained(asked: String, hint: String) throws {
    let found = try failure(
      "assert.within_interval { study = app, \(asked), low = 0, effect = 1 }")
    #expect(found.failure?.message.contains("did you mean '\(hint)'?") == true, "\(found)")
  }
}
