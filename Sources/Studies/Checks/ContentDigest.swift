import Bytecode
import LuaRuntime
import Tables

/// The content of functions, for the identity of a run: what they do and what they captured,
/// whatever they are called and wherever they are written; and the plugins that take part in it.
///
/// Tables and functions are numbered as they are met and written once each, so what refers to
/// itself has an end and what is shared is told from what is equal.
struct ContentDigest {
  private let state: LuaState
  private let lua: LuaNames
  private var bytes: [UInt8] = []
  private var numbers: [UnsafeRawPointer: Int] = [:]
  private var waiting: [LuaValue] = []
  /// The files of the functions.
  private var files: Set<String> = []

  private enum Mark {
    static let globals: UInt8 = 0
    static let nothing: UInt8 = 1
    static let boolean: UInt8 = 2
    static let integer: UInt8 = 3
    static let number: UInt8 = 4
    static let text: UInt8 = 5
    static let other: UInt8 = 6
    static let function: UInt8 = 7
    static let ofLua: UInt8 = 8
    static let table: UInt8 = 9
    static let end: UInt8 = 10
  }

  /// A digest of a function with all that it captured, in hexadecimal digits.
  ///
  /// - Parameters:
  ///   - module: the module `valence`, which stands for itself: what it makes is in the study's table.
  ///   - study: the study that was read, for its plugins.
  static func digest(
    of function: LuaReference, in state: LuaState, lua: LuaNames, module: LuaReference,
    study: Study
  ) throws(LuaError) -> String {
    var content = ContentDigest(state: state, lua: lua)
    if let pointer = module.pointer { content.numbers[pointer] = 0 }
    content.append(.function(function))
    var next = 0
    while next < content.waiting.count {
      switch content.waiting[next] {
      case .function(let function): try content.appendContent(ofFunction: function)
      case .table(let table): try content.appendContent(ofTable: table)
      default: break
      }
      next += 1
    }
    content.append(pluginsOf: study)
    var hash = SHA256()
    hash.update(content.bytes)
    return hash.hexadecimal
  }

  private init(state: LuaState, lua: LuaNames) {
    self.state = state
    self.lua = lua
  }

  private mutating func append(_ value: LuaValue) {
    switch value {
    case .nothing: bytes.append(Mark.nothing)
    case .boolean(let value): bytes += [Mark.boolean, value ? 1 : 0]
    case .integer(let value): append(Mark.integer, UInt64(bitPattern: value))
    case .number(let value): append(Mark.number, value.bitPattern)
    case .string(let text): append(text: Array(text.utf8))
    case .bytes(let content): append(text: content)
    case .handle, .other: bytes.append(Mark.other)
    case .function(let reference): append(reference, Mark.function, value)
    case .table(let reference): append(reference, Mark.table, value)
    }
  }

  private mutating func append(_ reference: LuaReference, _ mark: UInt8, _ value: LuaValue) {
    guard let pointer = reference.pointer else { return }
    if pointer == lua.environment {
      bytes.append(Mark.globals)
    } else if let name = lua.names[pointer] {
      // What Lua's own functions do is part of the semantics version.
      bytes.append(Mark.ofLua)
      append(text: Array(name.utf8))
    } else if let number = numbers[pointer] {
      append(mark, UInt64(number))
    } else {
      numbers[pointer] = numbers.count
      append(mark, UInt64(numbers.count - 1))
      waiting.append(value)
    }
  }

  private mutating func appendContent(ofFunction function: LuaReference) throws(LuaError) {
    guard !state.isHostFunction(function) else {
      bytes.append(Mark.ofLua)
      return
    }
    let prototype: Prototype
    let chunk = try state.dump(function)
    do throws(BytecodeError) {
      prototype = try Prototype(decoding: chunk)
    } catch {
      throw LuaError(.internalFault, "\(error)")
    }
    bytes += prototype.contentBytes
    if let file = prototype.fileName { files.insert(file) }
    for upvalue in try state.upvalues(of: function) { append(upvalue.value) }
    bytes.append(Mark.end)
  }

  /// Which plugins wrote some of the functions: a run names those that it was computed with.
  private mutating func append(pluginsOf study: Study) {
    let modules = study.source.modules.filter { files.contains($0.source.path) }
    let names = Set(modules.map(\.plugin.manifest.name))
    for plugin in study.plugins where names.contains(plugin.name) {
      for part in [plugin.name, plugin.version, plugin.digest] { append(text: Array(part.utf8)) }
    }
  }

  /// What `valence.lua` notes about where a table was made.
  private static let places: Set<String> = [
    "__file", "__line", "__plugin_file", "__plugin_line",
  ]

  private mutating func appendContent(ofTable table: LuaReference) throws(LuaError) {
    for entry in try state.entries(of: table) {
      // Where a constructor stood is not part of what it made.
      if case .string(let name) = entry.key, Self.places.contains(name) { continue }
      append(entry.key)
      append(entry.value)
    }
    bytes.append(Mark.end)
    if let metatable = try state.metatable(of: table) { append(.table(metatable)) }
    bytes.append(Mark.end)
  }

  private mutating func append(_ mark: UInt8, _ word: UInt64) {
    bytes.append(mark)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(shift)))) }
  }

  private mutating func append(text: [UInt8]) {
    append(Mark.text, UInt64(text.count))
    bytes += text
  }
}
