import Testing

@testable import IR

/// What is wrong with a function must be found, and only that.
@Suite struct VerifierTests {
  private func builder() -> IRBuilder {
    var builder = IRBuilder("test")
    builder.function.slots = [IRSlot("cells", .float64, isOwn: true)]
    return builder
  }

  @Test func acceptsWhatIsRight() {
    var builder = builder()
    let row = builder.emit(.row, [], .int)
    let cell = builder.load(IRSlotID(0), row)
    let join = builder.makeBlock([.float])
    let isSmall = builder.emit(.lessFloat, [cell, builder.float(1)], .bool)
    builder.branch(
      isSmall, then: IRTarget(join, [cell]), else: IRTarget(join, [builder.float(1)]))
    builder.block = join
    builder.store(IRSlotID(0), row, builder.function[join].parameters[0])
    #expect(IRVerifier.problems(of: builder.function).isEmpty)
  }

  @Test func findsOperandsOfWrongTypes() {
    var builder = builder()
    _ = builder.emit(.addFloat, [builder.int(1), builder.float(2)], .float)
    #expect(IRVerifier.problems(of: builder.function).first?.contains("wrong types") == true)
  }

  @Test func findsResultsOfWrongTypes() {
    var builder = builder()
    _ = builder.emit(.addInt, [builder.int(1), builder.int(2)], .float)
    #expect(IRVerifier.problems(of: builder.function).first?.contains("result") == true)
  }

  @Test func findsValuesThatAreNotDefinedOnEveryWay() {
    var builder = builder()
    let (left, right, join) = (builder.makeBlock(), builder.makeBlock(), builder.makeBlock())
    builder.branch(builder.bool(true), then: IRTarget(left), else: IRTarget(right))
    builder.block = left
    let only = builder.float(1)
    builder.jump(join)
    builder.block = right
    builder.jump(join)
    builder.block = join
    builder.store(IRSlotID(0), builder.emit(.row, [], .int), only)
    #expect(
      IRVerifier.problems(of: builder.function).first?.contains("not defined on every way") == true)
  }

  @Test func findsWrongArguments() {
    var builder = builder()
    let next = builder.makeBlock([.float])
    builder.jump(next, [builder.int(1)])
    #expect(IRVerifier.problems(of: builder.function).first?.contains("arguments") == true)
  }

  @Test func findsTargetsThatDoNotExist() {
    var builder = builder()
    builder.jump(IRBlockID(7))
    #expect(IRVerifier.problems(of: builder.function).first?.contains("does not exist") == true)
  }

  @Test func findsPredicatesWhereNoneMayBe() {
    var builder = builder()
    let sum = builder.emit(
      .addInt, [builder.int(1), builder.int(2)], .int, where: builder.bool(true))
    _ = sum
    #expect(IRVerifier.problems(of: builder.function).first?.contains("predicate") == true)
  }

  @Test func findsSlotsThatDoNotExist() {
    var builder = builder()
    builder.emit(.store(IRSlotID(3), isLogged: false), [builder.int(0), builder.float(1)])
    #expect(IRVerifier.problems(of: builder.function).first?.contains("no such slot") == true)
  }

  @Test func writesEveryPart() {
    var builder = builder()
    let row = builder.emit(.row, [], .int)
    let cell = builder.load(IRSlotID(0), row)
    builder.emit(.guard, [builder.bool(true)], where: builder.bool(false))
    builder.store(IRSlotID(0), row, cell)
    let text = IRWriter.text(of: builder.function)
    #expect(
      text == """
        function "test"
          slot 0 "cells": float64 own
        block0:
          v0: int = row
          v1: float = load 0, v0
          v2: bool = bool true
          v3: bool = bool false
          guard v2 where v3
          store 0, v0, v1
          done

        """)
  }
}
