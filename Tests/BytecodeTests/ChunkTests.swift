import Testing

@testable import Bytecode

@Suite struct ChunkTests {
  @Test(arguments: Corpus.programs) func encodingADecodedChunkGivesTheSameBytes(
    _ program: Corpus.Program
  ) throws {
    let chunk = try LuaTools.compile(program.text).chunk
    let prototype = try Prototype(decoding: chunk)
    #expect(prototype.encoded() == chunk)
    let stripped = try LuaTools.compile(program.text, stripped: true).chunk
    #expect(prototype.encoded(strippingDebug: true) == stripped)
    let again = try Prototype(decoding: stripped)
    #expect(again.encoded() == stripped)
    #expect(again.source == nil && again.lines.isEmpty && again.locals.isEmpty)
    #expect(again.contentBytes == prototype.contentBytes)
    #expect(try Prototype(decoding: prototype.contentBytes).contentBytes == again.contentBytes)
  }

  @Test func theCorpusUsesEveryOpcode() throws {
    var used: Set<LuaOpcode> = []
    func visit(_ prototype: Prototype) {
      used.formUnion(prototype.instructions.map(\.opcode))
      prototype.prototypes.forEach(visit)
    }
    for program in Corpus.programs { visit(try LuaTools.prototype(program.text)) }
    #expect(LuaOpcode.allCases.filter { !used.contains($0) } == [])
  }

  @Test func aChunkSurvivesTheRoundTripInLua() throws {
    let chunk = try LuaTools.prototype("local s = 0 for i = 1, 4 do s = s + i end print(s)")
    #expect(try LuaTools.execute(chunk.encoded()) == "10\n")
    #expect(try LuaTools.execute(chunk.encoded(strippingDebug: true)) == "10\n")
    #expect(try LuaTools.execute(chunk.contentBytes) == "10\n")
  }

  /// The content of the first function that a program makes.
  private func content(_ program: String) throws -> [UInt8] {
    try LuaTools.prototype(program).prototypes[0].contentBytes
  }

  @Test func contentIsBlindToNamesCommentsAndPlaces() throws {
    let first = try content(
      """
      local limit, table = 3, {}
      return function(self, env)
        local function half(x) return x / 2 end
        for peer in self:peers "mobile" do
          if peer.age > limit then self.age = half(peer.age) end
        end
        return table
      end
      """)
    let second = try content(
      """
      -- moved
      local unused = 1
      local t, l <const>, m = {}, "other", 4
      return function(a, b) -- renamed
        local function h(y)
          return y / 2
        end


        for p in a:peers "mobile" do if p.age > m then a.age = h(p.age) end end
        return t
      end
      """)
    #expect(first == second)
    let third = try content(
      """
      local limit, table = 3, {}
      return function(self, env)
        local function half(x) return x / 3 end
        for peer in self:peers "mobile" do
          if peer.age > limit then self.age = half(peer.age) end
        end
        return table
      end
      """)
    #expect(first != third)
  }

  @Test func contentTellsWhichVariableIsCaptured() throws {
    let first = try content(
      "return function() local a, b = f() return function() return a end end")
    let second = try content(
      "return function() local a, b = f() return function() return b end end")
    #expect(first != second)
  }

  @Test func foreignHeadersAreRefused() throws {
    let chunk = try LuaTools.compile("return 1").chunk
    for index in 0..<31 {
      var changed = chunk
      changed[index] ^= 1
      guard case .foreign = decodingError(changed) else {
        Issue.record("byte \(index) of the header is not checked")
        continue
      }
    }
    var other = chunk
    other[4] = 0x53
    #expect(
      decodingError(other)?.description
        == "the bytecode is not of Lua 5.4 on this kind of machine: its version is 5.3")
    #expect(decodingError([]) == .truncated(offset: 0))
    #expect(
      decodingError(Array("return 1".utf8)) == .foreign("it does not start with Lua's signature"))
  }

  @Test func sizesAreCheckedBeforeMemoryIsTaken() throws {
    var chunk = Array(try LuaTools.compile("return 1", stripped: true).chunk.prefix(32))
    // No source, lines 0 and 0, no parameters, vararg, 2 registers, and 2^31 - 1 instructions.
    chunk += [0x80, 0x80, 0x80, 0, 1, 2, 0x07, 0x7F, 0x7F, 0x7F, 0xFF]
    #expect(decodingError(chunk) == .truncated(offset: chunk.count))
    chunk[chunk.count - 5] = 0x08
    #expect(decodingError(chunk) == .malformed("a number that is too large", offset: 38))
  }

  @Test func nestingIsLimited() throws {
    var prototype = try LuaTools.prototype("return function() end")
    var inner = prototype.prototypes[0]
    for _ in 0..<Prototype.nestingLimit - 2 {
      var outer = prototype.prototypes[0]
      outer.prototypes = [inner]
      inner = outer
    }
    prototype.prototypes = [inner]
    #expect(try Prototype(decoding: prototype.encoded()) == prototype)
    var deeper = prototype
    deeper.prototypes = [prototype]
    guard case .malformed("functions nested too deeply", _) = decodingError(deeper.encoded())
    else {
      Issue.record("too deep a chunk was read")
      return
    }
  }

  private func decodingError(_ bytes: [UInt8]) -> BytecodeError? {
    do throws(BytecodeError) {
      _ = try Prototype(decoding: bytes)
      return nil
    } catch {
      return error
    }
  }
}
