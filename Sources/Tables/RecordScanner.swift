import Diagnostics

/// One field of a record: where its bytes are in the scanner's window.
struct RecordField {
  /// Between quotes, if there were any; else without the blanks around it.
  var range: Range<Int>
  var isQuoted: Bool
  /// Whether quotes inside are still doubled.
  var hasDoubledQuotes: Bool
}

/// Splits a stream of bytes into records and fields by RFC 4180.
///
/// Lines end with LF or CRLF, a byte order mark is skipped, the last line may lack its end. Blanks
/// around an unquoted field do not count. Only a window of the file is in memory: it grows to hold
/// the longest record, up to `longestRecord`. Every record handed out is UTF-8 without NUL.
struct RecordScanner: ~Copyable {
  /// The fields of the record last read; their ranges index `bytes` until the next record is read.
  private(set) var fields: [RecordField] = []
  /// The line on which the record last read begins, counted from 1.
  private(set) var line = 1
  /// SHA-256 of the bytes read so far.
  private(set) var digest = SHA256()

  private let source: ByteSource
  let name: String
  private var window: UnsafeMutableRawBufferPointer
  /// The first byte of the window that belongs to no record handed out.
  private var begin = 0
  private var end = 0
  private var isAtEnd = false
  /// The line after the record last read.
  private(set) var nextLine = 1
  /// How many bytes the records read so far have, their line ends included.
  private(set) var consumedBytes = 0
  private var scratch: [UInt8] = []

  static let longestRecord = 64 << 20

  /// - Parameters:
  ///   - name: the file's path, for errors.
  ///   - windowSize: how many bytes to hold at first, at least 4.
  init(_ source: ByteSource, name: String, windowSize: Int) {
    self.source = source
    self.name = name
    window = .allocate(byteCount: max(4, windowSize), alignment: 16)
  }

  deinit {
    window.deallocate()
  }

  /// Bytes of the record last read.
  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(window)[range])
  }

  /// Whether the record last read is a line without any character but blanks.
  var isEmptyLine: Bool {
    fields.count == 1 && fields[0].range.isEmpty && !fields[0].isQuoted
  }

  /// Whether every field of the record last read is a number.
  var holdsOnlyNumbers: Bool {
    for field in fields where !isDecimalNumber(bytes(field.range)) { return false }
    return true
  }

  /// Gives `body` the text of a field of the record last read, its doubled quotes made single.
  @inline(__always)
  mutating func withText<Result>(of field: RecordField, _ body: (UnsafeRawBufferPointer) -> Result)
    -> Result
  {
    guard field.hasDoubledQuotes else { return body(bytes(field.range)) }
    scratch.removeAll(keepingCapacity: true)
    var isSecond = false
    for byte in bytes(field.range) {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      if !isSecond { scratch.append(byte) }
    }
    return scratch.withUnsafeBytes(body)
  }

  mutating func text(of field: RecordField) -> String {
    withText(of: field) { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads one record into `fields`.
  ///
  /// - Returns: false at the end of the file.
  mutating func next() throws(Diagnostic) -> Bool {
    if nextLine == 1 { try skipByteOrderMark() }
    line = nextLine
    while true {
      let step = try split()
      switch step {
      case .record: return true
      case .end: return false
      case .needsMore: try refill()
      }
    }
  }

  private mutating func skipByteOrderMark() throws(Diagnostic) {
    while end < 4, !isAtEnd { try refill() }
    let start = Array(window.prefix(end).prefix(4))
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw Diagnostic(
        "the file is UTF-16, not UTF-8", at: SourceLocation(file: name, line: 1),
        hints: ["save it as \"CSV UTF-8\""])
    }
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { begin = 3 }
  }

  private enum Step { case record, end, needsMore }

  /// Finds the fields of the record that starts at `begin`.
  private mutating func split() throws(Diagnostic) -> Step {
    if begin == end { return isAtEnd ? .end : .needsMore }
    fields.removeAll(keepingCapacity: true)
    var cursor = Cursor(position: begin, line: line)
    repeat {
      let isQuoted = cursor.position < end && window[cursor.position] == UInt8(ascii: "\"")
      let isWhole = isQuoted ? try splitQuoted(&cursor) : try splitPlain(&cursor)
      guard isWhole else { return .needsMore }
    } while !cursor.isAtLineEnd
    if cursor.highBits >= 0x80 { try checkEncoding(begin..<cursor.position) }
    consumedBytes += cursor.position - begin
    begin = cursor.position
    nextLine = cursor.line + 1
    return .record
  }

  /// How far the fields of a record are found.
  private struct Cursor {
    var position: Int
    var line: Int
    /// All bytes so far, or-ed.
    var highBits: UInt8 = 0
    /// Whether the field last found was the last of its record.
    var isAtLineEnd = false
  }

  /// Finds an unquoted field and steps over the comma or line end after it.
  ///
  /// - Returns: false where the window ends before the field does.
  private mutating func splitPlain(_ cursor: inout Cursor) throws(Diagnostic) -> Bool {
    guard let base = window.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
    let start = cursor.position
    var position = start
    var highBits = cursor.highBits
    scan: while position < end {
      let byte = base[position]
      highBits |= byte
      // Everything with a meaning is at or below the comma.
      if byte <= 0x2C {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"): break scan
        case UInt8(ascii: "\""): throw strayQuote(line: cursor.line)
        case 0: throw nulByte(line: cursor.line)
        default: break
        }
      }
      position &+= 1
    }
    var low = start
    var high = position
    while low < high, isBlank(base[low]) { low &+= 1 }
    while low < high, isBlank(base[high &- 1]) { high &-= 1 }
    fields.append(RecordField(range: low..<high, isQuoted: false, hasDoubledQuotes: false))
    cursor.position = position
    cursor.highBits = highBits
    return try stepOverSeparator(&cursor)
  }

  /// Finds a quoted field and steps over the comma or line end after it.
  ///
  /// - Returns: false where the window ends before the field does.
  private mutating func splitQuoted(_ cursor: inout Cursor) throws(Diagnostic) -> Bool {
    let openedOnLine = cursor.line
    let start = cursor.position + 1
    var position = start
    var hasDoubledQuotes = false
    while true {
      guard position < end else { return try needMore(unclosedSince: openedOnLine) }
      let byte = window[position]
      cursor.highBits |= byte
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard position < end, window[position] == byte else {
          fields.append(
            RecordField(
              range: start..<position - 1, isQuoted: true, hasDoubledQuotes: hasDoubledQuotes))
          cursor.position = position
          return try stepOverSeparator(&cursor)
        }
        hasDoubledQuotes = true
        position += 1
      case UInt8(ascii: "\n"): cursor.line += 1
      case 0: throw nulByte(line: cursor.line)
      default: break
      }
    }
  }

  /// Steps over what ends a field: a comma, a line end or the end of the file.
  ///
  /// - Returns: false where the window ends before that is known.
  private mutating func stepOverSeparator(_ cursor: inout Cursor) throws(Diagnostic) -> Bool {
    guard cursor.position < end else {
      cursor.isAtLineEnd = true
      return isAtEnd
    }
    switch window[cursor.position] {
    case UInt8(ascii: ","):
      cursor.position += 1
      return true
    case UInt8(ascii: "\n"):
      cursor.position += 1
    case UInt8(ascii: "\r"):
      if cursor.position + 1 == end, !isAtEnd { return false }
      guard cursor.position + 1 < end, window[cursor.position + 1] == UInt8(ascii: "\n") else {
        throw loneReturn(line: cursor.line)
      }
      cursor.position += 2
    default:
      throw textAfterQuote(line: cursor.line)
    }
    cursor.isAtLineEnd = true
    return true
  }

  private func needMore(unclosedSince line: Int) throws(Diagnostic) -> Bool {
    if isAtEnd { throw unclosedQuote(line: line) }
    return false
  }

  /// Keeps what belongs to no record handed out and reads on behind it.
  private mutating func refill() throws(Diagnostic) {
    let kept = end - begin
    if kept > window.count / 2 {
      guard kept < Self.longestRecord else { throw recordTooLong() }
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: window.count * 2, alignment: 16)
      larger.copyMemory(from: bytes(begin..<end))
      window.deallocate()
      window = larger
    } else if begin > 0, let base = window.baseAddress {
      base.copyMemory(from: base + begin, byteCount: kept)
    }
    begin = 0
    end = kept
    let room = UnsafeMutableRawBufferPointer(rebasing: window[end...])
    let taken = try source.read(into: room)
    digest.update(UnsafeRawBufferPointer(rebasing: room.prefix(taken)))
    end += taken
    isAtEnd = taken == 0
  }
}

@inline(__always)
private func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09
}
