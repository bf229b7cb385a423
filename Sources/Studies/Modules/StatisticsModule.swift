import LuaRuntime
import Statistics

/// The module that a script requires as "statistics": what measures, sections and tests ask of lists
/// of numbers.
///
/// A list of numbers holds numbers only: an undefined value in it is an error, since nothing is
/// dropped in silence; `defined` says how many it leaves out. Where a statistic is undefined the
/// answer is nil.
enum StatisticsModule {
  static let module = HostModule(
    name: "statistics",
    functions: [
      of1("mean") { values in [Moments(values).mean] },
      of1("sd") { values in [Moments(values).sampleStandardDeviation] },
      of1("median") { values in [Quantile.type7(0.5, of: values)] },
      HostModule.Function(name: "quantile", body: quantile),
      interval("interval") { Interval.studentT($0, level: $1) },
      interval("bootstrap") { Interval.bootstrap($0, level: $1) },
      of1("gini", gini),
      of2("kendall") { a, b in [kendallTau(a, b)] },
      of2("slope") { x, y in
        guard let line = LeastSquares(x, y) else { return [nil] }
        return [line.slope, line.determination, line.intercept]
      },
      HostModule.Function(name: "defined", body: defined),
    ] + comparisons)

  // MARK: Functions of one list or two

  static func of1(
    _ name: String, _ body: @escaping @Sendable ([Double]) throws -> [Double?]
  ) -> HostModule.Function {
    HostModule.Function(name: name) { state, arguments in
      try body(ListArgument(name, arguments, 0).numbers(state)).map(value)
    }
  }

  private static func of2(
    _ name: String, _ body: @escaping @Sendable ([Double], [Double]) -> [Double?]
  ) -> HostModule.Function {
    HostModule.Function(name: name) { state, arguments in
      let first = try ListArgument(name, arguments, 0).numbers(state)
      let second = try ListArgument(name, arguments, 1).numbers(state)
      guard first.count == second.count else {
        throw LuaError(
          .runtime,
          "\(name) needs two lists of the same length, got \(first.count) and \(second.count) "
            + "numbers")
      }
      return body(first, second).map(value)
    }
  }

  static func value(_ number: Double?) -> LuaValue {
    number.map(LuaValue.number) ?? .nothing
  }

  @Sendable private static func gini(_ values: [Double]) throws -> [Double?] {
    do throws(GiniError) {
      return [try giniCoefficient(values)]
    } catch {
      switch error {
      case .negative(let index):
        throw LuaError(.runtime, "gini is of amounts, and number \(index + 1) is below zero")
      case .notFinite(let index):
        throw LuaError(.runtime, "gini is of amounts, and number \(index + 1) is not finite")
      }
    }
  }

  /// `quantile(list, p)`.
  @Sendable private static func quantile(
    _ state: LuaState, _ arguments: [LuaValue]
  ) throws -> [LuaValue] {
    let values = try ListArgument("quantile", arguments, 0).numbers(state)
    guard arguments.count > 1, let probability = arguments[1].double, (0...1).contains(probability)
    else { throw LuaError(.runtime, "quantile(list, p) needs a probability from 0 to 1") }
    return [value(Quantile.type7(probability, of: values))]
  }

  /// `interval(list, level)`: the low end and the high one.
  private static func interval(
    _ name: String, _ body: @escaping @Sendable (Moments, Double) -> Interval?
  ) -> HostModule.Function {
    HostModule.Function(name: name) { state, arguments in
      let values = try ListArgument(name, arguments, 0).numbers(state)
      let interval = body(Moments(values), try level(name, arguments))
      return [value(interval?.low), value(interval?.high)]
    }
  }

  /// The level of a function of a list and a level.
  static func level(_ name: String, _ arguments: [LuaValue]) throws -> Double {
    guard arguments.count > 1, !arguments[1].isNothing else { return 0.95 }
    guard let given = arguments[1].double, given > 0, given < 1 else {
      throw LuaError(.runtime, "\(name)(list, level) needs a level between 0 and 1, as 0.95")
    }
    return given
  }

  /// `defined(list)`: the numbers of a list, and how many of its values are none.
  @Sendable private static func defined(
    _ state: LuaState, _ arguments: [LuaValue]
  ) throws -> [LuaValue] {
    let entries = try ListArgument("defined", arguments, 0).entries(state)
    let numbers = entries.compactMap(\.double).filter(\.isFinite)
    let list = try state.makeTable(arrayCount: numbers.count)
    for (index, number) in numbers.enumerated() {
      try state.rawSet(list, index + 1, .number(number))
    }
    return [.table(list), .integer(Int64(entries.count - numbers.count))]
  }
}

/// A list that a function of the module was called with.
struct ListArgument {
  private let name: String
  private let value: LuaValue

  init(_ name: String, _ arguments: [LuaValue], _ position: Int) {
    self.name = name
    value = arguments.indices.contains(position) ? arguments[position] : .nothing
  }

  func entries(_ state: LuaState) throws(LuaError) -> [LuaValue] {
    guard case .table(let table) = value else {
      throw LuaError(.runtime, "\(name) needs a list of numbers, got \(value.typeName)")
    }
    let entries = try state.entries(of: table)
    for (index, entry) in entries.enumerated() where entry.key.int != index + 1 {
      throw LuaError(.runtime, "\(name) needs a list of numbers, without names and gaps")
    }
    return entries.map(\.value)
  }

  func numbers(_ state: LuaState) throws(LuaError) -> [Double] {
    var numbers: [Double] = []
    for (index, value) in try entries(state).enumerated() {
      if let number = value.double {
        numbers.append(number)
        continue
      }
      if case .handle = value {
        throw LuaError(
          .runtime,
          "\(name): entry \(index + 1) is no number but an undefined value or an actor; "
            + "statistics.defined(list) gives the numbers alone")
      }
      throw LuaError(.runtime, "\(name): entry \(index + 1) is a \(value.typeName)")
    }
    return numbers
  }
}
