internal import Bytecode
internal import IR

/// One call of a Lua function while it is translated: the study's own, or one that is inlined.
final class Activation {
  /// The way to it: the call sites from the study's function on.
  let path: [Int]
  let prototype: Prototype
  /// The number of the captured function in which it stands, and the way down to it.
  let root: Int
  let nesting: [Int]
  let flow: ControlFlow
  let captures: [Operand]
  var registers: [Operand]
  /// Results or arguments whose number only the code knows, from a register on.
  var open: (register: Int, operands: [Operand])?
  /// Blocks that have been begun, with the shapes of registers and shared variables at entry.
  var entered: [Int: (block: IRBlockID, shapes: [Shape])] = [:]
  /// Ways to blocks that have not been begun.
  var pending: [Int: [PendingEdge]] = [:]
  /// Ways out of the function, with its results.
  var returns: [PendingEdge] = []
  /// The instruction that is translated.
  var pc = 0

  init(
    path: [Int], prototype: Prototype, root: Int, nesting: [Int], captures: [Operand],
    arguments: [Operand]
  ) {
    self.path = path
    self.prototype = prototype
    self.root = root
    self.nesting = nesting
    self.captures = captures
    flow = ControlFlow(prototype)
    registers = Array(repeating: .nil, count: prototype.maxStackSize)
    for (index, argument) in arguments.prefix(prototype.parameterCount).enumerated() {
      registers[index] = argument
    }
  }

  var instruction: Instruction { prototype.instructions[pc] }
  var line: Int? { prototype.line(at: pc) }
}

/// A way that control takes, which ends in an empty block of its own.
struct PendingEdge {
  let block: IRBlockID
  /// Registers, or results; then the shared variables.
  let operands: [Operand]
  let shared: [Operand]
}

/// What earlier passes over the function have found out; it only ever grows, so that passes end.
struct Assumptions {
  struct Place: Hashable {
    let path: [Int]
    /// -1: where the function has returned.
    let block: Int
  }

  /// Shapes of registers and shared variables at a block's entry.
  var entries: [Place: [Shape]] = [:]
  /// Fields of the acting actor that it assigns in a simultaneous phase: they are variables.
  var writtenFields: [Int] = []
  /// Whether the function sets anything of its event.
  var writesEvent = false
  /// Kinds that actors enter and leave by this function, and networks whose ties it changes.
  var entered: Set<Int> = []
  var left: Set<Int> = []
  var tied: Set<Int> = []
  /// Whether it changes more than the row's own event and fields.
  var hasEffects = false
  /// Whether it gives rows up on some way, which the interpreter then runs: what it does there is
  /// not known.
  var givesUp = false
  /// Whether folds cannot look at events as they happen, but at recorded ones later.
  var recordsEvents = false
  /// Whether integers and floats that meet must keep their subtypes.
  var isExact = false
  /// Instructions of the whole function with everything inlined, each once.
  var length: Int64 = 0
}
