internal import Bytecode
internal import IR

/// Turns a Lua function of a study into IR for one row.
///
/// It follows the bytecode block by block and emits typed code for what is known at each block's
/// entry. Where a way brings something that the entry did not expect, the expectation is widened and
/// the function is translated again, until nothing changes. What can only go wrong, or is not
/// supported on a way that may not be taken, becomes a guard: the interpreter runs such rows.
package final class FunctionTranslator {
  let source: FunctionSource
  let host: HostModel
  /// What was known when this pass began, and what will be known in the next one.
  private(set) var known = Assumptions()
  var assumptions = Assumptions()
  /// Whether this pass met something that `assumptions` did not hold before.
  var isStale = false
  private var hasNewStart = false
  var builder: IRBuilder
  var bindings: [SlotBinding] = []
  var callees: [HostCallee] = []
  /// Variables beside registers: fuel, fields of the acting actor, what is set of the event.
  var shared: [Operand] = []
  var length: Int64 = 0
  var depth = 0
  /// How many of the calls around the present function stand in loops.
  var loopDepth = 0
  /// Where rows end that may not act any more.
  var idleBlock: IRBlockID?
  /// The event that a fold looks at as it happens.
  var happening: Happening?
  /// Why some way was given up, the first of them.
  var firstObstacle: Refusal?
  var activation: Activation
  /// Draw sites without key that have been translated.
  var seenSites: Set<Int64> = []
  /// The texts that results have been, by position.
  var resultTexts: [Int: [String]] = [:]

  private static let passLimit = 300
  static let inliningLimit = 16
  static let lengthLimit: Int64 = 20_000

  private init(_ source: FunctionSource, _ host: HostModel) {
    self.source = source
    self.host = host
    builder = IRBuilder(source.name)
    activation = Activation(
      path: [], prototype: source.functions[0].prototype, root: 0, nesting: [], captures: [],
      arguments: [])
  }

  /// - Throws: why the function stays on the interpreter.
  package static func translate(
    _ source: FunctionSource, host: HostModel
  ) throws(Refusal) -> TranslatedFunction {
    let translator = FunctionTranslator(source, host)
    for _ in 0..<passLimit {
      try translator.pass()
      if !translator.isStale { return try translator.result() }
    }
    throw Refusal("its values change their kinds too often")
  }

  private func result() throws(Refusal) -> TranslatedFunction {
    // What follows where the row is given up is translated, but never reached.
    let function = builder.function
    let isUseful = IRGraph(function).order.contains { index in
      function.blocks[index].terminator == .done && IRBlockID(index) != idleBlock
    }
    if !isUseful { throw firstObstacle ?? Refusal("it never ends well") }
    var translated = TranslatedFunction(
      function: builder.function, slots: bindings, callees: callees)
    translated.givesUp = known.givesUp
    translated.resultTexts = resultTexts
    return translated
  }

  /// Forgets what was expected at the entries of blocks: the next pass begins otherwise.
  func startOver() {
    isStale = true
    hasNewStart = true
  }

  /// Notes something that the whole function must be translated with.
  func assume(_ flag: WritableKeyPath<Assumptions, Bool>) {
    assumptions[keyPath: flag] = true
    if !known[keyPath: flag] { startOver() }
  }

  func assume(_ member: Int, in set: WritableKeyPath<Assumptions, Set<Int>>) {
    assumptions[keyPath: set].insert(member)
    if !known[keyPath: set].contains(member) { startOver() }
  }

  private func pass() throws(Refusal) {
    if hasNewStart { assumptions.entries = [:] }
    hasNewStart = false
    known = assumptions
    isStale = false
    builder = IRBuilder(source.name)
    bindings = []
    callees = []
    length = 0
    depth = 0
    loopDepth = 0
    idleBlock = nil
    seenSites = []
    resultTexts = [:]
    firstObstacle = nil
    happening = nil
    // What is outside of loops is taken at the start.
    shared = [.integer(source.instructionBudget - Self.lengthLimit)]
    checkRow()
    shared += initialShared()
    let function = source.functions[0]
    let captures = function.captures.map(operand(of:))
    _ = try run(
      Activation(
        path: [], prototype: function.prototype, root: 0, nesting: [], captures: captures,
        arguments: parameters()), isRoot: true)
    if assumptions.length < length {
      assumptions.length = length
      isStale = true
    }
  }

  /// Translates a call of a function from the present place on.
  ///
  /// - Returns: its results, with the builder where it has returned; `nil`: it never does.
  func run(_ called: Activation, isRoot: Bool = false) throws(Refusal) -> [Operand]? {
    let caller = activation
    activation = called
    defer { activation = caller }
    guard !called.prototype.isVararg else {
      throw Refusal(
        "it takes any number of arguments", file: source.functions[called.root].prototype.fileName,
        line: called.prototype.lineDefined)
    }
    called.pending[0] = [makeEdge(called.registers)]
    for index in called.flow.order {
      guard called.pending[index] != nil else { continue }
      beginBlock(index)
      try translateBlock(index, isRoot: isRoot)
    }
    if isRoot || called.returns.isEmpty { return nil }
    let count = called.returns.map(\.operands.count).max() ?? 0
    let edges = called.returns.map { edge in
      PendingEdge(
        block: edge.block,
        operands: edge.operands
          + Array(repeating: .nil, count: count - edge.operands.count), shared: edge.shared)
    }
    let place = Assumptions.Place(path: called.path, block: -1)
    return meet(edges, at: place, hasLaterEdges: false).operands
  }

  // MARK: Ways

  /// Ends the present block with a jump to a new one, which becomes the end of a way.
  func makeEdge(_ operands: [Operand]) -> PendingEdge {
    let block = builder.makeBlock()
    builder.jump(block)
    builder.block = block
    return PendingEdge(block: block, operands: operands, shared: shared)
  }

  /// Sends control from the present block to a block of the function.
  func go(to pc: Int) {
    let target = activation.flow.blockOfInstruction[pc]
    let edge = PendingEdge(
      block: builder.block, operands: activation.registers, shared: shared)
    guard let entered = activation.entered[target] else {
      activation.pending[target, default: []].append(edge)
      return
    }
    // Control goes back: what it brings must be what the block was translated for.
    let operands = edge.operands + edge.shared
    let place = Assumptions.Place(path: activation.path, block: target)
    let wider = zip(entered.shapes, operands).map { join($0, $1.shape) }
    if wider != entered.shapes {
      assumptions.entries[place] = wider
      isStale = true
      builder.end(.redo)
    } else {
      let arguments = zip(operands, entered.shapes).flatMap { coerce($0, to: $1) }
      builder.jump(entered.block, arguments)
    }
  }

  func join(_ left: Shape, _ right: Shape) -> Shape {
    Shape.join(left, right, isExact: known.isExact)
  }

  private func beginBlock(_ index: Int) {
    let edges = activation.pending.removeValue(forKey: index) ?? []
    let hasLaterEdges = activation.flow.blocks[index].predecessors.contains { predecessor in
      activation.entered[predecessor] == nil
        && activation.flow.isReachable(
          activation.flow.blocks[predecessor].range.lowerBound)
    }
    let place = Assumptions.Place(path: activation.path, block: index)
    let count = activation.registers.count
    let (operands, shapes) = meet(edges, at: place, hasLaterEdges: hasLaterEdges)
    activation.entered[index] = (builder.block, shapes)
    activation.registers = Array(operands.prefix(count))
  }

  /// Lets ways meet in one block, which becomes the present one.
  ///
  /// - Returns: registers (or results) there, and the shapes of those and of the shared variables.
  private func meet(
    _ edges: [PendingEdge], at place: Assumptions.Place, hasLaterEdges: Bool
  ) -> (operands: [Operand], shapes: [Shape]) {
    if edges.count == 1, !hasLaterEdges {
      builder.block = edges[0].block
      shared = edges[0].shared
      return (edges[0].operands, (edges[0].operands + shared).map(\.shape))
    }
    let first = edges[0].operands + edges[0].shared
    var shapes = assumptions.entries[place] ?? first.map(\.shape)
    if shapes.count != first.count { shapes = first.map(\.shape) }
    for edge in edges {
      shapes = zip(shapes, edge.operands + edge.shared).map { join($0, $1.shape) }
    }
    assumptions.entries[place] = shapes
    let block = builder.makeBlock(shapes.flatMap(\.types))
    for edge in edges {
      builder.block = edge.block
      let arguments = zip(edge.operands + edge.shared, shapes).flatMap { coerce($0, to: $1) }
      builder.jump(block, arguments)
    }
    builder.block = block
    var parameters = builder.function[block].parameters[...]
    let operands = shapes.map { shape in
      let count = shape.types.count
      defer { parameters = parameters.dropFirst(count) }
      return Operand(shape, Array(parameters.prefix(count)))
    }
    let count = edges[0].operands.count
    shared = Array(operands[count...])
    return (Array(operands[..<count]), shapes)
  }

  // MARK: Giving up

  /// Gives the row up from here on; what follows is not reached.
  func giveUp(_ reason: String) {
    if happening != nil { recordEvents() }
    note(reason)
    builder.end(.redo)
    builder.block = builder.makeBlock()
  }

  /// Translates the function once more, with its events recorded for the folds.
  private func recordEvents() {
    assumptions.recordsEvents = true
    startOver()
  }

  func note(_ reason: String) {
    assume(\.givesUp)
    guard firstObstacle == nil else { return }
    firstObstacle = Refusal(
      reason, file: source.functions[activation.root].prototype.fileName, line: activation.line)
  }

  /// Gives the row up where a condition does not hold.
  func guarding(_ condition: IRValue) { builder.emit(.guard, [condition]) }

  // MARK: Slots and callees

  func slot(
    _ binding: SlotBinding, _ name: String, _ cell: IRCell, stride: Int? = nil, offset: Int = 0,
    isMutable: Bool = false, isOwn: Bool = false, of world: MeasuredWorld = .run
  ) -> IRSlotID {
    let binding = binding.of(world)
    let name = world == .run ? name : "twin \(name)"
    // Two slots with different bindings may not be taken for one.
    let made = IRSlot(
      name, cell, stride: stride, offset: offset, isMutable: isMutable, isOwn: isOwn,
      isAlone: binding.isAlone, isStreamed: binding == .output)
    for (index, known) in builder.function.slots.enumerated()
    where known == made && bindings[index] == binding {
      return IRSlotID(index)
    }
    builder.function.slots.append(made)
    bindings.append(binding)
    return IRSlotID(bindings.count - 1)
  }

  func callee(
    _ callee: HostCallee, _ parameters: [IRType], _ result: IRType?, isPure: Bool
  ) -> IRCalleeID {
    if let known = callees.firstIndex(of: callee) { return IRCalleeID(known) }
    callees.append(callee)
    builder.function.callees.append(
      IRCallee("\(callee)", parameters, result, isPure: isPure))
    return IRCalleeID(callees.count - 1)
  }
}
