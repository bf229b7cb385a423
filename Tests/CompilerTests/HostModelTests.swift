import Testing

@testable import Compiler

@Test func emptyHostNamesNothing() {
  #expect(HostModel().kinds.isEmpty)
}
