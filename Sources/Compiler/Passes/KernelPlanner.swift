package import IR

/// Decides in which stages a function runs.
package enum KernelPlanner {
  package static func plan(_ function: IRFunction) -> IRKernel {
    check(function)
    let function = DeadCode.removed(
      RedundantStores.removed(TrivialParameters.removed(function)))
    check(function)
    let isSerial = function.needsOrder
    let stages =
      stages(function, isSerial: isSerial) ?? [IRKernel.Stage(function, isVector: false)]
    return finished(stages, isSerial: isSerial)
  }

  /// In debug builds every pass leaves a well-formed function.
  private static func check(_ function: IRFunction) {
    assert(
      IRVerifier.problems(of: function).isEmpty,
      IRVerifier.problems(of: function).joined(separator: "\n") + "\n"
        + IRWriter.text(of: function))
  }

  /// Several stages, or one of vectors; `nil`: rows run one by one.
  private static func stages(_ function: IRFunction, isSerial: Bool) -> [IRKernel.Stage]? {
    var stages: [IRKernel.Stage] = []
    var rest = function
    if !isSerial, let (first, rest) = Compaction.stages(function),
      let straight = IfConversion.straightened(DeadCode.removed(rest))
    {
      return [
        IRKernel.Stage(DeadCode.removed(first), isVector: false),
        IRKernel.Stage(straight, isVector: true, isCompacted: true),
      ]
    }
    if IRGraph(function).hasLoops {
      guard let (gather, others) = LoopOutlining.stages(function) else { return nil }
      stages.append(IRKernel.Stage(DeadCode.removed(gather), isVector: false))
      rest = DeadCode.removed(others)
    }
    guard let straight = IfConversion.straightened(rest) else { return nil }
    if isSerial {
      guard let (vector, serial) = EffectSplit.stages(straight) else { return nil }
      stages.append(IRKernel.Stage(vector, isVector: true))
      stages.append(IRKernel.Stage(serial, isVector: false))
    } else {
      stages.append(IRKernel.Stage(straight, isVector: true))
    }
    return stages
  }

  private static func finished(_ stages: [IRKernel.Stage], isSerial: Bool) -> IRKernel {
    var stages = stages
    let last = stages.count - 1
    if isSerial || !stages[last].isVector { UndoMarking.mark(&stages[last].function) }
    let slots = stages.map(\.function.slots).max { $0.count < $1.count } ?? []
    for index in stages.indices {
      stages[index].function.slots = slots
      check(stages[index].function)
    }
    return IRKernel(stages: stages, isSerial: isSerial)
  }
}
