import Diagnostics
import LuaRuntime
import Statistics

/// `numerics.minimise { start = {...}, lower = {...}, upper = {...}, method = "simplex", tolerance =
/// 1e-8, evaluations = 10000, function(p) return f end }`.
///
/// The function is called under the budget of the call that it stands in: a limit ends the search
/// and cannot be caught, an error ends it where it happened.
struct MinimiseCall {
  private let state: LuaState
  private let options: LuaReference

  static func answer(_ state: LuaState, _ arguments: [LuaValue]) throws -> [LuaValue] {
    guard let options = arguments.first?.table else {
      throw LuaError(.runtime, "minimise needs a table: { start = {...}, function(p) ... end }")
    }
    return try MinimiseCall(state: state, options: options).run()
  }

  private func run() throws -> [LuaValue] {
    try checkNames()
    guard let function = try state.rawGet(options, 1).function else {
      throw LuaError(.runtime, "minimise needs a function of a list of numbers, after the options")
    }
    let outcome = try search().run { point in
      let value = try state.call(function, [.table(try list(point))], results: 1).first
      guard let number = value?.double else {
        throw LuaError(
          .runtime,
          "the function that minimise calls must return a number, not \(value?.typeName ?? "nil")")
      }
      return number
    }
    return [.table(try list(outcome.point)), .number(outcome.value), .table(try report(outcome))]
  }

  private func checkNames() throws {
    let names = ["start", "lower", "upper", "method", "tolerance", "evaluations"]
    for entry in try state.entries(of: options) {
      guard let name = entry.key.text, !names.contains(name) else { continue }
      let hint = unknownNameHint(name, among: names, noun: "options")
      throw LuaError(.runtime, "minimise has no option '\(name)'; \(hint)")
    }
  }

  private func search() throws -> Minimisation {
    let start = try numbers("start") ?? []
    if start.isEmpty {
      throw LuaError(.runtime, "minimise needs 'start', a list of one number or more")
    }
    let lower = try bounds("lower", count: start.count, unless: -.infinity)
    let upper = try bounds("upper", count: start.count, unless: .infinity)
    for index in start.indices
    where !(lower[index] <= start[index] && start[index] <= upper[index] && start[index].isFinite) {
      throw LuaError(
        .runtime,
        "start[\(index + 1)] = \(start[index]) must lie between its bounds, "
          + "\(lower[index]) and \(upper[index])")
    }
    var search = Minimisation(
      start: start, lower: lower, upper: upper,
      tolerance: try positive("tolerance", unless: 1e-8),
      mostEvaluations: Int(try positive("evaluations", unless: 10_000)))
    search.method = try method(count: start.count)
    return search
  }

  private func report(_ outcome: Minimisation.Outcome) throws -> LuaReference {
    let reason =
      switch outcome.ending {
      case _ where !outcome.value.isFinite: "the function has no number there"
      case .converged: "converged"
      case .exhausted: "no evaluation was left"
      case .failed: "the method could not go on"
      }
    let table = try state.makeTable(recordCount: 3)
    try state.rawSet(table, "evaluations", .integer(Int64(outcome.evaluations)))
    try state.rawSet(table, "converged", .boolean(reason == "converged"))
    try state.rawSet(table, "reason", .string(reason))
    return table
  }

  // MARK: Options

  private func numbers(_ name: String) throws -> [Double]? {
    let value = try state.rawGet(options, name)
    if value.isNothing { return nil }
    guard let table = value.table else {
      throw LuaError(.runtime, "'\(name)' must be a list of numbers, not a \(value.typeName)")
    }
    return try (0..<state.rawCount(table)).map { index in
      let item = try state.rawGet(table, index + 1)
      guard let number = item.double, !number.isNaN else {
        throw LuaError(.runtime, "\(name)[\(index + 1)] must be a number")
      }
      return number
    }
  }

  private func bounds(_ name: String, count: Int, unless value: Double) throws -> [Double] {
    guard let bounds = try numbers(name) else { return Array(repeating: value, count: count) }
    if bounds.count == count { return bounds }
    throw LuaError(
      .runtime, "'\(name)' must have a number for each of 'start': \(count), not \(bounds.count)")
  }

  private func method(count: Int) throws -> Minimisation.Method {
    let given = try state.rawGet(options, "method")
    if given.isNothing { return .simplex }
    guard let method = given.text.flatMap(Minimisation.Method.init(rawValue:)) else {
      throw LuaError(.runtime, "'method' must be \"simplex\" or \"quadratic\"")
    }
    if method == .quadratic, count < 2 {
      throw LuaError(.runtime, "the method \"quadratic\" needs two numbers or more in 'start'")
    }
    return method
  }

  private func positive(_ name: String, unless value: Double) throws -> Double {
    let given = try state.rawGet(options, name)
    if given.isNothing { return value }
    guard let number = given.double, number > 0, number < 1e9 else {
      throw LuaError(.runtime, "'\(name)' must be a number above 0")
    }
    return number
  }

  private func list(_ numbers: [Double]) throws -> LuaReference {
    let table = try state.makeTable(arrayCount: numbers.count)
    for (index, number) in numbers.enumerated() {
      try state.rawSet(table, index + 1, .number(number))
    }
    return table
  }
}
