import Suites
import Testing

@Suite struct CoverageTests {
  private func report(of text: String) -> CoverageReport.File? {
    let file = results(of: text, options: SuiteOptions(seed: 1, measuresCoverage: true))
    return CoverageReport(file.coverage) { _ in text }.files.first
  }

  @Test func linesAndFunctionsThatNeverRan() {
    let report = report(
      of: """
        local function used(x)
          if x then
            return 1
          end
          return 2
        end
        local function unused()
          local y = 1
          -- nothing here

          return y
        end
        it("runs", function()
          assert.equal(1, used(true))
        end)
        local short, quick = function() return 1 end, 2
        """)
    #expect(report?.missedLines == [5, 8, 11])
    #expect(report?.functions == [1, 7, 13, 16])
    #expect(report?.missedFunctions == [7, 16])
  }

  @Test func nothingWhereItIsNotAskedFor() {
    #expect(results(of: "it('x', function() end)").coverage.files.isEmpty)
  }

  @Test func coroutinesCount() {
    let report = report(
      of: """
        it("runs", function()
          local step = coroutine.wrap(function()
            coroutine.yield(1)
            coroutine.yield(2)
          end)
          assert.equal(1, step())
        end)
        """)
    #expect(report?.missedLines == [4])
    #expect(report?.missedFunctions == [])
  }

  @Test func functionThatFallsThroughAndOneThatReturnsEarly() {
    let report = report(
      of: """
        local function early(x)
          for i = 1, x do
            if i == 2 then return i end
          end
        end
        it("runs", function() assert.equal(2, early(3)) end)
        """)
    #expect(report?.missedLines == [])
  }
}
