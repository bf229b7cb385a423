import Testing

/// Lua programs that together use every instruction of Lua 5.4.
enum Corpus {
  struct Program: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String

    var testDescription: String { name }
  }

  static let programs: [Program] = [
    Program(name: "empty", text: empty), Program(name: "arithmetic", text: arithmetic),
    Program(name: "control", text: control), Program(name: "tables", text: tables),
    Program(name: "functions", text: functions), Program(name: "closures", text: closures),
    Program(name: "comparisons", text: comparisons), Program(name: "constants", text: constants),
    Program(name: "many constants", text: manyConstants),
    Program(name: "many elements", text: manyElements),
    Program(name: "many lines", text: manyLines), Program(name: "methods", text: methods),
  ]

  static let empty = "local a, b"

  static let arithmetic = """
    local a, b, c = 1, 2.5, -3.0
    local d = a + b - c * a / b // c % a ^ b
    d = a + 1; d = 1 + a; d = a - 1; d = a - 2.5; d = 2.5 - a; d = a * 2.5; d = a % 7; d = a ^ 2
    d = a / 3; d = a // 3; d = a & 3; d = a | 4; d = a ~ 5; d = a & 3.0
    d = a >> 2; d = a << 3; d = 3 << a; d = 3 >> a
    d = a & b; d = a | b; d = a ~ b; d = a << b; d = a >> b
    d = -a; d = ~a; d = not a; d = #d
    d = a .. b .. "text" .. 1
    d = 100000 + a; d = 1e300; d = -0.0; d = 9223372036854775807; d = 65535.0; d = 65536
    return d
    """

  static let control = """
    local n = 0
    for i = 1, 10 do n = n + i if i > 5 then break end end
    for i = 10, 1, -1 do n = n - i end
    for key, value, third in pairs {} do n = n + value end
    while n < 100 do n = n + 1 if n % 2 == 0 then goto continue end n = n * 3 ::continue:: end
    repeat local closed = n; local f = function() return closed end n = n - f() until n <= 0
    do local file <close> = nil end
    goto over
    do local x = 1; print(x) end
    ::over::
    if n == 1 then return 1 elseif n then return 2 else return n, nil, 3 end
    """

  static let tables = """
    local t = { 1, 2, 3, x = 1, ["y z"] = 2, [10] = 3 }
    local u = { print() }
    local v = { ... }
    t.x = t.y; t[1] = t[2]; t[t] = t[u]; t[300] = t[301]; t.x = "constant"; t[1] = 7; t[u] = 2.5
    t["a key that is longer than forty bytes, so not short"] = nil
    local w = t["a key that is longer than forty bytes, so not short"]
    global = global2; global = "constant"
    return #t, t.x.y.z, u, v, w
    """

  static let functions = """
    local function f(a, b, ...)
      local x, y = ...
      local z = select("#", ...)
      return f(x, y, ...)
    end
    local function g() return end
    local function h(a) return a end
    f(g(), h(1)); f(g()); f(...)
    local p, q = f(1)
    print((f(1)))
    return f(g(h(...)))
    """

  static let closures = """
    local outer, count = {}, 0
    local function increment() count = count + 1 outer.field = count outer[1] = outer.field end
    for i = 1, 3 do
      outer[i] = function() return function() i = i + 1 return i, outer, count end end
    end
    increment()
    return increment
    """

  static let comparisons = """
    local a, b = ...
    local c = a == b; c = a ~= b; c = a < b; c = a <= b; c = a > b; c = a >= b
    c = a == 1; c = a == "text"; c = a == nil; c = a == 1000000; c = a ~= 2.0; c = a == 2.5
    c = a < 1; c = a <= 1; c = a > 1; c = a >= 1; c = 1 < a; c = 2.0 >= a; c = a < 2.0
    c = a and b; c = a or b; c = a and b or c; c = not a and b; c = not (a == b)
    if a and b or c then c = 1 end
    if not a then c = nil end
    a = a or b
    local d = a and "x" or "y"
    return a == b, not d, a and b, true, false, nil
    """

  static let constants = """
    local s = "short"
    local l = "a string that is longer than forty bytes, which Lua keeps elsewhere"
    local z = "with a zero \\0 and bytes \\xff\\xfe"
    local e = ""
    return s, l, z, e, 1.5, -1.5, 1e308, 0/0, 1/0, 3.0, 123456789, -123456789, math.mininteger
    """

  /// More constants than an operand of 8 bits reaches, and more than `OP_LOADK` does.
  static let manyConstants: String = {
    let few = (0..<300).map { "\($0).5" }.joined(separator: ", ")
    let many = (0..<132_000).map { "\($0 + 200_000)" }.joined(separator: ", ")
    return """
      local t = { \(few) }
      t.late = t.early
      t:method(1)
      t.field = "late constant"
      t = t + 0.25; t = t == "later constant"
      late_global = another
      local huge = { \(many) }
      return 0.125
      """
  }()

  static let manyElements: String =
    "return { \((0..<70_000).map { String($0 % 100) }.joined(separator: ",")) }"

  /// Line numbers that need absolute entries: long runs, and jumps in both directions.
  static let manyLines: String = {
    let run = (0..<300).map { "x = x + \($0)" }.joined(separator: "\n")
    let gap = String(repeating: "\n", count: 400)
    return """
      local x = 0
      \(run)\(gap)
      x = f(1,\(gap) 2)\(gap)
      local t = {\(gap) a = x +\(gap) y, b = g {\(gap)} } + 1
      local function late()\(gap) return x +\(gap) 1 end
      return late
      """
  }()

  static let methods = """
    local object = { n = 0 }
    function object:add(k, ...) self.n = self.n + k return self end
    object:add(1):add(2, 3); object:add "text"; object:add { 1 }; object:add(object:add(1))
    local key = object.add
    return object:add(...)
    """
}
