import Compiler
import LuaRuntime
import Simulation

extension LuaEngine {
  /// Asks everybody whom a question concerns, by machine code where there is some.
  ///
  /// - Parameter native: the engine with machine code beside this one; `nil`: the interpreter alone.
  func answers(to question: Question, native: NativeEngine?) throws(LuaError) -> Answers {
    let actors = question.actors
    var cells = try native?.answers(to: question, about: actors)
    if cells == nil { cells = try self.answers(to: question, about: actors) }
    return Answers(actors: actors, results: question.results, cells: cells ?? [])
  }
}

extension NativeEngine {
  /// What machine code answers, and the interpreter for rows that it gives up.
  ///
  /// - Returns: `nil` where there is no code, or not yet.
  func answers(to question: Question, about actors: [Int32]) throws(LuaError) -> [Answer]? {
    let rows = question.kind == nil ? 1 : actors.count
    guard rows > 0 else { return [] }
    prepare(asking: question.run)
    measured.run.values = question.parameters
    measured.twin.values = question.twinParameters ?? [:]
    guard measured.run.setStep(1), question.twin == nil || measured.twin.setStep(1),
      case .ready(let native) = state(of: question.function, role: role(of: question)),
      let code = native.code(isListed: question.kind != nil)
    else { return nil }
    let cells = AnswerCells(count: rows * question.results)
    return try actors.withUnsafeBufferPointer { list throws(LuaError) -> [Answer]? in
      let call = PhaseCall(
        asking: question.run, kind: question.kind, actors: list.baseAddress, rowCount: rows,
        output: cells.numbers, reasons: cells.tags)
      let twin = question.twin.map { twin in
        PhaseCall(
          asking: twin, kind: question.kind, actors: nil, rowCount: rows, output: cells.numbers,
          reasons: cells.tags)
      }
      return try withExtendedLifetime((call, twin)) { () throws(LuaError) -> [Answer]? in
        let bound = BoundFunction(native)
        bound.context.folds = question.folds
        guard bound.fill(call, twin: twin, self, rows: rows) else { return nil }
        // On one thread: a world remembers ranks and reasons when it is asked for them.
        let givenUp = bound.runListing(code, call, 0..<rows, self, threads: 1)
        var answers = self.answers(cells, rows, native.translated.resultTexts, question)
        // Ascending, so that the first row that fails is the one that is reported.
        for row in givenUp {
          let first = row * question.results
          answers.replaceSubrange(
            first..<first + question.results,
            with: try lua.answers(
              to: question, about: question.kind == nil ? [] : [actors[row]]))
        }
        return answers
      }
    }
  }

  private func role(of question: Question) -> FunctionRole {
    let hasTwin = question.twin != nil
    if let kind = question.kind {
      return .perActor(kind: kind.rawValue, results: question.results, hasTwin: hasTwin)
    }
    return .measure(
      results: question.results, kept: question.keptNames ?? [],
      hasTwin: hasTwin)
  }

  private func answers(
    _ cells: AnswerCells, _ rows: Int, _ texts: [Int: [String]], _ question: Question
  ) -> [Answer] {
    let texts = (0..<question.results).map { texts[$0] }
    var answers: [Answer] = []
    answers.reserveCapacity(rows * question.results)
    for row in 0..<rows {
      for position in 0..<question.results {
        answers.append(answer(cells, position * rows + row, texts[position], question))
      }
    }
    return answers
  }

  private func answer(
    _ cells: AnswerCells, _ index: Int, _ texts: [String]?, _ question: Question
  ) -> Answer {
    let number = cells.numbers[index]
    switch cells.tags[index] {
    case ResultTag.number: return .number(number)
    case ResultTag.boolean: return .boolean(number != 0)
    case ResultTag.nothing: return .nothing
    // Rows that were given up have anything there.
    case ResultTag.text:
      return .text(Int(exactly: number).flatMap { texts?.element(at: $0) } ?? "")
    case let code: return .undefined(UndefinedValue(reason: question.run.reasonText(code)))
    }
  }
}

/// Memory for the results of a question.
private final class AnswerCells {
  let numbers: UnsafeMutablePointer<Double>
  let tags: UnsafeMutablePointer<UInt8>

  init(count: Int) {
    numbers = .allocate(capacity: max(1, count))
    numbers.initialize(repeating: 0, count: max(1, count))
    tags = .allocate(capacity: max(1, count))
    tags.initialize(repeating: 0, count: max(1, count))
  }

  deinit {
    numbers.deallocate()
    tags.deallocate()
  }
}

extension Array {
  fileprivate func element(at index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
