internal import Diagnostics

extension PhaseRunner {
  /// Asks each initiator how many partners it wants, where a function says so; by number.
  func askPicks(_ encounter: EncounterSpec) throws(SimulationFailure) -> [Int32]? {
    guard case .function(let function) = encounter.pick else { return nil }
    let listed = world.livingRows(encounter.from, where: KindState.Status.visible)
    let total = world.count(encounter.from)
    let count = listed ?? total
    world.scratch.numbers.reserve(count)
    let (rows, answers) = (world.scratch.rows.base, world.scratch.numbers.base)
    answers.update(repeating: 0, count: count)
    let call = calls.choose
    prepare(call, .pick, function)
    call.partnerKind = nil
    call.stream = world.stream("\(spec.name)/pick")
    call.actors = listed == nil ? nil : UnsafePointer(rows)
    call.rowCount = count
    call.output = answers
    try world.runRows(call, what: spec.name, rowsPerCall)
    var picks = [Int32](repeating: 0, count: total)
    for row in 0..<count {
      let number = listed == nil ? row : Int(rows[row])
      guard answers[row] >= 0, answers[row] <= Double(Int32.max) else {
        throw SimulationFailure(
          Diagnostic(
            "'pick' of phase '\(spec.name)' gave \(answers[row]) partners",
            hints: ["it must return a number that is not below 0"]),
          phase: spec.name, step: world.step,
          kind: world.model.kinds[encounter.from.rawValue].name, actor: number + 1)
      }
      picks[number] = Int32(answers[row])
    }
    return picks
  }

  /// Asks `when` of the listed pairs, before any of them acts, and keeps those it is true of.
  func keepThose(
    _ when: FunctionID, _ count: Int
  ) throws(SimulationFailure) -> Int {
    prepareWhen(when, count)
    try world.runRows(calls.choose, what: spec.name, rowsPerCall)
    let (pairs, answers) = (world.scratch.pairs.base, world.scratch.numbers.base)
    var kept = 0
    for row in 0..<count where answers[row] != 0 {
      pairs[kept] = pairs[row]
      kept += 1
    }
    return kept
  }

  func prepareWhen(_ when: FunctionID, _ count: Int) {
    let call = calls.choose
    prepare(call, .when, when)
    call.stream = world.stream("\(spec.name)/when")
    call.network = partners?.network
    call.checksRows = !isSimultaneous
    world.scratch.numbers.reserve(count)
    world.scratch.numbers.base.update(repeating: 0, count: count)
    call.output = world.scratch.numbers.base
    call.pairs = UnsafePointer(world.scratch.pairs.base)
    call.rowCount = count
  }
}
