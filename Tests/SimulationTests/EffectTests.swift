import Randomness
import Testing

@testable import Simulation

@Suite struct EffectTests {
  private func model(_ fields: [FieldSpec], count: Int = 4) -> Model {
    var model = Model(seed: 1, steps: 1)
    model.kinds = [KindSpec(name: "a", count: count, fields: fields)]
    return model
  }

  private func rule(
    _ function: FunctionID, _ activation: Activation = .simultaneous
  ) -> PhaseSpec {
    PhaseSpec(
      name: "r", body: .rule(kind: KindID(0), function: function), activation: activation)
  }

  @Test func giftsAddToWhatWasWritten() throws {
    let engine = ClosureEngine()
    var model = model([numberField("x", .constant(100))])
    // Actor 0 gives to everybody before the others write.
    let function = engine.rule { call in
      for other in 0..<4 { call.world.give(KindID(0), FieldID(0), other, 1) }
      if call.actor != 2 { call.setOwn(0, 10 * Double(call.actor)) }
    }
    model.phases = [rule(function)]
    #expect(try run(model, engine).column(0, 0) == [4, 14, 104, 34])
  }

  @Test func giftsAreInvisibleUntilThePhaseEnds() throws {
    let engine = ClosureEngine()
    var model = model([numberField("x"), numberField("seen")])
    let function = engine.rule { call in
      call.world.give(KindID(0), FieldID(0), 3, 1)
      call.setOwn(1, call.other(0, 0, 3) + (call.actor == 3 ? call.own(0) : 0))
    }
    model.phases = [rule(function)]
    #expect(try run(model, engine).column(0, 1) == [0, 0, 0, 0])
    model.phases = [rule(function, .ordered)]
    #expect(try run(model, engine).column(0, 1) == [1, 2, 3, 8])
  }

  @Test func giftsOfNothingKeepEveryBit() throws {
    let engine = ClosureEngine()
    var model = model([numberField("x", .constant(-0.0))])
    let function = engine.rule { call in
      if call.actor == 0 { call.world.give(KindID(0), FieldID(0), 1, 5) }
    }
    model.phases = [rule(function)]
    let world = try run(model, engine)
    #expect(world.column(0, 0)[0].sign == .minus)
    #expect(world.column(0, 0)[1] == 5)
  }

  @Test func giftsAreSummedInRowOrderBeforeTheyAreAdded() throws {
    let engine = ClosureEngine()
    var model = model([numberField("x", .constant(1e16))])
    let function = engine.rule { call in call.world.give(KindID(0), FieldID(0), 0, 0.75) }
    model.phases = [rule(function)]
    #expect(try run(model, engine).column(0, 0)[0] == 1e16 + 3)
  }

  @Test func integersTakeGiftsToo() throws {
    for activation in [Activation.simultaneous, .ordered, .random] {
      let engine = ClosureEngine()
      var model = model([FieldSpec(name: "n", type: .integer, initial: .constant(5))])
      let function = engine.rule { call in
        call.world.giveInteger(KindID(0), FieldID(0), 1, Int64(call.actor))
      }
      model.phases = [rule(function, activation)]
      let world = try run(model, engine)
      #expect(world.integer(KindID(0), FieldID(0), 1, own: false) == 11)
    }
  }

  @Test func nothingWrittenIsNotANumberInStoredBits() throws {
    let engine = ClosureEngine()
    var model = model([numberField("x"), numberField("y")])
    let odd = Double(bitPattern: 0xFFF8_0000_0000_1234)
    let function = engine.rule { call in
      call.setOwn(0, odd)
      call.world.give(KindID(0), FieldID(1), call.actor, odd)
    }
    model.phases = [rule(function)]
    let world = try run(model, engine)
    for field in 0..<2 {
      #expect(world.column(0, field).allSatisfy { $0.bitPattern == Double.nan.bitPattern })
    }
  }

  private func claims(_ activation: Activation, without gone: Int? = nil) throws -> [Int32] {
    let engine = ClosureEngine()
    let reference = FieldSpec(
      name: "winner", type: .reference(KindID(0)), initial: .constant(-1))
    var model = model([reference], count: 40)
    let function = engine.rule { call in
      call.world.setCode(KindID(0), FieldID(0), call.actor, 39)
      if call.actor == gone { return }
      for target in 0..<5 {
        var draw = DrawStream(call.address(site: 1, keyWord: UInt32(target)))
        call.world.claim(
          KindID(0), FieldID(0), target, claimant: ActorID(kind: KindID(0), number: call.actor),
          word: draw.nextBits())
      }
    }
    model.phases = [rule(function, activation)]
    return try run(model, engine).codes(0, 0)
  }

  @Test func oneClaimWinsAndOverridesWhatWasWritten() throws {
    let winners = try claims(.simultaneous)
    #expect(winners[5...].allSatisfy { $0 == 39 })
    #expect(Set(winners[..<5]).count > 1)
    for gone in 0..<39 {
      let others = try claims(.simultaneous, without: gone)
      for target in 0..<5 where winners[target] != Int32(gone) {
        #expect(others[target] == winners[target])
      }
    }
  }

  @Test func equalClaimsGoToTheLowerIdentity() throws {
    for activation in [Activation.simultaneous, .ordered, .random] {
      let engine = ClosureEngine()
      let reference = FieldSpec(
        name: "winner", type: .reference(KindID(0)), initial: .constant(-1))
      var model = model([reference], count: 9)
      let function = engine.rule { call in
        guard call.actor > 2 else { return }
        call.world.claim(
          KindID(0), FieldID(0), 0, claimant: ActorID(kind: KindID(0), number: call.actor), word: 7)
      }
      model.phases = [rule(function, activation)]
      #expect(try run(model, engine).codes(0, 0)[0] == 3)
    }
  }

  @Test func laterClaimsInOtherPhasesStartAfresh() throws {
    let engine = ClosureEngine()
    let reference = FieldSpec(name: "winner", type: .reference(KindID(0)), initial: .constant(-1))
    var model = model([reference], count: 3)
    model.steps = 2
    let function = engine.rule { call in
      guard call.actor == call.step else { return }
      call.world.claim(
        KindID(0), FieldID(0), 0, claimant: ActorID(kind: KindID(0), number: call.actor),
        word: UInt64(call.step))
    }
    for activation in [Activation.simultaneous, .ordered] {
      model.phases = [rule(function, activation)]
      #expect(try run(model, engine).codes(0, 0)[0] == 2)
    }
  }

  @Test func booleansAndLevelsAreStoredAsSuch() throws {
    let engine = ClosureEngine()
    var model = model([
      FieldSpec(name: "b", type: .boolean, initial: .constant(1)),
      FieldSpec(name: "c", type: .category(levels: ["x", "y", "z"]), initial: .constant(2)),
      FieldSpec(name: "n", type: .integer, initial: .constant(-3.9)),
    ])
    let function = engine.rule { call in
      guard call.actor == 1 else { return }
      call.world.setBoolean(KindID(0), FieldID(0), 1, false)
      call.world.setCode(KindID(0), FieldID(1), 1, 0)
      call.world.setInteger(KindID(0), FieldID(2), 1, .min)
    }
    model.phases = [rule(function)]
    let world = try run(model, engine)
    #expect(
      (0..<4).map { world.boolean(KindID(0), FieldID(0), $0, own: false) }
        == [true, false, true, true])
    #expect(world.codes(0, 1) == [2, 0, 2, 2])
    #expect(
      (0..<4).map { world.integer(KindID(0), FieldID(2), $0, own: false) }
        == [-3, .min, -3, -3])
  }
}
