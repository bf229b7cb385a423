import CLua
import LuaRuntime
import Randomness
import Simulation

/// The methods of `env`; those that draw are bound once more per call site.
let environmentMethods: [String: CLuaHostBody] = [
  "chance": drawChance, "uniform": drawUniform, "normal": drawNormal,
  "truncated_normal": drawTruncatedNormal, "lognormal": drawLognormal, "beta": drawBeta,
  "gamma": drawGamma, "exponential": drawExponential, "poisson": drawPoisson,
  "binomial": drawBinomial, "gumbel": drawGumbel, "integer": drawInteger, "one_of": drawOneOf,
  "any": drawAny, "the": theOnly, "mean": aggregateMean, "sum": aggregateSum,
  "count": aggregateCount, "enter": enterActor,
]

/// One draw: checks that the call site may draw, then hands over a stream at its address.
///
/// - Parameter keyAt: which argument is the key, if it is given.
private func draw(
  _ frame: Frame, _ name: String, keyAt: Int, _ body: (LuaEngine, inout DrawStream) -> Int32
) -> Int32 {
  frame.withEngine { engine in
    guard let call = engine.scope.call else {
      return frame.refuse("env:\(name) draws; a measure cannot draw")
    }
    let site = frame.pointee.tag
    guard site >= 0 else {
      return frame.refuse(
        "env:\(name) must stand in the function itself or in a local helper that is given env, "
          + "written env:\(name)(...): its place is the address of the draw")
    }
    switch call.role {
    case .value, .world, .fold:
      return frame.refuse("env:\(name) draws; value definitions, series and folds cannot draw")
    default: break
    }
    var word: UInt32 = 0
    if frame.has(keyAt) {
      guard let given = engine.keyWord(frame.arguments[keyAt]) else {
        return frame.refuse(
          "the key of a draw is a number, a text, true or false, or an actor; "
            + "got \(engine.described(frame.argument(keyAt)))")
      }
      word = given
    } else if !engine.scope.noteDraw(site) {
      return frame.refuse(Messages.drawNeedsKey(name))
    }
    var stream = DrawStream(call.address(site: UInt32(bitPattern: site), keyWord: word))
    return body(engine, &stream)
  }
}

extension CallScope {
  /// Notes an unkeyed draw; false where the site has drawn before in this row.
  mutating func noteDraw(_ site: Int32) -> Bool {
    if site < 64 {
      let bit: UInt64 = 1 << UInt64(site)
      defer { drawn |= bit }
      return drawn & bit == 0
    }
    return drawnMore.insert(site).inserted
  }
}

extension LuaEngine {
  /// The word of a draw's key.
  func keyWord(_ slot: CLuaSlot) -> UInt32? {
    switch slot.type {
    case CLUA_INTEGER: return DrawKey.word(integer: slot.integer)
    case CLUA_NUMBER: return DrawKey.word(number: slot.number)
    case CLUA_BOOLEAN: return DrawKey.word(boolean: slot.integer != 0)
    case CLUA_STRING:
      return DrawKey.word(
        string: UnsafeRawBufferPointer(start: slot.string, count: Int(slot.length)))
    case CLUA_HANDLE:
      guard let other = actor(slot.handle), let world = worlds[0] else { return nil }
      return DrawKey.word(identity: world.identity(KindID(other.kind), other.number))
    default: return nil
    }
  }
}

/// A draw whose arguments before the key are numbers, at most four.
private func draw(
  _ frame: Frame, _ name: String, parameters: Int, problem: (SIMD4<Double>) -> String?,
  _ sample: (inout DrawStream, SIMD4<Double>) -> Double
) -> Int32 {
  draw(frame, name, keyAt: parameters + 1) { engine, stream in
    var values = SIMD4<Double>()
    for index in 1...parameters {
      guard let value = frame.number(index) else {
        return frame.refuse(
          "argument \(index) of env:\(name) must be a number, got "
            + engine.described(frame.argument(index)))
      }
      values[index - 1] = value
    }
    if let problem = problem(values) { return frame.refuse("env:\(name): \(problem)") }
    return frame.give(sample(&stream, values))
  }
}

let drawChance: CLuaHostBody = { frame in
  draw(frame, "chance", keyAt: 2) { _, stream in
    guard let probability = frame.number(1) else {
      return frame.refuse("argument 1 of env:chance must be a probability, a number from 0 to 1")
    }
    if let problem = SamplerDomain.bernoulli(probability) {
      return frame.refuse("env:chance: \(problem)")
    }
    return frame.give(boolean: stream.bernoulli(probability))
  }
}

let drawUniform: CLuaHostBody = { frame in
  if !frame.has(1) {
    return draw(frame, "uniform", keyAt: 3) { _, stream in frame.give(stream.nextUniform()) }
  }
  return draw(
    frame, "uniform", parameters: 2, problem: { SamplerDomain.uniform(low: $0[0], high: $0[1]) }
  ) { $0.uniform(low: $1[0], high: $1[1]) }
}

let drawNormal: CLuaHostBody = { frame in
  draw(
    frame, "normal", parameters: 2, problem: { SamplerDomain.normal(mean: $0[0], sd: $0[1]) }
  ) { $0.normal(mean: $1[0], sd: $1[1]) }
}

let drawTruncatedNormal: CLuaHostBody = { frame in
  draw(
    frame, "truncated_normal", parameters: 4,
    problem: {
      SamplerDomain.truncatedNormal(mean: $0[0], sd: $0[1], low: $0[2], high: $0[3])
    }
  ) { $0.truncatedNormal(mean: $1[0], sd: $1[1], low: $1[2], high: $1[3]) }
}

let drawLognormal: CLuaHostBody = { frame in
  draw(
    frame, "lognormal", parameters: 2,
    problem: { SamplerDomain.lognormal(meanlog: $0[0], sdlog: $0[1]) }
  ) { $0.lognormal(meanlog: $1[0], sdlog: $1[1]) }
}

let drawBeta: CLuaHostBody = { frame in
  draw(frame, "beta", parameters: 2, problem: { SamplerDomain.beta($0[0], $0[1]) }) {
    $0.beta($1[0], $1[1])
  }
}

let drawGamma: CLuaHostBody = { frame in
  draw(
    frame, "gamma", parameters: 2, problem: { SamplerDomain.gamma(shape: $0[0], scale: $0[1]) }
  ) { $0.gamma(shape: $1[0], scale: $1[1]) }
}

let drawExponential: CLuaHostBody = { frame in
  draw(
    frame, "exponential", parameters: 1, problem: { SamplerDomain.exponential(rate: $0[0]) }
  ) { $0.exponential(rate: $1[0]) }
}

let drawPoisson: CLuaHostBody = { frame in
  draw(frame, "poisson", parameters: 1, problem: { SamplerDomain.poisson(mean: $0[0]) }) {
    Double($0.poisson(mean: $1[0]))
  }
}

let drawBinomial: CLuaHostBody = { frame in
  draw(
    frame, "binomial", parameters: 2, problem: { SamplerDomain.binomial(n: $0[0], p: $0[1]) }
  ) { Double($0.binomial(n: Int64($1[0]), p: $1[1])) }
}

/// `env:gumbel(key)`: the standard one; its only argument is the key.
let drawGumbel: CLuaHostBody = { frame in
  draw(frame, "gumbel", keyAt: 1) { _, stream in
    frame.give(stream.gumbel(location: 0, scale: 1))
  }
}

let drawInteger: CLuaHostBody = { frame in
  draw(frame, "integer", keyAt: 3) { _, stream in
    guard let low = frame.integer(1), let high = frame.integer(2) else {
      return frame.refuse("env:integer needs two whole numbers, the lowest and the highest")
    }
    if let problem = SamplerDomain.integer(low: low, high: high) {
      return frame.refuse("env:integer: \(problem)")
    }
    return frame.give(integer: stream.integer(low: low, high: high))
  }
}

let drawOneOf: CLuaHostBody = { frame in
  draw(frame, "one_of", keyAt: 2) { _, stream in
    guard frame.pointee.argumentCount > 1, frame.arguments[1].type == CLUA_TABLE
    else { return frame.refuse("env:one_of needs a list to choose from") }
    let state = frame.pointee.state
    let stack = frame.arguments[1].stack
    let count = clua_slot_length(state, stack)
    guard count > 0 else { return frame.refuse("env:one_of has nothing to choose from") }
    let position = stream.integer(low: 1, high: count)
    clua_slot_get(state, stack, position, frame.results)
    frame.pointee.resultCount = 1
    return CLUA_OK
  }
}

/// `env:any "kind"`: an actor at random, never the acting one; nil where there is none.
let drawAny: CLuaHostBody = { frame in
  draw(frame, "any", keyAt: 2) { engine, stream in
    guard let kind = engine.kind(frame, "env:any"), let world = engine.worlds[0] else {
      return CLUA_ERROR
    }
    let isOwnKind = engine.scope.call?.kind?.rawValue == kind
    let number = world.randomActor(
      KindID(kind), excluding: isOwnKind ? engine.scope.actingNumber : nil, stream: &stream)
    return frame.give(handle: number.map { engine.actorHandle(kind, $0) })
  }
}
