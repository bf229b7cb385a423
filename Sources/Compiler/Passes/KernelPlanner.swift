package import IR

/// Decides in which stages a function runs.
package enum KernelPlanner {
  /// Counts of neighbours in a function, and the slot that says how large they can be.
  package struct Counts {
    package var slots: Set<IRSlotID>
    package var limit: IRSlotID

    package init(slots: Set<IRSlotID>, limit: IRSlotID) {
      self.slots = slots
      self.limit = limit
    }
  }

  /// - Parameter function: as `simplified` leaves it.
  package static func plan(_ function: IRFunction, counts: Counts? = nil) -> IRKernel {
    let function = Diamonds.straightened(function)
    check(function)
    let isSerial = function.needsOrder
    guard let (stages, prologue) = stages(function, isSerial: isSerial, counts) else {
      return finished([IRKernel.Stage(function, isVector: false)], isSerial: isSerial, nil)
    }
    return finished(stages, isSerial: isSerial, prologue)
  }

  /// A translated function without what nothing needs.
  package static func simplified(_ function: IRFunction) -> IRFunction {
    check(function)
    let function = DeadCode.removed(
      RedundantStores.removed(TrivialParameters.removed(function)))
    check(function)
    return function
  }

  /// In debug builds every pass leaves a well-formed function.
  private static func check(_ function: IRFunction) {
    assert(
      IRVerifier.problems(of: function).isEmpty,
      IRVerifier.problems(of: function).joined(separator: "\n") + "\n"
        + IRWriter.text(of: function))
  }

  private typealias Plan = (stages: [IRKernel.Stage], prologue: IRKernel.Prologue?)

  /// Several stages, or one of vectors; `nil`: rows run one by one.
  private static func stages(
    _ function: IRFunction, isSerial: Bool, _ counts: Counts?
  ) -> Plan? {
    var stages: [IRKernel.Stage] = []
    var rest = function
    if !isSerial, let (first, rest) = Compaction.stages(function),
      let straight = IfConversion.straightened(DeadCode.removed(rest))
    {
      let (tabled, prologue) = tabulated(straight, counts)
      return (
        [
          IRKernel.Stage(DeadCode.removed(first), isVector: false),
          IRKernel.Stage(tabled, isVector: true, isCompacted: true),
        ], prologue
      )
    }
    if IRGraph(function).hasLoops {
      guard let (gather, others) = LoopOutlining.stages(function) else { return nil }
      stages.append(IRKernel.Stage(DeadCode.removed(gather), isVector: false))
      rest = DeadCode.removed(others)
    }
    guard let straight = IfConversion.straightened(rest).map(Simplification.simplified) else {
      return nil
    }
    let (tabled, prologue) = tabulated(straight, counts)
    if isSerial {
      guard let (vector, serial) = EffectSplit.stages(tabled) else { return nil }
      stages.append(IRKernel.Stage(vector, isVector: true))
      stages.append(IRKernel.Stage(serial, isVector: false))
    } else if stages.isEmpty, let tests = EarlyOut.tests(of: rest),
      let first = IfConversion.straightened(tests)
    {
      stages.append(IRKernel.Stage(first, isVector: true))
      stages.append(IRKernel.Stage(tabled, isVector: true, isCompacted: true))
    } else {
      stages.append(IRKernel.Stage(tabled, isVector: true))
    }
    return (stages, prologue)
  }

  private static func tabulated(
    _ function: IRFunction, _ counts: Counts?
  ) -> (function: IRFunction, prologue: IRKernel.Prologue?) {
    guard let counts, let split = Tabulation.split(function, counts: counts.slots) else {
      return (function, nil)
    }
    return (split.function, IRKernel.Prologue(split.prologue, count: counts.limit))
  }

  private static func finished(
    _ stages: [IRKernel.Stage], isSerial: Bool, _ prologue: IRKernel.Prologue?
  ) -> IRKernel {
    var stages = stages
    let last = stages.count - 1
    if isSerial || !stages[last].isVector { UndoMarking.mark(&stages[last].function) }
    let slots = stages.map(\.function.slots).max { $0.count < $1.count } ?? []
    for index in stages.indices {
      if stages[index].isVector {
        stages[index].function = CallsFirst.ordered(stages[index].function)
      }
      stages[index].function.slots = slots
      check(stages[index].function)
    }
    var prologue = prologue
    prologue?.function.slots = slots
    return IRKernel(stages: stages, isSerial: isSerial, prologue: prologue)
  }
}
