import Diagnostics
import Simulation
import Studies
import Testing

@Test("The study that the mistakes are made in has none")
func goodStudyLoads() throws {
  #expect(findings(goodStudy).map(\.rendered) == [])
  let study = try load(goodStudy).study
  #expect(study.kinds.map(\.name) == ["consumer", "firm", "person"])
  #expect(study.scenarios.map(\.name) == ["plain", "loud", "silent firm", "half"])
  #expect(study.seriesNamesInRuns == ["adopters", "joy (consumer)", "income (firm)"])
}

extension Study {
  /// The names of the series of a run of the first scenario.
  fileprivate var seriesNamesInRuns: [String] {
    let model = try? ModelBuilder(study: self, scenario: resolved(scenarios[0])).build()
    return model?.series.map(\.name) ?? []
  }
}
