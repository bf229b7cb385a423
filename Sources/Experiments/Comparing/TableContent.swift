import Studies

/// A table of one world of a scenario, as the store keeps it.
package enum TableContent: Hashable, Sendable {
  /// Each row is as long as the table has columns.
  case rows([[Cell]])
  /// Why there are no rows.
  case undefined(reason: String)

  package enum Cell: Hashable, Sendable {
    case text(String)
    /// Finite.
    case number(Double)
    case undefined(reason: String)
  }

  init(_ rows: [[TableCell]]) {
    self = .rows(
      rows.map { row in
        row.map(Cell.init)
      })
  }

  /// Whether every row has a cell for each of the columns.
  func fits(columns: Int) -> Bool {
    switch self {
    case .rows(let rows): rows.allSatisfy { $0.count == columns }
    case .undefined: true
    }
  }
}

extension TableContent.Cell {
  init(_ cell: TableCell) {
    switch cell {
    case .text(let text): self = .text(text)
    case .number(let number): self = .number(number)
    case .undefined(let reason): self = .undefined(reason: reason)
    }
  }
}

/// A list of rows, or `{"undefined": reason}`.
extension TableContent: Codable {
  package init(from decoder: any Decoder) throws {
    if let reason = try? Undefined(from: decoder) {
      self = .undefined(reason: reason.undefined)
    } else {
      self = .rows(try [[Cell]](from: decoder))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .rows(let rows): try rows.encode(to: encoder)
    case .undefined(let reason): try Undefined(undefined: reason).encode(to: encoder)
    }
  }
}

/// A text, a number, or `{"undefined": reason}`.
extension TableContent.Cell: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .undefined(reason: try container.decode(Undefined.self).undefined)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .undefined(let reason): try container.encode(Undefined(undefined: reason))
    }
  }
}

/// How a missing value is written.
private struct Undefined: Codable {
  var undefined: String
}
