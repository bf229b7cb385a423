import CLua
package import Diagnostics
import LuaRuntime
package import Simulation

/// One number that a measure came to in one replicate, or why it is undefined.
package struct MeasureValue: Hashable, Sendable {
  package var value: Double?
  package var reason: String?
  package var used: Int?
  package var total: Int?

  package init(_ value: Double) {
    self.value = value.isFinite ? value : nil
    reason = value.isFinite ? nil : value.isNaN ? "nan_input" : "not_finite"
  }

  package init(undefined reason: String, used: Int? = nil, total: Int? = nil) {
    self.reason = reason
    self.used = used
    self.total = total
  }
}

extension LuaEngine {
  /// Computes a measure of a run, with its twin where there is one.
  ///
  /// - Returns: one value per output that the measure declares.
  package func measure(
    _ index: Int, run: World, twin: World?, parameters: [String: ParameterValue],
    twinParameters: [String: ParameterValue]?
  ) throws(DiagnosticList) -> [MeasureValue] {
    let declaration = study.measures[index]
    measuredFold =
      declaration.fold == nil
      ? nil : study.measures[..<index].count { $0.fold != nil }
    defer { measuredFold = nil }
    do {
      let results = try afterRun(
        declaration.function.index, results: declaration.outputs.count, run: run, twin: twin,
        parameters: parameters, twinParameters: twinParameters)
      var values: [MeasureValue] = []
      for (position, result) in results.enumerated() {
        // `return valence.undefined(reason)` alone says it of every number.
        if position > 0, result.isNothing, values[0].value == nil {
          values.append(values[0])
        } else {
          values.append(try value(of: result, position, declaration))
        }
      }
      return values
    } catch {
      throw DiagnosticList([
        error.placed(at: declaration.location).diagnostic(source: study.source)
      ])
    }
  }

  /// Calls a function of a finished run and its twin.
  func afterRun(
    _ function: Int, results: Int, run: World, twin: World?, parameters: [String: ParameterValue],
    twinParameters: [String: ParameterValue]?
  ) throws(LuaError) -> [LuaValue] {
    worlds = [run, twin]
    ledgerAnswers.removeAll(keepingCapacity: true)
    defer {
      borrowed.removeAll()
      peerLoops.end(to: 0)
    }
    parameterTables[0] = try parameterTable(parameters)
    parameterTables[1] = try twinParameters.map { (p) throws(LuaError) in try parameterTable(p) }
    return try state.call(
      try measureFunction(function),
      [
        .handle(HandleClass.handle(HandleClass.run(slot: 0), 0)),
        twin == nil ? .nothing : .handle(HandleClass.handle(HandleClass.run(slot: 1), 0)),
      ], results: results)
  }

  private func value(of result: LuaValue, _ position: Int, _ declaration: MeasureDeclaration)
    throws(LuaError) -> MeasureValue
  {
    switch result {
    case .number(let number): return MeasureValue(number)
    case .integer(let number): return MeasureValue(Double(number))
    case .boolean(let value): return MeasureValue(value ? 1 : 0)
    case .handle(let handle)
    where HandleClass.handleClass(of: handle) == Int(HandleClass.undefined):
      let undefined = undefinedValues[HandleClass.payload(of: handle)]
      return MeasureValue(
        undefined: undefined.reason, used: undefined.used, total: undefined.total)
    default:
      throw LuaError(
        .runtime,
        "measure '\(declaration.name)' must return a number or valence.undefined(reason) for "
          + "'\(declaration.outputs[position])'")
    }
  }

  private func parameterTable(_ parameters: [String: ParameterValue]) throws(LuaError)
    -> LuaReference
  {
    let table = try state.makeTable()
    for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
      try state.rawSet(
        table, .string(name), try environment.luaValue(value.at(step: 1), named: name))
    }
    guard case .table(let frozen) = try state.freeze(.table(table)) else { return table }
    return frozen
  }
}

extension LuaError {
  /// The error, at a place where it has none of its own.
  func placed(at location: SourceLocation?) -> LuaError {
    guard self.location == nil else { return self }
    var placed = self
    placed.location = location
    return placed
  }
}
