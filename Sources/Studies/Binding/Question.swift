import LuaRuntime
import Simulation

/// A function of the study that is asked about a finished run, as a measure or for a table.
struct Question {
  var function: Int
  /// How many results are taken.
  var results: Int
  /// The kind whose actors it is asked about, one after the other; `nil`: the run as a whole.
  var kind: KindID?
  /// The names of the numbers that its measure keeps of events.
  var keptNames: [String]?
  /// The folds whose kept numbers it may ask for, by position among the model's.
  var folds = 0..<0
  /// Whose value counts and which level is looked at, where the measure says so.
  var asking = MeasureDeclaration.Asking()
  var groups: MeasureGroups?
  var run: World
  var twin: World?
  var parameters: [String: ParameterValue]
  var twinParameters: [String: ParameterValue]?

  /// The actors that it is asked about: all who ever were there.
  var actors: [Int32] {
    guard let kind else { return [] }
    return (0..<run.count(kind)).filter { run.existed(kind, $0) }.map(Int32.init)
  }
}

/// What everybody said whom a question concerned, or the run as a whole.
struct Answers {
  /// By row; empty where the run was asked.
  var actors: [Int32]
  /// How many there are in each row.
  var results: Int
  var cells: [Answer]

  subscript(row: Int) -> ArraySlice<Answer> { cells[row * results..<(row + 1) * results] }
}

/// What a function says in one of its results.
enum Answer: Hashable {
  case nothing
  case number(Double)
  case boolean(Bool)
  case text(String)
  case undefined(UndefinedValue)
  /// Something that cannot be shown, with the name of its type.
  case other(String)
}

extension LuaEngine {
  /// Asks about the run as a whole, or about some actors of the question's kind.
  ///
  /// - Returns: its results, or those for each of the actors one after the other.
  func answers(to question: Question, about actors: [Int32]) throws(LuaError) -> [Answer] {
    try during(question) { () throws(LuaError) in
      let function = try measureFunction(question.function)
      guard let kind = question.kind else {
        return try state.call(function, runHandles(question), results: question.results)
          .map(answer)
      }
      var cells: [Answer] = []
      cells.reserveCapacity(actors.count * question.results)
      for actor in actors {
        let arguments = actorHandles(kind, Int(actor), question)
        let results = try state.call(function, arguments, results: question.results)
        for result in results { cells.append(answer(result)) }
      }
      return cells
    }
  }

  /// Asks about the run as a whole for what the function returns first, as it is.
  func value(of question: Question) throws(LuaError) -> LuaValue? {
    try during(question) { () throws(LuaError) in
      try state.call(
        try measureFunction(question.function), runHandles(question), results: 1
      ).first
    }
  }

  /// Lets a function see the worlds of a question.
  private func during<Result>(
    _ question: Question, _ body: () throws(LuaError) -> Result
  ) throws(LuaError) -> Result {
    // A test may ask while it looks at another world.
    let (outer, tables, loops) = (worlds, parameterTables, peerLoops.count)
    measured = MeasureScope(
      folds: question.folds, keptNames: question.keptNames, lens: question.asking.lens,
      level: MeasuredLevel(question, study))
    defer {
      (worlds, parameterTables) = (outer, tables)
      measured = MeasureScope()
      borrowed.removeAll()
      peerLoops.end(to: loops)
    }
    try show(
      question.run, twin: question.twin, parameters: question.parameters,
      twinParameters: question.twinParameters)
    return try body()
  }

  private func runHandles(_ question: Question) -> [LuaValue] {
    [.handle(Self.runHandle), question.twin == nil ? .nothing : .handle(Self.twinHandle)]
  }

  private func actorHandles(_ kind: KindID, _ number: Int, _ question: Question) -> [LuaValue] {
    let identity = question.run.identity(kind, number)
    let twin = question.twin?.number(ofIdentity: identity, kind)
    return [
      .handle(actorHandle(kind.rawValue, number)),
      twin.map { .handle(actorHandle(kind.rawValue, $0, slot: 1)) } ?? .nothing,
    ]
  }

  /// What a value of Lua says.
  func answer(_ value: LuaValue) -> Answer {
    switch value {
    case .nothing: .nothing
    case .number(let number): .number(number)
    case .integer(let number): .number(Double(number))
    case .boolean(let value): .boolean(value)
    case .string(let text): .text(text)
    case .handle(let handle)
    where HandleClass.handleClass(of: handle) == Int(HandleClass.undefined):
      .undefined(undefinedValues[HandleClass.payload(of: handle)])
    default: .other(value.typeName)
    }
  }

  func parameterTable(_ parameters: [String: ParameterValue]) throws(LuaError)
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
