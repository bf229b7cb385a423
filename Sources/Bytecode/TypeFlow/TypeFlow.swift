/// Forward abstract interpretation of one function over a caller's domain.
///
/// It follows registers through all branches to a fixpoint, then asks the domain once more for
/// every instruction that can be reached, in the order of the code, with `Site.isSettled`.
///
/// It always ends: a register that keeps changing at a place where ways meet is unknown in the
/// end, whatever the height of the domain's lattice. Local variables that a nested function
/// assigns are unknown throughout.
package struct TypeFlow<Domain: AbstractDomain> {
  package typealias Value = Domain.Value
  typealias State = FlowState<Value>
  typealias Slot = FlowSlot<Value>

  let prototype: Prototype
  let root: Int
  let path: [Int]
  let upvalues: [Value]
  let controlFlow: ControlFlow
  let shared: SharedVariables
  /// **Shape**: one per captured variable: whether this function or a nested one assigns it.
  let isUpvalueWritten: [Bool]

  /// How often a block is executed before a value that still changes there counts as unknown.
  private static var patience: Int { 100 }

  /// - Parameters:
  ///   - root: the caller's number of the root function: comes back in every site.
  ///   - path: where `prototype` stands below the root function.
  ///   - upvalues: the values of captured variables; missing ones are unknown.
  package init(_ prototype: Prototype, root: Int = 0, path: [Int] = [], upvalues: [Value] = []) {
    self.prototype = prototype
    self.root = root
    self.path = path
    self.upvalues = upvalues
    controlFlow = ControlFlow(prototype)
    shared = SharedVariables(prototype)
    isUpvalueWritten = prototype.writtenUpvalues
  }

  /// The body of a closure.
  package init(_ closure: AbstractClosure<Value>) {
    self.init(
      closure.prototype, root: closure.root, path: closure.path, upvalues: closure.upvalues)
  }

  /// Runs the analysis.
  ///
  /// - Parameters:
  ///   - arguments: the values of the parameters; missing ones are nil, or unknown if the list
  ///     is open.
  ///   - isReporting: whether the last pass marks its sites as settled.
  /// - Returns: the results joined over all returns; `nil` if no return is reached.
  package func run(
    _ arguments: ValueList<Value>, in domain: inout Domain, isReporting: Bool = true
  ) -> ValueList<Value>? {
    let parameters = (0..<prototype.parameterCount).map {
      element($0, of: arguments, domain)
    }
    var entries = [State?](repeating: nil, count: controlFlow.blocks.count)
    entries[0] = State(
      parameters: parameters, count: prototype.maxStackSize, unknown: domain.unknown)
    settle(&entries, &domain)
    var results: ValueList<Value>?
    for (block, entry) in entries.enumerated() {
      guard let entry else { continue }
      let step = execute(block, from: entry, in: &domain, isSettled: isReporting)
      guard let returned = step.returned else { continue }
      results = results.map { joined($0, returned, domain) } ?? returned
    }
    return results
  }

  private func settle(_ entries: inout [State?], _ domain: inout Domain) {
    var rank = [Int](repeating: Int.max, count: entries.count)
    for (index, block) in controlFlow.order.enumerated() { rank[block] = index }
    var isPending = [Bool](repeating: false, count: entries.count)
    isPending[0] = true
    var executions = [Int](repeating: 0, count: entries.count)
    var next = 0
    while next < controlFlow.order.count {
      let block = controlFlow.order[next]
      next += 1
      guard isPending[block], let entry = entries[block] else { continue }
      isPending[block] = false
      executions[block] += 1
      for edge in execute(block, from: entry, in: &domain, isSettled: false).edges {
        let target = controlFlow.blockOfInstruction[edge.target]
        let isWidening = executions[target] >= Self.patience
        let merged = merge(edge.state, into: entries[target], domain, isWidening: isWidening)
        guard merged != entries[target] else { continue }
        entries[target] = merged
        isPending[target] = true
        next = min(next, rank[target])
      }
    }
  }

  private func merge(
    _ new: State, into old: State?, _ domain: Domain, isWidening: Bool
  ) -> State {
    guard var merged = old else { return new }
    let unknown = Slot.value(domain.unknown)
    for register in merged.registers.indices {
      let before = merged.registers[register]
      let other = new.registers[register]
      guard before != other, before != unknown else { continue }
      guard case .value(let left) = before, case .value(let right) = other, !isWidening else {
        merged.registers[register] = unknown
        continue
      }
      merged.registers[register] = .value(joined(left, right, domain))
    }
    if merged.openResults != new.openResults { merged.openResults = nil }
    return merged
  }

  private func joined(_ left: Value, _ right: Value, _ domain: Domain) -> Value {
    let isUnknown = left == domain.unknown || right == domain.unknown
    return isUnknown ? domain.unknown : domain.join(left, right)
  }

  private func joined(
    _ left: ValueList<Value>, _ right: ValueList<Value>, _ domain: Domain
  ) -> ValueList<Value> {
    let count = max(left.values.count, right.values.count)
    let values = (0..<count).map {
      joined(element($0, of: left, domain), element($0, of: right, domain), domain)
    }
    return ValueList(values, isOpen: left.isOpen || right.isOpen)
  }

  /// An element of a list as Lua gives it: nil beyond the end.
  func element(_ index: Int, of list: ValueList<Value>, _ domain: Domain) -> Value {
    if index < list.values.count { return list.values[index] }
    return list.isOpen ? domain.unknown : domain.constant(.nil)
  }
}

extension TypeFlow {
  /// What comes of executing a block.
  private struct Step {
    /// Where control can go, and with which registers.
    var edges: [(target: Int, state: State)] = []
    var returned: ValueList<Value>?
  }

  private func execute(
    _ block: Int, from entry: State, in domain: inout Domain, isSettled: Bool
  ) -> Step {
    var execution = BlockExecution(flow: self, state: entry, isSettled: isSettled)
    for pc in controlFlow.blocks[block].range {
      execution.pc = pc
      if let returned = execution.execute(&domain) { return Step(returned: returned) }
    }
    return Step(edges: execution.edges(domain))
  }
}
