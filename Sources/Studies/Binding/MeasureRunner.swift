package import Diagnostics
import LuaRuntime
import Randomness
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

  init(_ undefined: UndefinedValue) {
    self.init(undefined: undefined.reason, used: undefined.used, total: undefined.total)
  }
}

extension LuaEngine {
  /// Computes a measure of a run, with its twin where there is one.
  ///
  /// - Parameter native: an engine that may have machine code for it.
  /// - Returns: one value per output that the measure declares.
  package func measure(
    _ index: Int, run: World, twin: World?, parameters: [String: ParameterValue],
    twinParameters: [String: ParameterValue]?, native: NativeEngine? = nil
  ) throws(DiagnosticList) -> [MeasureValue] {
    let declaration = study.measures[index]
    let askings = declaration.askings
    var question = Question(
      function: declaration.function.index,
      results: declaration.actors == nil ? declaration.outputs.count / askings.count : 1,
      kind: declaration.actors?.kind, keptNames: declaration.fold?.names,
      folds: folds(of: index), groups: declaration.groups, run: run, twin: twin,
      parameters: parameters, twinParameters: twinParameters)
    do throws(LuaError) {
      if let actors = declaration.actors {
        return try means(of: actors, declaration, question, native)
      }
      var values: [MeasureValue] = []
      for asking in askings {
        question.asking = asking
        // Machine code knows nothing of lenses and levels.
        let native = declaration.isPlain ? native : nil
        let answers = try self.answers(to: question, native: native)[0]
        for answer in Array(answers).asOne {
          guard let value = answer.measured else {
            throw LuaError(
              .runtime,
              "measure '\(declaration.name)' must return a number or valence.undefined(reason) for "
                + "'\(declaration.outputs[values.count])'")
          }
          values.append(value)
        }
      }
      return values
    } catch {
      throw DiagnosticList([
        error.placed(at: declaration.location).diagnostic(source: study.source)
      ])
    }
  }

  /// The folds of a measure, by position among the model's.
  private func folds(of measure: Int) -> Range<Int> {
    let first = folds.firstIndex { $0.measure == measure } ?? 0
    return first..<first + folds.count { $0.measure == measure }
  }

  /// The means, group by group, of what a measure says of each actor; whom it says nothing or
  /// something undefined of does not count.
  private func means(
    of actors: MeasureDeclaration.Actors, _ declaration: MeasureDeclaration,
    _ question: Question, _ native: NativeEngine?
  ) throws(LuaError) -> [MeasureValue] {
    guard question.twin != nil || !study.facts[question.function].readsTwin else {
      return declaration.outputs.map { _ in MeasureValue(undefined: "no_twin") }
    }
    var numbers: [[Double]] = declaration.outputs.map { _ in [] }
    var totals = declaration.outputs.map { _ in 0 }
    let answers = try self.answers(to: question, native: native)
    for (actor, answer) in zip(answers.actors, answers.cells) {
      let group = actors.groups.map { question.run.code(actors.kind, $0, Int(actor), own: false) }
      let position = Int(group ?? 0)
      guard position >= 0 else { continue }
      totals[position] += 1
      switch answer {
      case .number(let number): if number.isFinite { numbers[position].append(number) }
      case .boolean(let value): numbers[position].append(value ? 1 : 0)
      case .nothing, .undefined: continue
      case .text, .other:
        let kind = study.kinds[actors.kind.rawValue].name
        throw LuaError(
          .runtime,
          "measure '\(declaration.name)' must return a number, valence.undefined(reason) or nothing "
            + "for each \(kind)")
      }
    }
    return zip(numbers, totals).map { numbers, total in
      guard !numbers.isEmpty else {
        return MeasureValue(undefined: "empty_group", used: 0, total: total)
      }
      var mean = MeasureValue(numbers.withUnsafeBufferPointer { Reduction.mean($0) })
      (mean.used, mean.total) = (numbers.count, total)
      return mean
    }
  }
}

extension Answer {
  /// As a number of a measure; `nil` where it cannot be one.
  var measured: MeasureValue? {
    switch self {
    case .number(let number): MeasureValue(number)
    case .boolean(let value): MeasureValue(value ? 1 : 0)
    case .undefined(let undefined): MeasureValue(undefined)
    case .nothing, .text, .other: nil
    }
  }
}

extension [Answer] {
  /// The answers, where `return valence.undefined(reason)` alone says it of every number.
  var asOne: [Answer] {
    guard let first, let value = first.measured, value.value == nil else { return self }
    return map { $0 == .nothing ? first : $0 }
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
