/// What a chunk of Lua 5.4 starts with, on a machine with 64-bit integers and floats.
enum ChunkHeader {
  static let signature: [UInt8] = [0x1B, 0x4C, 0x75, 0x61]
  static let version: UInt8 = 0x54
  static let format: UInt8 = 0
  /// Bytes that a transfer as text would change.
  static let data: [UInt8] = [0x19, 0x93, 0x0D, 0x0A, 0x1A, 0x0A]
  /// The sizes of an instruction, an integer and a float.
  static let sizes: [UInt8] = [4, 8, 8]
  static let integer: UInt64 = 0x5678
  static let float: Double = 370.5
}

/// The tags of constants.
enum ConstantTag {
  static let `nil`: UInt8 = 0x00
  static let `false`: UInt8 = 0x01
  static let `true`: UInt8 = 0x11
  static let integer: UInt8 = 0x03
  static let float: UInt8 = 0x13
  static let shortString: UInt8 = 0x04
  static let longString: UInt8 = 0x14
}

extension Prototype {
  /// Reads a binary chunk (`string.dump`, `luac`) and checks all of it.
  ///
  /// - Throws: `BytecodeError` for whatever Lua 5.4's compiler would not have written.
  package init(decoding bytes: [UInt8]) throws(BytecodeError) {
    var reader = ChunkReader(bytes)
    try Self.readHeader(from: &reader)
    let upvalueCount = Int(try reader.byte())
    self = try Self.read(from: &reader, enclosingSource: nil, depth: 0)
    guard upvalueCount == upvalues.count else {
      throw .malformed("two different numbers of captured variables", offset: reader.offset)
    }
    guard reader.remaining == 0 else {
      throw .malformed("bytes after the end of the chunk", offset: reader.offset)
    }
    try check()
  }

  private static func readHeader(from reader: inout ChunkReader) throws(BytecodeError) {
    guard try reader.bytes(4) == ChunkHeader.signature else {
      throw .foreign("it does not start with Lua's signature")
    }
    let version = try reader.byte()
    guard version == ChunkHeader.version else {
      throw .foreign("its version is \(version >> 4).\(version & 15)")
    }
    guard try reader.byte() == ChunkHeader.format else { throw .foreign("its format is not Lua's") }
    guard try reader.bytes(6) == ChunkHeader.data else { throw .foreign("it was changed as text") }
    guard try reader.bytes(3) == ChunkHeader.sizes else {
      throw .foreign("its instructions or numbers have other sizes")
    }
    guard try reader.word(size: 8) == ChunkHeader.integer else {
      throw .foreign("its integers are not little-endian")
    }
    guard try reader.word(size: 8) == ChunkHeader.float.bitPattern else {
      throw .foreign("its floats are not those of IEEE 754")
    }
  }

  private static func read(
    from reader: inout ChunkReader, enclosingSource: ByteString?, depth: Int
  ) throws(BytecodeError) -> Prototype {
    guard depth < nestingLimit else {
      throw .malformed("functions nested too deeply", offset: reader.offset)
    }
    let source = try reader.string() ?? enclosingSource
    let lineDefined = try reader.number()
    let lastLineDefined = try reader.number()
    let parameterCount = Int(try reader.byte())
    let isVararg = try reader.boolean()
    let maxStackSize = Int(try reader.byte())
    var instructions: [Instruction] = []
    let instructionCount = try reader.count(minimumSize: 4)
    instructions.reserveCapacity(instructionCount)
    for _ in 0..<instructionCount {
      instructions.append(Instruction(word: UInt32(try reader.word(size: 4))))
    }
    let constants = try readConstants(from: &reader)
    var upvalues: [UpvalueDescription] = []
    for _ in 0..<(try reader.count(minimumSize: 3)) {
      upvalues.append(
        UpvalueDescription(
          name: nil, inStack: try reader.boolean(), index: Int(try reader.byte()),
          kind: try reader.byte()))
    }
    var prototypes: [Prototype] = []
    for _ in 0..<(try reader.count(minimumSize: 14)) {
      prototypes.append(try read(from: &reader, enclosingSource: source, depth: depth + 1))
    }
    let lineTable = try readLines(from: &reader, lineDefined: lineDefined)
    let locals = try readLocals(from: &reader)
    try readUpvalueNames(from: &reader, into: &upvalues)
    return Prototype(
      source: source, lineDefined: lineDefined, lastLineDefined: lastLineDefined,
      parameterCount: parameterCount, isVararg: isVararg, maxStackSize: maxStackSize,
      instructions: instructions, constants: constants, upvalues: upvalues,
      prototypes: prototypes, lineTable: lineTable, locals: locals)
  }

  private static func readConstants(
    from reader: inout ChunkReader
  ) throws(BytecodeError) -> [LuaConstant] {
    var constants: [LuaConstant] = []
    for _ in 0..<(try reader.count(minimumSize: 1)) {
      let start = reader.offset
      let tag = try reader.byte()
      switch tag {
      case ConstantTag.nil: constants.append(.nil)
      case ConstantTag.false: constants.append(.boolean(false))
      case ConstantTag.true: constants.append(.boolean(true))
      case ConstantTag.integer:
        constants.append(.integer(Int64(bitPattern: try reader.word(size: 8))))
      case ConstantTag.float:
        constants.append(.float(Double(bitPattern: try reader.word(size: 8))))
      case ConstantTag.shortString, ConstantTag.longString:
        guard let string = try reader.string(),
          string.isShort == (tag == ConstantTag.shortString)
        else { throw .malformed("a string constant of the wrong length", offset: start) }
        constants.append(.string(string))
      default: throw .malformed("a constant of an unknown type", offset: start)
      }
    }
    return constants
  }

  private static func readLines(
    from reader: inout ChunkReader, lineDefined: Int
  ) throws(BytecodeError) -> LineTable {
    let start = reader.offset
    let count = try reader.count(minimumSize: 1)
    let differences = try reader.bytes(count).map { Int8(bitPattern: $0) }
    var absolutes: [LineTable.Absolute] = []
    for _ in 0..<(try reader.count(minimumSize: 2)) {
      absolutes.append(LineTable.Absolute(pc: try reader.number(), line: try reader.number()))
    }
    let table = LineTable(
      differences: differences, absolutes: absolutes, lineDefined: lineDefined)
    guard let table else { throw .malformed("inconsistent line numbers", offset: start) }
    return table
  }

  private static func readLocals(
    from reader: inout ChunkReader
  ) throws(BytecodeError) -> [LocalVariable] {
    var locals: [LocalVariable] = []
    for _ in 0..<(try reader.count(minimumSize: 3)) {
      let start = reader.offset
      guard let name = try reader.name() else {
        throw .malformed("a local variable without a name", offset: start)
      }
      locals.append(
        LocalVariable(name: name, startPC: try reader.number(), endPC: try reader.number()))
    }
    return locals
  }

  private static func readUpvalueNames(
    from reader: inout ChunkReader, into upvalues: inout [UpvalueDescription]
  ) throws(BytecodeError) {
    let start = reader.offset
    let count = try reader.count(minimumSize: 1)
    guard count == 0 || count == upvalues.count else {
      throw .malformed("names for another number of captured variables", offset: start)
    }
    for index in 0..<count { upvalues[index].name = try reader.name() }
  }
}
