import Simulation
import Tables

/// A table's rows as encounters in time order.
package struct ReplayLog: Sendable {
  /// The table's row of each event.
  package private(set) var rows: [Int32] = []
  package private(set) var steps: [Int32] = []
  package private(set) var initiators: [Int32] = []
  package private(set) var partners: [Int32] = []
  /// Rows whose step is missing, not whole, or outside 1...the study's steps.
  package private(set) var outOfTime = 0

  init(study: Study, table name: String, from: KindID, to: KindID?, keys: [ActorKeys?]) {
    guard let data = study.data[name], let column = data.stepColumn.flatMap({ data.table[$0] }),
      let times = column.numbers
    else { return }
    let first = Self.numbers(study, from, in: data.table, keys)
    let second = to.map { Self.numbers(study, $0, in: data.table, keys) }
    var order: [Int32] = []
    order.reserveCapacity(times.count)
    var isSorted = true
    var last = -Double.infinity
    for (row, time) in times.enumerated() {
      guard let step = Int32(exactly: time), step >= 1, step <= study.steps else {
        outOfTime += 1
        continue
      }
      if time < last { isSorted = false }
      last = time
      order.append(Int32(row))
    }
    if !isSorted { order.sort { (times[Int($0)], $0) < (times[Int($1)], $1) } }
    rows = order
    steps = order.map { Int32(times[Int($0)]) }
    initiators = order.map { first[Int($0)] }
    partners =
      second.map { numbers in order.map { numbers[Int($0)] } }
      ?? Array(repeating: -1, count: order.count)
  }

  /// Whose row it is: by the kind's key, or the only actor of a kind that has no data.
  private static func numbers(
    _ study: Study, _ kind: KindID, in table: Table, _ keys: [ActorKeys?]
  ) -> [Int32] {
    guard let source = study.kinds[kind.rawValue].source, let column = table[source.key],
      let keys = keys[kind.rawValue]
    else { return Array(repeating: 0, count: table.rowCount) }
    return keys.rows(matching: column)
  }
}
