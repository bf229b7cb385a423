internal import Bytecode
internal import IR

// Who is there and who is tied to whom, while that changes (Studies/Binding/ActorMethods+Effects,
// EnvironmentMethods+World, Simulation/World+Phases.mayAct).
extension FunctionTranslator {
  // MARK: What can change while the function runs

  /// Whether rows before the present one, or this one itself, can have let actors of a kind enter
  /// or leave.
  func statusChanges(_ kind: Int) -> Bool {
    guard acts else { return false }
    if known.entered.contains(kind) { return true }
    guard !isSimultaneous else { return false }
    return known.left.contains(kind) || known.givesUp && host.kinds[kind].changes
  }

  /// Whether the ties of a network can change between two rows of a call, or within one.
  func tiesChange(_ network: Int) -> Bool {
    guard host.networks[network].changes, phase?.activation != .simultaneous else { return false }
    switch source.role {
    // Asked before each pair acts: what the pairs before it did shows.
    case .when: return true
    default: return acts && (known.tied.contains(network) || known.givesUp)
    }
  }

  // MARK: The row

  /// Ends rows that may not act any more: a side has left, or the tie is gone.
  func checkRow() {
    guard let phase, phase.activation != .simultaneous else { return }
    if case .when = source.role {
    } else if !acts {
      return
    }
    if isPair {
      check(phase.initiator, ownNumber, bit: 2)
      if phase.partner != nil { check(phase.partner, partnerNumber, bit: 2) }
    } else {
      check(phase.initiator, ownNumber, bit: 1)
    }
    guard let network = phase.network, isPair, tiesChange(network) else { return }
    let ends = sides(network, phase.initiator ?? 0, ownNumber, partnerNumber)
    let tie = tieBetween(network, ends)
    goOn(where: builder.emit(.equalInt, [tie, tieNumber], .bool))
  }

  private func check(_ kind: Int?, _ number: IRValue, bit: Int64) {
    guard let kind, host.kinds[kind].changes else { return }
    if acts && !statusChanges(kind) { return }
    goOn(where: hasStatus(bit, kind, number))
  }

  private func goOn(where condition: IRValue) {
    let next = builder.makeBlock()
    let idle = idleBlock ?? builder.makeBlock()
    idleBlock = idle
    builder.branch(condition, then: IRTarget(next), else: IRTarget(idle))
    builder.block = next
  }

  /// The ends of a tie in the network's order.
  func sides(
    _ network: Int, _ kind: Int, _ number: IRValue, _ other: IRValue
  ) -> [IRValue] {
    host.networks[network].from == kind ? [number, other] : [other, number]
  }

  func tieBetween(_ network: Int, _ ends: [IRValue]) -> IRValue {
    let callee = callee(
      .tieBetween(network: network), [.int, .int], .int, isPure: !tiesChange(network))
    return builder.call(callee, ends) ?? builder.int(-1)
  }

  // MARK: Entering and leaving

  func enter(_ arguments: [Operand]) -> Operand {
    guard acts, ownKind != nil, let kind = kind(named: arguments.first) else {
      giveUp("env:enter is not given the name of a kind")
      return .nil
    }
    assume(kind, in: \.entered)
    assume(\.hasEffects)
    let callee = callee(.enter(kind: kind), [.int], .int, isPure: false)
    spend(cost: builder.int(Self.entryCost))
    let number = builder.call(callee, [ownNumber]) ?? builder.int(-1)
    guarding(builder.emit(.lessOrEqualInt, [builder.int(0), number], .bool))
    return Operand(.actor(kind: kind, .other, isNilable: false), [number])
  }

  /// What an actor that enters takes of the row's budget: more than its first values need within
  /// reason, since the interpreter counts what they really need.
  private static let entryCost: Int64 = 100_000

  func leave(_ kind: Int, _ number: IRValue) {
    guard acts else { return giveUp("it lets an actor leave where nothing may change") }
    assume(kind, in: \.left)
    assume(\.hasEffects)
    let callee = callee(.leave(kind: kind), [.int], nil, isPure: false)
    _ = builder.call(callee, [number])
  }

  /// Whether an actor is one that enters in this phase and that this row may have made; `nil`: it
  /// cannot be.
  func isPending(_ kind: Int, _ number: IRValue) -> IRValue? {
    guard isSimultaneous, known.entered.contains(kind) else { return nil }
    let first = builder.load(
      slot(.firstPending(kind: kind), "\(host.kinds[kind].name).pending", .int64),
      builder.int(0))
    return builder.emit(.lessOrEqualInt, [first, number], .bool)
  }

  // MARK: Ties

  /// `a:tie("network", b, weight)` and `a:untie("network", b)`.
  func changeTie(
    _ name: String, _ network: Int, _ side: Int, _ kind: Int, _ number: IRValue,
    _ arguments: [Operand]
  ) {
    let other = neighbourKind(network, side)
    guard acts, arguments.count > 1, case .actor(kind: other, _, _) = arguments[1].shape else {
      return giveUp("\(name) is not given an actor at the other end")
    }
    assume(network, in: \.tied)
    assume(\.hasEffects)
    let partner = certain(arguments[1])
    var ends = side == 0 ? [number, partner] : [partner, number]
    guard name == "tie" else {
      let callee = callee(.untie(network: network), [.int, .int], nil, isPure: false)
      _ = builder.call(callee, ends)
      return
    }
    if arguments.count > 2, !arguments[2].shape.isNilConstant {
      guard let weight = anyFloat(arguments[2]) else {
        return giveUp("the weight of a tie is no number")
      }
      ends.append(weight)
    }
    let callee = callee(
      .tie(network: network, isWeighted: ends.count > 2),
      ends.map { builder.function.type(of: $0) }, .bool, isPure: false)
    if let isDone = builder.call(callee, ends) { guarding(isDone) }
  }
}
