package import Diagnostics

/// A value of a study's table as plain data: what remains of the script once it has run.
package indirect enum Node: Sendable {
  case nothing
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case function(FunctionReference)
  case table(TableNode)
  /// Something that no study can mean: a thread, a host object; its Lua type.
  case other(String)
}

/// A function of the study: its position among all of them, in the order of reading.
package struct FunctionReference: Hashable, Sendable {
  package let index: Int
}

/// A table of a study, with its keys in a fixed order.
package struct TableNode: Sendable {
  /// The constructor that made it (`rule`, `beta`, `small_world`); `nil` where it was braces alone.
  package var sort: String?
  /// Where its constructor was called, or where the study called the plugin that did so.
  package var location: SourceLocation?
  /// Where in a plugin its constructor was called; `nil` where the study did so itself.
  package var origin: SourceLocation?
  /// The values at 1, 2 and so on, without a gap.
  package var array: [Node]
  /// The values under names, in byte order of the names.
  package var named: [(name: String, value: Node)]
  /// The values under other whole numbers (`[20] = 0.75`), ascending.
  package var numbered: [(key: Int64, value: Node)]
  /// Whether there is a key of another type, which no study can mean.
  package var hasOtherKeys: Bool

  package subscript(name: String) -> Node {
    for entry in named where entry.name == name { return entry.value }
    return .nothing
  }

  package var names: [String] { named.map(\.name) }
}

extension TableNode {
  /// A table of names alone.
  package init(_ named: [(name: String, value: Node)]) {
    self.init(
      sort: nil, location: nil, origin: nil, array: [],
      named: named.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }, numbered: [],
      hasOtherKeys: false)
  }
}

extension Node {
  package var isNothing: Bool {
    if case .nothing = self { true } else { false }
  }

  package var table: TableNode? {
    if case .table(let table) = self { table } else { nil }
  }

  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  package var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  package var function: FunctionReference? {
    if case .function(let reference) = self { reference } else { nil }
  }

  /// A number, whichever subtype it has in Lua.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A whole number, also one written as a float.
  package var wholeNumber: Int64? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int64(exactly: value)
    default: nil
    }
  }

  /// What a message calls the value: "the number 3", "a table", "the text 'x'".
  package var described: String {
    switch self {
    case .nothing: "nothing"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "the number \(value)"
    case .number(let value): "the number \(value)"
    case .text(let text): "the text '\(text)'"
    case .function: "a function"
    case .table(let table): table.sort.map { "valence.\($0)" } ?? "a table"
    case .other(let type): "a \(type)"
    }
  }
}
