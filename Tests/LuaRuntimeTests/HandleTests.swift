import Diagnostics
import LuaRuntime
import Testing

/// Actors of the tests: numbers by payload, in class 2.
private final class Actors {
  var x: [Double] = [1, 2, 3]
  static let handleClass: UInt16 = 2

  static func handle(_ index: Int) -> LuaValue {
    .handle(UInt64(handleClass) << 48 | UInt64(index))
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> Actors? {
    context.map { Unmanaged<Actors>.fromOpaque($0).takeUnretainedValue() }
  }

  func bind(to state: LuaState) throws {
    let members = try state.makeTable()
    try state.rawSet(members, "x", .integer(0))
    try state.rawSet(members, "fixed", .integer(1))
    let double = try state.run(
      "return function(self, n) return self.x * n end", chunkName: "m.lua")[0]
    try state.rawSet(members, "times", double)
    try state.defineHandleClass(Self.handleClass, members: members)
    let context = Unmanaged.passUnretained(self).toOpaque()
    state.setHandleCallbacks(
      CLuaHandleCallbacks(
        context: context,
        read: { context, handle, member, value, message in
          guard let actors = Actors.from(context) else { return CLUA_ERROR }
          value.pointee = .number(member == 0 ? actors.x[Int(handle & 0xFFFF)] : 9)
          return CLUA_OK
        },
        write: { context, handle, member, value, message in
          guard let actors = Actors.from(context) else { return CLUA_ERROR }
          guard member == 0, let number = value.pointee.double else {
            let text =
              member == 0
              ? "x is a number, not a \(value.pointee.typeName)" : "'fixed' is read-only"
            writeLuaText(text, to: message, size: Int(CLUA_MESSAGE_SIZE))
            return CLUA_ERROR
          }
          actors.x[Int(handle & 0xFFFF)] = number
          return CLUA_OK
        },
        missing: { _, handle, key, length, isWrite, message in
          let name = length < 0 ? "a \(String(cString: key)) key" : "'\(String(cString: key))'"
          writeLuaText(
            "actor \(handle & 0xFFFF) has no field \(name)\(isWrite ? " to write" : "")",
            to: message,
            size: Int(CLUA_MESSAGE_SIZE))
        },
        describe: { _, handle, text, size in
          writeLuaText("actor \(handle & 0xFFFF)", to: text, size: Int(size))
        }))
  }
}

@Suite struct HandleTests {
  private func bound() throws -> (LuaState, Actors) {
    let state = try LuaState()
    let actors = Actors()
    try actors.bind(to: state)
    for index in 0..<3 { try state.setGlobal("a\(index)", Actors.handle(index)) }
    return (state, actors)
  }

  @Test func membersAndMethods() throws {
    let (state, actors) = try bound()
    let script = """
      a0.x = a1.x + a0:times(10)
      local t = { [a0] = 'zero', [a1] = 'one' }
      return a0.x, a0 == a0, a0 == a1, t[a1], tostring(a2), type(a0), a0.fixed, getmetatable(a0)
      """
    #expect(
      show(try state.run(script, chunkName: "a"))
        == "12.0 true false \"one\" \"actor 2\" \"userdata\" 9.0 nil")
    #expect(actors.x == [12, 2, 3])
  }

  @Test(arguments: [
    ("return a0.y", "actor 0 has no field 'y'"), ("a1.y = 1", "actor 1 has no field 'y' to write"),
    ("return a0[1]", "actor 0 has no field a number key"),
    ("return a0[{}]", "actor 0 has no field a table key"),
    ("a2.times = 1", "actor 2 has no field 'times' to write"),
    ("a0.x = 'text'", "x is a number, not a string"),
    ("a0.x = nil", "x is a number, not a nil"), ("a0.fixed = 1", "'fixed' is read-only"),
    ("a0:jump()", "actor 0 has no field 'jump'"),
    ("return a0 < a1", "cannot compare actor 0 by size: it is not a number"),
    ("return a0 + 1", "cannot calculate with actor 0: it is not a number"),
    ("a0()", "attempt to call a userdata value"),
    ("return -a0", "cannot calculate with actor 0"),
    ("return 2 // a1", "cannot calculate with actor 1"),
  ])
  func mistakes(_ script: String, _ message: String) throws {
    let (state, actors) = try bound()
    let error = failure(of: "\n" + script, in: state)
    #expect(error.message.hasPrefix(message))
    #expect(error.location?.line == 2)
    withExtendedLifetime(actors) {}
  }

  @Test func anUnknownClassHasNoMembers() throws {
    let (state, actors) = try bound()
    try state.setGlobal("stray", .handle(77 << 48 | 1))
    #expect(failure(of: "return stray.x", in: state).message == "actor 1 has no field 'x'")
    withExtendedLifetime(actors) {}
  }
}
