/// Reads the text form that `IRWriter` writes; empty lines and those that begin with `;` count for
/// nothing.
///
/// What it reads need not be well formed: `IRVerifier` finds what is not. Values that nothing
/// defines are ints.
package struct IRReader {
  private var lines: [IRLineScanner]
  private var next = 0
  /// By number of a value.
  private var types: [IRType] = []

  /// - Throws: the first line that is not of the form, and what was expected there.
  package static func function(from text: String) throws(IRTextError) -> IRFunction {
    var reader = IRReader(text)
    let function = try reader.function()
    if let rest = reader.line { throw rest.expected("the end of the text") }
    return function
  }

  /// A kernel of several stages, or of a function alone: then its rows run one by one.
  ///
  /// - Throws: the first line that is not of the form, and what was expected there.
  package static func kernel(from text: String) throws(IRTextError) -> IRKernel {
    var reader = IRReader(text)
    var kernel = IRKernel(stages: [], isSerial: false)
    kernel.prologue = try reader.prologue()
    while let line = reader.line { try reader.stage(&kernel, line) }
    guard !kernel.stages.isEmpty else { throw reader.end("a stage") }
    return kernel
  }

  private init(_ text: String) {
    lines = []
    let parts = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      var line = IRLineScanner(part, number: index + 1)
      let isComment = line.take(";")
      if !isComment, !line.isAtEnd { lines.append(line) }
    }
  }

  /// The next line; `nil`: there is none.
  private var line: IRLineScanner? { next < lines.count ? lines[next] : nil }

  /// What is wrong where lines are missing.
  private func end(_ wanted: String) -> IRTextError {
    line?.expected(wanted)
      ?? IRTextError(
        line: (lines.last?.number ?? 0) + 1, message: "expected \(wanted), found the end")
  }

  // MARK: Stages and functions

  private mutating func prologue() throws(IRTextError) -> IRKernel.Prologue? {
    guard var line, line.take(word: "prologue") else { return nil }
    try line.expect(", slot")
    let count = IRSlotID(try line.index("the number of a slot"))
    try line.expect("times")
    try line.expectEnd()
    next += 1
    return IRKernel.Prologue(try function(), count: count)
  }

  private mutating func stage(
    _ kernel: inout IRKernel, _ first: IRLineScanner
  ) throws(IRTextError) {
    var line = first
    guard line.take(word: "stage") else {
      guard kernel.stages.isEmpty else { throw line.expected("a stage") }
      return kernel.stages.append(IRKernel.Stage(try function(), isVector: false))
    }
    guard try line.index("the number of the stage") == kernel.stages.count else {
      throw first.failure("expected stage \(kernel.stages.count)")
    }
    let isVector = line.take(word: "vector")
    if !isVector, !line.take(word: "scalar") { throw line.expected("'vector' or 'scalar'") }
    let isSerial = line.take(", rows in order")
    let isCompacted = line.take(", rows that went on")
    try line.expectEnd()
    guard kernel.stages.isEmpty || kernel.isSerial == isSerial else {
      throw first.failure("all stages must say whether rows run in order, or none")
    }
    kernel.isSerial = isSerial
    next += 1
    kernel.stages.append(
      IRKernel.Stage(try function(), isVector: isVector, isCompacted: isCompacted))
  }

  private mutating func function() throws(IRTextError) -> IRFunction {
    guard var line, line.take(word: "function") else { throw end("a function") }
    var function = IRFunction(try line.string("the function's name"))
    try line.expectEnd()
    next += 1
    types = []
    while var line = self.line, line.take(word: "slot") {
      function.slots.append(try slot(&line, function.slots.count))
      next += 1
    }
    while var line = self.line, line.take(word: "callee") {
      function.callees.append(try callee(&line, function.callees.count))
      next += 1
    }
    repeat {
      function.blocks.append(try block(function.blocks.count))
    } while beginsBlock
    function.types = types
    return function
  }

  private var beginsBlock: Bool {
    guard var line, let word = try? line.word("") else { return false }
    return word.hasPrefix("block")
  }

  private func slot(_ line: inout IRLineScanner, _ index: Int) throws(IRTextError) -> IRSlot {
    guard try line.index("the number of the slot") == index else {
      throw line.failure("expected slot \(index)")
    }
    let name = try line.string("the slot's name")
    try line.expect(":")
    let before = line
    guard let cell = IRCell.byName[try line.word("a cell type")] else {
      throw before.expected("a cell type (bool8, uint8, int32, int64 or float64)")
    }
    var slot = IRSlot(name, cell)
    if line.take(word: "stride") { slot.stride = Int(try line.int()) }
    if line.take(word: "offset") { slot.offset = Int(try line.int()) }
    if line.take(word: "buffer") {
      slot.space = .buffer
    } else if line.take(word: "table") {
      slot.space = .table
    }
    slot.isMutable = line.take(word: "mutable")
    slot.isOwn = line.take(word: "own")
    slot.isAlone = line.take(word: "alone")
    slot.isStreamed = line.take(word: "streamed")
    try line.expectEnd()
    return slot
  }

  private func callee(_ line: inout IRLineScanner, _ index: Int) throws(IRTextError) -> IRCallee {
    guard try line.index("the number of the callee") == index else {
      throw line.failure("expected callee \(index)")
    }
    let name = try line.string("the callee's name")
    var parameters: [IRType] = []
    try line.expect("(")
    if !line.take(")") {
      repeat { parameters.append(try line.type()) } while line.take(",")
      try line.expect(")")
    }
    let result = line.take("->") ? try line.type() : nil
    let isPure = line.take(word: "pure")
    try line.expectEnd()
    return IRCallee(name, parameters, result, isPure: isPure)
  }

  // MARK: Blocks

  private mutating func block(_ index: Int) throws(IRTextError) -> IRBlock {
    guard var line, line.take(word: "block\(index)") else { throw end("block\(index)") }
    var block = IRBlock()
    if line.take("(") {
      repeat {
        let value = try line.value()
        try line.expect(":")
        define(value, try line.type())
        block.parameters.append(value)
      } while line.take(",")
      try line.expect(")")
    }
    try line.expect(":")
    try line.expectEnd()
    next += 1
    while var line = self.line {
      if let terminator = try terminator(&line) {
        try line.expectEnd()
        next += 1
        block.terminator = terminator
        return block
      }
      block.instructions.append(try instruction(&line))
      try line.expectEnd()
      next += 1
    }
    throw end("an instruction or the end of block\(index)")
  }

  private mutating func define(_ value: IRValue, _ type: IRType) {
    while types.count <= Int(value.index) { types.append(.int) }
    types[Int(value.index)] = type
  }

  private func terminator(_ line: inout IRLineScanner) throws(IRTextError) -> IRTerminator? {
    if line.take(word: "done") { return .done }
    if line.take(word: "go on") { return .goOn }
    if line.take(word: "redo") { return .redo }
    if line.take(word: "jump") { return .jump(try target(&line)) }
    guard line.take(word: "branch") else { return nil }
    let condition = try line.value()
    try line.expect(",")
    let then = try target(&line)
    try line.expect(",")
    return .branch(condition, then: then, else: try target(&line))
  }

  private func target(_ line: inout IRLineScanner) throws(IRTextError) -> IRTarget {
    var target = IRTarget(IRBlockID(try line.index(after: "block", "a block")))
    guard line.take("(") else { return target }
    repeat { target.arguments.append(try line.value()) } while line.take(",")
    try line.expect(")")
    return target
  }
}

// MARK: Instructions

extension IRReader {
  fileprivate mutating func instruction(
    _ line: inout IRLineScanner
  ) throws(IRTextError) -> IRInstruction {
    var result: IRValue?
    if line.beginsValue {
      let value = try line.value()
      try line.expect(":")
      define(value, try line.type())
      try line.expect("=")
      result = value
    }
    let opcode = try opcode(&line)
    var operands: [IRValue] = []
    // Behind the number of a slot or callee operands follow a comma.
    var isNext = opcode.hasNumbers ? line.take(",") : line.beginsValue
    while isNext {
      operands.append(try line.value())
      isNext = line.take(",")
    }
    let predicate = line.take(word: "where") ? try line.value() : nil
    return IRInstruction(opcode, operands, result: result, predicate: predicate)
  }

  private func opcode(_ line: inout IRLineScanner) throws(IRTextError) -> IROpcode {
    let before = line
    let word = try line.word("an instruction")
    switch word {
    case "bool":
      if line.take(word: "true") { return .bool(true) }
      if line.take(word: "false") { return .bool(false) }
      throw line.expected("'true' or 'false'")
    case "int": return .int(try line.int())
    case "float": return .float(try line.float())
    case "load": return .load(IRSlotID(try line.index("the number of a slot")))
    case "store", "store.logged":
      let slot = IRSlotID(try line.index("the number of a slot"))
      return .store(slot, isLogged: word == "store.logged")
    case "call": return .call(IRCalleeID(try line.index("the number of a callee")))
    case "draw", "draw.1", "draw.2", "draw.3":
      let stream = IRSlotID(try line.index("the number of a slot"))
      try line.expect(",")
      let step = IRSlotID(try line.index("the number of a slot"))
      return .draw(stream: stream, step: step, word: word.last?.wholeNumberValue ?? 0)
    default:
      if let opcode = IROpcode.plainByName[word] { return opcode }
      if let function = IRMathFunction.byName[word] { return .math(function) }
      throw before.expected("an instruction")
    }
  }
}

extension IROpcode {
  /// Whether numbers of slots or callees stand before the operands.
  fileprivate var hasNumbers: Bool {
    switch self {
    case .load, .store, .call, .draw: true
    default: false
    }
  }
}
