internal import Bytecode
internal import IR

// `env`: parameters, the step, and what is asked of the world
// (Studies/Binding/EnvironmentMethods*).
extension FunctionTranslator {
  func environmentMember(_ name: String) -> Operand {
    if name == "step" {
      return .integer(builder.load(slot(.step, "step", .int64), builder.int(0)))
    }
    return parameter(name, of: .run)
  }

  func parameter(_ name: String, of world: MeasuredWorld) -> Operand {
    guard let index = host.parameters.firstIndex(where: { $0.name == name }) else {
      giveUp("it asks for the parameter '\(name)', which is not compiled")
      return .nil
    }
    func load(_ cell: IRCell) -> IRValue {
      builder.load(slot(.parameter(index), "env.\(name)", cell, of: world), builder.int(0))
    }
    switch host.parameters[index].type {
    case .number: return .float(load(.float64))
    case .integer: return .integer(load(.int64))
    case .boolean: return .boolean(load(.bool8))
    case .text(let texts): return Operand(.level(texts, isNilable: false), [load(.int64)])
    case .byLevel: return Operand(.byLevel(parameter: index, of: world))
    }
  }

  /// `env.congruence[level]`.
  func levelValue(of parameter: Int, _ world: MeasuredWorld, _ key: Operand) -> Operand {
    guard case .byLevel(let levels) = host.parameters[parameter].type else { return .nil }
    let position: IRValue
    if let text = key.shape.text {
      guard let index = levels.firstIndex(of: text) else {
        giveUp("a parameter has no such level")
        return .nil
      }
      position = builder.int(Int64(index))
    } else {
      guard case .level = key.shape else {
        giveUp("a parameter by level is asked for something else")
        return .nil
      }
      let code = code(key, in: levels)
      guarding(builder.emit(.lessOrEqualInt, [builder.int(0), code], .bool))
      position = builder.select(
        builder.emit(.lessInt, [code, builder.int(0)], .bool), builder.int(0), code)
    }
    let name = host.parameters[parameter].name
    return .float(
      builder.load(slot(.parameter(parameter), "env.\(name)", .float64, of: world), position))
  }

  func callEnvironment(_ name: String, _ arguments: [Operand]) -> [Operand] {
    let parts = name.split(separator: "#")
    if let method = parts.first.map(String.init), parts.count == 2, let site = Int64(parts[1]) {
      return [draw(method, site: site, arguments)]
    }
    switch name {
    case "the": return [theOnly(arguments)]
    case "enter": return [enter(arguments)]
    case "mean", "sum", "count": return [aggregate(name, arguments)]
    default:
      giveUp("it calls env:\(name), which is not compiled")
      return [.nil]
    }
  }

  func kind(named operand: Operand?) -> Int? {
    operand?.shape.text.flatMap { name in host.kinds.firstIndex { $0.name == name } }
  }

  private func theOnly(_ arguments: [Operand]) -> Operand {
    guard let kind = kind(named: arguments.first) else {
      giveUp("env:the is not given the name of a kind")
      return .nil
    }
    if host.kinds[kind].changes {
      let callee = callee(
        .theOnly(kind: kind), [], .int, isPure: isSimultaneous || !statusChanges(kind))
      let number = builder.call(callee, []) ?? builder.int(-1)
      guarding(builder.emit(.lessOrEqualInt, [builder.int(0), number], .bool))
      return Operand(.actor(kind: kind, .other, isNilable: false), [number])
    }
    let count = builder.load(
      slot(.count(kind: kind), "\(host.kinds[kind].name).count", .int64), builder.int(0))
    guarding(builder.emit(.equalInt, [count, builder.int(1)], .bool))
    return Operand(.actor(kind: kind, .other, isNilable: false), [builder.int(0)])
  }

  private func aggregate(_ name: String, _ arguments: [Operand]) -> Operand {
    guard happening == nil else {
      giveUp("a fold asks for env:\(name)")
      return .nil
    }
    let operation: HostModel.Aggregate.Operation =
      name == "mean" ? .mean : name == "sum" ? .sum : .count
    guard let kind = kind(named: arguments.first) else {
      giveUp("env:\(name) is not given the name of a kind")
      return .nil
    }
    var field: Int?
    if arguments.count > 1, !arguments[1].shape.isNilConstant {
      field = arguments[1].shape.text.flatMap { name in
        host.kinds[kind].fields.firstIndex { $0.name == name }
      }
      guard field != nil else {
        giveUp("env:\(name) is not given the name of a field")
        return .nil
      }
    }
    let wanted = HostModel.Aggregate(operation, kind: kind, field: field)
    return .float(
      builder.load(slot(.aggregate(wanted), "env:\(name)", .float64), builder.int(0)))
  }
}
