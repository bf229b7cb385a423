import Testing

@testable import Bytecode

/// Corrupted chunks must be refused or be understood: they never trap, hang or take memory.
@Suite struct FuzzTests {
  private struct Outcome {
    var decoded = 0
    var refused = 0
  }

  /// Decodes a chunk and uses all that this target offers on it.
  private func exercise(_ chunk: [UInt8], _ outcome: inout Outcome) throws {
    let prototype: Prototype
    do throws(BytecodeError) {
      prototype = try Prototype(decoding: chunk)
    } catch {
      #expect(!error.description.isEmpty)
      outcome.refused += 1
      return
    }
    outcome.decoded += 1
    let again = try Prototype(decoding: prototype.encoded())
    #expect(again == prototype)
    _ = try Prototype(decoding: prototype.contentBytes)
    _ = Disassembler(prototype).listing
    let renamed = try prototype.renamingMethodCalls { "\($0.name)#\($0.pc)" }
    #expect(try Prototype(decoding: renamed.encoded()) == renamed)
    _ = prototype.survey()
    var domain = TypeSetDomain()
    _ = TypeFlow<TypeSetDomain>(prototype).run(.unknown, in: &domain)
    var prototypes = [prototype]
    while let next = prototypes.popLast() {
      prototypes += next.prototypes
      let flow = ControlFlow(next)
      for loop in flow.loops { #expect(loop.blocks.allSatisfy { flow.dominates(loop.header, $0) }) }
    }
  }

  @Test func corruptedChunksAreRefusedOrUnderstood() throws {
    let sources = try [
      Corpus.arithmetic, Corpus.control, Corpus.tables, Corpus.functions, Corpus.closures,
      Corpus.comparisons, Corpus.constants, Corpus.methods, Corpus.empty,
    ].flatMap { program in
      try [false, true].map { try LuaTools.compile(program, stripped: $0).chunk }
    }
    var random = SplitMix(state: 20_240_601)
    var outcome = Outcome()
    for round in 0..<20_000 {
      var chunk = sources[round % sources.count]
      switch round / sources.count % 4 {
      case 0:
        // The header is checked elsewhere: flip what comes after it.
        for _ in 0...Int.random(in: 0..<3, using: &random) {
          chunk[.random(in: 31..<chunk.count, using: &random)] ^=
            1 << UInt8.random(in: 0..<8, using: &random)
        }
      case 1:
        chunk[.random(in: 31..<chunk.count, using: &random)] = .random(in: 0...255, using: &random)
      case 2: chunk.removeSubrange(.random(in: 0..<chunk.count, using: &random)...)
      default:
        let other = sources[.random(in: 0..<sources.count, using: &random)]
        let cut = Int.random(in: 31..<chunk.count, using: &random)
        let paste = Int.random(in: 31..<other.count, using: &random)
        chunk = Array(chunk[..<cut] + other[paste...])
      }
      try exercise(chunk, &outcome)
    }
    // Both ways must have been taken often, or the test says little.
    #expect(outcome.decoded > 1_500)
    #expect(outcome.refused > 10_000)
  }

  @Test func randomInstructionsAreRefusedOrUnderstood() throws {
    let original = try LuaTools.prototype(Corpus.control + "\n")
    var random = SplitMix(state: 7)
    var outcome = Outcome()
    for _ in 0..<3_000 {
      var prototype = original
      for _ in 0...Int.random(in: 0..<2, using: &random) {
        let pc = Int.random(in: 0..<prototype.instructions.count, using: &random)
        var word = prototype.instructions[pc].word
        // Another opcode, or other small operands: what has a chance to be accepted.
        if Bool.random(using: &random) {
          word = word & ~0x7F | UInt32.random(in: 0..<84, using: &random)
        } else {
          word =
            word & 0x7F | UInt32.random(in: 0..<12, using: &random) << 7
            | UInt32.random(in: 0..<40, using: &random) << 15
        }
        prototype.instructions[pc].word = word
      }
      try exercise(prototype.encoded(), &outcome)
    }
    #expect(outcome.decoded > 150)
    #expect(outcome.refused > 1_500)
  }
}
