internal import Bytecode
internal import IR

extension FunctionTranslator {
  func call(resultCount: Int?) throws(Refusal) {
    let i = activation.instruction
    let base = i.a
    let callee = registers[base]
    let arguments = list(from: base + 1, count: i.b == 0 ? nil : i.b - 1)
    let results = try self.results(of: callee, arguments)
    store(results, at: base, count: resultCount)
    // A call leaves nothing above its results.
    if let resultCount, base + resultCount < registers.count {
      for register in base + resultCount..<registers.count { registers[register] = .nil }
    }
  }

  private func results(
    of callee: Operand, _ arguments: [Operand]
  ) throws(Refusal) -> [Operand] {
    switch callee.shape {
    case .helper(let number):
      let function = source.functions[number]
      return try inline(
        function.prototype, root: number, nesting: [],
        captures: function.captures.map(operand(of:)), arguments)
    case .closure(let root, let path, let shapes):
      guard let prototype = source.functions[root].prototype[path: path] else { return [] }
      var rest = callee.values[...]
      let captures = shapes.map { shape in
        defer { rest = rest.dropFirst(shape.types.count) }
        return Operand(shape, Array(rest.prefix(shape.types.count)))
      }
      return try inline(prototype, root: root, nesting: path, captures: captures, arguments)
    case .method(let name, let shape):
      // The object comes first among the arguments as well.
      return callMethod(name, Operand(shape, callee.values), Array(arguments.dropFirst()))
    case .library(let name): return callLibrary(name, arguments)
    default:
      giveUp("it calls something that is not known")
      return []
    }
  }

  func inline(
    _ prototype: Prototype, root: Int, nesting: [Int], captures: [Operand],
    _ arguments: [Operand]
  ) throws(Refusal) -> [Operand] {
    guard depth < Self.inliningLimit else {
      giveUp("its functions call each other too deep")
      return []
    }
    let isInLoop = activation.flow.isInLoop(activation.pc)
    depth += 1
    loopDepth += isInLoop ? 1 : 0
    defer {
      depth -= 1
      loopDepth -= isInLoop ? 1 : 0
    }
    let called = Activation(
      path: activation.path + [root, activation.pc], prototype: prototype, root: root,
      nesting: nesting, captures: captures, arguments: arguments)
    guard let results = try run(called) else {
      builder.block = builder.makeBlock()
      builder.end(.redo)
      return []
    }
    return results
  }

  // MARK: Captured values

  func operand(of value: CapturedValue) -> Operand {
    switch value {
    case .nil: .nil
    case .boolean(let value): .constant(.boolean(value))
    case .integer(let value): .integer(value)
    case .float(let value): .constant(.float(value))
    case .string(let text): .text(text)
    case .function(let number): Operand(.helper(number))
    case .library(let name): Operand(.library(name))
    case .libraryTable(let name): Operand(.libraryTable(name))
    case .globals: Operand(.globals)
    case .module: Operand(.module)
    case .table(let table): Operand(.table(table))
    case .other: Operand(.mixed)
    }
  }

  // MARK: Constant tables

  /// `table[key]` of a constant table.
  func entry(of table: ConstantTable, _ key: Operand) -> Operand {
    if case .constant(let constant) = key.shape { return entry(of: table, constant: constant) }
    if case .level(let texts, let isNilable) = key.shape {
      if isNilable { guarding(isThere(key)) }
      let values = texts.map { text in
        table.value(of: .string(text)) ?? .nil
      }
      return element(values, at: key.values[0]) ?? mixedTable()
    }
    guard let index = wholeInteger(key) else {
      giveUp("it looks into a table by something that is not a number")
      return .nil
    }
    let keys = table.integerKeys
    guard let low = keys.first, let high = keys.last, high - low < 4096 else {
      giveUp("it looks into a table whose numbers are far apart")
      return .nil
    }
    let values = (low...high).map { table.value(of: .integer($0)) ?? .nil }
    let offset = builder.emit(.subtractInt, [index, builder.int(low)], .int)
    let isInside = builder.emit(
      .lessUnsigned, [offset, builder.int(high - low + 1)], .bool)
    guarding(isInside)
    let safe = builder.select(isInside, offset, builder.int(0))
    return element(values, at: safe) ?? mixedTable()
  }

  private func mixedTable() -> Operand {
    giveUp("it looks into a table with values of several kinds")
    return .nil
  }

  private func entry(of table: ConstantTable, constant: LuaConstant) -> Operand {
    switch constant {
    case .integer(let number): table.value(of: .integer(number)).map(operand(of:)) ?? .nil
    case .float(let number):
      Int64(exactly: number).flatMap { table.value(of: .integer($0)) }.map(operand(of:)) ?? .nil
    case .string(let text): table.value(of: .string(text.text)).map(operand(of:)) ?? .nil
    default: .nil
    }
  }

  /// One of some constants; the index is inside.
  ///
  /// - Returns: `nil` where they have no shape in common.
  func element(_ values: [CapturedValue], at index: IRValue) -> Operand? {
    let operands = values.map(operand(of:))
    guard let first = operands.first else { return .nil }
    let shape = operands.dropFirst().reduce(first.shape) {
      Shape.join($0, $1.shape, isExact: true)
    }
    let constants = operands.map { operand -> LuaConstant? in
      if case .constant(let constant) = operand.shape { constant } else { nil }
    }
    guard !constants.contains(nil) else { return operands.allSatisfy { $0 == first } ? first : nil }
    func cells(_ bits: (LuaConstant) -> UInt64) -> [UInt64] {
      constants.map { $0.map(bits) ?? 0 }
    }
    switch shape {
    case .constant: return first
    case .float:
      return .float(constantCell(cells(\.bits), index, .float64))
    case .integer: return .integer(constantCell(cells(\.bits), index, .int64))
    case .boolean:
      let cell = constantCell(cells(\.bits), index, .int64)
      return .boolean(
        builder.emit(.not, [builder.emit(.equalInt, [cell, builder.int(0)], .bool)], .bool))
    case .level(let texts, _):
      let codes = cells { constant in
        let position = constant.text.flatMap { texts.firstIndex(of: $0) } ?? -1
        return UInt64(bitPattern: Int64(position))
      }
      return Operand(shape, [constantCell(codes, index, .int64)])
    case .union:
      let tags = constants.map { constant -> UInt64 in
        guard let constant, let tag = Shape.constant(constant).tags else { return 0 }
        return UInt64(bitPattern: tag.code)
      }
      return Operand(
        shape,
        [
          constantCell(tags, index, .int64), constantCell(cells(\.bits), index, .int64),
        ])
    default: return nil
    }
  }
}

extension LuaConstant {
  /// As a union carries it.
  fileprivate var bits: UInt64 {
    switch self {
    case .boolean(let value): value ? 1 : 0
    case .integer(let value): UInt64(bitPattern: value)
    case .float(let value): value.bitPattern
    default: 0
    }
  }
}

extension ConstantTable {
  func value(of key: CapturedValue) -> CapturedValue? {
    if case .integer(let number) = key, number >= 1, number <= Int64(list.count) {
      return list[Int(number) - 1]
    }
    return entries.first { $0.key == key }?.value
  }

  /// Its whole numbers as keys, ascending.
  var integerKeys: [Int64] {
    let numbered = list.indices.map { Int64($0 + 1) }
    let others = entries.compactMap { entry -> Int64? in
      if case .integer(let number) = entry.key { number } else { nil }
    }
    return (numbered + others).sorted()
  }
}
