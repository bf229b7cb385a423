internal import Bytecode
internal import IR

// What a function of each role is given, and what is done with its results
// (Studies/Binding/LuaKernel).
extension FunctionTranslator {
  var phaseIndex: Int? {
    switch source.role {
    case .rule(let phase), .encounter(let phase), .presence(let phase), .pick(let phase),
      .when(let phase), .fold(let phase, _):
      phase
    default: nil
    }
  }

  var phase: HostModel.Phase? { phaseIndex.map { host.phases[$0] } }

  /// The kind of the acting actor.
  var ownKind: Int? {
    switch source.role {
    case .value(let kind), .initial(let kind, _), .perActor(let kind, _, _): kind
    case .world, .fold, .measure: nil
    default: phase?.initiator
    }
  }

  /// Whether it may change the world: rules, encounters and presences.
  var acts: Bool {
    switch source.role {
    case .rule, .encounter, .presence: true
    default: false
    }
  }

  /// Whether others are seen as they were when the phase began.
  var isSimultaneous: Bool { !acts || phase?.activation == .simultaneous }

  var isPair: Bool {
    switch source.role {
    case .encounter, .when: true
    default: isReplay
    }
  }

  /// Whether its rows are those of a log.
  private var isReplay: Bool {
    if case .presence = source.role { phase?.isMerePresence == false } else { false }
  }

  // MARK: The row

  var row: IRValue { builder.emit(.row, [], .int) }

  private func pairCell(_ name: String, offset: Int) -> IRValue {
    builder.load(slot(.pairs, name, .int32, stride: 16, offset: offset), row)
  }

  var ownNumber: IRValue {
    isPair ? pairCell("pair.initiator", offset: 0) : builder.emit(.actor, [], .int)
  }

  var partnerNumber: IRValue { pairCell("pair.partner", offset: 4) }
  var tieNumber: IRValue { pairCell("pair.tie", offset: 8) }

  /// How often the pair has met; 0 where there is no pair.
  var occurrence: IRValue {
    isPair ? pairCell("pair.occurrence", offset: 12) : builder.int(0)
  }

  private var own: Operand {
    Operand(.actor(kind: ownKind ?? 0, .own, isNilable: false), [ownNumber])
  }

  private var partner: Operand {
    Operand(.actor(kind: phase?.partner ?? 0, .other, isNilable: false), [partnerNumber])
  }

  func parameters() -> [Operand] {
    switch source.role {
    case .rule, .value, .initial, .pick: return [own, Operand(.environment)]
    case .encounter:
      let sides = phase?.partner == nil ? [own] : [own, partner]
      return sides + [Operand(.environment), Operand(.event)]
    case .presence: return [own, Operand(.environment), Operand(.event)]
    case .when: return [own, partner, Operand(.environment)]
    case .world: return [Operand(.environment)]
    case .fold: return [Operand(.kept), Operand(.event), Operand(.environment)]
    case .measure(_, _, let hasTwin):
      return [Operand(.run(.run)), hasTwin ? Operand(.run(.twin)) : .nil]
    case .perActor(let kind, _, _): return [own, twin(of: kind, ownNumber, in: .run)]
    }
  }

  // MARK: Results

  /// What is done when the function returns.
  func finish(_ results: [Operand]) throws(Refusal) {
    let first = results.first ?? .nil
    switch source.role {
    case .rule, .fold: break
    case .encounter:
      if phase?.partner == nil {
        try finishPresence(first)
      } else {
        try finishEncounter(results)
      }
    case .presence: try finishPresence(first)
    case .value: finishNumber(first, allowsBoolean: false)
    case .world: finishNumber(first, allowsBoolean: true)
    case .initial(let kind, let field): finishInitial(first, host.kinds[kind].fields[field])
    case .pick:
      guard let count = wholeInteger(first) else {
        note("it returns something else than a number")
        return builder.end(.redo)
      }
      guarding(builder.emit(.lessUnsigned, [count, builder.int(1_000_001)], .bool))
      output(builder.emit(.intToFloat, [count], .float))
    case .measure(let count, _, _), .perActor(_, let count, _):
      finishResults(results, count: count)
    case .when:
      output(
        builder.select(bool(truth(first)), builder.float(1), builder.float(0)))
    }
    storeFields()
    builder.end(.done)
  }

  private func output(_ value: IRValue) {
    builder.store(slot(.output, "output", .float64, isOwn: true), row, value)
  }

  private func finishNumber(_ result: Operand, allowsBoolean: Bool) {
    if let tags = result.shape.tags, tags.contains(.undefined) {
      finishUndefined(result, tags, hasReasons: !allowsBoolean)
    } else if allowsBoolean, result.shape.tags == .boolean, result.shape != .union(.boolean) {
      output(builder.select(boolean(result), builder.float(1), builder.float(0)))
    } else if let number = anyFloat(result) {
      output(number)
    } else {
      giveUp("it returns something else than a number")
    }
  }

  /// A number or undefined, by the way taken.
  private func finishUndefined(_ result: Operand, _ tags: Shape.Tags, hasReasons: Bool) {
    let parts = unionValues(result)
    let union = Operand(.union(tags), parts)
    let isUndefined = hasTag(union, .undefined)
    let isFloat = hasTag(union, .float)
    let isInteger = hasTag(union, .integer)
    if !tags.isSubset(of: [.undefined, .integer, .float]) {
      let isNumber = builder.emit(.or, [isFloat, isInteger], .bool)
      guarding(builder.emit(.or, [isUndefined, isNumber], .bool))
    }
    let number = builder.select(
      isInteger, builder.emit(.intToFloat, [parts[1]], .float),
      builder.emit(.bitsFloat, [parts[1]], .float))
    output(builder.select(isUndefined, builder.float(.nan), number))
    guard hasReasons else { return }
    builder.store(
      slot(.reasons, "reasons", .uint8, isOwn: true), row,
      builder.select(isUndefined, parts[1], builder.int(0)))
  }

  private func finishInitial(_ result: Operand, _ field: HostModel.Field) {
    guard let value = converted(result, to: field) else {
      return giveUp("it returns something else than '\(field.name)' can be")
    }
    switch field.type {
    case .number: output(value)
    case .boolean: output(builder.select(value, builder.float(1), builder.float(0)))
    default: output(builder.emit(.intToFloat, [value], .float))
    }
  }

  private func finishEncounter(_ results: [Operand]) throws(Refusal) {
    let second = results.count > 1 ? results[1] : .nil
    if (results.first ?? .nil).shape.isNilConstant && second.shape.isNilConstant { return }
    guard let gain = results.first.flatMap(anyFloat), let partnerGain = anyFloat(second) else {
      return giveUp("it returns something else than two numbers")
    }
    guardFinite(gain, results.first)
    guardFinite(partnerGain, second)
    try record(gain, partnerGain)
  }

  private func finishPresence(_ result: Operand) throws(Refusal) {
    if result.shape.isNilConstant { return }
    guard let gain = anyFloat(result) else {
      return giveUp("it returns something else than a number")
    }
    guardFinite(gain, result)
    try record(gain, nil)
  }

  private func guardFinite(_ value: IRValue, _ operand: Operand?) {
    switch operand?.shape {
    case .constant(.integer): break
    case .constant(.float(let known)) where known.isFinite: break
    default: guarding(isFinite(value))
    }
  }

  func isFinite(_ value: IRValue) -> IRValue {
    let difference = builder.emit(.subtractFloat, [value, value], .float)
    return builder.emit(.equalFloat, [difference, builder.float(0)], .bool)
  }
}
