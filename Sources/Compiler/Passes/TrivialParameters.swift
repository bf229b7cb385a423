internal import IR

/// Removes parameters of blocks that are the same value on every way.
enum TrivialParameters {
  static func removed(_ function: IRFunction) -> IRFunction {
    var copy = function
    let graph = IRGraph(function)
    var replacement = [IRValue?](repeating: nil, count: function.types.count)
    func resolved(_ value: IRValue) -> IRValue {
      var value = value
      while let next = replacement[Int(value.index)] { value = next }
      return value
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for index in graph.order {
        for (position, parameter) in function.blocks[index].parameters.enumerated()
        where replacement[Int(parameter.index)] == nil {
          var only: IRValue?
          var isTrivial = true
          for predecessor in Set(graph.predecessors[index]) {
            for target in function.blocks[predecessor].terminator.targets
            where Int(target.block.index) == index {
              let argument = resolved(target.arguments[position])
              if argument == parameter || argument == only { continue }
              if only == nil { only = argument } else { isTrivial = false }
            }
          }
          if isTrivial, let only {
            replacement[Int(parameter.index)] = only
            isChanged = true
          }
        }
      }
    }
    for index in graph.order {
      let kept = function.blocks[index].parameters.indices.filter {
        replacement[Int(function.blocks[index].parameters[$0].index)] == nil
      }
      copy.blocks[index].parameters = kept.map { function.blocks[index].parameters[$0] }
      for position in copy.blocks[index].instructions.indices {
        let instruction = copy.blocks[index].instructions[position]
        copy.blocks[index].instructions[position].operands = instruction.operands.map(resolved)
        copy.blocks[index].instructions[position].predicate = instruction.predicate.map(resolved)
      }
    }
    func target(_ target: IRTarget) -> IRTarget {
      let parameters = function[target.block].parameters
      let arguments = zip(parameters, target.arguments).filter {
        replacement[Int($0.0.index)] == nil
      }
      return IRTarget(target.block, arguments.map { resolved($0.1) })
    }
    for index in graph.order {
      switch function.blocks[index].terminator {
      case .jump(let next): copy.blocks[index].terminator = .jump(target(next))
      case .branch(let condition, let then, let other):
        copy.blocks[index].terminator = .branch(
          resolved(condition), then: target(then), else: target(other))
      case .done, .goOn, .redo: break
      }
    }
    return copy
  }
}
