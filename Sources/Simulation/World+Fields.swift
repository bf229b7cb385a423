internal import Glibc

extension World {
  /// Where a kind's columns are: one view per field, at an address that never changes.
  ///
  /// The pointers in the views move when an actor enters and when a phase begins or ends.
  package func views(of kind: KindID) -> UnsafeMutablePointer<ColumnView> {
    kinds[kind.rawValue].views
  }

  /// Makes `view.write` the place for this phase's writes to a field.
  ///
  /// In a simultaneous phase that is a second buffer with a copy of the field, which becomes the
  /// field when the phase ends. Later calls in the phase do nothing.
  package func makeWritable(_ kind: KindID, _ field: FieldID) {
    guard isSimultaneous else { return }
    let index = field.rawValue
    let view = kinds[kind.rawValue].views[index]
    guard view.write == view.read else { return }
    let stride = view.type.stride
    let second =
      kinds[kind.rawValue].fields[index].spare
      ?? allocateZeroed(bytes: kinds[kind.rawValue].capacity * stride)
    memcpy(second, view.read, kinds[kind.rawValue].count * stride)
    kinds[kind.rawValue].fields[index].spare = nil
    kinds[kind.rawValue].views[index].write = second
  }

  /// A number field.
  ///
  /// `own`: as the acting actor sees itself; pending actors are always read so.
  package func number(_ kind: KindID, _ field: FieldID, _ number: Int, own: Bool) -> Double {
    cell(kind, field, number, own).load(as: Double.self)
  }

  /// An integer field, read as `number(_:_:_:own:)` is.
  package func integer(_ kind: KindID, _ field: FieldID, _ number: Int, own: Bool) -> Int64 {
    cell(kind, field, number, own).load(as: Int64.self)
  }

  /// A boolean field, read as `number(_:_:_:own:)` is.
  package func boolean(_ kind: KindID, _ field: FieldID, _ number: Int, own: Bool) -> Bool {
    cell(kind, field, number, own).load(as: UInt8.self) != 0
  }

  /// A category's level or a reference's number (-1: none), read as `number(_:_:_:own:)` is.
  package func code(_ kind: KindID, _ field: FieldID, _ number: Int, own: Bool) -> Int32 {
    cell(kind, field, number, own).load(as: Int32.self)
  }

  /// Assigns a number field; the caller has checked that the phase may.
  package func setNumber(_ kind: KindID, _ field: FieldID, _ number: Int, _ value: Double) {
    store(kind, field, number, canonical(value).bitPattern)
  }

  /// Assigns an integer field; the caller has checked that the phase may.
  package func setInteger(_ kind: KindID, _ field: FieldID, _ number: Int, _ value: Int64) {
    store(kind, field, number, UInt64(bitPattern: value))
  }

  /// Assigns a boolean field; the caller has checked that the phase may.
  package func setBoolean(_ kind: KindID, _ field: FieldID, _ number: Int, _ value: Bool) {
    store(kind, field, number, value ? 1 : 0)
  }

  /// Assigns a category or a reference; the caller has checked that the phase may and that the
  /// level or number exists.
  package func setCode(_ kind: KindID, _ field: FieldID, _ number: Int, _ value: Int32) {
    store(kind, field, number, UInt64(UInt32(bitPattern: value)))
  }

  private func cell(
    _ kind: KindID, _ field: FieldID, _ number: Int, _ own: Bool
  ) -> UnsafeMutableRawPointer {
    let view = kinds[kind.rawValue].views[field.rawValue]
    let base = own || isPending(kind, number) ? view.write : view.read
    return base + number * view.type.stride
  }

  private func store(_ kind: KindID, _ field: FieldID, _ number: Int, _ bits: UInt64) {
    makeWritable(kind, field)
    if logsEffects {
      undoLog.append(.field(kind, field, number, writtenBits(kind, field, number)))
    }
    setWrittenBits(kind, field, number, bits)
  }

  /// The bits of a cell as this phase has written it.
  func writtenBits(_ kind: KindID, _ field: FieldID, _ number: Int) -> UInt64 {
    let view = kinds[kind.rawValue].views[field.rawValue]
    let cell = view.write + number * view.type.stride
    return switch view.type {
    case .number, .integer: cell.load(as: UInt64.self)
    case .boolean: UInt64(cell.load(as: UInt8.self))
    case .code: UInt64(cell.load(as: UInt32.self))
    }
  }

  /// Overwrites a cell of the buffer that this phase writes.
  func setWrittenBits(_ kind: KindID, _ field: FieldID, _ number: Int, _ bits: UInt64) {
    let view = kinds[kind.rawValue].views[field.rawValue]
    let cell = view.write + number * view.type.stride
    switch view.type {
    case .number, .integer: cell.storeBytes(of: bits, as: UInt64.self)
    case .boolean: cell.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    case .code: cell.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    }
  }

  /// Stores a value given as a Double in the field's coding, in both buffers.
  func storeInitial(_ kind: KindID, _ field: FieldID, _ number: Int, _ value: Double) {
    let view = kinds[kind.rawValue].views[field.rawValue]
    let offset = number * view.type.stride
    storeScalar(view.read + offset, view.type, value)
    if view.write != view.read { storeScalar(view.write + offset, view.type, value) }
  }

  /// A field of a living actor as a Double, in the field's coding.
  func scalar(_ view: ColumnView, _ number: Int) -> Double {
    let cell = view.read + number * view.type.stride
    return switch view.type {
    case .number: cell.load(as: Double.self)
    case .integer: Double(cell.load(as: Int64.self))
    case .boolean: Double(cell.load(as: UInt8.self))
    case .code: Double(cell.load(as: Int32.self))
    }
  }

  /// At the end of a simultaneous phase: what was written becomes the field.
  func commitFields() {
    for kind in model.kinds.indices {
      for index in 0..<kinds[kind].fieldCount {
        let view = kinds[kind].views[index]
        if view.write != view.read {
          kinds[kind].fields[index].spare = view.read
          kinds[kind].views[index].read = view.write
        }
        if kinds[kind].fields[index].hasGifts { commitGifts(KindID(kind), index) }
        if !kinds[kind].fields[index].claimed.isEmpty { commitClaims(KindID(kind), index) }
      }
    }
  }
}

private func storeScalar(_ cell: UnsafeMutableRawPointer, _ type: CellType, _ value: Double) {
  switch type {
  case .number: cell.storeBytes(of: canonical(value), as: Double.self)
  case .integer: cell.storeBytes(of: nearestInteger(value), as: Int64.self)
  case .boolean: cell.storeBytes(of: value == value && value != 0 ? 1 : 0, as: UInt8.self)
  case .code:
    let code = value >= 0 && value < Double(Int32.max) ? Int32(value) : -1
    cell.storeBytes(of: code, as: Int32.self)
  }
}

/// The integer that a Double stands for: towards zero, at the ends of the range the end, NaN 0.
private func nearestInteger(_ value: Double) -> Int64 {
  if value != value { return 0 }
  if value >= 0x1p63 { return .max }
  if value < -0x1p63 { return .min }
  return Int64(value)
}
