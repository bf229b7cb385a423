package import Bytecode

/// What a function of a study is asked for, as the translator sees it.
///
/// See `Simulation.KernelRole` for arguments and results.
package enum FunctionRole: Hashable, Sendable {
  case rule(phase: Int)
  case encounter(phase: Int)
  case presence(phase: Int)
  case value(kind: Int)
  case initial(kind: Int, field: Int)
  case pick(phase: Int)
  case when(phase: Int)
  /// (env): a series or `stop_when`.
  case world
  /// (kept, event, env), with the names of the kept numbers.
  case fold(phase: Int, kept: [String])
  /// (run, twin): a measure of a finished run, with the names of the numbers that its fold kept.
  case measure(results: Int, kept: [String], hasTwin: Bool)
  /// (self, twin): what a finished run is asked about each actor of a kind.
  case perActor(kind: Int, results: Int, hasTwin: Bool)

  /// Whether it is asked about a finished run.
  package var isAfterRun: Bool {
    switch self {
    case .measure, .perActor: true
    default: false
    }
  }
}

/// Which of the two worlds that a measure sees.
package enum MeasuredWorld: Hashable, Sendable {
  case run, twin

  package var other: MeasuredWorld { self == .run ? .twin : .run }
}

/// A variable that a function captured, by its content: captured variables never change.
package indirect enum CapturedValue: Hashable, Sendable {
  case `nil`
  case boolean(Bool)
  case integer(Int64)
  case float(Double)
  case string(String)
  /// A Lua function, by its position in `FunctionSource.functions`.
  case function(Int)
  /// A function of Lua's libraries: `math.floor`, `ipairs`.
  case library(String)
  /// One of Lua's library tables: `math`.
  case libraryTable(String)
  /// The table of globals.
  case globals
  /// The module `valence`.
  case module
  /// A frozen table: its list from 1 on, and its other entries in byte order of their names, then
  /// by number.
  case table(ConstantTable)
  /// Anything else, with what it is in words.
  case other(String)
}

/// A table that cannot change.
package struct ConstantTable: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var key: CapturedValue
    package var value: CapturedValue

    package init(key: CapturedValue, value: CapturedValue) {
      self.key = key
      self.value = value
    }
  }

  package var list: [CapturedValue]
  package var entries: [Entry]

  package init(list: [CapturedValue] = [], entries: [Entry] = []) {
    self.list = list
    self.entries = entries
  }
}

/// A function of a study as it is bound to the interpreter: the names of its drawing methods carry
/// the numbers of their call sites (`chance#3`).
package struct FunctionSource: Sendable {
  /// The function itself, then the Lua functions that it captured, directly or through others.
  package struct Function: Sendable {
    package var prototype: Prototype
    /// **Shape**: one per captured variable.
    package var captures: [CapturedValue]

    package init(prototype: Prototype, captures: [CapturedValue]) {
      self.prototype = prototype
      self.captures = captures
    }
  }

  /// As messages call it: "rule 'adopt'".
  package var name: String
  package var role: FunctionRole
  package var functions: [Function]
  /// The functions of the phase's folds, by their positions in `functions`.
  package var folds: [Int] = []
  /// VM instructions and library work that one row may take at most.
  package var instructionBudget: Int64

  package init(
    name: String, role: FunctionRole, functions: [Function], instructionBudget: Int64
  ) {
    self.name = name
    self.role = role
    self.functions = functions
    self.instructionBudget = instructionBudget
  }

  /// Adds the function of a fold with those that it captured.
  package mutating func add(fold: FunctionSource) {
    let first = functions.count
    folds.append(first)
    functions += fold.functions.map { function in
      Function(
        prototype: function.prototype, captures: function.captures.map { $0.renumbered(by: first) })
    }
  }
}

extension CapturedValue {
  /// The value where functions stand further on.
  fileprivate func renumbered(by offset: Int) -> CapturedValue {
    switch self {
    case .function(let number): .function(number + offset)
    case .table(let table):
      .table(
        ConstantTable(
          list: table.list.map { $0.renumbered(by: offset) },
          entries: table.entries.map {
            ConstantTable.Entry(
              key: $0.key.renumbered(by: offset), value: $0.value.renumbered(by: offset))
          }))
    default: self
    }
  }
}
