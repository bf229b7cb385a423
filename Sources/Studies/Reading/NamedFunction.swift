import Diagnostics

/// A part of a study that is written as its name, its options and its function:
/// `valence.measure { "name", ..., function(run) ... end }`.
struct NamedFunction {
  let name: String
  let function: FunctionReference
  /// Reads the options.
  let reader: TableReader

  /// Reports a table without name or function.
  ///
  /// - Parameters:
  ///   - noun: what messages call it, before its name.
  ///   - form: how it is written.
  init?(_ table: TableNode, noun: String, form: String, _ context: ReadingContext) {
    let name = table.array.first?.text
    let reader = TableReader(
      table, what: "\(noun) '\(name ?? "?")'", context: context, near: table.location)
    guard let name, !name.isEmpty, table.array.count == 2, let function = table.array[1].function
    else {
      let constructor = form.prefix { $0 != " " }
      reader.report("\(constructor) needs its name first and its function last: \(form)")
      return nil
    }
    (self.name, self.function, self.reader) = (name, function, reader)
  }
}
