internal import Bytecode
internal import IR

/// The row's event as the folds over it see it.
struct Happening {
  let gain: IRValue
  let partnerGain: IRValue
}

// Folds look at an event as it happens, as a part of the function that makes it: then no event is
// stored. What they may ask of it needs no look at the world, which may change before they would see
// recorded events.
extension FunctionTranslator {
  /// Calls the phase's folds where a condition holds.
  func showToFolds(
    _ gain: IRValue, _ partnerGain: IRValue?, where condition: IRValue
  ) throws(Refusal) {
    guard let phase else { return }
    let (seen, after) = (builder.makeBlock(), builder.makeBlock())
    builder.branch(condition, then: IRTarget(seen), else: IRTarget(after))
    builder.block = seen
    let outside = shared
    happening = Happening(gain: gain, partnerGain: partnerGain ?? builder.float(0))
    defer { happening = nil }
    for (place, root) in source.folds.enumerated() where place < phase.folds.count {
      let function = source.functions[root]
      _ = try inline(
        function.prototype, root: root, nesting: [],
        captures: function.captures.map(operand(of:)),
        [Operand(.keptOf(fold: place)), Operand(.happening), Operand(.environment)])
    }
    builder.jump(after)
    builder.block = after
    shared = outside
  }

  /// Where the row's unit of a fold keeps a number.
  func keptPlace(_ name: String, ofFold place: Int) -> (IRSlotID, IRValue)? {
    guard let fold = phase?.folds[place], let position = fold.kept.firstIndex(of: name) else {
      return nil
    }
    let cells = slot(
      .foldKept(fold.number), "kept \(fold.number)", .float64, isMutable: true)
    var unit: IRValue
    switch fold.unit {
    case .run where fold.tag == nil: return (cells, builder.int(Int64(position)))
    case .run: unit = builder.int(0)
    case .initiator: unit = ownNumber
    case .partner: unit = isPair ? atLeastZero(partnerNumber) : builder.int(0)
    case .tie: unit = isPair ? atLeastZero(tieNumber) : builder.int(0)
    }
    if let tag = fold.tag, let levels = phase?.tags[tag].levels {
      let parts = builder.int(Int64(levels.count) + 1)
      let part = builder.emit(.addInt, [integer(self.part(tagPart(tag))), builder.int(1)], .int)
      unit = builder.emit(.addInt, [builder.emit(.multiplyInt, [unit, parts], .int), part], .int)
    }
    let first = builder.emit(.multiplyInt, [unit, builder.int(Int64(fold.kept.count))], .int)
    return (cells, builder.emit(.addInt, [first, builder.int(Int64(position))], .int))
  }

  private func atLeastZero(_ value: IRValue) -> IRValue {
    let zero = builder.int(0)
    return builder.select(builder.emit(.lessInt, [value, zero], .bool), zero, value)
  }

  func happeningMember(_ name: String) -> Operand {
    guard let happening, let phase else { return .nil }
    switch name {
    case "gain": return .float(happening.gain)
    case "partner_gain" where phase.partner == nil: return .nil
    case "partner_gain": return .float(happening.partnerGain)
    case "active": return part(EventPart.active.rawValue)
    case "active_partner": return part(EventPart.partnerActive.rawValue)
    case "step": return .integer(builder.load(slot(.step, "step", .int64), builder.int(0)))
    case "expected": return orMissing(float(part(EventPart.expected.rawValue)))
    case "need": return orMissing(float(part(EventPart.need.rawValue)))
    case "use": return orMissing(float(part(EventPart.use.rawValue)))
    default: break
    }
    if let mark = phase.marks.firstIndex(of: name) { return .boolean(has(mark: mark)) }
    if let tag = phase.tags.firstIndex(where: { $0.name == name }) {
      return Operand(
        .level(phase.tags[tag].levels, isNilable: true), [integer(part(tagPart(tag)))])
    }
    if host.declaresInEvents(name) { return .nil }
    giveUp("it asks an event for '\(name)', which is not compiled as it happens")
    return .nil
  }
}
