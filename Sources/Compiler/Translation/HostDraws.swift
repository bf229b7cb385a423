internal import Bytecode
internal import IR
internal import Randomness

// Draws of `env` by address (Studies/Binding/EnvironmentMethods, Randomness).
extension FunctionTranslator {
  /// Where a draw stands: identities of both sides and the site word.
  private func address(site: Int64, key: IRValue?) -> [IRValue] {
    let actor = identity(ownKind ?? 0, ownNumber)
    let other = isPair ? phase?.partner : nil
    let partner = other.map { identity($0, partnerNumber) } ?? builder.int(0)
    return [actor, partner, siteWord(site: site, key: key)]
  }

  func siteWord(site: Int64, key: IRValue?) -> IRValue {
    let constant = UInt32(truncatingIfNeeded: site) &* 0x9E37_79B9
    var word: IRValue
    if isPair {
      word = builder.emit(.multiplyInt, [occurrence, builder.int(0x85EB_CA77)], .int)
      word = builder.emit(.addInt, [word, builder.int(Int64(constant))], .int)
    } else {
      word = builder.int(Int64(constant))
    }
    if let key { word = builder.emit(.addInt, [word, key], .int) }
    if key == nil && !isPair { return word }
    return builder.emit(.andInt, [word, builder.int(0xFFFF_FFFF)], .int)
  }

  /// What an actor's draws are addressed by.
  func identity(_ kind: Int, _ number: IRValue) -> IRValue {
    let one = builder.emit(.addInt, [number, builder.int(1)], .int)
    guard host.kinds[kind].changes else { return one }
    let name = host.kinds[kind].name
    let initial = builder.load(
      slot(.initialCount(kind: kind), "\(name).initial", .int64), builder.int(0))
    let isInitial = builder.emit(.lessInt, [number, initial], .bool)
    let hasEntered = builder.emit(.not, [isInitial], .bool)
    let offset = builder.emit(.subtractInt, [number, initial], .int)
    let entered = builder.emit(
      .load(
        slot(
          .identities(kind: kind), "\(name).identity", .int64,
          isMutable: acts && known.entered.contains(kind))), [offset], .int, where: hasEntered)
    return builder.select(isInitial, one, entered)
  }

  /// A uniform number in (0, 1) from the first word at an address.
  private func uniform(_ address: [IRValue]) -> IRValue {
    let high = builder.emit(.shiftRight, [drawnBits(address), builder.int(12)], .int)
    let number = builder.emit(.intToFloat, [high], .float)
    let centred = builder.emit(.addFloat, [number, builder.float(0.5)], .float)
    return builder.emit(.multiplyFloat, [centred, builder.float(0x1p-52)], .float)
  }

  /// The first 64 bits at an address, or one of the next words.
  func drawnBits(_ address: [IRValue], word: Int = 0) -> IRValue {
    let (stream, step) = (slot(.stream, "stream", .int64), slot(.step, "step", .int64))
    return builder.emit(.draw(stream: stream, step: step, word: word), address, .int)
  }

  /// The word of a draw's key; `nil` where there is none.
  private func keyWord(_ key: Operand?) -> IRValue?? {
    guard let key, !key.shape.isNilConstant else { return .some(nil) }
    switch key.shape {
    case .constant(.integer(let value)):
      return builder.int(Int64(DrawKey.word(integer: value)))
    case .constant(.float(let value)):
      return builder.int(Int64(DrawKey.word(number: value)))
    case .constant(.boolean), .boolean:
      return builder.emit(.boolToInt, [boolean(key)], .int)
    case .level(let texts, let isNilable):
      var code = key.values[0]
      if isNilable {
        // Without a key the draw has another address, which the interpreter takes.
        let isThere = isThere(key)
        guarding(isThere)
        code = builder.select(isThere, code, builder.int(0))
      }
      return constantCell(texts.map { UInt64(DrawKey.word(string: $0)) }, code, .int64)
    case .actor(let kind, _, _):
      let identity = identity(kind, certain(key))
      if host.kinds[kind].changes { guardWord(identity) }
      return identity
    default: break
    }
    if let text = key.shape.text { return builder.int(Int64(DrawKey.word(string: text))) }
    guard let whole = wholeInteger(key) else { return nil }
    guardWord(whole)
    return whole
  }

  /// Keys beyond 32 bits are mixed: the interpreter does that.
  private func guardWord(_ value: IRValue) {
    guarding(builder.emit(.lessUnsigned, [value, builder.int(1 << 32)], .bool))
  }

  private static let parameterCounts: [String: Int] = [
    "chance": 1, "normal": 2, "truncated_normal": 4, "lognormal": 2, "beta": 2, "gamma": 2,
    "exponential": 1, "poisson": 1, "binomial": 2, "gumbel": 0, "integer": 2, "one_of": 1,
    "any": 1,
  ]

  var mayDraw: Bool {
    switch source.role {
    case .value, .world, .fold, .measure, .perActor: false
    default: true
    }
  }

  /// Whether a draw without key is reached once at most: the interpreter reports a site that would
  /// draw the same number twice.
  func mayReach(_ site: Int64) -> Bool {
    let isFirst = seenSites.insert(site).inserted
    return isFirst && !activation.flow.isInLoop(activation.pc) && loopDepth == 0
  }

  func draw(_ name: String, site: Int64, _ arguments: [Operand]) -> Operand {
    guard mayDraw else {
      giveUp("it draws where nothing may")
      return .nil
    }
    var count = Self.parameterCounts[name] ?? 0
    if name == "uniform" {
      let isPlain = arguments.first.map(\.shape.isNilConstant) ?? true
      count = isPlain ? 0 : 2
      if isPlain, arguments.count > 2 {
        // The key stands third, whether bounds are given or not.
        return drawn(name, [], site: site, key: arguments[2])
      }
    } else if Self.parameterCounts[name] == nil {
      giveUp("it calls env:\(name), which is not compiled")
      return .nil
    }
    let given = Array(arguments.prefix(count))
    guard given.count == count else {
      giveUp("env:\(name) lacks an argument")
      return .nil
    }
    return drawn(name, given, site: site, key: arguments.count > count ? arguments[count] : nil)
  }

  private func drawn(
    _ name: String, _ arguments: [Operand], site: Int64, key: Operand?
  ) -> Operand {
    guard let word = keyWord(key) else {
      giveUp("the key of a draw is of several kinds")
      return .nil
    }
    if word == nil, !mayReach(site) {
      giveUp("a draw without key can be reached twice")
      return .nil
    }
    let place = address(site: site, key: word)
    switch name {
    case "any": return anyActor(arguments[0], place)
    case "one_of": return oneOf(arguments[0], place)
    case "integer": return drawnInteger(arguments, place)
    default: break
    }
    var numbers: [IRValue] = []
    for argument in arguments {
      guard let number = anyFloat(argument) else {
        giveUp("env:\(name) is given something that is not a number")
        return .nil
      }
      numbers.append(number)
    }
    return sampled(name, numbers, place)
  }

  private func guardRange(_ value: IRValue, from low: Double, to high: Double) {
    let isAbove = builder.emit(.lessOrEqualFloat, [builder.float(low), value], .bool)
    let isBelow = builder.emit(.lessOrEqualFloat, [value, builder.float(high)], .bool)
    guarding(builder.emit(.and, [isAbove, isBelow], .bool))
  }

  private func guardPositive(_ value: IRValue) {
    guarding(isFinite(value))
    guarding(builder.emit(.lessFloat, [builder.float(0), value], .bool))
  }

  private func guardSpread(_ value: IRValue) {
    guarding(isFinite(value))
    guarding(builder.emit(.lessOrEqualFloat, [builder.float(0), value], .bool))
  }

  /// Draws by number parameters; domains as in `SamplerDomain`, samplers as in `DrawStream`.
  private func sampled(_ name: String, _ x: [IRValue], _ place: [IRValue]) -> Operand {
    func emit(_ opcode: IROpcode, _ operands: IRValue...) -> IRValue {
      builder.emit(opcode, operands, .float)
    }
    switch name {
    case "chance":
      guardRange(x[0], from: 0, to: 1)
      return .boolean(builder.emit(.lessFloat, [uniform(place), x[0]], .bool))
    case "uniform":
      guard x.count == 2 else { return .float(uniform(place)) }
      let width = emit(.subtractFloat, x[1], x[0])
      guarding(isFinite(x[0]))
      guarding(isFinite(x[1]))
      guarding(isFinite(width))
      guarding(builder.emit(.lessOrEqualFloat, [x[0], x[1]], .bool))
      let value = emit(.addFloat, x[0], emit(.multiplyFloat, width, uniform(place)))
      let isBelow = builder.emit(.lessFloat, [value, x[1]], .bool)
      return .float(builder.select(isBelow, value, x[1]))
    case "exponential":
      guardPositive(x[0])
      let log = emit(.math(.log1p), emit(.negateFloat, uniform(place)))
      return .float(emit(.divideFloat, emit(.negateFloat, log), x[0]))
    case "gumbel":
      let inner = emit(.math(.log), uniform(place))
      let log = emit(.math(.log), emit(.negateFloat, inner))
      return .float(emit(.subtractFloat, builder.float(0), log))
    case "normal":
      guarding(isFinite(x[0]))
      guardSpread(x[1])
      return callSampler(.normal, x, place)
    case "lognormal":
      guarding(isFinite(x[0]))
      guardSpread(x[1])
      return callSampler(.lognormal, x, place)
    case "beta":
      guardPositive(x[0])
      guardPositive(x[1])
      return callSampler(.beta, x, place)
    case "gamma":
      guardPositive(x[0])
      guardPositive(x[1])
      return callSampler(.gamma, x, place)
    case "poisson":
      guardRange(x[0], from: 0, to: SamplerDomain.largestPoissonMean)
      return callSampler(.poisson, x, place)
    case "binomial":
      guardRange(x[0], from: 0, to: Double(SamplerDomain.largestTrials))
      guarding(builder.emit(.isWhole, [x[0]], .bool))
      guardRange(x[1], from: 0, to: 1)
      return callSampler(.binomial, x, place)
    default:
      guarding(isFinite(x[0]))
      guardSpread(x[1])
      guarding(builder.emit(.lessFloat, [x[2], builder.float(.infinity)], .bool))
      guarding(builder.emit(.lessFloat, [builder.float(-.infinity), x[3]], .bool))
      guarding(builder.emit(.lessOrEqualFloat, [x[2], x[3]], .bool))
      return callSampler(.truncatedNormal, x, place)
    }
  }

  private func callSampler(
    _ sampler: HostCallee.Sampler, _ parameters: [IRValue], _ place: [IRValue]
  ) -> Operand {
    let type: IRType = sampler == .integer ? .int : .float
    let arguments = place + parameters
    let callee = callee(
      .sample(sampler), arguments.map { builder.function.type(of: $0) }, type, isPure: true)
    let result = builder.call(callee, arguments) ?? builder.int(0)
    return type == .int ? .integer(result) : .float(result)
  }

  private func drawnInteger(_ arguments: [Operand], _ place: [IRValue]) -> Operand {
    guard let low = wholeInteger(arguments[0]), let high = wholeInteger(arguments[1]) else {
      giveUp("env:integer is given something that is not a number")
      return .nil
    }
    guarding(builder.emit(.lessOrEqualInt, [low, high], .bool))
    return callSampler(.integer, [low, high], place)
  }

  private func oneOf(_ list: Operand, _ place: [IRValue]) -> Operand {
    guard case .table(let table) = list.shape, !table.list.isEmpty else {
      giveUp("env:one_of chooses from something that is no constant list")
      return .nil
    }
    let drawn = callSampler(
      .integer, [builder.int(1), builder.int(Int64(table.list.count))], place)
    let index = builder.emit(.subtractInt, [drawn.values[0], builder.int(1)], .int)
    guard let element = element(table.list, at: index) else {
      giveUp("env:one_of chooses from values of several kinds")
      return .nil
    }
    return element
  }

  private func anyActor(_ name: Operand, _ place: [IRValue]) -> Operand {
    guard let kind = kind(named: name) else {
      giveUp("env:any is not given the name of a kind")
      return .nil
    }
    let excluded = kind == ownKind ? ownNumber : builder.int(-1)
    let callee = callee(
      .anyActor(kind: kind), [.int, .int, .int, .int], .int,
      isPure: isSimultaneous || !statusChanges(kind))
    guard !host.kinds[kind].hides else {
      let number = builder.call(callee, place + [excluded]) ?? builder.int(-1)
      return Operand(.actor(kind: kind, .other, isNilable: true), [number])
    }
    // Between two powers of two up to half of the words name nobody: four are drawn, which are
    // two blocks of the generator, before the host is asked.
    let candidates = (0..<4).map { candidate(kind, drawnBits(place, word: $0), excluded) }
    let isFound = candidates.dropFirst().reduce(candidates[0].isFit) {
      builder.emit(.or, [$0, $1.isFit], .bool)
    }
    let rest = builder.emit(
      .call(callee), place + [excluded], .int, where: builder.emit(.not, [isFound], .bool))
    let number = candidates.reversed().reduce(rest) { builder.select($1.isFit, $1.number, $0) }
    guarding(builder.emit(.lessOrEqualInt, [builder.int(0), number], .bool))
    let identity: Shape.Identity = kind == ownKind ? .stranger : .other
    return Operand(.actor(kind: kind, identity, isNilable: false), [number])
  }

  /// The number that drawn bits name, and whether it can be taken (`DrawStream.stableIndex`,
  /// `World.randomActor`).
  private func candidate(
    _ kind: Int, _ bits: IRValue, _ excluded: IRValue
  ) -> (number: IRValue, isFit: IRValue) {
    let count = builder.load(
      slot(.count(kind: kind), "\(host.kinds[kind].name).count", .int64), builder.int(0))
    // All bits that the last number has, and those below them.
    var mask = builder.emit(.subtractInt, [count, builder.int(1)], .int)
    for shift in [1, 2, 4, 8, 16, 32] {
      let shifted = builder.emit(.shiftRight, [mask, builder.int(Int64(shift))], .int)
      mask = builder.emit(.orInt, [mask, shifted], .int)
    }
    let number = builder.emit(.andInt, [bits, mask], .int)
    let isInside = builder.emit(.lessUnsigned, [number, count], .bool)
    let isExcluded = builder.emit(.equalInt, [number, excluded], .bool)
    let isFit = builder.emit(
      .and, [isInside, builder.emit(.not, [isExcluded], .bool)], .bool)
    return (number, isFit)
  }
}
