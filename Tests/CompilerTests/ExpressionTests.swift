import Bytecode
import CLLVM
import CSleef
import IR
import LuaRuntime
import Testing

@testable import Compiler

/// Expressions over two numbers and an integer: machine code, in vectors and row by row, and the
/// interpreter of the intermediate form must give what Lua itself gives, to the bit.
@Suite struct ExpressionTests {
  static let expressions = [
    "x + y", "x - y", "x * y", "x / y", "x % y", "x // y", "x ^ y", "x ^ 2", "-x", "i + 1",
    "i * i", "i - 7 * i", "i // 3", "i % -5", "i // -1", "i & 0xFF", "i | 1", "i ~ 5", "~i",
    "i << 3", "i >> 2", "i << 70", "i << -3", "(i & 7) / 0", "i / 2", "i ^ 2", "i + x",
    "math.max(x, y)", "math.min(x, y, 1)", "math.abs(x)", "math.abs(i)", "math.sqrt(x)",
    "math.exp(x)", "math.log(x)", "math.log(x, 2)", "math.log(x, 10)", "math.log(x, y)",
    "math.sin(x)", "math.cos(y)", "math.tan(x)", "math.atan(x, y)", "math.atan(x)",
    "math.fmod(x, y)", "x < y and x or y", "x == y and 1.5 or -0.0", "(x <= y) and 1 or 0",
    "i < x and 1 or 2", "i == 3 and x or i", "not (x < y) and 1 or 0", "x ~= x and 7 or x",
    "math.ult(i, 5) and 1 or 0", "(x > 0 and 1 or 0) + (y > 0 and 0.5 or 0)",
    "x > 1e300 and math.huge or -math.huge", "math.pi * x", "0x7fffffffffffffff + i",
    "math.mininteger // (i | 1)", "math.maxinteger % (i | 1)", "1e15 + i", "2^53 + x",
  ]

  static let numbers: [Double] = [
    0, -0.0, 1, -1, 0.5, -2.5, 3, 7.25, 0x1p-1030, 0x1p-1074, -0x1p-1074, 1e308, -1e308, .infinity,
    -.infinity, .nan, 9_007_199_254_740_992, 0.1, 1e15, -1e-5,
  ]
  static let integers: [Int64] = [0, 1, -1, 3, -7, 12, 255, .max, .min, 1 << 53, -(1 << 40)]

  private static func model() -> HostModel {
    var host = HostModel()
    host.kinds = [
      HostModel.Kind(
        name: "a",
        fields: [
          HostModel.Field(name: "x", type: .number), HostModel.Field(name: "y", type: .number),
          HostModel.Field(name: "i", type: .integer),
        ])
    ]
    return host
  }

  @Test(arguments: expressions) func equalsLua(_ expression: String) throws {
    let state = try LuaState()
    let function = try #require(
      try state.run(
        "return function(self, env) local x, y, i = self.x, self.y, self.i return \(expression) end",
        chunkName: "expression"
      ).first?.function)
    let plain = try #require(
      try state.run(
        "return function(x, y, i) return \(expression) end", chunkName: "plain"
      ).first?.function)
    let prototype = try Prototype(decoding: try state.dump(function))
    let source = FunctionSource(
      name: expression, role: .value(kind: 0),
      functions: [FunctionSource.Function(prototype: prototype, captures: [.globals])],
      instructionBudget: 1_000_000)
    let translated = try FunctionTranslator.translate(source, host: Self.model())
    #expect(IRVerifier.problems(of: translated.function).isEmpty)

    var rows: [(x: Double, y: Double, i: Int64)] = []
    for (index, x) in Self.numbers.enumerated() {
      for (other, y) in Self.numbers.enumerated() {
        rows.append((x, y, Self.integers[(index * 7 + other) % Self.integers.count]))
      }
    }
    // Some rows fill no vector.
    rows.removeLast()
    let planned = KernelPlanner.plan(KernelPlanner.simplified(translated.function))
    let scalar = IRKernel(
      stages: [.init(translated.function, isVector: false)], isSerial: false)
    let forms = KernelForm.all
    for (kernel, form) in forms.prefix(2).map({ (scalar, $0) }) + forms.map({ (planned, $0) }) {
      let (output, givenUp) = Self.run(try form.code(of: kernel), translated, rows)
      for (row, values) in rows.enumerated() where !givenUp.contains(row) {
        let expected = try state.call(
          plain, [.number(values.x), .number(values.y), .integer(values.i)], results: 1)
        let number = try #require(expected.first?.double)
        let isSame =
          number.isNaN ? output[row].isNaN : number.bitPattern == output[row].bitPattern
        #expect(
          isSame,
          "\(expression) of \(values): \(output[row]), Lua \(number), on \(form)")
      }
      // Guards may fail for odd rows, not for most.
      #expect(givenUp.count < rows.count / 2, "\(expression)")
    }
  }

  private static func run(
    _ code: CompiledKernel, _ translated: TranslatedFunction,
    _ rows: [(x: Double, y: Double, i: Int64)]
  ) -> (output: [Double], givenUp: Set<Int>) {
    let count = rows.count
    let columns = (0..<4).map { _ in
      UnsafeMutableRawPointer.allocate(byteCount: 8 * count, alignment: 64)
    }
    let redo = UnsafeMutablePointer<Int64>.allocate(capacity: count)
    defer {
      for column in columns { column.deallocate() }
      redo.deallocate()
    }
    for (row, values) in rows.enumerated() {
      columns[0].storeBytes(of: values.x, toByteOffset: 8 * row, as: Double.self)
      columns[1].storeBytes(of: values.y, toByteOffset: 8 * row, as: Double.self)
      columns[2].storeBytes(of: values.i, toByteOffset: 8 * row, as: Int64.self)
      columns[3].storeBytes(of: 0, toByteOffset: 8 * row, as: Double.self)
    }
    var slots = translated.slots.map { binding -> UnsafeMutableRawPointer? in
      switch binding {
      case .field(_, let field, _): columns[field]
      case .output: columns[3]
      default: nil
      }
    }
    let givenUp = slots.withUnsafeMutableBufferPointer { slots -> Set<Int> in
      var frame = CKernelFrame()
      frame.slots = UnsafePointer(slots.baseAddress)
      frame.redo = redo
      frame.mathematics = sleef_table()
      _ = code.run(&frame, rows: 0..<count)
      return Set((0..<Int(frame.redoCount)).map { Int(redo[$0]) })
    }
    let output = (0..<count).map { columns[3].load(fromByteOffset: 8 * $0, as: Double.self) }
    return (output, givenUp)
  }
}
