import Diagnostics
import Suites
import Testing

@Suite struct RunningTests {
  @Test func passesAndFails() throws {
    let file = results(
      of: """
        describe("numbers", function()
          it("add up", function() assert.equal(2, 1 + 1) end)
          it("differ", function() assert.equal(2, 3) end)
        end)
        """)
    #expect(file["add up"]?.status == .passed)
    let failure = try #require(file["differ"]?.failures.first)
    #expect(failure.kind == .assertion)
    #expect(failure.expected == "2" && failure.actual == "3")
    #expect(failure.location?.description == "some_spec.lua:3")
  }
}
