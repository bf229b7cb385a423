import IR

@testable import Compiler

/// A pass that file tests can ask for.
enum FilePass: String {
  case deadCode = "dead code"
  case trivialParameters = "trivial parameters"
  case redundantStores = "redundant stores"
  case ifConversion = "if conversion"
  case loopOutlining = "loop outlining"
  case compaction
  case effectSplit = "effect split"
  case undoMarking = "undo marking"
  case earlyOut = "early out"
  case diamonds
  case simplification
  case callsFirst = "calls first"
  /// Of what depends on slots called "count".
  case tabulation
  /// All of them, as functions of studies have it.
  case plan

  func result(of function: IRFunction) -> (functions: [IRFunction], text: String) {
    switch self {
    case .deadCode: return Self.one(DeadCode.removed(function))
    case .trivialParameters: return Self.one(TrivialParameters.removed(function))
    case .redundantStores: return Self.one(RedundantStores.removed(function))
    case .ifConversion: return Self.one(IfConversion.straightened(function))
    case .loopOutlining:
      let stages = LoopOutlining.stages(function)
      return Self.two(stages?.gather, stages?.rest)
    case .compaction:
      let stages = Compaction.stages(function)
      return Self.two(stages?.first, stages?.rest)
    case .effectSplit:
      let stages = EffectSplit.stages(function)
      return Self.two(stages?.vector, stages?.serial)
    case .undoMarking:
      var marked = function
      UndoMarking.mark(&marked)
      return ([marked], IRWriter.text(of: marked))
    case .diamonds: return Self.one(Diamonds.straightened(function))
    case .simplification: return Self.one(Simplification.simplified(function))
    case .callsFirst: return Self.one(CallsFirst.ordered(function))
    case .earlyOut: return Self.one(EarlyOut.tests(of: function))
    case .tabulation:
      let counts = function.slots.indices.filter { function.slots[$0].name == "count" }
      let split = Tabulation.split(function, counts: Set(counts.map { IRSlotID($0) }))
      return Self.two(split?.function, split?.prologue)
    case .plan:
      let kernel = KernelPlanner.plan(KernelPlanner.simplified(function))
      return (kernel.stages.map(\.function), IRWriter.text(of: kernel))
    }
  }

  private static func one(_ function: IRFunction?) -> (functions: [IRFunction], text: String) {
    guard let function else { return ([], "not done") }
    return ([function], IRWriter.text(of: function))
  }

  private static func two(
    _ first: IRFunction?, _ second: IRFunction?
  ) -> (functions: [IRFunction], text: String) {
    guard let first, let second else { return ([], "not done") }
    return ([first, second], IRWriter.text(of: first) + "\n" + IRWriter.text(of: second))
  }
}
