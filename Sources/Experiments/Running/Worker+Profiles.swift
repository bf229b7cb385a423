import Diagnostics
import Simulation
import Store
import Studies

extension Worker {
  /// Takes a number of every actor of a world; it may read the twin's.
  ///
  /// - Returns: false where it was stopped from outside.
  func takeProfile(
    _ ask: PlannedRun.ProfileAsk, of run: Int, _ world: World, into record: inout ReplicateRecord
  ) -> Bool {
    let profile = plan.profiles[ask.profile]
    func add(_ values: [Double]) {
      record.series.append(
        SeriesRecord(fingerprint: ask.fingerprint, name: profile.name, values: values))
    }
    let twin: Workbench.Twin?
    switch beside(ask.twin, isRead: profile.readsTwin, replicate: record.replicate) {
    case .world(let found): twin = found
    case .undefined:
      add([])
      return true
    case .later: return true
    case .stopped: return false
    }
    do {
      add(try bench.profile(ask.profile, run: run, world, twin: twin))
    } catch {
      if control.isStopped { return false }
      record.failures.append(
        MeasureFailure(measure: MeasureKey(ask.fingerprint), error: error.first))
    }
    return true
  }
}
