import Suites
import Testing

@Suite struct GoldenTests {
  private let spec = """
    local coins = study "coins.lua"
    it("is as it was", function() assert.golden("fair", coins:run "fair") end)
    it("holds more", function()
      assert.golden("table", { 1, 0.1, -0.0, 1 / 3, 1e300, math.huge, text = "a\\nb", flag = true, inner = { x = 2.0 } })
    end)
    """

  private func run(_ text: String, _ files: MemoryFiles, update: Bool = false) -> FileResult {
    results(
      besideCoins: text, options: SuiteOptions(seed: 1, files: files, updatesGolden: update))
  }

  @Test func areWrittenWhenAskedForAndComparedToTheBit() throws {
    let files = MemoryFiles(["coins.lua": coinStudy])
    let missing = try #require(run(spec, files)["is as it was"]?.failures.first)
    #expect(missing.message == "no golden result is kept under 'fair' in coins_spec.golden.lua")
    #expect(
      missing[detail: "keep this one"]
        == "valence test coins_spec.lua --filter 'is as it was' --seed 1 --update")
    #expect(files["coins_spec.golden.lua"] == nil)

    #expect(run(spec, files, update: true).failed == [])
    let written = try #require(files["coins_spec.golden.lua"])
    #expect(written.hasPrefix("-- Golden results, written by valence test --update"))
    #expect(written.contains("\n  [\"fair\"] = {\n"))
    #expect(written.contains("[\"won (player)\"] = "))
    #expect(written.contains("[\"nothing\"] = \"undefined: no_reason\""))
    #expect(run(spec, files).failed == [])
    #expect(run(spec, files, update: true).failed == [])
    #expect(files["coins_spec.golden.lua"] == written)
  }

  @Test func differencesAreNamed() throws {
    let files = MemoryFiles(["coins.lua": coinStudy])
    _ = run(
      "it(\"x\", function() assert.golden(\"x\", { a = 0.1 + 0.2, b = { 1, 2 } }) end)", files,
      update: true)
    let file = run(
      "it(\"x\", function() assert.golden(\"x\", { a = 0.3, b = { 1, 2, 3 } }) end)", files)
    let failure = try #require(file["x"]?.failures.first)
    #expect(failure.message == "the result is not the golden one 'x' of coins_spec.golden.lua")
    #expect(failure[detail: "a"] == "0.30000000000000004 was kept, now 0.3")
    #expect(failure[detail: "b, 3"] == "nothing was kept, now 3")
    #expect(failure[detail: "if it is right now"]?.hasSuffix("--update") == true)
  }

  @Test func oneNameIsOneResult() {
    let files = MemoryFiles(["coins.lua": coinStudy])
    let file = run(
      """
      it("one", function() assert.golden("x", 1) end)
      it("two", function() assert.golden("x", 2) end)
      """, files, update: true)
    #expect(file.failed.count == 1)
    #expect(
      file.failed.first?.hasSuffix(": two different results are called 'x' in this file") == true)
  }
}
