import Diagnostics
import LuaRuntime
import Statistics
import Store
package import Studies

/// Makes the sections of a report once the replicates are there.
struct SectionMaker {
  private let plan: RunPlan
  private let document: ExperimentDocument
  private let store: ResultStore
  private let engine: LuaEngine

  /// - Throws: a script that loads no more.
  init(_ plan: RunPlan, _ document: ExperimentDocument, store: ResultStore, limits: LuaLimits)
    throws(DiagnosticList)
  {
    self.plan = plan
    self.document = document
    self.store = store
    engine = try LuaEngine(try StudyLoader.reload(plan.study, limits: limits))
  }

  /// Every section, made or with what went wrong.
  ///
  /// - Throws: what is wrong with the store.
  func sections() throws(DiagnosticList) -> [ExperimentDocument.SectionEntry] {
    let results = try Experiment.orDiagnostics { () throws(StoreError) in try runs() }
    let ended = document.scenarios.reduce(0) { $0 + (results[$1.run]?.replicates.count ?? 0) }
    return plan.study.sections.indices.map { index in
      var entry = ExperimentDocument.SectionEntry(name: plan.study.sections[index].name)
      entry.ended = ended
      do throws(DiagnosticList) {
        let content = try engine.section(index, of: view(index, results))
        entry.content = ExperimentDocument.Content(content)
      } catch {
        let place = error.first.location.map { "\($0): " } ?? ""
        entry.problem = place + error.first.message
      }
      return entry
    }
  }

  /// What every run of the scenarios gave.
  private func runs() throws(StoreError) -> [String: RunResults] {
    var found: [String: RunResults] = [:]
    for scenario in document.scenarios where found[scenario.run] == nil {
      let keys = Set(
        document.scenarios.filter { $0.run == scenario.run }.flatMap(document.keys(of:)))
      found[scenario.run] = try RunResults(
        store, run: scenario.run, keys: Array(keys), upTo: document.replications)
    }
    return found
  }

  private func view(_ section: Int, _ results: [String: RunResults]) -> ExperimentView {
    let (document, kept) = (self.document, ProfileCache(store))
    return plan.view(
      ofSection: section, replications: document.replications,
      numbers: { scenario, measurement, output in
        let entry = document.scenarios[scenario]
        let name = document.measurements[measurement].outputs[output]
        return results[entry.run]?.values(
          of: document.keys(of: entry)[measurement], name, in: Array(1...document.replications))
          ?? []
      },
      profile: { scenario, profile, replicate in
        let entry = document.scenarios[scenario]
        return try kept.values(of: entry.run, entry.profiles[profile])[replicate] ?? []
      })
  }
}

extension RunPlan {
  /// What a section sees of the experiment.
  ///
  /// - Parameters:
  ///   - numbers: of a cell, a measurement and an output, by position in the plan, by replicate.
  ///   - profile: of a cell, a profile, by position in the plan, and a replicate, by actor.
  package func view(
    ofSection section: Int, replications: Int,
    numbers: @escaping (Int, Int, Int) throws -> [MeasureValue],
    profile: @escaping (Int, Int, Int) throws -> [Double]
  ) -> ExperimentView {
    let asked = measurements(ofSection: section)
    let profiles = self.profiles.indices.filter { self.profiles[$0].section == section }
    return ExperimentView(
      scenarios: cells.map { cell in
        ExperimentView.Scenario(
          name: cell.name, isBaseline: cell.isBaseline, against: cell.twin?.name,
          isResampled: study.isResampled(cell.scenario), parameters: cell.scenario.parameters)
      },
      replications: replications,
      measurements: asked.map { index in
        var measure: Int?
        if case .measure(let position) = measurements[index].source { measure = position }
        return ExperimentView.Measurement(
          name: measurements[index].name, outputs: measurements[index].outputs, measure: measure)
      },
      profiles: profiles.map { self.profiles[$0].name },
      numbers: { try numbers($0, asked[$1], $2) }, profile: { try profile($0, profiles[$1], $2) })
  }

  /// What a section may ask for: what it needs itself stands before what the study asks.
  package func measurements(ofSection section: Int) -> [Int] {
    measurements.indices.filter { measurements[$0].part == .section(section) }
      + measurements.indices.filter { measurements[$0].part == .comparison }
  }
}

/// The profile that was asked for last, by replicate: sections go through one after the other.
private final class ProfileCache {
  private let store: ResultStore
  private var last: (run: String, profile: String, values: [Int: [Double]])?

  init(_ store: ResultStore) {
    self.store = store
  }

  func values(of run: String, _ profile: String) throws(StoreError) -> [Int: [Double]] {
    if let last, last.run == run, last.profile == profile { return last.values }
    let rows = try store.series(of: run, profile)
    let values = Dictionary(rows.map { ($0.replicate, $0.values) }) { first, _ in first }
    last = (run, profile, values)
    return values
  }
}

extension RunResults {
  /// What a number came to in each of the replicates asked for.
  func values(of key: MeasureKey, _ output: String, in replicates: [Int]) -> [MeasureValue] {
    observations(of: key, output, in: replicates).map { observation in
      switch observation {
      case .value(let number): MeasureValue(number)
      case .undefined(let reason): MeasureValue(undefined: reason)
      }
    }
  }
}
