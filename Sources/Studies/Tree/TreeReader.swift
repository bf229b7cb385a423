import Diagnostics
import LuaRuntime

/// Turns what a script returned into plain data, numbering its functions on the way.
///
/// The order is fixed (positions, then names in byte order), so every worker that loads the same
/// script numbers them alike.
struct TreeReader {
  private let state: LuaState
  private(set) var functions: [LuaReference] = []
  private var numbers: [UnsafeRawPointer: Int] = [:]
  private var open: Set<UnsafeRawPointer> = []
  private var nodeCount = 0

  /// More than any study needs; a table that holds itself is found before.
  private static let nodeLimit = 2_000_000

  /// How many tables may stand one inside the other.
  private static let depthLimit = 64

  init(state: LuaState) {
    self.state = state
  }

  mutating func node(_ value: LuaValue) throws(LuaError) -> Node {
    nodeCount += 1
    guard nodeCount <= Self.nodeLimit else {
      throw LuaError(
        .runtime, "the study's table is too large: read long lists from a file instead")
    }
    switch value {
    case .nothing: return .nothing
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .number(let value): return .number(value)
    case .string(let text): return .text(text)
    case .handle: return .other("handle")
    case .bytes: return .other("text that is not UTF-8")
    case .other: return .other("coroutine")
    case .function(let reference): return .function(function(reference))
    case .table(let reference): return .table(try table(reference))
    }
  }

  private mutating func function(_ reference: LuaReference) -> FunctionReference {
    if let pointer = reference.pointer {
      if let known = numbers[pointer] { return FunctionReference(index: known) }
      numbers[pointer] = functions.count
    }
    functions.append(reference)
    return FunctionReference(index: functions.count - 1)
  }

  private mutating func table(_ reference: LuaReference) throws(LuaError) -> TableNode {
    guard let pointer = reference.pointer, open.insert(pointer).inserted else {
      throw LuaError(.runtime, "the study's table holds itself")
    }
    guard open.count <= Self.depthLimit else {
      throw LuaError(.runtime, "the study's table is nested deeper than \(Self.depthLimit) tables")
    }
    defer { open.remove(pointer) }
    var node = TableNode(
      sort: nil, location: nil, origin: nil, array: [], named: [], numbered: [], hasOtherKeys: false
    )
    var place = Place()
    var origin = Place()
    for entry in try state.entries(of: reference) {
      switch entry.key {
      case .integer(let key) where key == Int64(node.array.count) + 1:
        node.array.append(try self.node(entry.value))
      case .integer(let key): node.numbered.append((key, try self.node(entry.value)))
      case .string("__sort"): if case .string(let sort) = entry.value { node.sort = sort }
      case .string("__file"): place.file = entry.value.text
      case .string("__line"): place.line = entry.value.int
      case .string("__plugin_file"): origin.file = entry.value.text
      case .string("__plugin_line"): origin.line = entry.value.int
      case .string(let name): node.named.append((name, try self.node(entry.value)))
      default: node.hasOtherKeys = true
      }
    }
    node.location = place.location
    node.origin = origin.location
    return node
  }

  /// Where a constructor was called, as `valence.lua` notes it.
  private struct Place {
    var file: String?
    var line: Int?

    var location: SourceLocation? {
      file.map { SourceLocation(file: $0.hasPrefix("@") ? String($0.dropFirst()) : $0, line: line) }
    }
  }
}
