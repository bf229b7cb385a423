/// Why a chunk could not be read, or not be changed.
package enum BytecodeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The chunk ends before what it announces.
  case truncated(offset: Int)
  /// The chunk is not of Lua 5.4 on this kind of machine; the text says in what it differs.
  case foreign(String)
  /// The bytes at `offset` cannot be part of a chunk.
  case malformed(String, offset: Int)
  /// An instruction asks for what its function does not have; `pc` counts from 0.
  case invalidInstruction(String, path: [Int], pc: Int)
  /// A function cannot take a further constant where an instruction could reach it.
  case tooManyConstants(line: Int?)

  package var description: String {
    switch self {
    case .truncated(let offset):
      "the bytecode ends at byte \(offset) in the middle of a function"
    case .foreign(let difference):
      "the bytecode is not of Lua 5.4 on this kind of machine: \(difference)"
    case .malformed(let what, let offset):
      "malformed bytecode at byte \(offset): \(what)"
    case .invalidInstruction(let what, let path, let pc):
      "invalid instruction \(pc + 1) in function \(path.isEmpty ? "main" : "\(path)"): \(what)"
    case .tooManyConstants(let line):
      "the function\(line.map { " around line \($0)" } ?? "") has more than 256 constants; "
        + "split it into smaller functions"
    }
  }
}
