import LuaRuntime
import Testing

/// Nothing observable depends on hash order.
@Suite struct OrderTests {
  @Test func pairsGivesPositiveIntegersThenTheRest() throws {
    let script = """
      local t = { "a", "b", "c", x = 1, [true] = 2, [-3] = 3, [2.5] = 4, X = 5, [""] = 6, [false] = 7, [10] = 8 }
      local keys, others = {}, {}
      for k, v in pairs(t) do keys[#keys + 1] = tostring(k) end
      local k = next(t)
      while k ~= nil do others[#others + 1] = tostring(k) k = next(t, k) end
      return table.concat(keys, " "), table.concat(others, " ")
      """
    #expect(
      show(try run(script))
        == "\"1 2 3 10 false true -3 2.5  X x\" \"1 2 3 10 false true -3 2.5  X x\"")
  }

  @Test func fieldsMayBeClearedAndChangedOnTheWay() throws {
    let script = """
      local t, seen = { 1, 2, 3, [true] = 4, a = 5, b = 6 }, {}
      for k, v in pairs(t) do
        seen[#seen + 1] = tostring(k)
        t[k] = nil
        if k == 1 then t.b = nil end
        if k == 2 then t.a = 50 end
      end
      local u, order = { 1, 2, 3, [true] = 4, z = 1 }, {}
      local k = next(u)
      while k ~= nil do order[#order + 1] = tostring(k) u[k] = nil k = next(u, k) end
      return table.concat(seen, " "), next(t), table.concat(order, " "), next({}), #u
      """
    #expect(show(try run(script)) == "\"1 2 3 true a\" nil \"1 2 3 true z\" nil 0")
  }

  @Test func pairsHonoursMetamethods() throws {
    let script = """
      local t = setmetatable({}, { __pairs = function(t) return function(_, k) if not k then return 1, 2 end end, t, nil end })
      local r = {}
      for k, v in pairs(t) do r[#r + 1] = k + v end
      return #r, r[1], pcall(pairs), pcall(pairs, 1)
      """
    #expect(show(try run(script)).hasPrefix("1 3 false "))
  }

  @Test func orderDoesNotDependOnHistory() throws {
    var random = SeededGenerator(state: 7)
    let keys = (0..<500).map { "key\($0)" } + (0..<200).map { "\($0 - 100)" }
    var answers: Set<String> = []
    for _ in 0..<4 {
      let state = try LuaState()
      let table = try state.makeTable()
      for key in keys.shuffled(using: &random) {
        let value: LuaValue = Int64(key).map { .integer($0) } ?? .string(key)
        try state.rawSet(table, value, .boolean(true))
      }
      try state.setGlobal("t", .table(table))
      let script =
        "local r = {} for k in pairs(t) do r[#r + 1] = tostring(k) end return table.concat(r, ' ')"
      answers.insert(show(try state.run(script, chunkName: "a")))
    }
    #expect(answers.count == 1)
    #expect(answers.first?.hasPrefix("\"1 2 3 4 ") == true)
  }

  @Test func handlesAreKeysInOrder() throws {
    let state = try LuaState()
    let table = try state.makeTable()
    for value in [3, 1, 2] as [UInt64] {
      try state.rawSet(table, .handle(9 << 48 | value), .integer(Int64(value)))
    }
    try state.setGlobal("t", .table(table))
    let script = "local r = {} for k, v in pairs(t) do r[#r + 1] = v end return table.concat(r)"
    #expect(show(try state.run(script, chunkName: "a")) == "\"123\"")
  }

  @Test func sortIsStableAndRight() throws {
    var random = SeededGenerator(state: 3)
    let state = try LuaState()
    let script = """
      return function(values)
        local plain, items = {}, {}
        for i = 1, #values do plain[i] = values[i] items[i] = { key = values[i] // 4, index = i } end
        table.sort(plain)
        table.sort(items, function(a, b) return a.key > b.key end)
        for i = 2, #values do
          assert(plain[i - 1] <= plain[i])
          local a, b = items[i - 1], items[i]
          assert(a.key > b.key or a.key == b.key and a.index < b.index)
        end
        local sum = 0
        for i = 1, #plain do sum = sum + plain[i] * i end
        return sum
      end
      """
    let function = try #require(try state.run(script, chunkName: "a")[0].function)
    for count in [0, 1, 2, 3, 7, 64, 100, 1000] {
      let values = (0..<count).map { _ in Int64.random(in: -50...50, using: &random) }
      let table = try state.makeTable()
      for (index, value) in values.enumerated() {
        try state.rawSet(table, index + 1, .integer(value))
      }
      let expected = values.sorted().enumerated().reduce(0) {
        $0 + ($1.offset + 1) * Int($1.element)
      }
      #expect(try state.call(function, [.table(table)]).first?.int == expected)
    }
    #expect(failure(of: "table.sort({ 1, 'x' })").message.hasPrefix("attempt to compare"))
    #expect(
      show(try run("local t = { 'b', 'a', 'B' } table.sort(t) return t[1], t[2], t[3]"))
        == "\"B\" \"a\" \"b\"")
  }

  @Test(arguments: [
    (
      "local t = { 1, 2, 3 } table.insert(t, 4) table.insert(t, 1, 0) return table.concat(t, ',')",
      "\"0,1,2,3,4\""
    ),
    (
      "local t = { 1, 2, 3 } return table.remove(t, 1), table.remove(t), table.remove({}), #t",
      "1 3 nil 1"
    ),
    ("local t = table.move({ 1, 2, 3 }, 1, 3, 2) return table.concat(t, ',')", "\"1,1,2,3\""),
    ("local t = table.move({ 1, 2, 3 }, 2, 3, 1) return table.concat(t, ',')", "\"2,3,3\""),
    ("local t = table.move({ 1, 2 }, 1, 2, 3, {}) return t[3], t[4], t[1]", "1 2 nil"),
    ("local t = table.pack(1, nil, 3) return t.n, t[1], t[2], t[3]", "3 1 nil 3"),
    ("return table.unpack({ 1, 2, 3 }, 2), table.unpack({ 1, 2 }, 1, 3)", "2 1 2 nil"),
    (
      "return table.concat({}), table.concat({ 1, 'a', 2.5 }, '-'), table.concat({ 1, 2, 3 }, ',', 2, 3)",
      "\"\" \"1-a-2.5\" \"2,3\""
    ),
    (
      "return pcall(table.insert, {}, 5, 1)",
      "false \"bad argument #2 to 'table.insert' (position out of bounds)\""
    ),
    ("return pcall(table.insert, {}, 1, 2, 3)", "false \"wrong number of arguments to 'insert'\""),
    (
      "return pcall(table.remove, { 1 }, 5)",
      "false \"bad argument #2 to 'table.remove' (position out of bounds)\""
    ),
    (
      "return pcall(table.concat, { {} })",
      "false \"invalid value (at index 1) in table for 'concat'\""
    ),
    (
      "return pcall(table.sort, { 1, 2 }, 5)",
      "false \"bad argument #2 to 'table.sort' (function expected, got number)\""
    ),
  ])
  func tableFunctions(_ script: String, _ expected: String) throws {
    #expect(show(try run(script)) == expected)
  }
}
