import Testing

@testable import IR

@Test func emptyFunctionHasAnEntry() {
  #expect(IRBuilder("empty").function.blocks.count == 1)
}
