/// What the fields of a column are read as.
package enum ColumnType: String, Sendable, CaseIterable {
  case number, integer, text, boolean
}

/// One typed column of a table.
package struct TableColumn: Sendable {
  /// The values, one per row.
  package enum Values: Sendable {
    /// Missing is the canonical NaN; there is no other NaN and no infinity.
    case number([Double])
    /// Missing is 0 here and marked in `TableColumn.missing`.
    case integer([Int64])
    /// Missing is `false` here and marked in `TableColumn.missing`.
    case boolean([Bool])
    /// Missing is the code -1; any other code is an index into the levels, which are distinct byte
    /// for byte and in ascending byte order.
    case text(codes: [Int32], levels: [String])
  }

  /// A field that kept a column from having the type that the fields before it had.
  package struct Witness: Sendable, Equatable {
    /// The line in the file, counted from 1.
    package let line: Int
    package let text: String

    package init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }

  package let name: String
  package let values: Values
  /// The rows without a value.
  package let missing: MissingRows
  /// Why a column of undeclared type is text although it began with numbers or booleans.
  package let textBecause: Witness?

  package init(name: String, values: Values, missing: MissingRows, textBecause: Witness? = nil) {
    self.name = name
    self.values = values
    self.missing = missing
    self.textBecause = textBecause
  }

  package var type: ColumnType {
    switch values {
    case .number: .number
    case .integer: .integer
    case .boolean: .boolean
    case .text: .text
    }
  }

  package var count: Int {
    switch values {
    case .number(let values): values.count
    case .integer(let values): values.count
    case .boolean(let values): values.count
    case .text(let codes, _): codes.count
    }
  }

  package var missingCount: Int { missing.count }
}

/// The rows of a column that have no value: a bitmap that takes no room while there are none.
package struct MissingRows: Sendable, Equatable {
  private var words: [UInt64] = []
  /// How many rows have no value.
  package private(set) var count = 0

  package init() {}

  package func contains(_ row: Int) -> Bool {
    let word = row >> 6
    return word < words.count && words[word] & (1 << UInt64(row & 63)) != 0
  }

  /// Marks a row; it must not have been marked before.
  package mutating func insert(_ row: Int) {
    let word = row >> 6
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(row & 63)
    count += 1
  }
}
