internal import Randomness

extension World {
  func beginPhase(_ phase: PhaseID) {
    let index = phase.rawValue
    currentPhase = phase
    fieldsVersion += 1
    isSimultaneous = model.phases[index].activation == .simultaneous
    discardedMarks = model.phases[index].discardedMark.map { 1 << UInt64($0) } ?? 0
    logsEffects = discardedMarks != 0
    creations.removeAll(keepingCapacity: true)
    undoLog.removeAll(keepingCapacity: true)
  }

  /// Makes everything that the phase did the state of the world.
  func endPhase() {
    fieldsVersion += 1
    discardedMarks = 0
    logsEffects = false
    commitFields()
    admitPending()
    commitTies()
    isSimultaneous = false
    currentPhase = nil
  }

  /// Whether the current row of a call may still act, now that others have acted before it.
  func mayAct(_ call: PhaseCall) -> Bool {
    guard let kind = call.kind else { return true }
    guard call.pairs != nil else { return isAlive(kind, call.actor) }
    guard isVisible(kind, call.actor) else { return false }
    guard call.partner >= 0, let partnerKind = call.partnerKind else { return true }
    guard isVisible(partnerKind, call.partner) else { return false }
    guard let network = call.network, networks[network.rawValue].isThawed else { return true }
    let (a, b) =
      kind == networks[network.rawValue].from
      ? (call.actor, call.partner) : (call.partner, call.actor)
    return tieBetween(network, a, b) == call.tie
  }

  /// Lists all numbers of a kind in `scratch.rows`.
  func listAll(_ kind: KindID) {
    let count = kinds[kind.rawValue].count
    scratch.rows.reserve(count)
    for number in 0..<count { scratch.rows.base[number] = Int32(truncatingIfNeeded: number) }
  }

  /// Orders the listed actors by an addressed key each.
  func shuffleRows(_ kind: KindID, _ count: Int, _ stream: StreamKey) {
    let rows = scratch.rows.base
    scratch.keys.reserve(count)
    let keys = scratch.keys.base
    for row in 0..<count { keys[row] = identity(kind, Int(rows[row])) }
    DrawBatch.firstBits(keys, count: count, stream, step: step, site: ReservedSite.order.word())
    KeyOrder(UnsafeBufferPointer(start: keys, count: count)).apply(to: rows)
  }

  /// Orders the listed pairs by an addressed key each.
  func shufflePairs(_ from: KindID, _ to: KindID?, _ count: Int, _ stream: StreamKey) {
    let pairs = scratch.pairs.base
    scratch.keys.reserve(count)
    scratch.partners.reserve(count)
    scratch.sites.reserve(count)
    let (keys, partners, sites) = (scratch.keys.base, scratch.partners.base, scratch.sites.base)
    for row in 0..<count {
      let pair = pairs[row]
      keys[row] = identity(from, Int(pair.initiator))
      partners[row] = pair.partner < 0 ? 0 : to.map { identity($0, Int(pair.partner)) } ?? 0
      sites[row] = ReservedSite.order.word(occurrence: UInt32(truncatingIfNeeded: pair.occurrence))
    }
    DrawBatch.firstBits(keys, partners: partners, sites: sites, count: count, stream, step: step)
    KeyOrder(UnsafeBufferPointer(start: keys, count: count)).apply(to: pairs)
  }

  /// Makes the networks of the model, in their order.
  func makeNetworks() throws(SimulationFailure) {
    for (index, spec) in model.networks.enumerated() {
      if spec.isCut {
        networks[index].makeEmptyRows(nearCount: count(spec.from), farCount: count(spec.to))
        continue
      }
      let source = TieSource(
        key: stream("network/\(spec.name)"), fromCount: count(spec.from),
        toCount: count(spec.to), fromRows: rowCount(spec.from), toRows: rowCount(spec.to),
        isAmongOne: spec.from == spec.to,
        isUndirected: networks[index].isUndirected)
      var builder = NetworkBuilder(spec: spec, source: source)
      if case .blockModel(let field, let sizes, let probabilities) = spec.generator {
        builder.blockOf = blocks(spec.from, field, sizes)
        builder.blockCount = Int(Double(probabilities.count).squareRoot())
      }
      if let problem = builder.build(&networks[index]) {
        throw SimulationFailure(problem, phase: spec.name, step: 0)
      }
    }
  }

  /// Actors of a kind that an edge list may name.
  private func rowCount(_ kind: KindID) -> Int {
    max(count(kind), model.kinds[kind.rawValue].sourceCount)
  }

  /// The block of each actor: a category's level, or consecutive runs of the given sizes.
  private func blocks(_ kind: KindID, _ field: FieldID?, _ sizes: [Int]) -> [Int32] {
    let count = kinds[kind.rawValue].count
    if let field {
      let view = kinds[kind.rawValue].views[field.rawValue]
      return (0..<count).map { Int32(scalar(view, $0)) }
    }
    var blocks: [Int32] = []
    for (block, size) in sizes.enumerated() {
      blocks += Array(repeating: Int32(block), count: max(0, min(size, count - blocks.count)))
    }
    return blocks + Array(repeating: -1, count: count - blocks.count)
  }

  /// Keeps the columns that measures look at as they are before the first step.
  func keepStarts() {
    for kind in model.keepsStart.sorted(by: { $0.rawValue < $1.rawValue }) {
      starts[kind] = StartColumns(kinds[kind.rawValue])
    }
  }

  /// A kind's columns as they were when step 1 began; `nil`: they were not kept.
  package func startViews(_ kind: KindID) -> UnsafePointer<ColumnView>? {
    starts[kind].map { UnsafePointer($0.views) }
  }

  /// Cells of each column of `startViews`.
  package func startCount(_ kind: KindID) -> Int { starts[kind]?.count ?? 0 }
}

/// A copy of a kind's columns.
struct StartColumns {
  let views: UnsafeMutablePointer<ColumnView>
  let fieldCount: Int
  let count: Int

  init(_ kind: KindState) { self.init(kind.views, kind.fieldCount, kind.count) }

  func copy() -> StartColumns { StartColumns(views, fieldCount, count) }

  private init(_ columns: UnsafePointer<ColumnView>, _ fieldCount: Int, _ count: Int) {
    self.fieldCount = fieldCount
    self.count = count
    views = .allocate(capacity: max(fieldCount, 1))
    for index in 0..<fieldCount {
      let view = columns[index]
      let bytes = count * view.type.stride
      let copy = allocateZeroed(bytes: bytes)
      copy.copyMemory(from: view.read, byteCount: bytes)
      (views + index).initialize(to: ColumnView(read: copy, write: copy, type: view.type))
    }
  }

  func deallocate() {
    for index in 0..<fieldCount { release(views[index].read) }
    views.deallocate()
  }
}
