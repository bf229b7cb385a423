internal import Bytecode
internal import IR

// What measures see of a finished run and its twin (Studies/Binding/RunMethods).
extension FunctionTranslator {
  private var hasTwin: Bool {
    switch source.role {
    case .measure(_, _, let hasTwin), .perActor(_, _, let hasTwin): hasTwin
    default: false
    }
  }

  func runMember(_ name: String, _ world: MeasuredWorld) -> Operand {
    switch name {
    case "steps":
      return .integer(
        builder.load(slot(.stepsRun, "steps", .int64, of: world), builder.int(0)))
    case "parameters": return Operand(.runParameters(world))
    default:
      giveUp("it asks a run for '\(name)', which is not compiled")
      return .nil
    }
  }

  func callRun(_ name: String, _ world: MeasuredWorld, _ arguments: [Operand]) -> [Operand] {
    switch name {
    case "actors": return actors(world, arguments)
    case "sum", "mean", "count": return [total(name, world, arguments)]
    case "events":
      guard let phase = host.phases.firstIndex(where: { $0.name == arguments.first?.shape.text })
      else { break }
      return [.integer(ask(.events(phase: phase), world, .int))]
    case "kept":
      guard case .measure(_, let names, _) = source.role,
        let position = names.firstIndex(where: { $0 == arguments.first?.shape.text })
      else { break }
      return [.float(ask(.kept(position), world, .float))]
    default:
      giveUp("it calls '\(name)' of a run, which is not compiled")
      return [.nil]
    }
    giveUp("\(name) is not given a name that is known")
    return [.nil]
  }

  private func ask(_ callee: HostCallee, _ world: MeasuredWorld, _ type: IRType) -> IRValue {
    builder.call(self.callee(callee.of(world), [], type, isPure: true), []) ?? builder.int(0)
  }

  // MARK: Sums over actors

  private func total(
    _ name: String, _ world: MeasuredWorld, _ arguments: [Operand]
  ) -> Operand {
    guard let kind = kind(named: arguments.first) else {
      giveUp("\(name) is not given the name of a kind")
      return .nil
    }
    func count(_ field: Int?) -> IRValue {
      ask(.total(HostModel.Aggregate(.count, kind: kind, field: field)), world, .int)
    }
    if name == "count", arguments.count == 1 || arguments[1].shape.isNilConstant {
      return .integer(count(nil))
    }
    guard arguments.count > 1, let text = arguments[1].shape.text,
      let field = host.kinds[kind].fields.firstIndex(where: { $0.name == text }),
      [.number, .integer, .boolean].contains(host.kinds[kind].fields[field].type)
    else {
      giveUp("\(name) is not given the name of a field of numbers")
      return .nil
    }
    if name == "count" { return .integer(count(field)) }
    let sum = ask(.total(HostModel.Aggregate(.sum, kind: kind, field: field)), world, .float)
    guard name == "mean" else { return .float(sum) }
    let number = count(nil)
    let isNobody = builder.emit(.equalInt, [number, builder.int(0)], .bool)
    let mean = builder.emit(
      .divideFloat, [sum, builder.emit(.intToFloat, [number], .float)], .float)
    return orUndefined(
      mean, where: builder.emit(.not, [isNobody], .bool), reasonCode("empty_group"))
  }

  // MARK: Loops over actors

  private func actors(_ world: MeasuredWorld, _ arguments: [Operand]) -> [Operand] {
    guard let kind = kind(named: arguments.first) else {
      giveUp("actors is not given the name of a kind")
      return [.nil]
    }
    let count = builder.load(
      slot(.count(kind: kind), "\(host.kinds[kind].name).count", .int64, of: world),
      builder.int(0))
    spend(turns: count)
    return [
      Operand(.actors(kind: kind, world)),
      Operand(.actorCursor(kind: kind, world), [builder.int(0), count]),
    ]
  }

  /// The next turn of a loop over everybody who ever was in a run.
  func loopOverActors(_ kind: Int, _ world: MeasuredWorld) {
    let i = activation.instruction
    let cursor = registers[i.a + 1]
    guard cursor.values.count == 2 else { return giveUp("a loop over actors is kept for later") }
    var position = cursor.values[0]
    let end = cursor.values[1]
    if host.kinds[kind].changes {
      position = firstPlace(position, end) { self.hasStatus(4, kind, $0, of: world) }
    }
    let more = builder.emit(.lessInt, [position, end], .bool)
    fork(.value(more)) { isRunning in
      guard isRunning else { return self.go(to: self.activation.pc + 1) }
      self.registers[i.a + 4] = Operand(
        .actor(kind: kind, world == .run ? .other : .twin, isNilable: false), [position])
      self.registers[i.a + 5] = self.twin(of: kind, position, in: world)
      self.registers[i.a + 2] = self.registers[i.a + 4]
      self.registers[i.a + 1] = Operand(
        cursor.shape,
        [self.builder.emit(.addInt, [position, self.builder.int(1)], .int), end])
      self.go(to: self.activation.pc + 1 - i.bx)
    }
  }

  /// The twin of an actor of one of the worlds, nil where there is none.
  func twin(of kind: Int, _ number: IRValue, in world: MeasuredWorld) -> Operand {
    guard hasTwin else { return .nil }
    let shape = Shape.actor(kind: kind, world == .run ? .twin : .other, isNilable: true)
    if host.kinds[kind].changes {
      let asked = callee(HostCallee.twin(kind: kind).of(world), [.int], .int, isPure: true)
      return Operand(shape, [builder.call(asked, [number]) ?? builder.int(-1)])
    }
    // Nobody comes or goes: an actor's twin has its number.
    let count = builder.load(
      slot(
        .initialCount(kind: kind), "\(host.kinds[kind].name).initial", .int64, of: world.other),
      builder.int(0))
    let isThere = builder.emit(.lessInt, [number, count], .bool)
    return Operand(shape, [builder.select(isThere, number, builder.int(-1))])
  }

  // MARK: First states

  func startMember(_ name: String, of start: Operand) -> Operand {
    guard case .start(let kind, let world) = start.shape,
      let field = host.kinds[kind].fields.firstIndex(where: { $0.name == name })
    else {
      giveUp("it asks a first state for '\(name)'")
      return .nil
    }
    let declaration = host.kinds[kind]
    let number = start.values[0]
    let count = builder.load(
      slot(.startCount(kind: kind), "\(declaration.name).started", .int64, of: world),
      builder.int(0))
    // Whoever entered later has none.
    let hasStart = builder.emit(.lessInt, [number, count], .bool)
    guarding(hasStart)
    let cells = slot(
      .start(kind: kind, field: field), "start of \(declaration.name).\(name)",
      cell(declaration.fields[field].type), of: world)
    let value = builder.emit(
      .load(cells), [number], cell(declaration.fields[field].type).type, where: hasStart)
    return fieldOperand(kind, field, value, of: world)
  }

  // MARK: Undefined values and results

  func reasonCode(_ reason: String) -> IRValue {
    builder.load(slot(.reasonCode(reason), "reason \(reason)", .int64), builder.int(0))
  }

  /// A number where a condition holds, else undefined.
  func orUndefined(_ number: IRValue, where condition: IRValue, _ reason: IRValue) -> Operand {
    let bits = builder.emit(.floatBits, [number], .int)
    return Operand(
      .union([.float, .undefined]),
      [
        builder.select(
          condition, builder.int(Shape.Tags.float.code), builder.int(Shape.Tags.undefined.code)),
        builder.select(condition, bits, reason),
      ])
  }

  /// Every result as a number and what it is.
  func finishResults(_ results: [Operand], count: Int) {
    for position in 0..<count {
      let result = position < results.count ? results[position] : .nil
      guard let (number, tag) = answer(result, position) else {
        return giveUp("it returns something that is neither a number nor a text")
      }
      builder.store(
        slot(.result(position), "result \(position + 1)", .float64, isOwn: true), row, number)
      builder.store(
        slot(.resultTag(position), "result \(position + 1) is", .uint8, isOwn: true), row, tag)
    }
  }

  private func answer(_ result: Operand, _ position: Int) -> (IRValue, IRValue)? {
    func tag(_ tag: UInt8) -> IRValue { builder.int(Int64(tag)) }
    switch result.shape {
    case .level(_, let isNilable):
      let code = code(result, in: texts(of: result.shape, position))
      let number = builder.emit(.intToFloat, [code], .float)
      guard isNilable else { return (number, tag(ResultTag.text)) }
      return (
        number, builder.select(isThere(result), tag(ResultTag.text), tag(ResultTag.nothing))
      )
    case let shape where shape.text != nil:
      let code = code(result, in: texts(of: shape, position))
      return (builder.emit(.intToFloat, [code], .float), tag(ResultTag.text))
    case .number: return (float(result), tag(ResultTag.number))
    case let shape where shape.tags != nil: return answer(union: unionValues(result))
    default: return nil
    }
  }

  /// The texts of a result, those of this shape among them; earlier ones keep their positions.
  private func texts(of shape: Shape, _ position: Int) -> [String] {
    var own = shape.text.map { [$0] } ?? []
    if case .level(let texts, _) = shape { own = texts }
    let known = resultTexts[position] ?? []
    resultTexts[position] = known + own.filter { !known.contains($0) }
    return resultTexts[position] ?? []
  }

  private func answer(union parts: [IRValue]) -> (IRValue, IRValue) {
    func `is`(_ tag: Shape.Tags) -> IRValue {
      builder.emit(.equalInt, [parts[0], builder.int(tag.code)], .bool)
    }
    func choose(_ condition: IRValue, _ tag: UInt8, else other: IRValue) -> IRValue {
      builder.select(condition, builder.int(Int64(tag)), other)
    }
    let number = builder.select(
      `is`(.float), builder.emit(.bitsFloat, [parts[1]], .float),
      builder.emit(.intToFloat, [parts[1]], .float))
    var tag = builder.select(
      `is`(.undefined), parts[1], builder.int(Int64(ResultTag.number)))
    tag = choose(`is`(.boolean), ResultTag.boolean, else: tag)
    tag = choose(`is`(.nil), ResultTag.nothing, else: tag)
    return (number, tag)
  }
}

extension Shape {
  /// The world that an actor is of.
  var world: MeasuredWorld {
    if case .actor(_, let identity, _) = self { identity.world } else { .run }
  }
}
