import Diagnostics
import Statistics
import Store

/// Looks in the store whether replicates 1...n make the interval of a plan narrow enough.
struct PrecisionCheck {
  let plan: RunPlan
  let precision: PlannedPrecision
  let store: ResultStore

  /// How narrow the intervals are after so many replicates.
  struct State {
    /// Whether every interval is narrow enough.
    var isMet = true
    /// Half of the width of the widest interval; `nil` where one cannot be told.
    var halfWidth: Double? = 0
    /// The scenario that has it.
    var scenario = ""
  }

  /// What the values of replicates 1 to `count` say, and nothing else.
  func state(after count: Int) throws(StoreError) -> State {
    var state = State()
    var known: [Source: [Double?]] = [:]
    for index in precision.cells {
      let cell = plan.cells[index]
      let pairing = cell.pairings[precision.measurement]
      let twin = plan.measurements[precision.measurement].readsTwin ? pairing?.run : nil
      let ask = PlannedRun.Ask(measurement: precision.measurement, twin: twin)
      var values = try numbers(of: cell.run, plan.key(ask), upTo: count, &known)
      if precision.isDifference, let pairing {
        let others = try numbers(of: pairing.run, plan.key(ask), upTo: count, &known)
        values = zip(values, others).map { own, other in
          if let own, let other { own - other } else { nil }
        }
      }
      let width = Interval.studentT(values.compactMap(\.self), level: precision.rule.level)
        .map(\.halfWidth)
      if !precision.rule.isMet(by: values) { state.isMet = false }
      if let widest = state.halfWidth, width.map({ $0 >= widest }) ?? true {
        (state.halfWidth, state.scenario) = (width, cell.name)
      }
    }
    return state
  }

  /// The replicates of a run, by what is asked of them: a baseline is asked for every scenario.
  private struct Source: Hashable {
    var run: Int
    var key: MeasureKey
  }

  /// By replicate; `nil` where there is no number.
  private func numbers(
    of run: Int, _ key: MeasureKey, upTo count: Int, _ known: inout [Source: [Double?]]
  ) throws(StoreError) -> [Double?] {
    let source = Source(run: run, key: key)
    if let read = known[source] { return read }
    let results = try RunResults(
      store, run: plan.runs[run].fingerprint, keys: [key], upTo: count)
    let observations = results.observations(of: key, precision.output, in: Array(1...count))
    let numbers = observations.map { observation -> Double? in
      if case .value(let number) = observation, number.isFinite { number } else { nil }
    }
    known[source] = numbers
    return numbers
  }
}
