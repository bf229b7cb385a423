import Diagnostics
import LuaRuntime
import Testing

private final class Rows {
  var inputs: [Double] = []
  var outputs: [Double] = []
  var texts: [String] = []
  var failAt = -1

  static func from(_ frame: UnsafeMutablePointer<CLuaFrame>) -> Rows {
    guard let context = frame.pointee.context else { return Rows() }
    return Unmanaged<Rows>.fromOpaque(context).takeUnretainedValue()
  }

  func run(_ script: String, in state: LuaState, results: Int = 1) throws {
    let function = try #require(try state.run(script, chunkName: "rows.lua")[0].function)
    try state.runRows(
      function, rows: 0..<inputs.count, results: results,
      context: Unmanaged.passUnretained(self).toOpaque(),
      before: { frame, row in
        let rows = Rows.from(frame)
        if rows.inputs[Int(row)] < 0 { return CLUA_SKIP }
        if Int(row) == rows.failAt {
          frame.fail("row \(row) is bad")
          return CLUA_ERROR
        }
        frame.add(argument: .number(rows.inputs[Int(row)]))
        frame.add(argument: .integer(row))
        return CLUA_OK
      },
      after: { frame, row in
        let rows = Rows.from(frame)
        if let text = frame.result(0).text { rows.texts.append(text) }
        guard frame.result(0).type == CLUA_NUMBER || frame.result(0).type == CLUA_STRING else {
          frame.fail("expected a number, got \(frame.result(0).typeName)")
          return CLUA_ERROR
        }
        rows.outputs.append(frame.result(0).double ?? 0)
        return CLUA_OK
      })
  }
}

@Suite struct RowTests {
  @Test func everyRowIsCalledInOrder() throws {
    let rows = Rows()
    rows.inputs = (0..<5000).map { $0 % 10 == 3 ? -1 : Double($0) }
    let state = try LuaState()
    try rows.run("return function(x, i) return x * 2 + i end", in: state)
    #expect(
      rows.outputs
        == rows.inputs.enumerated().filter { $0.element >= 0 }.map {
          $0.element * 2 + Double($0.offset)
        })
    #expect(state.stackTop == 0)
    let texts = Rows()
    texts.inputs = [1, 2]
    try texts.run("return function(x) return 'row ' .. x, nil, 5 end", in: state, results: 3)
    #expect(texts.texts == ["row 1.0", "row 2.0"])
  }

  @Test func anErrorNamesItsRow() throws {
    let rows = Rows()
    rows.inputs = (0..<100).map(Double.init)
    let state = try LuaState()
    do {
      try rows.run(
        "return function(x, i)\n  if i == 42 then return x.y.z end\n  return x\nend", in: state)
      Issue.record("no failure")
    } catch let error as LuaRowError {
      #expect(error.row == 42)
      #expect(error.error.location?.description == "rows.lua:2")
      #expect(error.error.message.hasPrefix("attempt to index a number value (local 'x')"))
      #expect(rows.outputs.count == 42)
    }
    do {
      try rows.run(
        "\nreturn function(x, i) if i == 7 then return 'x' end if i == 8 then return {} end return x end",
        in: state)
    } catch let error as LuaRowError {
      #expect(error.row == 8)
      #expect(error.error.message == "expected a number, got table")
      #expect(error.error.location?.description == "rows.lua:2")
    }
    rows.failAt = 3
    do {
      try rows.run("return function(x, i) return x end", in: state)
    } catch let error as LuaRowError {
      #expect(error.row == 3)
      #expect(error.error.message == "row 3 is bad")
    }
    #expect(state.stackTop == 0)
  }

  @Test func eachRowHasTheWholeBudget() throws {
    let state = try LuaState(limits: LuaLimits(instructions: 20_000))
    let rows = Rows()
    rows.inputs = (0..<200).map(Double.init)
    try rows.run("return function(x, i) for j = 1, 15000 do end return x end", in: state)
    #expect(rows.outputs.count == 200)
    do {
      try rows.run(
        "return function(x, i) if i == 150 then while true do end end return x end", in: state)
      Issue.record("no failure")
    } catch let error as LuaRowError {
      #expect(error.row == 150)
      #expect(error.error.code == .instructions)
    }
    // What a row passes at depends on no row before it.
    func smallest(_ inputs: [Double]) throws -> Int64 {
      var low: Int64 = 0
      var high: Int64 = 100_000
      while low < high {
        state.limits.instructions = (low + high) / 2
        let probe = Rows()
        probe.inputs = inputs
        if (try? probe.run("return function(x, i) for j = 1, x do end return x end", in: state))
          != nil
        {
          high = (low + high) / 2
        } else {
          low = (low + high) / 2 + 1
        }
      }
      return low
    }
    #expect(try smallest([5000]) == smallest([1, 77, 3000, 5000, 2]))
  }

  @Test func rowsStopAtTheDeadline() throws {
    let state = try LuaState(limits: LuaLimits(deadline: 1))
    let rows = Rows()
    rows.inputs = [Double](repeating: 1, count: 5000)
    let function = try state.load("return ...", chunkName: "rows.lua")
    do {
      try state.runRows(
        function, rows: 0..<5000, results: 0, context: nil, before: { _, _ in CLUA_OK },
        after: { _, _ in CLUA_OK })
      Issue.record("no failure")
    } catch {
      #expect(error.error.code == .deadline)
      #expect(error.row < 2048)
    }
  }
}
