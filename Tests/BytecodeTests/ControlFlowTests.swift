import Testing

@testable import Bytecode

@Suite struct ControlFlowTests {
  /// Every prototype of the corpus that is not too large for slow yardsticks.
  private func functions() throws -> [Prototype] {
    var found: [Prototype] = []
    var open = try (Corpus.programs.map(\.text) + [Self.tangle]).map { text in
      try LuaTools.prototype(text)
    }
    while let next = open.popLast() {
      open += next.prototypes
      if next.instructions.count < 2_000 { found.append(next) }
    }
    return found
  }

  /// A cycle with two entries, which no loop statement can make.
  private static let tangle = """
    local n = ...
    if n then goto second end
    ::first::
    n = f(n)
    ::second::
    n = g(n)
    if n then goto first end
    while true do if n then for i = 1, 3 do if h(i) then break end end else return n end end
    """

  private func reachable(_ flow: ControlFlow, from start: Int, avoiding: Int? = nil) -> Set<Int> {
    var seen: Set<Int> = start == avoiding ? [] : [start]
    var work = Array(seen)
    while let block = work.popLast() {
      for next in flow.blocks[block].successors where next != avoiding && !seen.contains(next) {
        seen.insert(next)
        work.append(next)
      }
    }
    return seen
  }

  @Test func blocksCoverTheCode() throws {
    for prototype in try functions() {
      let flow = ControlFlow(prototype)
      #expect(flow.blocks.flatMap(\.range) == Array(prototype.instructions.indices))
      for (index, block) in flow.blocks.enumerated() {
        for pc in block.range.dropLast() { #expect(prototype.successors(of: pc) == [pc + 1]) }
        for successor in block.successors {
          #expect(flow.blocks[successor].predecessors.contains(index))
        }
        for pc in block.range { #expect(flow.blockOfInstruction[pc] == index) }
      }
    }
  }

  @Test func dominatorsAndCyclesAreThoseOfTheirDefinition() throws {
    var loops = 0
    for prototype in try functions() {
      let flow = ControlFlow(prototype)
      let all = reachable(flow, from: 0)
      #expect(Set(flow.order) == all)
      for block in flow.blocks.indices {
        let start = flow.blocks[block].range.lowerBound
        #expect(flow.isReachable(start) == all.contains(block))
        let after = flow.blocks[block].successors.reduce(into: Set<Int>()) {
          $0.formUnion(reachable(flow, from: $1))
        }
        #expect(flow.isInLoop(start) == after.contains(block))
      }
      for dominator in all {
        let spared = reachable(flow, from: 0, avoiding: dominator)
        for block in all { #expect(flow.dominates(dominator, block) == !spared.contains(block)) }
      }
      loops += flow.loops.count
      for loop in flow.loops {
        for block in loop.blocks {
          #expect(flow.dominates(loop.header, block))
          #expect(reachable(flow, from: block).contains(loop.header))
        }
      }
    }
    #expect(loops == 8)
  }

  /// The lines of a program with an instruction in a loop.
  private func loopLines(_ program: String) throws -> Set<Int> {
    let prototype = try LuaTools.prototype(program)
    let flow = ControlFlow(prototype)
    return Set(prototype.instructions.indices.filter(flow.isInLoop).map { prototype.lines[$0] })
  }

  @Test func whatRunsOftenIsInALoop() throws {
    let program = """
      local n = f()
      for i = 1,
        10 do
        g(i)
        if n then
          f()
          break
        end
      end
      for k in
        h() do
        g(k)
      end
      while n do
        n = f()
      end
      repeat
        n = g()
      until n
      ::again::
      n = f()
      if n then goto again end
      do
        h()
      end
      """
    #expect(try loopLines(program) == [2, 4, 5, 11, 12, 14, 15, 18, 19, 21, 22])
  }

  @Test func aCycleWithTwoEntriesIsALoop() throws {
    #expect(try loopLines(Self.tangle) == [4, 6, 7, 8])
    let flow = ControlFlow(try LuaTools.prototype(Self.tangle))
    // The tangle has no header; the two loops of the last line have.
    #expect(flow.loops.count == 2)
  }
}
