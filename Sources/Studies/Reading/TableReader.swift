package import Diagnostics

/// Reads the entries of one table, reporting every one that is missing, of the wrong type, out of
/// range or unknown.
package final class TableReader {
  package let table: TableNode
  /// What messages call the table: "network 'mobile'".
  package let what: String
  package let context: ReadingContext
  private let near: SourceLocation?
  private var asked: Set<String> = ["__sort", "__file", "__line"]

  package init(
    _ table: TableNode, what: String, context: ReadingContext, near: SourceLocation? = nil
  ) {
    self.table = table
    self.what = what
    self.context = context
    self.near = near
  }

  package var location: SourceLocation? { table.location ?? near }

  package func place(of key: String) -> SourceLocation {
    context.place(of: key, in: table, near: near)
  }

  package func report(_ message: String, at key: String? = nil, hints: [String] = []) {
    let origin = table.origin.map { ["made by the plugin's \($0)"] } ?? []
    context.report(message, at: key.map(place) ?? location, hints: hints + origin)
  }

  /// The entry under a name; asking makes the name a known one.
  package func node(_ key: String) -> Node {
    asked.insert(key)
    return table[key]
  }

  /// Whether the entry under a name has been asked for.
  package func isAsked(_ key: String) -> Bool { asked.contains(key) }

  package func has(_ key: String) -> Bool { !node(key).isNothing }

  package func text(_ key: String) -> String? {
    let node = node(key)
    if node.isNothing { return nil }
    guard let text = node.text else {
      report("'\(key)' of \(what) must be a text, got \(node.described)", at: key)
      return nil
    }
    return text
  }

  package func requiredText(_ key: String, _ meaning: String) -> String? {
    if !has(key) {
      report("\(what) needs '\(key)': \(meaning)")
      return nil
    }
    return text(key)
  }

  package func boolean(_ key: String, default preset: Bool) -> Bool {
    let node = node(key)
    if node.isNothing { return preset }
    guard let value = node.boolean else {
      report("'\(key)' of \(what) must be true or false, got \(node.described)", at: key)
      return preset
    }
    return value
  }

  /// A number, or a parameter that stands for one.
  package func number(
    _ key: String, in range: ClosedRange<Double> = -Double.infinity...Double.infinity
  ) -> Double? {
    let node = node(key)
    if node.isNothing { return nil }
    return context.number(node, "'\(key)' of \(what)", at: place(of: key), in: range)
  }

  package func requiredNumber(
    _ key: String, _ meaning: String,
    in range: ClosedRange<Double> = -Double.infinity...Double.infinity
  ) -> Double? {
    if !has(key) {
      report("\(what) needs '\(key)': \(meaning)")
      return nil
    }
    return number(key, in: range)
  }

  package func wholeNumber(_ key: String, in range: ClosedRange<Int>) -> Int? {
    let node = node(key)
    if node.isNothing { return nil }
    return context.wholeNumber(node, "'\(key)' of \(what)", at: place(of: key), in: range)
  }

  package func requiredWholeNumber(_ key: String, _ meaning: String, in range: ClosedRange<Int>)
    -> Int?
  {
    if !has(key) {
      report("\(what) needs '\(key)': \(meaning)")
      return nil
    }
    return wholeNumber(key, in: range)
  }

  package func function(_ key: String) -> FunctionReference? {
    let node = node(key)
    if node.isNothing { return nil }
    guard let function = node.function else {
      report("'\(key)' of \(what) must be a function, got \(node.described)", at: key)
      return nil
    }
    return function
  }

  package func nested(_ key: String) -> TableNode? {
    let node = node(key)
    if node.isNothing { return nil }
    guard let table = node.table else {
      report("'\(key)' of \(what) must be a table, got \(node.described)", at: key)
      return nil
    }
    return table
  }

  /// The entries of a list.
  ///
  /// - Parameter hint: what to do instead of giving an entry a name.
  package func list(_ key: String, hint: (String) -> String? = { _ in nil }) -> [Node] {
    guard let list = nested(key) else { return [] }
    if let name = list.names.first {
      context.report(
        "'\(key)' of \(what) is a list, without names", at: place(of: name, in: key, list),
        hints: [hint(name)].compactMap { $0 })
    }
    if list.hasOtherKeys || !list.numbered.isEmpty {
      report(
        "'\(key)' of \(what) has a gap: entry \(list.array.count + 1) is nothing", at: key,
        hints: ["a variable that is nil leaves a gap"])
    }
    return list.array
  }

  /// The entries of a table of which each has a name.
  ///
  /// - Parameter form: how an entry is written: "name = value".
  package func record(_ key: String, form: String) -> TableNode? {
    guard let record = nested(key) else { return nil }
    if !record.array.isEmpty || record.hasOtherKeys || !record.numbered.isEmpty {
      report("'\(key)' of \(what) needs a name for each entry", at: key, hints: [form])
    }
    return record
  }

  /// Where an entry of the table under `key` is written.
  package func place(of name: String, in key: String, _ table: TableNode) -> SourceLocation {
    context.place(of: name, in: table, near: place(of: key))
  }

  /// Where an entry of the list under `key` is written, counted from 0.
  package func place(ofItem index: Int, in key: String, text: String? = nil) -> SourceLocation {
    context.place(ofItem: index, in: key, table, near: near, text: text)
  }

  /// A list of texts; one text alone counts as a list of one.
  package func texts(_ key: String) -> [String] {
    let node = node(key)
    if let text = node.text { return [text] }
    guard let table = nested(key) else { return [] }
    return table.array.compactMap { entry in
      if entry.text == nil {
        report("'\(key)' of \(what) must hold texts only, got \(entry.described)", at: key)
      }
      return entry.text
    }
  }

  /// Reports every entry that nobody asked for; `positions` entries by position are expected.
  package func reportUnknown(positions: Int = 0) {
    for entry in table.named where !asked.contains(entry.name) {
      let known = asked.filter { !$0.hasPrefix("__") }
      report(
        "\(what) has no '\(entry.name)'", at: entry.name,
        hints: [unknownNameHint(entry.name, among: known, noun: "entries")])
    }
    if table.array.count > positions, let extra = table.array.dropFirst(positions).first {
      report(
        "\(what) has an entry too many without a name: \(extra.described)",
        hints: ["entries have names here: name = value"])
    }
    if table.hasOtherKeys || (!table.numbered.isEmpty) {
      report("\(what) has a key that is neither a name nor a position")
    }
  }
}

extension ReadingContext {
  /// A number given as such or as `valence.parameter "x"`.
  package func number(
    _ node: Node, _ what: String, at location: SourceLocation?,
    in range: ClosedRange<Double> = -Double.infinity...Double.infinity
  ) -> Double? {
    guard let value = plainNumber(node, what, at: location) else { return nil }
    guard value.isFinite else {
      report("\(what) must be a finite number, got \(value)", at: location)
      return nil
    }
    guard range.contains(value) else {
      report("\(what) must be \(Self.describe(range)), got \(Self.shown(value))", at: location)
      return nil
    }
    return value
  }

  package func wholeNumber(
    _ node: Node, _ what: String, at location: SourceLocation?, in range: ClosedRange<Int>
  ) -> Int? {
    guard let whole = plainWholeNumber(node, what, at: location) else { return nil }
    guard range.contains(whole) else {
      let limits =
        range.upperBound >= 1 << 31
        ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      report("\(what) must be \(limits), got \(whole)", at: location)
      return nil
    }
    return whole
  }

  private func plainWholeNumber(_ node: Node, _ what: String, at location: SourceLocation?)
    -> Int?
  {
    // An integer is taken as it is: on the way through a float it could be rounded.
    if case .integer(let value) = node { return Int(value) }
    guard let value = plainNumber(node, what, at: location) else { return nil }
    if let whole = Int(exactly: value) { return whole }
    report("\(what) must be a whole number, got \(Self.shown(value))", at: location)
    return nil
  }

  /// True or false, given as such or as `valence.parameter "x"`.
  package func flag(_ node: Node, _ what: String, at location: SourceLocation?) -> Bool? {
    if let value = node.boolean { return value }
    guard let table = node.table, table.sort == "parameter" else {
      report(
        "\(what) must be true, false or valence.parameter \"name\", got \(node.described)",
        at: location)
      return nil
    }
    guard let value = parameter(table, at: table.location ?? location) else { return nil }
    if case .boolean(let flag) = value { return flag }
    report(
      "\(what) must be true or false, but parameter '\(table.array.first?.text ?? "?")' is "
        + value.described, at: location)
    return nil
  }

  private func plainNumber(_ node: Node, _ what: String, at location: SourceLocation?) -> Double? {
    if let value = node.number { return value }
    if let table = node.table, table.sort == "parameter" {
      return parameterNumber(table, what, at: table.location ?? location)
    }
    report("\(what) must be a number, got \(node.described)", at: location)
    return nil
  }

  /// The value of the parameter that `valence.parameter "x"` names, reported if there is none.
  private func parameter(_ table: TableNode, at location: SourceLocation?) -> ParameterValue? {
    guard let name = table.array.first?.text else {
      report("valence.parameter needs the name of a parameter", at: location)
      return nil
    }
    if unreadParameters.contains(name) { return nil }
    if let value = parameters[name] { return value }
    report(
      "unknown parameter '\(name)'", at: location,
      hints: [unknownNameHint(name, among: parameters.keys, noun: "parameters")])
    return nil
  }

  private func parameterNumber(_ table: TableNode, _ what: String, at location: SourceLocation?)
    -> Double?
  {
    guard let value = parameter(table, at: location) else { return nil }
    switch value {
    case .number(let number): return number
    case .integer(let number): return Double(number)
    default:
      report(
        "\(what) needs a number, but parameter '\(table.array.first?.text ?? "?")' is \(value.described)",
        at: location)
      return nil
    }
  }

  private static func shown(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? "\(value)"
  }

  private static func describe(_ range: ClosedRange<Double>) -> String {
    if range.upperBound == .infinity { return "at least \(shown(range.lowerBound))" }
    if range.lowerBound == -.infinity { return "at most \(shown(range.upperBound))" }
    return "from \(shown(range.lowerBound)) to \(shown(range.upperBound))"
  }
}
