internal import Bytecode
internal import IR

// What can be indexed and called, and the methods of actors (Studies/Binding/ActorMethods*).
extension FunctionTranslator {
  func index(_ object: Operand, _ key: Operand) -> Operand {
    switch object.shape {
    case .table(let table): return entry(of: table, key)
    case .byLevel(let parameter, let world): return levelValue(of: parameter, world, key)
    default: break
    }
    guard let name = key.shape.text else {
      giveUp("it looks for a name that is not written there")
      return .nil
    }
    switch object.shape {
    case .actor: return member(name, of: object)
    case .tie: return tieMember(name, of: object)
    case .environment: return environmentMember(name)
    case .run(let world): return runMember(name, world)
    case .runParameters(let world): return parameter(name, of: world)
    case .start: return startMember(name, of: object)
    case .event: return eventMember(name)
    case .kept, .keptOf: return keptMember(name, object)
    case .happening: return happeningMember(name)
    case .module: return Operand(.library("valence.\(name)"))
    case .globals: return global(name)
    case .libraryTable(let library): return libraryMember(library, name)
    case .constant(.nil):
      giveUp("it looks into nil")
      return .nil
    default:
      giveUp("it looks into something that is not known")
      return .nil
    }
  }

  private static let libraryNames: Set<String> = [
    "math", "string", "table", "utf8", "coroutine", "os", "io", "debug",
  ]

  private func global(_ name: String) -> Operand {
    Self.libraryNames.contains(name)
      ? Operand(.libraryTable(name)) : Operand(.library(name))
  }

  func setIndex(_ object: Operand, _ key: Operand, to value: Operand) {
    guard let name = key.shape.text else {
      return giveUp("it assigns by a name that is not written there")
    }
    switch object.shape {
    case .actor: setMember(name, of: object, to: value)
    case .tie: setTieMember(name, of: object, to: value)
    case .event: setEventMember(name, to: value)
    case .kept, .keptOf: setKept(name, object, value)
    default: giveUp("it assigns in something that is not known")
    }
  }

  // MARK: Kept numbers of folds

  private func keptPlace(_ name: String, _ object: Operand) -> (IRSlotID, IRValue)? {
    if case .keptOf(let fold) = object.shape { return keptPlace(name, ofFold: fold) }
    guard case .fold(_, let names) = source.role, let position = names.firstIndex(of: name) else {
      return nil
    }
    let unit = builder.load(slot(.units, "unit", .int32), row)
    let first = builder.emit(.multiplyInt, [unit, builder.int(Int64(names.count))], .int)
    let index = builder.emit(.addInt, [first, builder.int(Int64(position))], .int)
    return (slot(.kept, "kept", .float64, isMutable: true), index)
  }

  private func keptMember(_ name: String, _ object: Operand) -> Operand {
    guard let (cells, index) = keptPlace(name, object) else {
      giveUp("'\(name)' is not kept")
      return .nil
    }
    return .float(builder.load(cells, index))
  }

  private func setKept(_ name: String, _ object: Operand, _ value: Operand) {
    guard let number = anyFloat(value), let (cells, index) = keptPlace(name, object) else {
      return giveUp("what is kept is not a number")
    }
    builder.store(cells, index, number)
  }

  // MARK: Methods

  func callMethod(_ name: String, _ object: Operand, _ arguments: [Operand]) -> [Operand] {
    switch object.shape {
    case .environment: return callEnvironment(name, arguments)
    case .run(let world): return callRun(name, world, arguments)
    case .actor(let kind, _, _):
      return callActor(name, kind, certain(object), object, arguments)
    default:
      giveUp("it calls a method of something that is not known")
      return [.nil]
    }
  }

  private func callActor(
    _ name: String, _ kind: Int, _ number: IRValue, _ actor: Operand, _ arguments: [Operand]
  ) -> [Operand] {
    // A sample of peers draws, and its name carries the number of its call site.
    let parts = name.split(separator: "#")
    let site = parts.count > 1 ? Int64(parts[1]) : nil
    let name = parts.first.map(String.init) ?? name
    switch name {
    case "gained": return [gained(kind, number, actor.shape.world, arguments)]
    case "give":
      give(kind, number, arguments)
      return []
    case "claim":
      claim(kind, number, arguments)
      return []
    case "leave":
      leave(kind, number)
      return []
    case "value", "rank": return [value(name, kind, number, actor.shape.world, arguments)]
    case "peers", "degree", "sum", "tied", "tie", "untie":
      guard actor.shape.world == .run else {
        giveUp("it asks for the ties of a twin")
        return [.nil]
      }
    default:
      giveUp("it calls '\(name)' of an actor, which is not compiled")
      return [.nil]
    }
    guard let network = host.networks.firstIndex(where: { $0.name == arguments.first?.shape.text }),
      let side = host.networks[network].from == kind
        ? 0 : host.networks[network].to == kind ? 1 : nil
    else {
      giveUp("\(name) is not given the name of a network of the actor's")
      return [.nil]
    }
    switch name {
    case "peers": return peers(network, side, kind, actor, arguments, site: site)
    case "degree": return [degree(network, side, kind, number)]
    case "sum": return [sum(network, side, number, arguments)]
    case "tied": return [tied(network, side, number, arguments)]
    default:
      changeTie(name, network, side, kind, number, arguments)
      return []
    }
  }

  // MARK: Ledger and values

  private func gained(
    _ kind: Int, _ number: IRValue, _ world: MeasuredWorld, _ arguments: [Operand]
  ) -> Operand {
    let words = arguments.compactMap(\.shape.text)
    guard words.count == arguments.count, let name = words.first,
      let asked = host.phases.firstIndex(where: { $0.name == name })
    else {
      giveUp("gained is not given names that are written there")
      return .nil
    }
    var changes = false
    switch source.role {
    case .encounter(let phase), .presence(let phase): changes = phase == asked
    default: break
    }
    let cells = slot(
      .gained(kind: kind, phase: asked, words: Array(words.dropFirst())),
      "gained \(words.joined(separator: " "))", .float64, isMutable: changes, of: world)
    return .float(builder.load(cells, number))
  }

  private func value(
    _ name: String, _ kind: Int, _ number: IRValue, _ world: MeasuredWorld,
    _ arguments: [Operand]
  ) -> Operand {
    guard let definition = host.values.firstIndex(where: { $0 == arguments.first?.shape.text })
    else {
      giveUp("\(name) is not given the name of a value definition")
      return .nil
    }
    func ask(_ callee: HostCallee, _ type: IRType) -> IRValue {
      let asked = self.callee(callee.of(world), [.int], type, isPure: !acts)
      return builder.call(asked, [number]) ?? builder.int(0)
    }
    if name == "rank" {
      guard source.role.isAfterRun else {
        giveUp("it asks for a rank")
        return .nil
      }
      let rank = ask(.rank(definition: definition, kind: kind), .float)
      guarding(builder.emit(.equalFloat, [rank, rank], .bool))
      return .float(rank)
    }
    let value = ask(.value(definition: definition, kind: kind), .float)
    let isDefined = builder.emit(.equalFloat, [value, value], .bool)
    guard source.role.isAfterRun else {
      guarding(isDefined)
      return .float(value)
    }
    let reason = ask(.valueReason(definition: definition, kind: kind), .int)
    return orUndefined(value, where: isDefined, reason)
  }

  // MARK: Effects

  private func give(_ kind: Int, _ number: IRValue, _ arguments: [Operand]) {
    guard acts, arguments.count > 1, let name = arguments[0].shape.text,
      let field = host.kinds[kind].fields.firstIndex(where: { $0.name == name })
    else { return giveUp("give is not given a field and an amount") }
    let declaration = host.kinds[kind].fields[field]
    guard declaration.type == .number || declaration.type == .integer,
      let amount = converted(arguments[1], to: declaration)
    else { return giveUp("give is not given a number for a number field") }
    assume(\.hasEffects)
    let isFloat = declaration.type == .number
    let cells =
      isSimultaneous
      ? slot(
        .gifts(kind: kind, field: field), "gifts to \(declaration.name)",
        isFloat ? .float64 : .int64, isMutable: true)
      : fieldSlot(kind, field, .write)
    let old = builder.load(cells, number)
    var sum = builder.emit(
      isFloat ? .addFloat : .addInt, [old, amount], isFloat ? .float : .int)
    if isFloat && !isSimultaneous { sum = builder.emit(.canonical, [sum], .float) }
    builder.store(cells, number, sum)
  }

  private func claim(_ kind: Int, _ number: IRValue, _ arguments: [Operand]) {
    guard acts, arguments.count > 1, let name = arguments[0].shape.text,
      let field = host.kinds[kind].fields.firstIndex(where: { $0.name == name }),
      case .reference(let other) = host.kinds[kind].fields[field].type,
      case .actor(kind: other, _, _) = arguments[1].shape
    else { return giveUp("claim is not given a reference and an actor") }
    assume(\.hasEffects)
    let claimant = certain(arguments[1])
    let place = [
      identity(other, claimant), identity(kind, number),
      siteWord(site: Int64(0xFFFE_0000), key: nil),
    ]
    let callee = callee(
      .claim(kind: kind, field: field, claimantKind: other), [.int, .int, .int], nil,
      isPure: false)
    _ = builder.call(callee, [number, claimant, drawnBits(place)])
  }
}
