import Testing

@testable import Bytecode

@Suite struct SurveyTests {
  private let survey: Survey

  init() throws {
    let main = try LuaTools.prototype(
      """
      local total, table = 0, {}
      return function(self, env)
        local own = 0
        local function inner()
          own = own + 1
          total = total + 1
          counter = counter + 1
          return math.sqrt(own)
        end
        total = env:chance(0.5)
        table.x = 1
        local _ENV = table
        hidden = visible
        return inner
      end
      """)
    survey = main.prototypes[0].survey()
  }

  @Test func writesToCapturedVariablesAreTold() {
    let told = survey.capturedWrites.map {
      "\($0.place.path) \($0.place.line ?? 0) \($0.name ?? "?") \($0.isOutside)"
    }
    #expect(told == ["[] 10 total true", "[0] 5 own false", "[0] 6 total true"])
  }

  @Test func globalsAreToldAndLocalEnvironmentsAreNot() {
    let told = survey.globals.map {
      "\($0.place.path) \($0.place.line ?? 0) \($0.name) \($0.isWrite)"
    }
    #expect(told == ["[0] 7 counter false", "[0] 7 counter true", "[0] 8 math false"])
  }

  @Test func methodCallsAreTold() {
    #expect(survey.methodCalls.map(\.name) == ["chance"])
    #expect(survey.methodCalls.first?.argumentCount == 1)
  }
}
