import CLua
import LuaRuntime
import Simulation

/// The actors of a kind by whom a field of theirs names, in one world at one time.
struct ReferenceIndex {
  /// The world by its number, and its steps so far.
  struct Key: Hashable {
    var world: Int
    var step: Int
    var kind: Int
    var field: Int
  }

  private var starts: [Int32]
  private var numbers: [Int32]

  init(_ world: World, kind: KindID, field: FieldID, target: KindID) {
    starts = Array(repeating: 0, count: world.count(target) + 2)
    var named: [(actor: Int, target: Int)] = []
    for actor in 0..<world.count(kind) where world.existed(kind, actor) {
      let target = Int(world.code(kind, field, actor, own: false))
      guard target >= 0, target < starts.count - 2 else { continue }
      named.append((actor, target))
      starts[target + 2] += 1
    }
    for target in starts.indices.dropFirst() { starts[target] += starts[target - 1] }
    numbers = Array(repeating: 0, count: named.count)
    for (actor, target) in named {
      numbers[Int(starts[target + 1])] = Int32(truncatingIfNeeded: actor)
      starts[target + 1] += 1
    }
  }

  /// The next actor after `number` that names `target`.
  func next(after number: Int, naming target: Int) -> Int? {
    guard target < starts.count - 2 else { return nil }
    var (low, high) = (Int(starts[target]), Int(starts[target + 1]))
    let end = high
    while low < high {
      let middle = (low + high) / 2
      if Int(numbers[middle]) <= number { low = middle + 1 } else { high = middle }
    }
    return low < end ? Int(numbers[low]) : nil
  }
}

/// A loop over those who name an actor, as the 48 bits of a handle: nothing is kept between turns.
private struct ReferenceLoop {
  var kind: Int
  var field: Int
  /// `nil`: whoever is named is not there.
  var target: Int?

  private static let fieldBits = 11
  private static let targetBits = 28
  private static let nobody = 1 << targetBits - 1

  var payload: Int {
    (kind << Self.fieldBits | field) << Self.targetBits | min(target ?? Self.nobody, Self.nobody)
  }

  init(kind: Int, field: Int, target: Int?) {
    (self.kind, self.field, self.target) = (kind, field, target)
  }

  init(payload: Int) {
    let target = payload & Self.nobody
    self.target = target == Self.nobody ? nil : target
    field = payload >> Self.targetBits & (1 << Self.fieldBits - 1)
    kind = payload >> (Self.targetBits + Self.fieldBits)
  }
}

extension LuaEngine {
  /// An actor of a run, given one of this run or of the one beside it; `nil`: it is not there.
  fileprivate func actor(
    _ slot: CLuaSlot, in world: World, _ own: Int
  ) -> (kind: Int, number: Int?)? {
    guard slot.type == CLUA_HANDLE,
      case .actor(let kind, let other) = sorts[HandleClass.handleClass(of: slot.handle)]
    else { return nil }
    let number = HandleClass.payload(of: slot.handle)
    if other == own { return (kind, number) }
    guard let beside = worlds[other] else { return (kind, nil) }
    return (kind, world.number(ofIdentity: beside.identity(KindID(kind), number), KindID(kind)))
  }

  fileprivate func index(_ world: World, _ loop: ReferenceLoop) -> ReferenceIndex? {
    guard case .reference(let target) = study.kinds[loop.kind].fields[loop.field].type else {
      return nil
    }
    let key = ReferenceIndex.Key(
      world: world.number, step: world.step, kind: loop.kind, field: loop.field)
    if let known = referenceIndexes[key] { return known }
    if referenceIndexes.count >= 16 { referenceIndexes.removeAll() }
    let made = ReferenceIndex(
      world, kind: KindID(loop.kind), field: FieldID(loop.field), target: target)
    referenceIndexes[key] = made
    return made
  }
}

/// `run:twin(actor)`: the same actor in this run; nil where it never was.
let runTwin: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let run = engine.run(frame, "twin") else { return CLUA_ERROR }
    guard let actor = engine.actor(frame.argument(1), in: run.world, run.slot) else {
      return frame.refuse("run:twin needs an actor, got \(engine.described(frame.argument(1)))")
    }
    return frame.give(
      handle: actor.number.map { engine.actorHandle(actor.kind, $0, slot: run.slot) })
  }
}

/// `for y in run:where("prospect", "referrer", self)`: everybody of a kind who names an actor.
let runWhere: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let run = engine.run(frame, "where"), let kind = engine.kind(frame, "run:where") else {
      return CLUA_ERROR
    }
    let declaration = engine.study.kinds[kind]
    guard let field = frame.text(2).flatMap(declaration.field) else {
      return frame.refuse(Messages.unknownField(frame.text(2) ?? "?", of: declaration))
    }
    guard case .reference(let target) = declaration.fields[field.rawValue].type else {
      return frame.refuse(Messages.noReference(frame.text(2) ?? "?", of: declaration))
    }
    guard let actor = engine.actor(frame.argument(3), in: run.world, run.slot),
      actor.kind == target.rawValue
    else {
      return frame.refuse(
        "'\(frame.text(2) ?? "?")' names a \(engine.study.kinds[target.rawValue].name), got "
          + engine.described(frame.argument(3)))
    }
    let loop = ReferenceLoop(kind: kind, field: field.rawValue, target: actor.number)
    frame.results[0].set(reference: engine.nextNamingFunction)
    frame.results[1].set(
      handle: HandleClass.handle(HandleClass.run(slot: run.slot), loop.payload))
    frame.pointee.resultCount = 2
    return CLUA_OK
  }
}

/// One turn of the loop over those who name an actor.
let nextNaming: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let state = frame.handle(0),
      case .run(let slot) = engine.sorts[HandleClass.handleClass(of: state)],
      let world = engine.worlds[slot]
    else { return CLUA_ERROR }
    let loop = ReferenceLoop(payload: HandleClass.payload(of: state))
    let last = frame.handle(1).map { HandleClass.payload(of: $0) } ?? -1
    let kind = KindID(loop.kind)
    var next: Int?
    repeat {
      next = loop.target.flatMap { target in
        engine.index(world, loop)?.next(after: next ?? last, naming: target)
      }
    } while next.map { !engine.isMeasured(kind, $0, slot) } ?? false
    return engine.give(frame, actor: next, kind, slot: slot)
  }
}
