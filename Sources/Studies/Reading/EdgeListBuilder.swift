import Diagnostics
import Simulation
import Tables

/// Turns the rows of a table into the ties of a network.
struct EdgeListBuilder {
  let study: Study
  let context: ReadingContext
  let network: NetworkDeclaration
  let data: DataTable

  func generator(source: String, target: String, weight: String?, _ reader: TableReader)
    -> NetworkGenerator?
  {
    guard let first = column(source, "source", reader),
      let second = column(target, "target", reader)
    else { return nil }
    var weights = [Double](repeating: 1, count: data.table.rowCount)
    if let weight {
      guard let column = column(weight, "weight", reader) else { return nil }
      guard let numbers = column.numbers else {
        reader.report("column '\(weight)' of '\(data.path)' must hold numbers", at: "weight")
        return nil
      }
      weights = numbers
    }
    guard let from = numbers(of: network.from, first, reader),
      let to = numbers(of: network.to, second, reader)
    else { return nil }
    return checked(from, to, weights, reader)
  }

  private func column(_ name: String, _ key: String, _ reader: TableReader) -> TableColumn? {
    if let column = data.table[name] { return column }
    reader.report(
      "'\(data.path)' has no column '\(name)'", at: key,
      hints: [unknownNameHint(name, among: data.table.columns.map(\.name), noun: "columns")])
    return nil
  }

  /// Numbers of actors by their key, or by position from 1 where the kind is not made from data.
  private func numbers(of kind: KindID, _ column: TableColumn, _ reader: TableReader) -> [Int32]? {
    let declaration = study.kinds[kind.rawValue]
    if let source = declaration.source, let table = study.data[source.table]?.table,
      let key = table[source.key]
    {
      return ActorKeys(of: key).rows(matching: column)
    }
    guard let values = column.numbers else {
      reader.report(
        "column '\(column.name)' of '\(data.path)' must hold numbers of \(declaration.name) from 1",
        hints: ["actors that come from data are matched by their key instead"])
      return nil
    }
    return values.map { value in
      Int32(exactly: value).map { $0 - 1 } ?? -1
    }
  }

  private func checked(
    _ from: [Int32], _ to: [Int32], _ weights: [Double], _ reader: TableReader
  ) -> NetworkGenerator? {
    var ends: Set<UInt64> = []
    let oneKind = network.from == network.to
    for row in from.indices {
      let line = data.table.line(ofRow: row)
      let place = SourceLocation(file: data.path, line: line)
      if from[row] < 0 || to[row] < 0 {
        let column = from[row] < 0 ? "source" : "target"
        context.report("\(reader.what): the \(column) of this tie is no actor there is", at: place)
        return nil
      }
      if oneKind, from[row] == to[row] {
        context.report("\(reader.what): an actor cannot be tied with itself", at: place)
        return nil
      }
      var pair = (from[row], to[row])
      if oneKind, !network.directed, pair.0 > pair.1 { pair = (pair.1, pair.0) }
      let code = UInt64(UInt32(bitPattern: pair.0)) << 32 | UInt64(UInt32(bitPattern: pair.1))
      if !ends.insert(code).inserted {
        context.report(
          "\(reader.what): this tie is there already", at: place,
          hints: ["a pair is tied once; give its strength in a weight column"])
        return nil
      }
    }
    return .edges(from: from, to: to, weights: weights)
  }
}

/// The keys that make actors of a table's rows: one actor per distinct key, in the order of rows.
struct ActorKeys {
  /// The row at which each actor's key stands first.
  private(set) var firstRows: [Int32] = []
  /// Whether some key stands in more than one row.
  private(set) var repeats = false
  /// Rows without a key.
  private(set) var missing = 0
  private var numberOfText: [String: Int32] = [:]
  private var numberOfBits: [UInt64: Int32] = [:]

  init(of column: TableColumn) {
    switch column.values {
    case .text(let codes, let levels):
      var numberOfCode = [Int32](repeating: -1, count: levels.count)
      for (row, code) in codes.enumerated() {
        if code < 0 {
          missing += 1
        } else if numberOfCode[Int(code)] >= 0 {
          repeats = true
        } else {
          numberOfCode[Int(code)] = Int32(firstRows.count)
          numberOfText[levels[Int(code)]] = Int32(firstRows.count)
          firstRows.append(Int32(row))
        }
      }
    default:
      let bits = column.keyBits
      for (row, key) in bits.enumerated() {
        guard let key else {
          missing += 1
          continue
        }
        if numberOfBits[key] != nil {
          repeats = true
        } else {
          numberOfBits[key] = Int32(firstRows.count)
          firstRows.append(Int32(row))
        }
      }
    }
  }

  /// The number of the actor that each row of another column names, -1 where there is none.
  func rows(matching column: TableColumn) -> [Int32] {
    switch column.values {
    case .text(let codes, let levels):
      let numbers = levels.map { numberOfText[$0] ?? -1 }
      return codes.map { $0 < 0 ? -1 : numbers[Int($0)] }
    default:
      return column.keyBits.map { bits in bits.flatMap { numberOfBits[$0] } ?? -1 }
    }
  }
}

extension TableColumn {
  /// Equal keys have equal bits: a whole number is the same key as an integer and as a float.
  var keyBits: [UInt64?] {
    switch values {
    case .integer(let values):
      values.enumerated().map { missing.contains($0) ? nil : UInt64(bitPattern: $1) }
    case .number(let values):
      values.map { value in
        value.isNaN
          ? nil : Int64(exactly: value).map { UInt64(bitPattern: $0) } ?? ~value.bitPattern
      }
    case .boolean(let values):
      values.enumerated().map { missing.contains($0) ? nil : ($1 ? 1 : 0) }
    case .text: []
    }
  }

  /// The values as numbers, NaN where missing; `nil` for a column of texts.
  var numbers: [Double]? {
    switch values {
    case .number(let values): values
    case .integer(let values):
      values.enumerated().map { missing.contains($0) ? .nan : Double($1) }
    case .boolean(let values):
      values.enumerated().map { missing.contains($0) ? .nan : ($1 ? 1 : 0) }
    case .text: nil
    }
  }
}
