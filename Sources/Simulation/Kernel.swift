package import Diagnostics

/// A function of the study made ready to run over rows: the seam between a world and its engines.
///
/// A kernel is entered once per phase, kind and chunk of rows, never once per actor. It reads the
/// world's columns through `World.views(of:)`, writes through `World`'s effects, and puts one number
/// per row into `call.output` where its role asks for one.
package protocol Kernel: AnyObject {
  /// Runs the function for some rows of a call, in ascending order.
  ///
  /// - Throws: the failure of the first row that fails; rows after it have not run.
  func run(_ call: PhaseCall, rows: Range<Int>) throws(KernelFailure)
}

/// What executes the functions of a study.
package protocol Engine: AnyObject {
  /// The kernel of a function, made on first use.
  func kernel(for function: FunctionID) -> any Kernel
  /// Called before the first values are computed, with the world that the next calls concern.
  ///
  /// The world retains the engine while it lives: an engine may not retain the world.
  func prepare(_ world: World)
  /// How many rows of a value definition it is best given at a time; it changes no bit.
  var rowsAtOnce: Int { get }
  /// Runs a body for parts of a range, at the same time where several threads may be used.
  ///
  /// A part begins a multiple of 1,024 behind the range's begin.
  ///
  /// - Parameter size: what is worth a thread.
  func inParts(_ range: Range<Int>, atLeast size: Int, _ body: (Range<Int>) -> Void)
}

extension Engine {
  package var rowsAtOnce: Int { .max }
  package func inParts(_ range: Range<Int>, atLeast size: Int, _ body: (Range<Int>) -> Void) {
    body(range)
  }
}

/// A row that failed: a mistake in the study's function, or a limit.
package struct KernelFailure: Error, Sendable {
  package var diagnostic: Diagnostic
  /// The position in the rows of the call.
  package var row: Int
  /// Stopped by wall clock or memory, which another try may pass: the replicate runs again.
  package var isInterrupted: Bool
  package init(_ diagnostic: Diagnostic, row: Int, isInterrupted: Bool = false) {
    self.diagnostic = diagnostic
    self.row = row
    self.isInterrupted = isInterrupted
  }
}

/// What a kernel's function is asked for.
package enum KernelRole: Sendable {
  /// (self, env): acts.
  case rule
  /// (initiator, partner, env, event): acts, and calls `World.record` for each event that happened.
  case encounter
  /// (self, env, event): a one-sided event.
  case presence
  /// (self, env) -> number into `output`; undefined: NaN, and the reason code into `reasons`.
  case value
  /// (self, env) -> the field's first value into `output`, in the field's coding.
  case initial
  /// (self, env) -> how many partners into `output`.
  case pick
  /// (initiator, partner, env) -> 0 or 1 into `output`.
  case when
  /// (env) -> number into `output`: one row, no actor.
  case world
  /// (run): one row, no actor; a definition's rows are given what it returns. Undefined: NaN into
  /// `output`, and the reason code into `reasons`.
  case fit
  /// (self, run, without, env) -> number into `output`, as `value`; `without` is `call.without`.
  case counterfactual
  /// (kept, event, env): one row per recorded event.
  case fold
}

/// Two sides that meet, or a row of a log.
package struct Pair: Hashable, Sendable {
  package var initiator: Int32
  /// -1 in a one-sided event.
  package var partner: Int32
  /// The tie's number in the network; the row of the log in a replay; else -1.
  package var tie: Int32
  /// How often this pair has met before in this phase and step.
  package var occurrence: Int32
  package init(initiator: Int32, partner: Int32, tie: Int32 = -1, occurrence: Int32 = 0) {
    self.initiator = initiator
    self.partner = partner
    self.tie = tie
    self.occurrence = occurrence
  }
}
