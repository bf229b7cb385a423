import Bytecode
import LuaRuntime
import Tables

/// The content of functions, for the identity of a run: what they do and what they captured,
/// whatever they are called and wherever they are written.
struct ContentDigest {
  let state: LuaState
  /// The module `valence`, which stands for itself: what it makes is in the study's table.
  let module: UnsafeRawPointer?

  /// A digest of a function with its helpers, in hexadecimal digits.
  func digest(of graph: HelperGraph) throws(LuaError) -> String {
    var bytes: [UInt8] = []
    for function in graph.functions {
      bytes += function.prototype.contentBytes
      for upvalue in function.upvalues {
        if upvalue.name == "_ENV" {
          bytes.append(0)
        } else {
          var open: [UnsafeRawPointer] = []
          try append(upvalue.value, graph, &open, to: &bytes)
        }
      }
    }
    var hash = SHA256()
    hash.update(bytes)
    return hash.hexadecimal
  }

  private func append(
    _ value: LuaValue, _ graph: HelperGraph, _ open: inout [UnsafeRawPointer],
    to bytes: inout [UInt8]
  ) throws(LuaError) {
    switch value {
    case .nothing: bytes.append(1)
    case .boolean(let value): bytes += [2, value ? 1 : 0]
    case .integer(let value): bytes += [3] + littleEndian(UInt64(bitPattern: value))
    case .number(let value): bytes += [4] + littleEndian(value.bitPattern)
    case .string(let text): bytes += [5] + littleEndian(UInt64(text.utf8.count)) + Array(text.utf8)
    case .bytes(let content): bytes += [5] + littleEndian(UInt64(content.count)) + content
    case .handle, .other: bytes.append(6)
    case .function(let function): try appendFunction(function, graph, to: &bytes)
    case .table(let table): try appendTable(table, graph, &open, to: &bytes)
    }
  }

  private func appendFunction(
    _ function: LuaReference, _ graph: HelperGraph, to bytes: inout [UInt8]
  ) throws(LuaError) {
    if let number = graph.number(of: function) {
      bytes += [7] + littleEndian(UInt64(number))
    } else if state.isHostFunction(function) {
      // Lua's own functions are part of the semantics version.
      bytes.append(8)
    } else {
      let prototype = try HelperGraph(of: function, in: state).functions[0].prototype
      bytes += [9] + prototype.contentBytes
    }
  }

  private func appendTable(
    _ table: LuaReference, _ graph: HelperGraph, _ open: inout [UnsafeRawPointer],
    to bytes: inout [UInt8]
  ) throws(LuaError) {
    guard let pointer = table.pointer else { return }
    if pointer == module {
      bytes.append(13)
      return
    }
    if let depth = open.firstIndex(of: pointer) {
      bytes += [10] + littleEndian(UInt64(depth))
      return
    }
    open.append(pointer)
    defer { open.removeLast() }
    bytes.append(11)
    for entry in try state.entries(of: table) {
      // Where a constructor stood is not part of what it made.
      if case .string("__file") = entry.key { continue }
      if case .string("__line") = entry.key { continue }
      try append(entry.key, graph, &open, to: &bytes)
      try append(entry.value, graph, &open, to: &bytes)
    }
    bytes.append(12)
  }

  private func littleEndian(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
  }
}
