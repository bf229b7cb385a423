/// Collects the fields of one column, typed as declared or as the fields themselves say.
///
/// An undeclared column takes the narrowest of boolean, integer, number and text that holds all its
/// fields. Integers become numbers on the way, without loss. Where text appears among numbers or
/// booleans the column is *contested*: the builder forgets what it has, since the text of earlier
/// fields is gone, and a second pass reads the column as text.
struct ColumnBuilder {
  /// What is wrong with one field.
  struct Problem {
    var message: String
    var hint: String
  }

  private enum Form { case undecided, integer, number, boolean, text, contested }

  let name: String
  private let declared: ColumnType?
  /// Why the column is contested.
  private(set) var witness: TableColumn.Witness?

  private var form: Form
  private var rowCount = 0
  private var expectedRows = 0
  private var missing = MissingRows()
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  private var booleans: [Bool] = []
  private var codes: [Int32] = []
  private var levels = LevelTable()

  /// - Parameter witness: why an undeclared column is read as text after all.
  init(name: String, declared: ColumnType?, witness: TableColumn.Witness? = nil) {
    self.name = name
    self.declared = declared
    self.witness = witness
    form =
      switch declared {
      case nil: .undecided
      case .integer: .integer
      case .number: .number
      case .boolean: .boolean
      case .text: .text
      }
  }

  var isContested: Bool { form == .contested }

  /// Makes room for that many rows at once.
  mutating func expect(rows: Int) {
    expectedRows = rows
    reserve()
  }

  /// Adds the field of the next row.
  ///
  /// - Returns: what is wrong with it, where it does not fit the declared type.
  mutating func append(_ text: UnsafeRawBufferPointer, isQuoted: Bool, line: Int) -> Problem? {
    if text.isEmpty || (!isQuoted && isNA(text)) {
      appendMissing()
      return nil
    }
    defer { rowCount += 1 }
    if form == .undecided { decide(for: text) }
    switch form {
    case .text: codes.append(levels.code(of: text))
    case .undecided, .contested: break
    case .boolean: return appendBoolean(text, line: line)
    case .integer, .number: return appendNumeric(text, line: line)
    }
    return nil
  }

  /// The column of what was added.
  ///
  /// A column without any value is a number column.
  mutating func finish() -> TableColumn {
    let values: TableColumn.Values
    switch form {
    case .undecided, .contested, .number:
      if form == .undecided { numbers = missingNumbers }
      values = .number(numbers)
    case .integer: values = .integer(integers)
    case .boolean: values = .boolean(booleans)
    case .text:
      let (sorted, rank) = levels.sorted()
      for row in codes.indices where codes[row] >= 0 { codes[row] = rank[Int(codes[row])] }
      values = .text(codes: codes, levels: sorted)
    }
    return TableColumn(name: name, values: values, missing: missing, textBecause: witness)
  }

  private var missingNumbers: [Double] { [Double](repeating: .nan, count: rowCount) }

  private mutating func appendMissing() {
    switch form {
    case .undecided, .contested: break
    case .integer: integers.append(0)
    case .number: numbers.append(.nan)
    case .boolean: booleans.append(false)
    case .text: codes.append(-1)
    }
    missing.insert(rowCount)
    rowCount += 1
  }

  /// Gives the column the type of its first field; all rows before are missing.
  private mutating func decide(for text: UnsafeRawBufferPointer) {
    switch DecimalLiteral(text) {
    case .integer:
      form = .integer
      integers = [Int64](repeating: 0, count: rowCount)
    case .decimal:
      form = .number
      numbers = missingNumbers
    case .padded, .longInteger, .outOfRange, .notANumber:
      if booleanValue(of: text) != nil {
        form = .boolean
        booleans = [Bool](repeating: false, count: rowCount)
      } else {
        form = .text
        codes = [Int32](repeating: -1, count: rowCount)
      }
    }
    reserve()
  }

  private mutating func reserve() {
    switch form {
    case .undecided, .contested: break
    case .integer: integers.reserveCapacity(expectedRows)
    case .number: numbers.reserveCapacity(expectedRows)
    case .boolean: booleans.reserveCapacity(expectedRows)
    case .text: codes.reserveCapacity(expectedRows)
    }
  }

  @inline(__always)
  private mutating func appendNumeric(_ text: UnsafeRawBufferPointer, line: Int) -> Problem? {
    let literal = DecimalLiteral(text)
    switch (form, literal) {
    case (.integer, .integer(let value)):
      integers.append(value)
    case (.number, .integer(let value)):
      numbers.append(Double(value))
    case (.number, .decimal(let value)):
      numbers.append(value)
    default:
      return declared == nil
        ? widen(literal, text, line: line) : appendDeclared(literal, text)
    }
    return nil
  }

  /// Adds a field that the type so far does not hold to a column of undeclared type.
  private mutating func widen(
    _ literal: DecimalLiteral, _ text: UnsafeRawBufferPointer, line: Int
  ) -> Problem? {
    guard case .decimal(let value) = literal, form == .integer else {
      return contest(text, line: line)
    }
    numbers.reserveCapacity(max(expectedRows, rowCount + 1))
    for row in integers.indices {
      numbers.append(missing.contains(row) ? .nan : Double(integers[row]))
    }
    numbers.append(value)
    integers = []
    form = .number
    return nil
  }

  /// Adds a field to a column declared as numbers or integers, of the less common forms.
  private mutating func appendDeclared(
    _ literal: DecimalLiteral, _ text: UnsafeRawBufferPointer
  ) -> Problem? {
    switch (form, literal) {
    case (.number, .longInteger(let value)):
      numbers.append(value)
    case (.number, .padded(let value)):
      numbers.append(Double(value))
    case (.integer, .padded(let value)):
      integers.append(value)
    case (.integer, .decimal(let value)) where abs(value) <= 0x1p53 && value == value.rounded():
      integers.append(Int64(value))
    case (.integer, .decimal):
      return Problem(
        message: "'\(fieldExcerpt(text))' is not an integer",
        hint: "declare the column as number to keep fractions")
    case (_, .outOfRange), (.integer, .longInteger):
      return Problem(
        message: "'\(fieldExcerpt(text))' is out of range",
        hint: form == .number
          ? "numbers go up to about 1.8e308"
          : "integers go from \(Int64.min) to \(Int64.max); longer identifiers are text")
    default:
      return Problem(
        message: "'\(fieldExcerpt(text))' is not \(form == .number ? "a number" : "an integer")",
        hint: numberHint(for: text))
    }
    return nil
  }

  private mutating func appendBoolean(_ text: UnsafeRawBufferPointer, line: Int) -> Problem? {
    if let value = booleanValue(of: text) {
      booleans.append(value)
      return nil
    }
    if declared == nil { return contest(text, line: line) }
    if text.elementsEqual("1".utf8) || text.elementsEqual("0".utf8) {
      booleans.append(text[0] == UInt8(ascii: "1"))
      return nil
    }
    return Problem(
      message: "'\(fieldExcerpt(text))' is neither true nor false",
      hint: "write true or false, or 1 or 0")
  }

  private mutating func contest(_ text: UnsafeRawBufferPointer, line: Int) -> Problem? {
    form = .contested
    witness = TableColumn.Witness(line: line, text: fieldExcerpt(text))
    integers = []
    numbers = []
    booleans = []
    return nil
  }
}

@inline(__always)
private func isNA(_ text: UnsafeRawBufferPointer) -> Bool {
  text.count == 2 && text[0] == UInt8(ascii: "N") && text[1] == UInt8(ascii: "A")
}

/// `true`, `True` and `TRUE`, and the same of `false`.
private func booleanValue(of text: UnsafeRawBufferPointer) -> Bool? {
  guard text.count == 4 || text.count == 5 else { return nil }
  switch String(decoding: text, as: UTF8.self) {
  case "true", "True", "TRUE": return true
  case "false", "False", "FALSE": return false
  default: return nil
  }
}
