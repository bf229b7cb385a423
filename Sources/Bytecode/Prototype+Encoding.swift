extension Prototype {
  /// A binary chunk that Lua 5.4 loads, byte for byte as `string.dump` writes it.
  package func encoded(strippingDebug: Bool = false) -> [UInt8] {
    chunk(strippingDebug ? .stripped : .full)
  }

  /// What the function does, in canonical bytes: equal for functions that differ only in comments,
  /// layout, names of local variables, or their place in a file.
  ///
  /// Captured values are not in it: whoever makes a fingerprint adds them in the order of
  /// `upvalues`.
  package var contentBytes: [UInt8] { chunk(.content) }

  private enum Detail {
    case full, stripped, content
  }

  private func chunk(_ detail: Detail) -> [UInt8] {
    var writer = ChunkWriter()
    writer.write(ChunkHeader.signature)
    writer.write(ChunkHeader.version)
    writer.write(ChunkHeader.format)
    writer.write(ChunkHeader.data)
    writer.write(ChunkHeader.sizes)
    writer.write(word: ChunkHeader.integer, size: 8)
    writer.write(word: ChunkHeader.float.bitPattern, size: 8)
    writer.write(UInt8(truncatingIfNeeded: upvalues.count))
    write(to: &writer, detail, enclosingSource: nil, isRoot: true)
    return writer.bytes
  }

  private func write(
    to writer: inout ChunkWriter, _ detail: Detail, enclosingSource: ByteString?, isRoot: Bool
  ) {
    writer.write(detail == .full && source != enclosingSource ? source : nil)
    writer.write(number: detail == .content ? 0 : lineDefined)
    writer.write(number: detail == .content ? 0 : lastLineDefined)
    writer.write(UInt8(truncatingIfNeeded: parameterCount))
    writer.write(isVararg)
    writer.write(UInt8(truncatingIfNeeded: maxStackSize))
    writer.write(number: instructions.count)
    for instruction in instructions { writer.write(word: UInt64(instruction.word), size: 4) }
    writeConstants(to: &writer)
    writer.write(number: upvalues.count)
    for upvalue in upvalues {
      // Where the root's captured variables live is the matter of the function around it.
      let isForeign = detail == .content && isRoot
      writer.write(upvalue.inStack && !isForeign)
      writer.write(isForeign ? 0 : UInt8(truncatingIfNeeded: upvalue.index))
      writer.write(detail == .content ? 0 : upvalue.kind)
    }
    writer.write(number: prototypes.count)
    for prototype in prototypes {
      prototype.write(to: &writer, detail, enclosingSource: source, isRoot: false)
    }
    if detail == .full {
      writeDebug(to: &writer)
    } else {
      for _ in 0..<4 { writer.write(number: 0) }
    }
  }

  private func writeConstants(to writer: inout ChunkWriter) {
    writer.write(number: constants.count)
    for constant in constants {
      switch constant {
      case .nil: writer.write(ConstantTag.nil)
      case .boolean(let value): writer.write(value ? ConstantTag.true : ConstantTag.false)
      case .integer(let value):
        writer.write(ConstantTag.integer)
        writer.write(word: UInt64(bitPattern: value), size: 8)
      case .float(let value):
        writer.write(ConstantTag.float)
        writer.write(word: value.bitPattern, size: 8)
      case .string(let value):
        writer.write(value.isShort ? ConstantTag.shortString : ConstantTag.longString)
        writer.write(value)
      }
    }
  }

  private func writeDebug(to writer: inout ChunkWriter) {
    writer.write(number: lineTable.differences.count)
    writer.write(lineTable.differences.map { UInt8(bitPattern: $0) })
    writer.write(number: lineTable.absolutes.count)
    for absolute in lineTable.absolutes {
      writer.write(number: absolute.pc)
      writer.write(number: absolute.line)
    }
    writer.write(number: locals.count)
    for local in locals {
      writer.write(ByteString(local.name))
      writer.write(number: local.startPC)
      writer.write(number: local.endPC)
    }
    let isNamed = upvalues.contains { $0.name != nil }
    writer.write(number: isNamed ? upvalues.count : 0)
    if isNamed {
      for upvalue in upvalues { writer.write(upvalue.name.map { ByteString($0) }) }
    }
  }
}
