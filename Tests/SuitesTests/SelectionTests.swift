import Suites
import Testing

/// Which tests run, in which order, how often, on how many threads.
@Suite struct SelectionTests {
  private let text = """
    describe("app #app", function()
      it("sells #slow", function() assert(true) end)
      it("pushes", { tags = { "slow", "push" } }, function() assert(true) end)
      it("waits", { tags = "calm" }, function() assert(true) end)
    end)
    it("counts", function() assert(true) end)
    """

  private func names(_ selection: Selection) -> [String] {
    results(of: text, options: SuiteOptions(seed: 1, selection: selection)).tests.map(\.test.name)
  }

  @Test func tagsOfNamesGroupsAndOptions() {
    let tests = results(of: text).tests.map(\.test.tags)
    #expect(tests == [["app", "slow"], ["app", "slow", "push"], ["app", "calm"], []])
  }

  @Test func byTag() {
    #expect(names(Selection(tags: ["slow"])) == ["sells #slow", "pushes"])
    #expect(names(Selection(tags: ["push", "calm"])) == ["pushes", "waits"])
    #expect(names(Selection(excludedTags: ["slow"])) == ["waits", "counts"])
    #expect(names(Selection(tags: ["app"], excludedTags: ["push"])) == ["sells #slow", "waits"])
  }

  @Test func byName() {
    #expect(names(Selection(names: ["app #app pushes"])) == ["pushes"])
    #expect(names(Selection(names: ["wait", "count"])) == ["waits", "counts"])
    #expect(names(Selection(names: ["nothing"])) == [])
  }

  /// A spec that prints the order in which its tests run.
  private let recorder = """
    local order = {}
    for number = 1, 8 do
      it("test " .. number, function() order[#order + 1] = number print(table.concat(order)) assert(1) end)
    end
    """

  private func order(seed: UInt64, _ selection: Selection = Selection()) -> String {
    let file = results(of: recorder, options: SuiteOptions(seed: seed, selection: selection))
    return file.tests.compactMap(\.output.first).max { $0.count < $1.count } ?? ""
  }

  @Test func orderComesFromTheSeed() {
    let orders = (1...20).map { order(seed: UInt64($0)) }
    #expect(Set(orders).count > 15)
    #expect(orders.allSatisfy { Set($0) == Set("12345678") })
    #expect(orders == (1...20).map { order(seed: UInt64($0)) })
  }

  @Test func everyPlaceIsAsLikely() {
    // 1,000 seeds: each test comes first in about 125 of them; the standard deviation is 10.5.
    var first: [Character: Int] = [:]
    for seed in 1...1000 { first[order(seed: UInt64(seed)).first ?? "?", default: 0] += 1 }
    #expect(first.count == 8)
    #expect(first.values.allSatisfy { abs($0 - 125) < 53 })
  }

  @Test func selectionKeepsTheOrder() {
    let all = order(seed: 5)
    let some = order(seed: 5, Selection(names: ["test 2", "test 5", "test 7"]))
    #expect(some == all.filter("257".contains))
  }

  private func files(_ count: Int) -> [SpecFile] {
    (1...count).map { number in
      SpecFile(
        path: "\(number)_spec.lua",
        text: """
          it("passes", function() assert(true) end)
          it("fails", function() assert.equal(\(number), 0) end)
          """)
    }
  }

  @Test(arguments: [1, 2, 5])
  func resultsAreInTheOrderOfTheFiles(jobs: Int) {
    let results = SuiteRunner.run(
      files(9), options: SuiteOptions(seed: 3), rounds: 2, jobs: jobs)
    let expected = (1...2).flatMap { round in (1...9).map { "\($0)_spec.lua \(round) \(2 + round)" }
    }
    #expect(results.map { "\($0.path) \($0.round) \($0.seed)" } == expected)
    #expect(
      results.allSatisfy { $0["passes"]?.status == .passed && $0["fails"]?.isFailure == true })
  }

  @Test func stopsAtTheFirstFailure() {
    let results = SuiteRunner.run(
      files(5), options: SuiteOptions(seed: 3, stopsAtFailure: true), jobs: 1)
    let counts = TestCounts(results)
    #expect(counts.failed == 1)
    #expect(counts.passed <= 1)
    #expect(counts.tests == 10)
  }
}
