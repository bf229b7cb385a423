import Diagnostics
import Simulation
import Store
import Studies

extension Worker {
  /// Makes a table of the world that tables are made of; it may read the twin's.
  ///
  /// - Returns: false where it was stopped from outside.
  func makeTable(
    _ ask: PlannedRun.TableAsk, of run: Int, _ world: World, into record: inout ReplicateRecord
  ) -> Bool {
    let table = plan.tables[ask.table]
    func add(_ content: TableContent) {
      if let text = DocumentText.encode(content) {
        record.tables.append(
          TableRecord(fingerprint: ask.fingerprint, name: table.name, rows: text))
      } else {
        fail(Diagnostic("table '\(table.name)' cannot be written down", class: .bug))
      }
    }
    func fail(_ error: Diagnostic) {
      record.failures.append(
        MeasureFailure(measure: MeasureKey(ask.fingerprint), error: error))
    }
    let twin: Workbench.Twin?
    switch beside(ask.twin, isRead: table.readsTwin, replicate: record.replicate) {
    case .world(let found): twin = found
    case .undefined(let reason):
      add(.undefined(reason: reason))
      return true
    case .later: return true
    case .stopped: return false
    }
    do {
      add(TableContent(try bench.table(ask.table, run: run, world, twin: twin)))
    } catch {
      if control.isStopped { return false }
      fail(error.first)
    }
    return true
  }
}
