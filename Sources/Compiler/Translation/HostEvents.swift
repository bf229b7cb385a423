internal import Bytecode
internal import IR

// What a function says of its event, and the ledger that events are booked in
// (Simulation/Ledger, Studies/Binding/Members+*).
extension FunctionTranslator {
  /// The variables of an event that is being made, after the fields among `shared`.
  enum EventPart: Int {
    case marks, active, partnerActive, expected, need, use, firstTag
  }

  func initialEvent() -> [Operand] {
    let isActive = phase?.isMerePresence != true
    let tags = (phase?.tags ?? []).map { $0.levels.count == 1 ? Int64(0) : -1 }
    return [.integer(0), .constant(.boolean(isActive)), .constant(.boolean(isActive))]
      + Array(repeating: .constant(.float(.nan)), count: 3) + tags.map { .integer($0) }
  }

  func part(_ part: Int) -> Operand {
    known.writesEvent
      ? shared[1 + known.writtenFields.count + part] : initialEvent()[part]
  }

  private func set(_ part: Int, _ value: Operand) {
    guard known.writesEvent else {
      assumptions.writesEvent = true
      startOver()
      return
    }
    shared[1 + known.writtenFields.count + part] = value
  }

  func tagPart(_ tag: Int) -> Int { EventPart.firstTag.rawValue + tag }

  // MARK: Reading

  func eventMember(_ name: String) -> Operand {
    guard let phase else { return .nil }
    if case .fold = source.role { return recordedMember(name, phase) }
    switch name {
    case "active": return part(EventPart.active.rawValue)
    case "active_partner": return part(EventPart.partnerActive.rawValue)
    case "expected": return orMissing(float(part(EventPart.expected.rawValue)))
    case "need": return orMissing(float(part(EventPart.need.rawValue)))
    case "use": return orMissing(float(part(EventPart.use.rawValue)))
    case "step": return .integer(builder.load(slot(.step, "step", .int64), builder.int(0)))
    case "initiator": return parameters()[0]
    case "partner" where phase.partner != nil: return parameters()[1]
    case "tie":
      if let network = phase.network, isPair {
        return Operand(.tie(network: network), [tieNumber])
      }
    default: break
    }
    if let mark = phase.marks.firstIndex(of: name) {
      return .boolean(has(mark: mark))
    }
    if let tag = phase.tags.firstIndex(where: { $0.name == name }) {
      return Operand(
        .level(phase.tags[tag].levels, isNilable: true), [integer(part(tagPart(tag)))])
    }
    if let (column, field) = phase.logColumns.first(where: { $0.value.name == name }) {
      return logCell(field, column)
    }
    giveUp("it asks its event for '\(name)', which is not compiled")
    return .nil
  }

  func has(mark: Int) -> IRValue {
    let bit = builder.int(1 << Int64(mark))
    let both = builder.emit(.andInt, [integer(part(EventPart.marks.rawValue)), bit], .int)
    return builder.emit(.not, [builder.emit(.equalInt, [both, builder.int(0)], .bool)], .bool)
  }

  private func logCell(_ field: HostModel.Field, _ column: Int) -> Operand {
    guard let phaseIndex else { return .nil }
    let cell: IRCell =
      switch field.type {
      case .integer: .int64
      case .number: .float64
      default: .int32
      }
    let tableRow = builder.load(
      slot(.logRows(phase: phaseIndex), "log.row", .int32), tieNumber)
    let value = builder.load(
      slot(.logColumn(phase: phaseIndex, column: column), "log.\(field.name)", cell), tableRow)
    switch field.type {
    case .integer: return .float(builder.emit(.intToFloat, [value], .float))
    case .reference(let kind):
      return Operand(.actor(kind: kind, .other, isNilable: true), [value])
    case .category(let levels): return Operand(.level(levels, isNilable: true), [value])
    case .boolean:
      let isMissing = builder.emit(.lessInt, [value, builder.int(0)], .bool)
      return Operand(
        .union([.nil, .boolean]),
        [
          builder.select(
            isMissing, builder.int(Shape.Tags.nil.code), builder.int(Shape.Tags.boolean.code)),
          value,
        ])
    case .number: return orMissing(value)
    }
  }

  /// A float that stands for nil where it is NaN.
  func orMissing(_ value: IRValue) -> Operand {
    let isThere = builder.emit(.equalFloat, [value, value], .bool)
    return Operand(
      .union([.nil, .float]),
      [
        builder.select(
          isThere, builder.int(Shape.Tags.float.code), builder.int(Shape.Tags.nil.code)),
        builder.emit(.floatBits, [value], .int),
      ])
  }

  /// A member of an event that is over, in a fold.
  private func recordedMember(_ name: String, _ phase: HostModel.Phase) -> Operand {
    let layout = host.eventLayout
    func load(_ offset: Int, _ cell: IRCell) -> IRValue {
      builder.load(
        slot(.events, "event.\(name)", cell, stride: layout.stride, offset: offset), row)
    }
    func actor(_ kind: Int?, _ offset: Int) -> Operand? {
      kind.map { Operand(.actor(kind: $0, .other, isNilable: false), [load(offset, .int32)]) }
    }
    switch name {
    case "gain": return .float(load(layout.gain, .float64))
    case "partner_gain" where phase.partner == nil: return .nil
    case "partner_gain": return .float(load(layout.partnerGain, .float64))
    case "active": return .boolean(load(layout.active, .bool8))
    case "active_partner": return .boolean(load(layout.partnerActive, .bool8))
    case "step": return .integer(load(layout.step, .int32))
    case "expected": return orMissing(load(layout.expected, .float64))
    case "need": return orMissing(load(layout.need, .float64))
    case "use": return orMissing(load(layout.use, .float64))
    case "initiator": if let actor = actor(phase.initiator, layout.initiator) { return actor }
    case "partner": return actor(phase.partner, layout.partner) ?? .nil
    default: break
    }
    if let mark = phase.marks.firstIndex(of: name) {
      let both = builder.emit(
        .andInt, [load(layout.marks, .int64), builder.int(1 << Int64(mark))], .int)
      return .boolean(
        builder.emit(.not, [builder.emit(.equalInt, [both, builder.int(0)], .bool)], .bool))
    }
    if let tag = phase.tags.firstIndex(where: { $0.name == name }) {
      return Operand(
        .level(phase.tags[tag].levels, isNilable: true),
        [load(layout.tags + 4 * tag, .int32)])
    }
    if host.declaresInEvents(name) { return .nil }
    giveUp("it asks an event for '\(name)', which is not compiled")
    return .nil
  }

  // MARK: Assigning

  func setEventMember(_ name: String, to value: Operand) {
    guard let phase, acts else { return giveUp("it assigns an event that is over") }
    switch name {
    case "active": return setFlag(EventPart.active, value)
    case "active_partner": return setFlag(EventPart.partnerActive, value)
    case "expected": return setMeasured(EventPart.expected, value)
    case "need": return setMeasured(EventPart.need, value)
    case "use": return setMeasured(EventPart.use, value)
    default: break
    }
    if let mark = phase.marks.firstIndex(of: name) {
      guard let isSet = flag(value) else { return giveUp("a mark is no truth value") }
      let marks = integer(part(EventPart.marks.rawValue))
      let bit: Int64 = 1 << Int64(mark)
      let with = builder.emit(.orInt, [marks, builder.int(bit)], .int)
      let without = builder.emit(.andInt, [marks, builder.int(~bit)], .int)
      set(EventPart.marks.rawValue, .integer(builder.select(isSet, with, without)))
    } else if let tag = phase.tags.firstIndex(where: { $0.name == name }) {
      let field = HostModel.Field(name: name, type: .category(phase.tags[tag].levels))
      guard !value.shape.isNilConstant, let code = converted(value, to: field) else {
        return giveUp("a tag is none of its levels")
      }
      guarding(builder.emit(.lessOrEqualInt, [builder.int(0), code], .bool))
      set(tagPart(tag), .integer(code))
    } else {
      giveUp("it assigns '\(name)' of its event, which is not compiled")
    }
  }

  /// `x and y` may leave nil where false is meant.
  private func flag(_ value: Operand) -> IRValue? {
    if value.shape.isNilConstant { return builder.bool(false) }
    guard let tags = value.shape.tags, tags.subtracting([.nil, .boolean]).isEmpty else {
      return nil
    }
    return bool(truth(value))
  }

  private func setFlag(_ part: EventPart, _ value: Operand) {
    guard let isSet = flag(value) else { return giveUp("'active' is no truth value") }
    set(part.rawValue, .boolean(isSet))
  }

  private func setMeasured(_ part: EventPart, _ value: Operand) {
    guard let number = anyFloat(value) else { return giveUp("a measured value is no number") }
    guarding(isFinite(number))
    set(part.rawValue, .float(number))
  }
}
