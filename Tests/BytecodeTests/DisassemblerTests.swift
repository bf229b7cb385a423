import Testing

@testable import Bytecode

@Suite struct DisassemblerTests {
  @Test(arguments: Corpus.programs) func theListingIsThatOfLuac(_ program: Corpus.Program) throws {
    let (chunk, listing) = try LuaTools.compile(program.text)
    let ours = Disassembler(try Prototype(decoding: chunk)).listing.split(separator: "\n")
    let theirs = listing.split(separator: "\n").map(withoutAddress)
    #expect(ours.count == theirs.count)
    for (left, right) in zip(ours, theirs) where left != right {
      Issue.record("ours: \(left)\ntheirs: \(right)")
      return
    }
  }

  private func withoutAddress(_ line: Substring) -> String {
    var words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard let last = words.last, last.hasPrefix("0x") else { return String(line) }
    words.removeLast()
    if words.last == "at" || words.last == "for" {
      words.removeLast()
      return words.joined(separator: " ") + String(last.drop { $0 != ")" && $0 != ":" })
    }
    // What is left is the comment of a closure: a tab and a semicolon.
    return String(words.joined(separator: " ").dropLast(2))
  }
}
