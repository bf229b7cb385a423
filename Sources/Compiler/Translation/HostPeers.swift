internal import Bytecode
internal import IR

// Neighbours (Studies/Binding/ActorMethods+Peers): in compressed rows where nothing changes them
// while the function runs, else as the host lists them.
extension FunctionTranslator {
  func neighbourKind(_ network: Int, _ side: Int) -> Int {
    side == 0 ? host.networks[network].to : host.networks[network].from
  }

  /// Whether neighbours stand in compressed rows as long as the function runs, and who can be seen
  /// stays the same.
  private func areFixed(_ network: Int, _ side: Int) -> Bool {
    !tiesChange(network) && (isSimultaneous || !statusChanges(neighbourKind(network, side)))
  }

  /// Where an actor's compressed row begins and ends.
  private func rowBounds(
    _ network: Int, _ side: Int, _ kind: Int, _ number: IRValue
  ) -> (start: IRValue, end: IRValue) {
    let starts = slot(
      .network(network, side: side, .rowStart), "\(host.networks[network].name).rows", .int32)
    let next = builder.emit(.addInt, [number, builder.int(1)], .int)
    guard host.kinds[kind].changes else {
      return (builder.load(starts, number), builder.load(starts, next))
    }
    // Those who entered since the rows were compressed have none.
    let count = builder.load(
      slot(
        .network(network, side: side, .rowCount), "\(host.networks[network].name).count", .int64),
      builder.int(0))
    let hasRow = builder.emit(.lessInt, [number, count], .bool)
    return (
      builder.emit(.load(starts), [number], .int, where: hasRow),
      builder.emit(.load(starts), [next], .int, where: hasRow)
    )
  }

  func peers(
    _ network: Int, _ side: Int, _ kind: Int, _ actor: Operand, _ arguments: [Operand],
    site: Int64?
  ) -> [Operand] {
    let number = actor.values[0]
    // Nobody is tied to itself.
    var areStrangers = false
    if case .actor(_, .own, _) = actor.shape { areStrangers = true }
    if arguments.count > 1, !arguments[1].shape.isNilConstant {
      guard let (list, asked) = somePeers(network, side, Array(arguments.dropFirst()), site: site)
      else { return [.nil] }
      return listed(list, network, side, [number] + asked, areStrangers: areStrangers)
    }
    guard areFixed(network, side) else {
      return listed(
        .peers(network: network, side: side), network, side, [number], areStrangers: areStrangers)
    }
    let (start, end) = rowBounds(network, side, kind, number)
    spend(turns: builder.emit(.subtractInt, [end, start], .int))
    return [
      Operand(
        .peers(network: network, side: side, areStrangers: areStrangers, isListed: false)),
      Operand(.peerCursor(network: network, side: side, isListed: false), [start, end]),
    ]
  }

  /// `self:peers("network", n)` and `self:peers("network", n, "field")`.
  ///
  /// - Returns: how the host lists them, and what it is told besides whose they are.
  private func somePeers(
    _ network: Int, _ side: Int, _ arguments: [Operand], site: Int64?
  ) -> (HostCallee, [IRValue])? {
    guard let count = wholeInteger(arguments[0]) else {
      giveUp("peers is given something that is not a number")
      return nil
    }
    guarding(builder.emit(.lessOrEqualInt, [builder.int(0), count], .bool))
    if arguments.count > 1, !arguments[1].shape.isNilConstant {
      let fields = host.kinds[neighbourKind(network, side)].fields
      guard let field = fields.firstIndex(where: { $0.name == arguments[1].shape.text }),
        fields[field].type == .number
      else {
        giveUp("peers is not given the name of a number")
        return nil
      }
      return (.highestPeers(network: network, side: side, field: field), [count])
    }
    guard let site, mayDraw, mayReach(site) else {
      giveUp("a sample of peers is drawn where nothing may, or can be reached twice")
      return nil
    }
    return (
      .sampledPeers(network: network, side: side), [count, siteWord(site: site, key: nil)]
    )
  }

  /// Peers that the host lists.
  private func listed(
    _ list: HostCallee, _ network: Int, _ side: Int, _ arguments: [IRValue],
    areStrangers: Bool
  ) -> [Operand] {
    let callee = callee(list, arguments.map { _ in .int }, .int, isPure: false)
    let count = builder.call(callee, arguments) ?? builder.int(0)
    spend(turns: count)
    let places = slot(.peerLists, "peer lists", .int64, isMutable: true)
    let start = builder.load(places, builder.int(0))
    let ties = builder.load(places, builder.int(1))
    return [
      Operand(.peers(network: network, side: side, areStrangers: areStrangers, isListed: true)),
      Operand(
        .peerCursor(network: network, side: side, isListed: true),
        [
          start, builder.emit(.addInt, [start, count], .int),
          builder.emit(.subtractInt, [ties, start], .int),
        ]),
    ]
  }

  /// The next turn of a loop over peers.
  func loopOverPeers(
    _ network: Int, _ side: Int, _ identity: Shape.Identity, isListed: Bool
  ) {
    let i = activation.instruction
    let cursor = registers[i.a + 1]
    guard cursor.shape == .peerCursor(network: network, side: side, isListed: isListed) else {
      return giveUp("a loop over peers is kept for later")
    }
    let kind = neighbourKind(network, side)
    let (targets, ties) = peerCells(network, side, isListed: isListed)
    var position = cursor.values[0]
    let end = cursor.values[1]
    if !isListed, host.kinds[kind].hides {
      position = firstPlace(position, end) {
        self.hasStatus(2, kind, self.builder.load(targets, $0))
      }
    }
    let more = builder.emit(.lessInt, [position, end], .bool)
    fork(.value(more)) { isRunning in
      guard isRunning else { return self.go(to: self.activation.pc + 1) }
      let target = self.builder.load(targets, position)
      self.registers[i.a + 4] = Operand(
        .actor(kind: kind, identity, isNilable: false), [target])
      let place =
        isListed
        ? self.builder.emit(.addInt, [position, cursor.values[2]], .int) : position
      let tie = self.builder.load(ties, place)
      self.registers[i.a + 5] = Operand(.tie(network: network), [tie])
      self.registers[i.a + 2] = self.registers[i.a + 4]
      let next = self.builder.emit(.addInt, [position, self.builder.int(1)], .int)
      self.registers[i.a + 1] = Operand(cursor.shape, [next] + cursor.values.dropFirst())
      self.go(to: self.activation.pc + 1 - i.bx)
    }
  }

  private func peerCells(
    _ network: Int, _ side: Int, isListed: Bool
  ) -> (targets: IRSlotID, ties: IRSlotID) {
    if isListed {
      let cells = slot(.peerLists, "peers", .int32, isMutable: true)
      return (cells, cells)
    }
    let name = host.networks[network].name
    return (
      slot(.network(network, side: side, .targets), "\(name).targets", .int32),
      slot(.network(network, side: side, .ties), "\(name).ties", .int32)
    )
  }

  /// The first place from `position` on that fits, or `end`.
  func firstPlace(
    _ position: IRValue, _ end: IRValue, where fits: (IRValue) -> IRValue
  ) -> IRValue {
    let header = builder.makeBlock([.int])
    let look = builder.makeBlock()
    let next = builder.makeBlock()
    let found = builder.makeBlock([.int])
    builder.jump(header, [position])
    builder.block = header
    let place = builder.function[header].parameters[0]
    let more = builder.emit(.lessInt, [place, end], .bool)
    builder.branch(more, then: IRTarget(look), else: IRTarget(found, [place]))
    builder.block = look
    builder.branch(fits(place), then: IRTarget(found, [place]), else: IRTarget(next))
    builder.block = next
    builder.jump(header, [builder.emit(.addInt, [place, builder.int(1)], .int)])
    builder.block = found
    return builder.function[found].parameters[0]
  }

  func degree(_ network: Int, _ side: Int, _ kind: Int, _ number: IRValue) -> Operand {
    if areFixed(network, side), !host.kinds[neighbourKind(network, side)].hides {
      let (start, end) = rowBounds(network, side, kind, number)
      return .integer(builder.emit(.subtractInt, [end, start], .int))
    }
    let callee = callee(
      .degree(network: network, side: side), [.int], .int, isPure: areFixed(network, side))
    return .integer(builder.call(callee, [number]) ?? builder.int(0))
  }

  func sum(
    _ network: Int, _ side: Int, _ number: IRValue, _ arguments: [Operand]
  ) -> Operand {
    guard arguments.count > 1, let name = arguments[1].shape.text else {
      giveUp("sum is not given the name of a field")
      return .nil
    }
    if let field = host.networks[network].tieFields.firstIndex(of: name) {
      let callee = callee(
        .tieSum(network: network, side: side, tieField: field), [.int, .int], .float,
        isPure: !acts)
      let tie = isPair && phase?.network == network ? tieNumber : builder.int(-1)
      return .float(builder.call(callee, [number, tie]) ?? builder.float(0))
    }
    let kind = host.kinds[neighbourKind(network, side)]
    guard let field = kind.fields.firstIndex(where: { $0.name == name }),
      kind.fields[field].type == .number
    else {
      giveUp("sum is not given the name of a number")
      return .nil
    }
    let callee = callee(
      .neighbourSum(network: network, side: side, field: field), [.int], .float,
      isPure: isSimultaneous)
    return .float(builder.call(callee, [number]) ?? builder.float(0))
  }

  func tied(
    _ network: Int, _ side: Int, _ number: IRValue, _ arguments: [Operand]
  ) -> Operand {
    let other = neighbourKind(network, side)
    guard arguments.count > 1, case .actor(kind: other, _, _) = arguments[1].shape else {
      giveUp("tied is not given an actor at the other end")
      return .nil
    }
    let partner = certain(arguments[1])
    let tie = tieBetween(network, side == 0 ? [number, partner] : [partner, number])
    return .boolean(builder.emit(.lessOrEqualInt, [builder.int(0), tie], .bool))
  }
}
