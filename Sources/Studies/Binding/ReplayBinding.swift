import CLua
import LuaRuntime
import Simulation
import Tables

/// The columns of a log as an event's members: `event.sales`, and `event.category` as the actor that
/// the column names.
final class ReplayBinding {
  /// The table's row of each event.
  let rows: [Int32]
  let columns: [TableColumn]
  /// For columns of texts: the texts in the Lua state, by code, made when they are first read.
  private var texts: [[LuaReference?]]
  /// Columns that kernels read in another form.
  private var copies: [Int: UnsafeMutableRawPointer] = [:]
  private let state: LuaState
  /// Per match: the column's name, the kind, and the actor's number per row (-1 for none).
  let matches: [(name: String, kind: KindID, numbers: [Int32])]

  init(
    study: Study, phase: PhaseDeclaration, table: String, from: KindID, to: KindID?,
    _ state: LuaState
  ) {
    guard let data = study.data[table]?.table else {
      preconditionFailure("a replay's table was checked when the study was read")
    }
    let keys = study.kinds.map { kind -> ActorKeys? in
      guard let source = kind.source else { return nil }
      return study.data[source.table]?.table[source.key].map(ActorKeys.init(of:))
    }
    rows = ReplayLog(study: study, table: table, from: from, to: to, keys: keys).rows
    columns = data.columns
    texts = columns.map { column in
      guard case .text(_, let levels) = column.values else { return [] }
      return Array(repeating: nil, count: levels.count)
    }
    self.state = state
    matches = phase.matches.map { match in
      let column = data[match.column]
      let numbers = column.flatMap { keys[match.kind.rawValue]?.rows(matching: $0) } ?? []
      return (match.column, match.kind, numbers)
    }
  }

  deinit { for copy in copies.values { copy.deallocate() } }

  /// The table's row of each event, as kernels read it; it lives as long as this does.
  var rowAddress: UnsafePointer<Int32>? { rows.withUnsafeBufferPointer { $0.baseAddress } }

  /// A column as kernels read it: Double (missing is NaN), Int64 where nothing is missing, or Int32
  /// for actors, truth values and texts (missing is -1).
  func address(ofColumn column: Int) -> UnsafeMutableRawPointer? {
    if let match = matches.first(where: { $0.name == columns[column].name }) {
      return match.numbers.withUnsafeBytes { UnsafeMutableRawPointer(mutating: $0.baseAddress) }
    }
    switch columns[column].values {
    case .number(let values):
      return values.withUnsafeBytes { UnsafeMutableRawPointer(mutating: $0.baseAddress) }
    case .integer(let values) where columns[column].missing.count == 0:
      return values.withUnsafeBytes { UnsafeMutableRawPointer(mutating: $0.baseAddress) }
    case .integer(let values):
      let missing = columns[column].missing
      return converted(column) { missing.contains($0) ? Double.nan : Double(values[$0]) }
    case .boolean(let values):
      let missing = columns[column].missing
      return converted(column) { missing.contains($0) ? Int32(-1) : values[$0] ? 1 : 0 }
    case .text(let codes, _):
      return codes.withUnsafeBytes { UnsafeMutableRawPointer(mutating: $0.baseAddress) }
    }
  }

  /// A copy of a column with other cells, made once.
  private func converted<Cell>(_ column: Int, _ cell: (Int) -> Cell) -> UnsafeMutableRawPointer {
    if let known = copies[column] { return known }
    let count = columns[column].count
    let cells = UnsafeMutablePointer<Cell>.allocate(capacity: max(1, count))
    for row in 0..<count { (cells + row).initialize(to: cell(row)) }
    let made = UnsafeMutableRawPointer(cells)
    copies[column] = made
    return made
  }

  /// Puts a column's value in a row of the log into `slot`; missing is nil.
  func read(
    _ column: Int, event: Int, into slot: UnsafeMutablePointer<CLuaSlot>
  ) throws(LuaError) {
    let row = Int(rows[event])
    switch columns[column].values {
    case .number(let values):
      if values[row].isNaN { slot.pointee.setNil() } else { slot.pointee.set(values[row]) }
    case .integer(let values):
      if columns[column].missing.contains(row) {
        slot.pointee.setNil()
      } else {
        slot.pointee.set(Double(values[row]))
      }
    case .boolean(let values):
      if columns[column].missing.contains(row) {
        slot.pointee.setNil()
      } else {
        slot.pointee.set(boolean: values[row])
      }
    case .text(let codes, let levels):
      let code = Int(codes[row])
      if code < 0 {
        slot.pointee.setNil()
      } else {
        slot.pointee.set(reference: try text(column, code, levels).slot.reference)
      }
    }
  }

  private func text(_ column: Int, _ code: Int, _ levels: [String]) throws(LuaError)
    -> LuaReference
  {
    if let known = texts[column][code] { return known }
    let made = try state.internString(levels[code])
    texts[column][code] = made
    return made
  }
}
