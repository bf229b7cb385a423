internal import Bytecode
internal import IR

// Fields of actors and ties: who sees what, and what may be assigned (Studies/Binding/Members+*).
extension FunctionTranslator {
  // MARK: Variables beside registers

  /// Values of the variables at the start: fields that are assigned, then what is set of the event.
  func initialShared() -> [Operand] {
    let fields = known.writtenFields.map { field in
      fieldOperand(ownKind ?? 0, field, loadOwn(field))
    }
    return fields + (known.writesEvent ? initialEvent() : [])
  }

  /// Where a field of the acting actor stands among `shared`, if it is a variable.
  func sharedIndex(ofField field: Int) -> Int? {
    known.writtenFields.firstIndex(of: field).map { $0 + 1 }
  }

  private func loadOwn(_ field: Int) -> IRValue {
    builder.load(fieldSlot(ownKind ?? 0, field, .write, isOwn: true), ownNumber)
  }

  /// At the end of the row: variables become fields.
  func storeFields() {
    guard let kind = ownKind else { return }
    for (index, field) in known.writtenFields.enumerated() {
      let value = shared[index + 1]
      let stored: IRValue
      switch host.kinds[kind].fields[field].type {
      case .number: stored = float(value)
      case .integer: stored = integer(value)
      case .boolean: stored = boolean(value)
      case .category(let levels): stored = code(value, in: levels)
      case .reference: stored = value.shape.isNilConstant ? builder.int(-1) : value.values[0]
      }
      builder.store(fieldSlot(kind, field, .write, isOwn: true), ownNumber, stored)
    }
  }

  // MARK: Cells

  func cell(_ type: HostModel.FieldType) -> IRCell {
    switch type {
    case .number: .float64
    case .integer: .int64
    case .boolean: .bool8
    case .category, .reference: .int32
    }
  }

  func fieldSlot(
    _ kind: Int, _ field: Int, _ buffer: SlotBinding.Buffer, isOwn: Bool = false,
    of world: MeasuredWorld = .run
  ) -> IRSlotID {
    let declaration = host.kinds[kind].fields[field]
    return slot(
      .field(kind: kind, field: field, isSimultaneous ? buffer : .write),
      "\(host.kinds[kind].name).\(declaration.name)", cell(declaration.type),
      isMutable: !isSimultaneous || buffer == .entered, isOwn: isSimultaneous && isOwn,
      of: world)
  }

  func fieldOperand(
    _ kind: Int, _ field: Int, _ value: IRValue, of world: MeasuredWorld = .run
  ) -> Operand {
    switch host.kinds[kind].fields[field].type {
    case .number: .float(value)
    case .integer: .integer(value)
    case .boolean: .boolean(value)
    case .category(let levels): Operand(.level(levels, isNilable: true), [value])
    case .reference(let other):
      Operand(
        .actor(kind: other, world == .run ? .other : .twin, isNilable: true), [value])
    }
  }

  /// An actor that is certainly there; else the row is given up.
  func certain(_ actor: Operand) -> IRValue {
    if case .actor(_, _, isNilable: true) = actor.shape { guarding(isThere(actor)) }
    return actor.values[0]
  }

  // MARK: Reading

  func member(_ name: String, of actor: Operand) -> Operand {
    guard case .actor(let kind, let identity, _) = actor.shape else { return .nil }
    let number = certain(actor)
    let declaration = host.kinds[kind]
    guard let field = declaration.fields.firstIndex(where: { $0.name == name }) else {
      return otherMember(name, declaration, kind, number, identity.world)
    }
    if identity == .own, isSimultaneous {
      if let index = sharedIndex(ofField: field) { return shared[index] }
      return fieldOperand(kind, field, loadOwn(field))
    }
    var value = builder.load(fieldSlot(kind, field, .read, of: identity.world), number)
    if identity.world == .run, let isPending = isPending(kind, number) {
      let made = builder.load(fieldSlot(kind, field, .entered), number)
      value = builder.select(isPending, made, value)
    }
    let operand = fieldOperand(kind, field, value, of: identity.world)
    guard kind == ownKind, identity != .stranger, isSimultaneous,
      let index = sharedIndex(ofField: field)
    else {
      return operand
    }
    // It may be the acting actor itself, which sees what it has written.
    let isSelf = builder.emit(.equalInt, [number, ownNumber], .bool)
    let mine = shared[index]
    let shape = join(operand.shape, mine.shape)
    return Operand(
      shape,
      zip(coerce(mine, to: shape), coerce(operand, to: shape)).map {
        builder.select(isSelf, $0, $1)
      })
  }

  private func otherMember(
    _ name: String, _ kind: HostModel.Kind, _ index: Int, _ number: IRValue,
    _ world: MeasuredWorld
  ) -> Operand {
    switch name {
    case "number": return .integer(builder.emit(.addInt, [number, builder.int(1)], .int))
    case "kind": return .text(kind.name)
    case "alive":
      guard kind.changes else { return .constant(.boolean(true)) }
      return .boolean(hasStatus(1, index, number, of: world))
    case "start" where source.role.isAfterRun:
      return Operand(.start(kind: index, world), [number])
    default:
      giveUp("it asks an actor for '\(name)', which is not compiled")
      return .nil
    }
  }

  /// Whether a bit of an actor's status is set.
  func hasStatus(
    _ bit: Int64, _ kind: Int, _ number: IRValue, of world: MeasuredWorld = .run
  ) -> IRValue {
    let status = builder.load(
      slot(
        .status(kind: kind), "\(host.kinds[kind].name).status", .uint8,
        isMutable: statusChanges(kind), of: world), number)
    let both = builder.emit(.andInt, [status, builder.int(bit)], .int)
    return builder.emit(.not, [builder.emit(.equalInt, [both, builder.int(0)], .bool)], .bool)
  }

  // MARK: Assigning

  func setMember(_ name: String, of actor: Operand, to value: Operand) {
    guard case .actor(let kind, let identity, _) = actor.shape,
      let field = host.kinds[kind].fields.firstIndex(where: { $0.name == name })
    else { return giveUp("it assigns '\(name)', which is not compiled") }
    guard acts else { return giveUp("it assigns a field where none may be") }
    if isSimultaneous, identity == .own, ownsFields {
      return assignOwn(field, host.kinds[kind].fields[field], value)
    }
    let number = certain(actor)
    if isSimultaneous {
      guard identity != .own, let isPending = isPending(kind, number) else {
        return giveUp("it assigns a field of another while all act at once")
      }
      guarding(isPending)
    }
    guard let converted = converted(value, to: host.kinds[kind].fields[field]) else {
      return giveUp("it assigns '\(name)' something that it cannot be")
    }
    assume(\.hasEffects)
    builder.store(
      fieldSlot(kind, field, isSimultaneous ? .entered : .write), number, canonical(converted))
  }

  /// Whether the acting actor may assign its own fields while all act at once.
  private var ownsFields: Bool {
    switch source.role {
    case .rule: true
    case .presence: phase?.isMerePresence == true
    default: false
    }
  }

  private func canonical(_ value: IRValue) -> IRValue {
    builder.function.type(of: value) == .float
      ? builder.emit(.canonical, [value], .float) : value
  }

  private func assignOwn(_ field: Int, _ declaration: HostModel.Field, _ value: Operand) {
    assume(\.hasEffects)
    guard let index = sharedIndex(ofField: field) else {
      if !assumptions.writtenFields.contains(field) { assumptions.writtenFields.append(field) }
      startOver()
      return
    }
    switch (declaration.type, value.shape) {
    case (.reference, .constant(.nil)), (.category, .constant(.nil)): shared[index] = .nil
    case (.reference(let wanted), .actor(let kind, _, _)) where kind == wanted:
      shared[index] = value
    default:
      guard let converted = converted(value, to: declaration) else {
        return giveUp("it assigns '\(declaration.name)' something that it cannot be")
      }
      shared[index] = fieldOperand(ownKind ?? 0, field, canonical(converted))
    }
  }

  /// A value as a field's cell holds it; where it does not fit the row is given up.
  ///
  /// - Returns: `nil` where it cannot fit.
  func converted(_ value: Operand, to field: HostModel.Field) -> IRValue? {
    switch field.type {
    case .number: return anyFloat(value)
    case .integer: return wholeInteger(value)
    case .boolean:
      if value.shape == .boolean { return value.values[0] }
      if case .constant(.boolean(let known)) = value.shape { return builder.bool(known) }
      guard case .union(let tags) = value.shape, tags.contains(.boolean) else { return nil }
      let isBoolean = builder.emit(
        .equalInt, [value.values[0], builder.int(Shape.Tags.boolean.code)], .bool)
      guarding(isBoolean)
      return builder.emit(
        .not, [builder.emit(.equalInt, [value.values[1], builder.int(0)], .bool)], .bool)
    case .category(let levels):
      if value.shape.isNilConstant { return builder.int(-1) }
      if let text = value.shape.text {
        return levels.firstIndex(of: text).map { builder.int(Int64($0)) }
      }
      guard case .level(let texts, let isNilable) = value.shape else { return nil }
      let code = code(value, in: levels)
      if !texts.allSatisfy(levels.contains) {
        // A text that is no level came out as -1, as nil does.
        guard !isNilable else { return nil }
        guarding(builder.emit(.lessOrEqualInt, [builder.int(0), code], .bool))
      }
      return code
    case .reference(let kind):
      if value.shape.isNilConstant { return builder.int(-1) }
      guard case .actor(kind: kind, _, _) = value.shape else { return nil }
      return value.values[0]
    }
  }

  // MARK: Ties

  func tieMember(_ name: String, of tie: Operand) -> Operand {
    guard case .tie(let network) = tie.shape,
      let field = host.networks[network].tieFields.firstIndex(of: name)
    else {
      giveUp("it asks a tie for '\(name)'")
      return .nil
    }
    let number = tie.values[0]
    let others = builder.load(tieSlot(network, field, .read), number)
    guard isPair, phase?.network == network, isSimultaneous, phase?.writesTies == true else {
      return .float(others)
    }
    let mine = builder.load(tieSlot(network, field, .write), number)
    let isOwn = builder.emit(.equalInt, [number, tieNumber], .bool)
    return .float(builder.select(isOwn, mine, others))
  }

  private func tieSlot(_ network: Int, _ field: Int, _ buffer: SlotBinding.Buffer) -> IRSlotID {
    let declaration = host.networks[network]
    let isWritten = phase?.writesTies == true && phase?.network == network
    let buffer = isSimultaneous ? buffer : .write
    return slot(
      .tieField(network: network, field: field, buffer),
      "\(declaration.name).\(declaration.tieFields[field])", .float64,
      isMutable: isWritten && buffer == .write)
  }

  func setTieMember(_ name: String, of tie: Operand, to value: Operand) {
    guard case .tie(let network) = tie.shape,
      let field = host.networks[network].tieFields.firstIndex(of: name),
      phase?.writesTies == true, phase?.network == network, case .encounter = source.role
    else { return giveUp("it assigns a field of a tie where none may be") }
    guard let number = anyFloat(value) else {
      return giveUp("it assigns a tie something that is not a number")
    }
    guarding(builder.emit(.equalInt, [tie.values[0], tieNumber], .bool))
    assume(\.hasEffects)
    builder.store(
      tieSlot(network, field, .write), tie.values[0], builder.emit(.canonical, [number], .float))
  }
}
