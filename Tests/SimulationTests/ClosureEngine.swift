import Diagnostics
import Randomness

@testable import Simulation

/// An engine whose functions are Swift closures.
final class ClosureEngine: Engine {
  private var kernels: [ClosureKernel] = []
  private(set) var prepared = 0

  func kernel(for function: FunctionID) -> any Kernel { kernels[function.rawValue] }
  func prepare(_ world: World) { prepared += 1 }

  private func add(_ body: @escaping (PhaseCall, Int) throws(KernelFailure) -> Void) -> FunctionID {
    kernels.append(ClosureKernel(body))
    return FunctionID(kernels.count - 1)
  }

  /// A rule.
  func rule(_ body: @escaping (PhaseCall) -> Void) -> FunctionID {
    add { (call, _) throws(KernelFailure) in body(call) }
  }

  /// A rule that may fail.
  func failing(_ body: @escaping (PhaseCall) -> String?) -> FunctionID {
    add { (call, row) throws(KernelFailure) in
      if let message = body(call) { throw KernelFailure(Diagnostic(message), row: row) }
    }
  }

  /// A rule that lets an actor of a kind enter and then sees to it.
  func entering(
    _ kind: KindID, when: @escaping (PhaseCall) -> Bool = { _ in true },
    _ body: @escaping (PhaseCall, Int) -> Void
  ) -> FunctionID {
    add { (call, _) throws(KernelFailure) in
      guard when(call), let own = call.kind else { return }
      body(call, try call.world.enter(kind, by: ActorID(kind: own, number: call.actor)))
    }
  }

  /// A number per row: values, first values, picks, `when`, `until`, series.
  func number(_ body: @escaping (PhaseCall) -> Double) -> FunctionID {
    add { (call, row) throws(KernelFailure) in call.output[row] = body(call) }
  }

  /// A number or a reason why there is none.
  func valued(_ body: @escaping (PhaseCall) -> (Double, UInt8)) -> FunctionID {
    add { (call, row) throws(KernelFailure) in (call.output[row], call.reasons[row]) = body(call) }
  }

  /// An encounter or presence; `true` records the event.
  func event(_ body: @escaping (PhaseCall, inout Event) -> Bool) -> FunctionID {
    add { (call, _) throws(KernelFailure) in
      var event = call.makeEvent()
      if body(call, &event) { call.world.record(event, call) }
    }
  }

  /// A fold.
  func fold(_ body: @escaping (UnsafeMutablePointer<Double>, Event) -> Void) -> FunctionID {
    add { (call, row) throws(KernelFailure) in
      if let kept = call.kept(row), let events = call.events { body(kept, events[row]) }
    }
  }
}

private final class ClosureKernel: Kernel {
  private let body: (PhaseCall, Int) throws(KernelFailure) -> Void

  init(_ body: @escaping (PhaseCall, Int) throws(KernelFailure) -> Void) { self.body = body }

  func run(_ call: PhaseCall, rows: Range<Int>) throws(KernelFailure) {
    for row in rows where call.begin(row) { try body(call, row) }
  }
}

extension PhaseCall {
  /// The acting actor's own number.
  func own(_ field: Int) -> Double {
    world.number(kind ?? KindID(0), FieldID(field), actor, own: true)
  }

  func setOwn(_ field: Int, _ value: Double) {
    world.setNumber(kind ?? KindID(0), FieldID(field), actor, value)
  }

  /// Somebody else's number.
  func other(_ kind: Int, _ field: Int, _ number: Int) -> Double {
    world.number(KindID(kind), FieldID(field), number, own: false)
  }

  func uniform(site: UInt32, key: UInt32 = 0) -> Double {
    var stream = DrawStream(address(site: site, keyWord: key))
    return stream.nextUniform()
  }
}

extension World {
  func column(_ kind: Int, _ field: Int) -> [Double] {
    (0..<count(KindID(kind))).map { number(KindID(kind), FieldID(field), $0, own: false) }
  }

  func codes(_ kind: Int, _ field: Int) -> [Int32] {
    (0..<count(KindID(kind))).map { code(KindID(kind), FieldID(field), $0, own: false) }
  }

  func totals(_ value: Int) -> [Double] {
    let kind = model.values[value].kind
    return (0..<count(kind)).map { total(ValueID(value), $0) }
  }

  /// The neighbours of everybody on a side.
  func rows(_ network: Int, side: Int = 0) -> [[Int32]] {
    let kind = side == 0 ? model.networks[network].from : model.networks[network].to
    return (0..<count(kind)).map { actor in
      let row = neighbours(NetworkID(network), side: side, of: actor)
      return Array(UnsafeBufferPointer(start: row.targets, count: row.count))
    }
  }

  func tieRows(_ network: Int, side: Int = 0) -> [[Int32]] {
    let kind = side == 0 ? model.networks[network].from : model.networks[network].to
    return (0..<count(kind)).map { actor in
      let row = neighbours(NetworkID(network), side: side, of: actor)
      return Array(UnsafeBufferPointer(start: row.ties, count: row.count))
    }
  }
}

func numberField(_ name: String, _ initial: InitialValue = .constant(0), isFlow: Bool = false)
  -> FieldSpec
{
  FieldSpec(name: name, type: .number, initial: initial, isFlow: isFlow)
}

/// A digest of numbers, bit by bit.
func digest(_ numbers: some Sequence<Double>) -> String {
  var hash: UInt64 = 0
  for number in numbers { hash = mix64(hash ^ number.bitPattern) &+ 1 }
  return "0x" + String(hash, radix: 16)
}

func run(
  _ model: Model, _ engine: ClosureEngine, replicate: UInt64 = 1, rowsPerCall: Int = .max
) throws -> World {
  try Simulator.run(model, replicate: replicate, engine: engine, rowsPerCall: rowsPerCall)
}
