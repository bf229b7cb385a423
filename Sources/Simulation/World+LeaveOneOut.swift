internal import Diagnostics
internal import Randomness

// One counterfactual per actor. Addressed draws make it exact, and cheap: until its first act a world in
// which an actor is silenced is the same world, so that the run is taken up there.

extension World {
  /// Evaluates a definition that leaves one actor out at a time, in the finished run.
  ///
  /// The run is run once more; where a sampled actor first acts a copy goes on without it to the end,
  /// and the definition's function compares the two. Whoever never acts makes no difference: 0.
  func evaluate(
    _ index: Int, _ leaving: ValueSpec.LeaveOneOut, _ course: Course, _ call: PhaseCall
  ) throws(SimulationFailure) {
    let kind = values[index].spec.kind
    let sample = sampled(kind, leaving.sample)
    for number in 0..<count(kind) where existed(kind, number) && !sample.contains(number) {
      try settle(index, number, .nan, UndefinedReason.notSampled.rawValue)
    }
    var starts: [(step: Int, number: Int)] = []
    for number in sample.sorted() {
      if let step = firstStep(kind, number, leaving) {
        starts.append((step, number))
      } else {
        try settle(index, number, 0, 0)
      }
    }
    starts.sort { ($0.step, $0.number) < ($1.step, $1.number) }
    guard !starts.isEmpty else { return }
    let again = try Course(
      beginning: World(model, replicate: replicate, engine: engine),
      rowsPerCall: course.rowsPerCall, shouldStop: course.shouldStop)
    for (position, start) in starts.enumerated() {
      do throws(SimulationFailure) {
        if again.world.step < start.step - 1 {
          again.enter()
          try again.run(through: start.step - 1)
        }
        let without = World(
          copyOf: again.world, silencing: ActorID(kind: kind, number: start.number),
          in: leaving.phases)
        try finish(without, before: index, course)
        let value = try difference(index, start.number, without, call)
        try settle(index, start.number, value.number, value.reason)
      } catch {
        var failure = error
        failure.progress = progress(index, starts.map(\.step), done: position)
        failure.diagnostic.hints.append(
          "in the world without \(model.kinds[kind.rawValue].name) \(start.number + 1), "
            + "which '\(values[index].spec.name)' compares the run with")
        throw failure
      }
    }
    engine.prepare(self)
  }

  /// How much of the work of a run is done, counted in whole worlds.
  ///
  /// - Parameters:
  ///   - steps: those in which the worlds without one actor begin, for a definition; earlier ones do
  ///     not count, of later ones the most that they can take is known.
  ///   - done: how many of these worlds have been run.
  private func progress(_ index: Int, _ steps: [Int], done: Int) -> Double {
    let parts = steps.map { Double(model.steps - $0 + 1) / Double(model.steps) }
    let before = 2 + parts[..<done].reduce(0, +)
    let after = parts[done...].reduce(0, +) + Double(model.partRuns(after: index))
    return before / (before + after)
  }

  /// The actors for which a definition is run: those with the lowest keys, the same ones in every
  /// scenario that has them and for every definition, a smaller sample being part of a larger one.
  private func sampled(_ kind: KindID, _ size: Int?) -> Set<Int> {
    let all = (0..<count(kind)).filter { existed(kind, $0) }
    guard let size, size < all.count else { return Set(all) }
    let key = stream("sample/\(model.kinds[kind.rawValue].name)")
    let keys = all.map { number in
      var draw = DrawStream(
        DrawAddress(
          key: key, actor: identity(kind, number), step: 0, site: ReservedSite.sample.word()))
      return (word: draw.nextBits(), number: number)
    }
    let lowest = keys.sorted { ($0.word, $0.number) < ($1.word, $1.number) }.prefix(size)
    return Set(lowest.map(\.number))
  }

  /// The step from which a world without an actor can differ; `nil`: it never does.
  private func firstStep(
    _ kind: KindID, _ number: Int, _ leaving: ValueSpec.LeaveOneOut
  ) -> Int? {
    guard let phases = leaving.phases else { return 1 }
    return firstActs.first { $0.isOf(kind, phases) }?.step(of: number)
  }

  /// Lets a copy of an earlier state run to its end.
  private func finish(
    _ world: World, before index: Int, _ course: Course
  ) throws(SimulationFailure) {
    let rest = Course(world, rowsPerCall: course.rowsPerCall, shouldStop: course.shouldStop)
    rest.enter()
    try rest.run()
    try rest.finish(before: index)
  }

  /// What a definition says of an actor, given the world without it.
  private func difference(
    _ index: Int, _ number: Int, _ without: World, _ call: PhaseCall
  ) throws(SimulationFailure) -> (number: Double, reason: UInt8) {
    let spec = values[index].spec
    scratch.rows.base[0] = Int32(truncatingIfNeeded: number)
    scratch.numbers.base[0] = .nan
    call.clear()
    call.role = .counterfactual
    call.function = spec.function
    call.kind = spec.kind
    call.step = step
    call.isAfterRun = true
    call.without = without
    call.rowCount = 1
    call.actors = UnsafePointer(scratch.rows.base)
    (call.output, call.reasons) = (scratch.numbers.base, scratch.codes.base)
    call.aggregates = UnsafePointer(scratch.modelAggregates.base)
    defer {
      call.clear()
      scratch.codes.base[0] = 0
    }
    try runRows(call, what: spec.name, .max)
    return (scratch.numbers.base[0], scratch.codes.base[0])
  }
}

extension Model {
  /// How many worlds are run again, at most, each from some step on, beside each world: one for every
  /// actor that is left out, and one to take them up from.
  package var partRuns: Int { partRuns(after: -1) }

  /// Those of the definitions behind one of them.
  fileprivate func partRuns(after index: Int) -> Int {
    values.dropFirst(index + 1).reduce(0) { sum, value in
      guard let leaving = value.leaveOneOut else { return sum }
      let count = kinds[value.kind.rawValue].count
      return sum + 1 + min(leaving.sample ?? count, count)
    }
  }
}
