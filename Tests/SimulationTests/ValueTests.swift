import Diagnostics
import Randomness
import Testing

@testable import Simulation

@Suite struct ValueTests {
  private let kind = KindID(0)

  private func model(steps: Int, warmup: Int = 0, count: Int = 3) -> Model {
    var model = Model(seed: 1, steps: steps)
    model.warmup = warmup
    model.kinds = [KindSpec(name: "a", count: count, fields: [numberField("x")])]
    return model
  }

  @Test func accountings() throws {
    let engine = ClosureEngine()
    var model = model(steps: 5, warmup: 2)
    let stepNumber = engine.number { Double($0.step) }
    var asked = 0
    let end = engine.number { call in
      asked += 1
      return 100 + Double(call.step)
    }
    for accounting in [ValueSpec.Accounting.flow, .mean, .stock, .end] {
      model.values.append(
        ValueSpec(
          name: "v", kind: kind, function: accounting == .end ? end : stepNumber,
          accounting: accounting))
    }
    let world = try run(model, engine)
    // Steps 3, 4 and 5 are counted.
    #expect((0..<4).map { world.total(ValueID($0), 1) } == [12, 4, 5, 105])
    #expect(asked == 3)
    #expect(world.value(ValueID(0), 0) == 5)
  }

  @Test func discounting() throws {
    let engine = ClosureEngine()
    var model = model(steps: 4, warmup: 1)
    let one = engine.number { _ in 1 }
    model.values = [
      ValueSpec(name: "end", kind: kind, function: one, discount: 0.25),
      ValueSpec(name: "start", kind: kind, function: one, discount: 0.25, dueAtStart: true),
    ]
    let world = try run(model, engine)
    #expect(abs(world.total(ValueID(0), 0) - (0.8 + 0.64 + 0.512)) < 1e-15)
    #expect(abs(world.total(ValueID(1), 0) - (1 + 0.8 + 0.64)) < 1e-15)
  }

  @Test func leaversAndNewcomersCountWhileTheyAreThere() throws {
    let engine = ClosureEngine()
    var model = model(steps: 4, warmup: 1, count: 4)
    let leave = engine.rule { call in
      // 0 leaves in warm-up, 1 in step 2, 2 in step 4, 3 stays.
      if call.actor < 3 && call.step == [1, 2, 4][call.actor] {
        call.world.leave(KindID(0), call.actor)
      }
    }
    let enter = engine.entering(kind, when: { $0.actor == 3 && $0.step == 3 }) { _, _ in }
    model.phases = [
      PhaseSpec(name: "l", body: .rule(kind: kind, function: leave)),
      PhaseSpec(name: "e", body: .rule(kind: kind, function: enter)),
    ]
    let stepNumber = engine.number { Double($0.step) }
    var endRows: [Int] = []
    let end = engine.number { call in
      endRows.append(call.actor)
      return 1
    }
    model.values = [
      ValueSpec(name: "f", kind: kind, function: stepNumber),
      ValueSpec(name: "m", kind: kind, function: stepNumber, accounting: .mean),
      ValueSpec(name: "s", kind: kind, function: stepNumber, accounting: .stock),
      ValueSpec(name: "e", kind: kind, function: end, accounting: .end),
    ]
    for activation in [Activation.simultaneous, .ordered] {
      endRows = []
      model.phases[0].activation = activation
      let world = try run(model, engine)
      #expect(Array(world.totals(0)[1...]) == [2, 9, 9, 7])
      #expect(Array(world.totals(1)[1...]) == [2, 3, 3, 3.5])
      #expect(Array(world.totals(2)[1...]) == [2, 4, 4, 4])
      for value in 0..<3 {
        #expect(world.total(ValueID(value), 0).isNaN)
        #expect(world.reasonText(world.totalReason(ValueID(value), 0)) == "not_counted")
      }
      #expect(endRows == [0, 1, 2, 3, 4])
      #expect(world.value(ValueID(0), 1).isNaN && world.value(ValueID(0), 2) == 4)
    }
  }

  @Test func undefinedNumbersKeepTheirReasonAndPropagate() throws {
    let engine = ClosureEngine()
    var model = model(steps: 3, count: 4)
    let function = engine.valued { call in
      switch call.actor {
      case 0: (1, 0)
      case 1: call.step == 2 ? (.nan, 0) : (1, 0)
      case 2: call.step == 2 ? (.nan, call.world.reasonCode("no_purchase")) : (1, 0)
      default: call.step == 3 ? (.nan, UndefinedReason.noEvents.rawValue) : (1, 0)
      }
    }
    model.values = [
      ValueSpec(name: "f", kind: kind, function: function),
      ValueSpec(name: "s", kind: kind, function: function, accounting: .stock),
    ]
    model.series = [SeriesSpec(name: "mean", source: .value(ValueID(0)))]
    let world = try run(model, engine)
    #expect(world.total(ValueID(0), 0) == 3)
    #expect((1..<4).allSatisfy { world.total(ValueID(0), $0).isNaN })
    let reasons = (0..<4).map { world.reasonText(world.totalReason(ValueID(0), $0)) }
    #expect(reasons == ["", "nan_input", "no_purchase", "no_events"])
    #expect((0..<3).map { world.total(ValueID(1), $0) } == [1, 1, 1])
    #expect(world.reasonText(world.totalReason(ValueID(1), 3)) == "no_events")
    #expect(world.reasonText(world.valueReason(ValueID(0), 3)) == "no_events")
    #expect(world.valueReason(ValueID(0), 1) == 0)
    #expect(world.seriesRows == [[1], [1], [1]])
    #expect(world.reasonCode("no_events") == UndefinedReason.noEvents.rawValue)
  }

  @Test func infiniteValuesAreMistakes() throws {
    for sign in [1.0, -1.0] {
      let engine = ClosureEngine()
      var model = model(steps: 3)
      let function = engine.number { $0.step == 2 && $0.actor == 1 ? sign / 0 : 1 }
      model.values = [ValueSpec(name: "worth", kind: kind, function: function)]
      #expect {
        _ = try run(model, engine)
      } throws: { error in
        guard let failure = error as? SimulationFailure else { return false }
        return failure.diagnostic.message
          == "value definition 'worth' is infinite for a 2 in step 2"
          && failure.step == 2 && failure.actor == 2 && failure.phase == "worth"
      }
    }
    // A sum may overflow although no number is infinite.
    let engine = ClosureEngine()
    var model = model(steps: 3)
    model.values = [
      ValueSpec(name: "w", kind: kind, function: engine.number { _ in 1e308 })
    ]
    #expect(throws: SimulationFailure.self) { _ = try run(model, engine) }
  }

  @Test func definitionsSeeEarlierOnes() throws {
    let engine = ClosureEngine()
    var model = model(steps: 2)
    model.values = [
      ValueSpec(name: "a", kind: kind, function: engine.number { Double($0.actor + $0.step) }),
      ValueSpec(
        name: "b", kind: kind,
        function: engine.number { 10 * $0.world.value(ValueID(0), $0.actor) }),
      ValueSpec(
        name: "c", kind: kind, function: engine.number { $0.world.total(ValueID(1), $0.actor) },
        accounting: .end),
    ]
    let world = try run(model, engine)
    #expect(world.totals(2) == [30, 50, 70])
  }

  @Test func ranksShareTiesAndLeaveOutTheUndefined() throws {
    let engine = ClosureEngine()
    var model = model(steps: 1, count: 6)
    let numbers = [4, 1, .nan, 4, 9, 4]
    model.values = [
      ValueSpec(name: "a", kind: kind, function: engine.number { numbers[$0.actor] })
    ]
    let world = try run(model, engine)
    let ranks = (0..<6).map { world.rank(ValueID(0), $0) }
    #expect(ranks[2].isNaN)
    #expect([0, 1, 3, 4, 5].map { ranks[$0] } == [3, 1, 3, 5, 3])
  }

  @Test func untilStopsAndSeriesHaveOneRowPerCountedStep() throws {
    let engine = ClosureEngine()
    var model = model(steps: 9, warmup: 1)
    model.series = [
      SeriesSpec(name: "t", source: .function(engine.number { Double($0.step) })),
      SeriesSpec(name: "u", source: .function(engine.number { _ in .nan })),
    ]
    model.until = engine.number { $0.step == 4 ? 1 : 0 }
    model.values = [ValueSpec(name: "v", kind: kind, function: engine.number { _ in 1 })]
    let world = try run(model, engine)
    #expect(world.stepsRun == 4 && world.stoppedEarly)
    #expect(world.seriesRows.map { $0[0] } == [2, 3, 4])
    #expect(world.seriesRows.allSatisfy { $0[1].isNaN })
    #expect(world.total(ValueID(0), 0) == 3)
  }

  @Test func aggregatesAreTakenWhenThePhaseBegins() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 1, steps: 1)
    model.kinds = [
      KindSpec(
        name: "a", count: 4,
        fields: [
          numberField("x", .column([1, 2, 0, 5])),
          FieldSpec(name: "b", type: .boolean, initial: .column([1, 0, 1, 1])),
          FieldSpec(name: "n", type: .integer, initial: .column([7, 0, 0, 1])),
        ]), KindSpec(name: "none", count: 0, fields: [numberField("x")]),
    ]
    var seen: [[Double]] = []
    let rule = engine.rule { call in
      seen.append((0..<7).map { call.aggregates[$0] })
      call.setOwn(0, 100)
      if call.actor == 3 { call.world.leave(KindID(0), 3) }
    }
    var phase = PhaseSpec(name: "r", body: .rule(kind: kind, function: rule), activation: .ordered)
    phase.aggregates = [
      Aggregate(.sum, kind, FieldID(0)), Aggregate(.mean, kind, FieldID(0)),
      Aggregate(.count, kind, FieldID(1)), Aggregate(.count, kind, FieldID(0)),
      Aggregate(.count, kind, nil), Aggregate(.mean, kind, FieldID(2)),
      Aggregate(.sum, KindID(1), FieldID(0)),
    ]
    model.phases = [phase]
    model.aggregates = [
      Aggregate(.mean, kind, FieldID(0)), Aggregate(.count, kind, FieldID(1)),
      Aggregate(.mean, KindID(1), FieldID(0)),
    ]
    model.series = (0..<3).map { index in
      SeriesSpec(name: "s", source: .function(engine.number { $0.aggregates[index] }))
    }
    let world = try run(model, engine)
    #expect(seen == Array(repeating: [8, 2, 3, 3, 4, 2, 0], count: 4))
    #expect(Array(world.seriesRows[0][..<2]) == [100, 2])
    #expect(world.seriesRows[0][2].isNaN)
  }

  @Test func startsAreKept() throws {
    let engine = ClosureEngine()
    var model = model(steps: 2)
    model.kinds[0].fields[0].initial = .column([1, 2, 3])
    model.keepsStart = [kind]
    let rule = engine.rule { $0.setOwn(0, 0) }
    model.phases = [PhaseSpec(name: "r", body: .rule(kind: kind, function: rule))]
    let world = try run(model, engine)
    #expect(world.startCount(kind) == 3)
    let cells = world.startViews(kind)?[0].read.assumingMemoryBound(to: Double.self)
    #expect((0..<3).map { cells?[$0] } == [1, 2, 3])
    #expect(world.column(0, 0) == [0, 0, 0])
  }

  @Test func failuresSayWhere() throws {
    let engine = ClosureEngine()
    var model = model(steps: 3)
    model.phases = [
      PhaseSpec(
        name: "r",
        body: .rule(
          kind: kind,
          function: engine.failing { $0.step == 2 && $0.actor == 1 ? "bad luck" : nil }))
    ]
    #expect {
      _ = try run(model, engine)
    } throws: { error in
      guard let failure = error as? SimulationFailure else { return false }
      return failure.diagnostic.message == "bad luck" && failure.phase == "r"
        && failure.step == 2 && failure.kind == "a" && failure.actor == 2
        && failure.partner == nil && !failure.isInterrupted
    }
    var asked = 0
    #expect {
      _ = try Simulator.run(model, replicate: 1, engine: engine) {
        asked += 1
        return asked == 2
      }
    } throws: { error in
      (error as? SimulationFailure)?.isInterrupted == true
    }
    model.kinds[0].fields[0].initial = .function(
      engine.failing { $0.actor == 2 ? "no first value" : nil })
    #expect {
      _ = try run(model, engine)
    } throws: { error in
      guard let failure = error as? SimulationFailure else { return false }
      return failure.step == 0 && failure.actor == 3 && failure.phase == "first values of 'x'"
    }
  }
}
