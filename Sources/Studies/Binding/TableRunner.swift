package import Diagnostics
import LuaRuntime
import Randomness
package import Simulation

/// What stands in a table that a study makes itself.
package enum TableCell: Hashable, Sendable {
  case text(String)
  case number(Double)
  case undefined(reason: String)

  init(_ number: Double) {
    self =
      number.isFinite
      ? .number(number) : .undefined(reason: number.isNaN ? "nan_input" : "not_finite")
  }

  /// - Returns: `nil` for what no cell can hold.
  init?(_ answer: Answer) {
    switch answer {
    case .number(let number): self.init(number)
    case .boolean(let value): self = .text(value ? "yes" : "no")
    case .text(let text): self = .text(text)
    case .undefined(let undefined): self = .undefined(reason: undefined.reason)
    case .nothing, .other: return nil
    }
  }

  var number: Double? { if case .number(let number) = self { number } else { nil } }
}

extension LuaEngine {
  /// Makes a table of a finished run.
  ///
  /// - Parameter native: an engine that may have machine code for it.
  /// - Returns: its rows, each as long as the table's columns.
  package func table(
    _ index: Int, run: World, twin: World?, parameters: [String: ParameterValue],
    twinParameters: [String: ParameterValue]?, native: NativeEngine? = nil
  ) throws(DiagnosticList) -> [[TableCell]] {
    let declaration = study.tables[index]
    func question(_ function: FunctionReference, _ results: Int, _ kind: KindID?) -> Question {
      Question(
        function: function.index, results: results, kind: kind, run: run, twin: twin,
        parameters: parameters, twinParameters: twinParameters)
    }
    do throws(LuaError) {
      switch declaration.form {
      case .free(let function):
        return try rows(value(of: question(function, 1, nil)), declaration)
      case .rows(let labels, let function):
        let answers = try self.answers(to: question(function, labels.count, nil), native: native)[0]
        return try zip(labels, Array(answers).asOne).map { label, answer throws(LuaError) in
          [.text(label), try cell(answer, "row '\(label)' of table '\(declaration.name)'")]
        }
      case .actors(let actors, let function):
        return try rows(
          actors, question(function, declaration.columns.count, actors.kind), declaration, native)
      case .series(let names): return series(names, run)
      }
    } catch {
      throw DiagnosticList([
        error.placed(at: declaration.location).diagnostic(source: study.source)
      ])
    }
  }

  private func cell(_ answer: Answer, _ what: String) throws(LuaError) -> TableCell {
    if let cell = TableCell(answer) { return cell }
    let type = if case .other(let name) = answer { name } else { "nil" }
    throw LuaError(
      .runtime,
      "\(what) holds a \(type): cells are texts, numbers and valence.undefined(reason)")
  }

  // MARK: Rows that a function returns

  private func rows(
    _ value: LuaValue?, _ declaration: TableDeclaration
  ) throws(LuaError) -> [[TableCell]] {
    guard case .table(let rows)? = value else {
      throw LuaError(
        .runtime, "table '\(declaration.name)' must return a list of rows: { { \"a\", 1 }, ... }")
    }
    var cells: [[TableCell]] = []
    for entry in try state.entries(of: rows) {
      cells.append(try row(entry.value, cells.count + 1, declaration))
    }
    return cells
  }

  private func row(_ value: LuaValue, _ number: Int, _ declaration: TableDeclaration)
    throws(LuaError) -> [TableCell]
  {
    let what = "row \(number) of table '\(declaration.name)'"
    guard case .table(let row) = value else {
      throw LuaError(.runtime, "\(what) must be a list, got \(value.typeName)")
    }
    let entries = try state.entries(of: row)
    guard entries.count == declaration.columns.count else {
      throw LuaError(
        .runtime, "\(what) has \(entries.count) cells for \(declaration.columns.count) columns")
    }
    var cells: [TableCell] = []
    for entry in entries { cells.append(try cell(answer(entry.value), what)) }
    return cells
  }

  // MARK: A row per actor

  private func rows(
    _ actors: TableDeclaration.Actors, _ question: Question, _ declaration: TableDeclaration,
    _ native: NativeEngine?
  ) throws(LuaError) -> [[TableCell]] {
    var rows: [[TableCell]] = []
    let kind = study.kinds[actors.kind.rawValue].name
    let answers = try self.answers(to: question, native: native)
    for (row, actor) in answers.actors.enumerated()
    where answers[row].contains(where: { $0 != .nothing }) {
      let what = "row of \(kind) \(actor + 1) in table '\(declaration.name)'"
      rows.append(try answers[row].map { answer throws(LuaError) in try cell(answer, what) })
    }
    for column in actors.parts { rows.showParts(ofColumn: column) }
    if let column = actors.order { rows.order(byColumn: column) }
    return actors.limit.map { Array(rows.prefix($0)) } ?? rows
  }

  // MARK: Series side by side

  private func series(_ names: [String], _ run: World) -> [[TableCell]] {
    let positions = names.compactMap { name in
      run.model.series.firstIndex { $0.name == name }
    }
    return run.seriesRows.enumerated().map { step, row in
      [.number(Double(study.warmup + step + 1))] + positions.map { TableCell(row[$0]) }
    }
  }
}

extension [[TableCell]] {
  /// Shows the numbers of a column as parts of their sum.
  fileprivate mutating func showParts(ofColumn column: Int) {
    let numbers = compactMap { $0[column].number }
    let sum = numbers.withUnsafeBufferPointer { Reduction.sum($0) }
    for row in indices {
      guard let number = self[row][column].number else { continue }
      self[row][column] =
        sum == 0 ? .undefined(reason: "zero_denominator") : TableCell(number / sum)
    }
  }

  /// The highest first, what is no number last, equal ones as they stood.
  fileprivate mutating func order(byColumn column: Int) {
    let keys = map { $0[column].number ?? -.infinity }
    self = indices.sorted { (-keys[$0], $0) < (-keys[$1], $1) }.map { self[$0] }
  }
}
