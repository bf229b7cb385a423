import Statistics
import Testing

@Suite struct PrecisionRuleTests {
  private func rule(_ halfWidth: Double, minimum: Int = 20, maximum: Int = 45) throws
    -> PrecisionRule
  {
    try #require(
      PrecisionRule(halfWidth: halfWidth, minimum: minimum, maximum: maximum, batch: 10))
  }

  @Test func boundariesEndAtTheMaximum() throws {
    #expect(try rule(1).boundaries == [20, 30, 40, 45])
    #expect(try rule(1, maximum: 40).boundaries == [20, 30, 40])
    #expect(try rule(1, maximum: 20).boundaries == [20])
  }

  /// 10 values of 1 and 10 of -1: sd = sqrt(20 / 19), t(0.975, 19) = 2.093024054408263.
  @Test func isMetWhereTheIntervalIsNarrow() throws {
    let values: [Double?] = (0..<20).map { $0 % 2 == 0 ? 1 : -1 }
    let reach = 2.093024054408263 / 19.0.squareRoot()
    #expect(try rule(reach + 1e-9).isMet(by: values))
    #expect(try !rule(reach - 1e-9).isMet(by: values))
  }

  @Test func undefinedValuesDoNotCount() throws {
    let values: [Double?] = Array(repeating: 2, count: 19)
    #expect(try !rule(1).isMet(by: values))
    #expect(try !rule(1).isMet(by: values + [nil]))
    #expect(try rule(1).isMet(by: values + [nil, 2]))
    #expect(try !rule(1).isMet(by: Array(repeating: nil, count: 30)))
  }

  @Test func outsideTheDomain() {
    for (halfWidth, minimum, maximum, batch) in [
      (0, 20, 30, 1), (.infinity, 20, 30, 1), (1, 19, 30, 1), (1, 20, 19, 1), (1, 20, 30, 0),
    ] {
      #expect(
        PrecisionRule(halfWidth: halfWidth, minimum: minimum, maximum: maximum, batch: batch)
          == nil)
    }
  }
}
