import Compiler
import Simulation

/// What a kernel asks of a finished world (Binding/RunMethods, ActorMethods+Values).
///
/// - Parameter call: the one that asks about this world, the run's or its twin's.
func answerMeasure(
  _ callee: HostCallee, _ arguments: Arguments, _ call: PhaseCall, _ context: CallContext
) -> UInt64 {
  let world = call.world
  guard let run = context.call, let engine = context.engine?.lua else { return 0 }
  func bits(_ number: Int) -> UInt64 { UInt64(bitPattern: Int64(number)) }
  switch callee {
  case .valueReason(let definition, let kind):
    guard let id = engine.valueIDs[definition][kind] else { return 0 }
    let code = world.totalReason(id, arguments.int(0))
    // Each world numbers the study's own reasons as they come; the run's numbers are in force.
    guard call !== run, code != 0 else { return UInt64(code) }
    return UInt64(run.world.reasonCode(world.reasonText(code)))
  case .rank(let definition, let kind):
    guard let id = engine.valueIDs[definition][kind] else { return Double.nan.bitPattern }
    return world.rank(id, arguments.int(0)).bitPattern
  case .twin(let kind):
    let other = call === run ? context.twin : run
    let identity = world.identity(KindID(kind), arguments.int(0))
    return bits(other?.world.number(ofIdentity: identity, KindID(kind)) ?? -1)
  case .total(let wanted):
    let kind = KindID(wanted.kind)
    let field = wanted.field.map(FieldID.init)
    if wanted.operation == .count { return bits(engine.count(world, kind, field) ?? 0) }
    return (field.flatMap { engine.sum(world, kind, $0) } ?? .nan).bitPattern
  case .events(let phase): return bits(world.eventCount(PhaseID(phase)))
  case .kept(let position):
    return world.kept(folds: context.folds, slot: position).bitPattern
  default: return 0
  }
}
