package import Diagnostics
import LuaRuntime
package import Simulation

/// What stands in a table that a study makes itself.
package enum TableCell: Hashable, Sendable {
  case text(String)
  case number(Double)
  case undefined(reason: String)
}

extension LuaEngine {
  /// Makes a table of a finished run.
  ///
  /// - Returns: its rows, each as long as the table's columns.
  package func table(
    _ index: Int, run: World, twin: World?, parameters: [String: ParameterValue],
    twinParameters: [String: ParameterValue]?
  ) throws(DiagnosticList) -> [[TableCell]] {
    let declaration = study.tables[index]
    do throws(LuaError) {
      let results = try afterRun(
        declaration.function.index, results: 1, run: run, twin: twin, parameters: parameters,
        twinParameters: twinParameters)
      guard case .table(let rows)? = results.first else {
        throw LuaError(
          .runtime, "table '\(declaration.name)' must return a list of rows: { { \"a\", 1 }, ... }")
      }
      var cells: [[TableCell]] = []
      for entry in try state.entries(of: rows) {
        cells.append(try row(entry.value, cells.count + 1, declaration))
      }
      return cells
    } catch {
      throw DiagnosticList([
        error.placed(at: declaration.location).diagnostic(source: study.source)
      ])
    }
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
    for entry in entries { cells.append(try cell(entry.value, what)) }
    return cells
  }

  private func cell(_ value: LuaValue, _ what: String) throws(LuaError) -> TableCell {
    switch value {
    case .string(let text): return .text(text)
    case .boolean(let value): return .text(value ? "yes" : "no")
    case .integer(let number): return .number(Double(number))
    case .number(let number) where number.isFinite: return .number(number)
    case .number(let number): return .undefined(reason: number.isNaN ? "nan_input" : "not_finite")
    case .handle(let handle)
    where HandleClass.handleClass(of: handle) == Int(HandleClass.undefined):
      return .undefined(reason: undefinedValues[HandleClass.payload(of: handle)].reason)
    default:
      throw LuaError(
        .runtime,
        "\(what) holds a \(value.typeName): cells are texts, numbers and "
          + "valence.undefined(reason)")
    }
  }
}
