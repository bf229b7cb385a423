import Bytecode
package import LuaRuntime

/// The lines and functions of files that have run.
package struct LineCoverage: Sendable {
  package private(set) var files: [String: LuaCoverage] = [:]

  package init() {}

  package mutating func add(_ found: [LuaCoverage]) {
    for file in found {
      files[file.file, default: LuaCoverage(file: file.file)].lines.formUnion(file.lines)
      files[file.file, default: LuaCoverage(file: file.file)].functions.formUnion(file.functions)
    }
  }

  package mutating func add(_ other: LineCoverage) { add(Array(other.files.values)) }
}

/// What of the files that were loaded has run, and what has not.
package struct CoverageReport: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    package var path: String
    /// The lines with code on them, in ascending order.
    package var lines: [Int]
    /// Those of them that never ran.
    package var missedLines: [Int]
    /// The lines where functions begin.
    package var functions: [Int]
    /// Those of them where no function was ever called.
    package var missedFunctions: [Int]
  }

  /// In the order of the paths.
  package var files: [File]

  /// - Parameter text: the text of a file; files without text are left out.
  package init(_ coverage: LineCoverage, text: (_ path: String) -> String?) {
    files = coverage.files.values.sorted { $0.file < $1.file }.compactMap { covered in
      guard let text = text(covered.file), let code = CodeLines(text) else { return nil }
      return File(
        path: covered.file, lines: code.lines.sorted(),
        missedLines: code.lines.subtracting(covered.lines).sorted(),
        functions: code.functions.sorted(),
        missedFunctions: code.functions.subtracting(covered.functions).sorted())
    }
  }
}

/// Where a script has code.
private struct CodeLines {
  private(set) var lines: Set<Int> = []
  private(set) var functions: Set<Int> = []

  /// Reads the compiled form; `nil` where the text does not compile.
  init?(_ text: String) {
    guard let state = try? LuaState(), let chunk = try? state.load(text, chunkName: "text"),
      let bytes = try? state.dump(chunk), let main = try? Prototype(decoding: bytes)
    else { return nil }
    add(main)
  }

  private mutating func add(_ function: Prototype) {
    for (pc, line) in function.lines.enumerated() where Self.saysSomething(pc, in: function) {
      lines.insert(line)
    }
    if function.lineDefined > 0 { functions.insert(function.lineDefined) }
    for inner in function.prototypes { add(inner) }
  }

  /// Whether an instruction says anything about its line.
  ///
  /// What does not: the return of `end`, which a function that returns earlier never reaches; the
  /// return behind a tail call, which nobody reaches; what prepares the arguments of a function with
  /// `...`.
  private static func saysSomething(_ pc: Int, in function: Prototype) -> Bool {
    if pc == function.instructions.count - 1 || pc == 0 && function.isVararg { return false }
    return pc == 0 || function.instructions[pc - 1].opcode != .OP_TAILCALL
  }
}
