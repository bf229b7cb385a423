import Diagnostics
import LuaRuntime
import Studies
import Testing

@Suite("Modules that the host answers")
struct HostModuleTests {
  private func study(_ function: String) -> String {
    replaced(
      "local function paid", "local special = \(function)\nlocal function paid",
      in: replaced(
        "if self.adopted then return end", "if self.adopted or special(2, 3) > 9 then return end",
        in: goodStudy))
  }

  private func identity(_ text: String) throws -> [String] {
    let study = try load(text).study
    return study.scenarios.map { study.canonicalText(of: study.resolved($0)) }
  }

  @Test func functionsStandForThemselvesByName() throws {
    let one = try identity(study("require(\"numerics\").log_beta"))
    #expect(try identity(study("require(\"numerics\").log_beta")) == one)
    let other = try identity(study("require(\"numerics\").log_gamma"))
    #expect(zip(one, other).allSatisfy { $0 != $1 })
  }

  @Test func missingMembersAreFoundWithoutRunningTheFunction() throws {
    let text = replaced(
      "special(2, 3) > 9", "special.log_bta(2, 3) > 9", in: study("require \"numerics\""))
    let found = findings(text)
    #expect(found.map(\.message) == ["there is no numerics.log_bta"])
    #expect(found.first?.hints == ["did you mean 'log_beta'?"])
  }

  @Test func modulesCannotBeChanged() throws {
    let found = findings("require(\"numerics\").log_beta = nil\n" + goodStudy)
    #expect(found.count == 1)
    #expect(found.first?.message.contains("read-only") == true)
  }

  @Test func noScriptCatchesALimitInsideASearch() throws {
    let text = """
      local numerics = require "numerics"
      pcall(numerics.minimise, { start = { 1 }, function() while true do end end })
      """
    let found = findings(text, limits: LuaLimits(instructions: 100_000))
    #expect(found.first?.message == "the script ran more than its 100000 instructions")
  }
}
