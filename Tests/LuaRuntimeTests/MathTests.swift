import CSleef
import Diagnostics
import Glibc
import LuaRuntime
import Testing

/// Scripts compute with the deterministic library, to the bit.
@Suite struct MathTests {
  private static let arguments: [Double] = {
    var random = SeededGenerator(state: 11)
    let some = (0..<300).map { _ in Double.random(in: -30...30, using: &random) }
    return some + [
      0, -0.0, 1, -1, 0.5, 2, 10, .infinity, -.infinity, .nan, 1e300, .leastNonzeroMagnitude, 700,
      -745,
    ]
  }()

  @Test(
    arguments: [
      ("exp", sleef_exp), ("log", sleef_log), ("sin", sleef_sin), ("cos", sleef_cos),
      ("tan", sleef_tan),
      ("asin", sleef_asin), ("acos", sleef_acos),
    ] as [(String, @Sendable (Double) -> Double)])
  func functionsOfOneArgument(_ name: String, _ expected: @Sendable (Double) -> Double) throws {
    let state = try LuaState()
    let script = "local f = math.\(name) return function(x) return f(x) end"
    let function = try #require(try state.run(script, chunkName: "a")[0].function)
    for x in Self.arguments {
      let value = try #require(try state.call(function, [.number(x)]).first?.double)
      #expect(value.bitPattern == expected(x).bitPattern || (value.isNaN && expected(x).isNaN))
    }
  }

  @Test func powersAndLogarithms() throws {
    let state = try LuaState()
    let script = """
      return function(x, y)
        return x ^ y, math.log(x, y), math.log(x, 2), math.log(x, 10), math.atan(x, y), math.atan(x), x ^ 2
      end
      """
    let function = try #require(try state.run(script, chunkName: "a")[0].function)
    var differsFromLibm = 0
    for (x, y) in zip(Self.arguments, Self.arguments.reversed()) {
      let values = try state.call(function, [.number(x), .number(y)]).compactMap(\.double)
      let expected = [
        y == 2 ? x * x : sleef_pow(x, y),
        y == 2 ? sleef_log2(x) : y == 10 ? sleef_log10(x) : sleef_log(x) / sleef_log(y),
        sleef_log2(x), sleef_log10(x), sleef_atan2(x, y), sleef_atan2(x, 1), x * x,
      ]
      #expect(zip(values, expected).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
      #expect(values.count == expected.count)
      if values[2] != Glibc.log2(x) || values[3] != Glibc.log10(x) { differsFromLibm += 1 }
    }
    #expect(differsFromLibm > 0)
  }

  /// The difference between the two power functions shows in the result, at run time and folded.
  @Test func powersAreNotLibm() throws {
    let handle = try #require(dlopen("libm.so.6", RTLD_NOW))
    defer { dlclose(handle) }
    let symbol = try #require(dlsym(handle, "pow"))
    let libm = unsafeBitCast(symbol, to: (@convention(c) (Double, Double) -> Double).self)
    let values = try run("local x, y = 1.6, -24.4 return x ^ y, 1.6 ^ -24.4").compactMap(\.double)
    #expect(values == [sleef_pow(1.6, -24.4), sleef_pow(1.6, -24.4)])
    #expect(libm(1.6, -24.4) != sleef_pow(1.6, -24.4))
  }

  @Test(arguments: [
    (
      "return 7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, 1e308 * 10, -5.5 % 2",
      "3 -4 -2 2 3.0 inf 0.5"
    ),
    (
      "return math.maxinteger + 1 == math.mininteger, 1 // 0.0, 3 | 4, 7 & 3, 1 << 62",
      "true inf 7 3 4611686018427387904"
    ),
    (
      "return math.floor(2.7), math.ceil(2.2), math.abs(-3), math.sqrt(16), math.fmod(7, 3), math.tointeger(3.0)",
      "2 3 3 4.0 1 3"
    ),
    (
      "return math.type(1), math.type(1.0), math.type('1'), math.ult(1, -1), math.max(1, 2.5), math.min(3, 2)",
      "\"integer\" \"float\" nil true 2.5 2"
    ),
    ("return math.pi, math.huge, math.modf(2.5)", "3.141592653589793 inf 2 0.5"),
    (
      "return math.exp(0), math.log(8, 2), math.log(100, 10), math.atan(1, 1) * 4 == math.pi",
      "1.0 3.0 2.0 true"
    ),
    (
      "return pcall(function() return 1 // 0 end)",
      "false \"test.lua:1: attempt to divide by zero\""
    ),
  ])
  func arithmetic(_ script: String, _ expected: String) throws {
    #expect(show(try run(script)) == expected)
  }
}
