package import IR

/// Removes what nothing uses: instructions that only compute, and parameters of blocks.
package enum DeadCode {
  package static func removed(_ function: IRFunction) -> IRFunction {
    var isLive = [Bool](repeating: false, count: function.types.count)
    var open: [IRValue] = []
    func use(_ value: IRValue) {
      guard !isLive[Int(value.index)] else { return }
      isLive[Int(value.index)] = true
      open.append(value)
    }
    let graph = IRGraph(function)
    let definitions = function.definitions()
    var parameterHomes: [IRValue: (block: Int, position: Int)] = [:]
    for index in graph.order {
      for (position, parameter) in function.blocks[index].parameters.enumerated() {
        parameterHomes[parameter] = (index, position)
      }
      for instruction in function.blocks[index].instructions
      where function.hasEffect(instruction) || instruction.opcode == .guard {
        instruction.operands.forEach(use)
        if let predicate = instruction.predicate { use(predicate) }
      }
      if case .branch(let condition, _, _) = function.blocks[index].terminator { use(condition) }
    }
    while let value = open.popLast() {
      if let instruction = definitions[Int(value.index)] {
        instruction.operands.forEach(use)
        if let predicate = instruction.predicate { use(predicate) }
      } else if let home = parameterHomes[value] {
        for predecessor in graph.predecessors[home.block] {
          for target in function.blocks[predecessor].terminator.targets
          where Int(target.block.index) == home.block {
            use(target.arguments[home.position])
          }
        }
      }
    }
    return kept(function, isLive)
  }

  private static func kept(_ function: IRFunction, _ isLive: [Bool]) -> IRFunction {
    var copy = function
    func filtered(_ target: IRTarget) -> IRTarget {
      let parameters = function[target.block].parameters
      let arguments = zip(parameters, target.arguments).filter { isLive[Int($0.0.index)] }
      return IRTarget(target.block, arguments.map(\.1))
    }
    for index in copy.blocks.indices {
      copy.blocks[index].parameters.removeAll { !isLive[Int($0.index)] }
      copy.blocks[index].instructions.removeAll { instruction in
        guard let result = instruction.result, !isLive[Int(result.index)] else { return false }
        return !function.hasEffect(instruction)
      }
      switch copy.blocks[index].terminator {
      case .jump(let target): copy.blocks[index].terminator = .jump(filtered(target))
      case .branch(let condition, let then, let other):
        copy.blocks[index].terminator = .branch(
          condition, then: filtered(then), else: filtered(other))
      case .done, .goOn, .redo: break
      }
    }
    return copy
  }
}
