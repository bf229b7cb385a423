internal import Diagnostics
internal import Randomness

/// Who meets whom in an encounter: lists pairs by ascending initiator, then partner.
struct PairSource {
  let world: World
  let spec: EncounterSpec
  let stream: StreamKey
  /// The network along which it meets, and the initiators' side of it.
  let network: NetworkID?
  let side: Int

  init(_ world: World, _ spec: EncounterSpec, _ stream: StreamKey) {
    self.world = world
    self.spec = spec
    self.stream = stream
    if case .network(let network) = spec.partners {
      self.network = network
      side = world.side(of: spec.from, in: network) ?? 0
    } else {
      network = nil
      side = 0
    }
  }

  /// Where the listing stands, and the first number that it does not reach.
  struct Cursor {
    var initiator = 0
    let end: Int
  }

  var start: Cursor { Cursor(end: world.count(spec.from)) }

  private var picksAll: Bool {
    if case .all = spec.pick { true } else { false }
  }

  /// Whether each tie meets at most once, so that its fields have one writer.
  var meetsOnce: Bool { network != nil && picksAll && !spec.both }

  /// Lists the pairs of the next initiators in `world.scratch.pairs`.
  ///
  /// - Parameters:
  ///   - picks: how many partners each initiator wants, where a function says so.
  ///   - limit: an initiator's pairs are the last ones if there are then this many.
  /// - Returns: how many pairs; 0 when all initiators are through.
  func list(from cursor: inout Cursor, picks: [Int32]?, limit: Int) -> Int {
    if picks == nil, let rows = plainRows { return listPlain(rows, from: &cursor, limit: limit) }
    var count = 0
    let wanted = fixedPick
    while cursor.initiator < cursor.end && count < limit {
      let initiator = cursor.initiator
      cursor.initiator += 1
      guard world.isVisible(spec.from, initiator) else { continue }
      let pick = picks.map { Int($0[initiator]) } ?? wanted
      if pick == 0 { continue }
      switch spec.partners {
      case .network(let network): listTies(network, initiator, pick, &count)
      case .mixing: listMixing(initiator, pick ?? 1, &count)
      case .reference(let field): listReference(field, initiator, &count)
      }
    }
    return count
  }

  /// The rows of the network, where every tie in them meets as it stands there.
  private var plainRows: NetworkSide? {
    guard let network, picksAll, world.allVisible(spec.from), world.allVisible(spec.to),
      !world.networks[network.rawValue].isThawed,
      !(meetsOnce && world.networks[network.rawValue].isUndirected)
    else { return nil }
    let state = world.networks[network.rawValue]
    return side == 0 ? state.near : state.far
  }

  private func listPlain(_ rows: NetworkSide, from cursor: inout Cursor, limit: Int) -> Int {
    let end = min(cursor.end, rows.rowCount)
    guard cursor.initiator < end else { return 0 }
    let (starts, targets, ties) = (rows.rowStart, rows.targets, rows.ties)
    let begin = cursor.initiator
    let first = Int(starts[begin])
    while cursor.initiator < end && Int(starts[cursor.initiator]) - first < limit {
      cursor.initiator += 1
    }
    let count = Int(starts[cursor.initiator]) - first
    world.scratch.pairs.reserve(count)
    let pairs = world.scratch.pairs.base - first
    for initiator in begin..<cursor.initiator {
      for place in Int(starts[initiator])..<Int(starts[initiator + 1]) {
        pairs[place] = Pair(
          initiator: Int32(truncatingIfNeeded: initiator), partner: targets[place],
          tie: ties[place])
      }
    }
    return count
  }

  /// The pick that is the same for all; `nil`: every tie.
  private var fixedPick: Int? {
    if case .count(let count) = spec.pick { max(count, 0) } else { nil }
  }

  @inline(__always)
  private func append(
    _ initiator: Int, _ partner: Int32, tie: Int32 = -1, occurrence: Int32 = 0, _ count: inout Int
  ) {
    world.scratch.pairs.reserve(count + 1)
    world.scratch.pairs.base[count] = Pair(
      initiator: Int32(truncatingIfNeeded: initiator), partner: partner, tie: tie,
      occurrence: occurrence)
    count += 1
  }

  private func listTies(
    _ network: NetworkID, _ initiator: Int, _ pick: Int?, _ count: inout Int
  ) {
    let row = world.neighbours(network, side: side, of: initiator)
    let first = count
    let status = world.kinds[spec.to.rawValue].status
    let hasCoin = meetsOnce && world.networks[network.rawValue].isUndirected
    for index in 0..<row.count {
      let partner = row.targets[index]
      if let status, status[Int(partner)] & KindState.Status.visible == 0 { continue }
      if hasCoin && !initiates(initiator, Int(partner)) { continue }
      append(initiator, partner, tie: row.ties[index], &count)
    }
    if let pick, count - first > pick { choose(pick, from: first, &count) }
  }

  /// Whether an actor is the initiator of an undirected tie: one addressed coin per tie and step,
  /// under the lower identity with the higher as partner, says which of the two it is.
  private func initiates(_ actor: Int, _ other: Int) -> Bool {
    let (own, others) = (world.identity(spec.from, actor), world.identity(spec.to, other))
    var coin = DrawStream(
      DrawAddress(
        key: stream, actor: min(own, others), partner: max(own, others),
        step: UInt32(truncatingIfNeeded: world.step), site: ReservedSite.coin.word()))
    let isLower = coin.nextBits() >> 63 == 0
    return isLower == (own < others)
  }

  /// Keeps the pairs with the lowest addressed keys, in their order; what is kept moves little
  /// when another tie is gone.
  private func choose(_ pick: Int, from first: Int, _ count: inout Int) {
    let pairs = world.scratch.pairs.base
    var keys: [(word: UInt64, index: Int)] = []
    keys.reserveCapacity(count - first)
    for index in first..<count {
      var draw = DrawStream(
        DrawAddress(
          key: stream, actor: world.identity(spec.from, Int(pairs[index].initiator)),
          partner: world.identity(spec.to, Int(pairs[index].partner)),
          step: UInt32(truncatingIfNeeded: world.step), site: ReservedSite.pick.word()))
      keys.append((draw.nextBits(), index))
    }
    keys.sort { ($0.word, $0.index) < ($1.word, $1.index) }
    let chosen = keys.prefix(pick).map(\.index).sorted()
    for (offset, index) in chosen.enumerated() { pairs[first + offset] = pairs[index] }
    count = first + chosen.count
  }

  /// Random partners with replacement: each meeting of an initiator has an address of its own.
  private func listMixing(_ initiator: Int, _ pick: Int, _ count: inout Int) {
    let first = count
    let excluded = spec.from == spec.to ? initiator : nil
    let identity = world.identity(spec.from, initiator)
    for meeting in 0..<pick {
      var draw = DrawStream(
        DrawAddress(
          key: stream, actor: identity, step: UInt32(truncatingIfNeeded: world.step),
          site: ReservedSite.mixing.word(occurrence: UInt32(truncatingIfNeeded: meeting))))
      guard let partner = world.randomActor(spec.to, excluding: excluded, stream: &draw)
      else { return }
      append(initiator, Int32(truncatingIfNeeded: partner), &count)
    }
    if pick > 1 { orderMixing(first, count) }
  }

  /// Sorts one initiator's meetings by partner and numbers repeated ones.
  private func orderMixing(_ first: Int, _ end: Int) {
    var pairs = UnsafeMutableBufferPointer(
      start: world.scratch.pairs.base + first, count: end - first)
    pairs.sort { $0.partner < $1.partner }
    for index in pairs.indices.dropFirst()
    where pairs[index].partner == pairs[index - 1].partner {
      pairs[index].occurrence = pairs[index - 1].occurrence + 1
    }
  }

  private func listReference(_ field: FieldID, _ initiator: Int, _ count: inout Int) {
    let partner = world.code(spec.from, field, initiator, own: false)
    guard partner >= 0, Int(partner) < world.count(spec.to),
      world.isVisible(spec.to, Int(partner))
    else { return }
    append(initiator, partner, &count)
  }
}
