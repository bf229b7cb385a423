internal import Diagnostics
internal import Randomness

extension World {
  /// Names the rows of the data that the actors are copies of.
  ///
  /// A resampled kind draws them with replacement; else actor n is row n, and a kind that is
  /// larger than its data begins again at the first row.
  func makeOrigins() {
    for (index, spec) in model.kinds.enumerated()
    where spec.sourceCount > 0 && (spec.resampled || spec.count > spec.sourceCount) {
      let origins = allocateZeroed(bytes: spec.count * MemoryLayout<Int32>.stride)
        .bindMemory(to: Int32.self, capacity: spec.count)
      let key = stream("resample/\(spec.name)")
      for number in 0..<spec.count {
        guard spec.resampled else {
          origins[number] = Int32(truncatingIfNeeded: number % spec.sourceCount)
          continue
        }
        var draw = DrawStream(
          DrawAddress(
            key: key, actor: UInt64(number + 1), step: 0, site: ReservedSite.resample.word()))
        origins[number] = Int32(
          truncatingIfNeeded: draw.integer(low: 0, high: Int64(spec.sourceCount - 1)))
      }
      kinds[index].origins = origins
    }
  }

  /// Computes the first values of all actors, kind by kind, field by field in `initialOrder`.
  func makeInitialValues(_ call: PhaseCall, rowsPerCall: Int) throws(SimulationFailure) {
    for (index, spec) in model.kinds.enumerated() where spec.count > 0 {
      for field in spec.initialOrder {
        let kind = KindID(index)
        switch spec.fields[field.rawValue].initial {
        case .function(let function):
          scratch.numbers.reserve(spec.count)
          prepareInitial(call, kind, field, function)
          call.rowCount = spec.count
          call.output = scratch.numbers.base
          try runRows(
            call, what: "first values of '\(spec.fields[field.rawValue].name)'", rowsPerCall)
          for number in 0..<spec.count {
            storeInitial(kind, field, number, scratch.numbers.base[number])
          }
        case .rank(let other):
          let ranks = initialRanks(kind, field, by: other)
          for number in 0..<spec.count { storeInitial(kind, field, number, ranks[number]) }
        case let initial:
          let key = initialStream(kind, field)
          for number in 0..<spec.count {
            storeInitial(kind, field, number, plainInitial(initial, key, kind, number))
          }
        }
      }
    }
  }

  /// Computes one first value of an actor that enters.
  func enterInitialValue(
    _ kind: KindID, _ field: FieldID, _ number: Int
  ) throws(KernelFailure) {
    let value: Double
    switch model.kinds[kind.rawValue].fields[field.rawValue].initial {
    case .function(let function):
      let call = entryCall
      prepareInitial(call, kind, field, function)
      entryRow.pointee = Int32(truncatingIfNeeded: number)
      entryOutput.pointee = 0
      call.actors = UnsafePointer(entryRow)
      call.rowCount = 1
      call.output = entryOutput
      do throws(KernelFailure) {
        try engine.kernel(for: function).run(call, rows: 0..<1)
      } catch {
        throw KernelFailure(error.diagnostic, row: 0, isInterrupted: error.isInterrupted)
      }
      value = entryOutput.pointee
    case .rank(let other):
      value = rankOfNewcomer(kind, field, number, by: other)
    case let initial:
      value = plainInitial(initial, initialStream(kind, field), kind, number)
    }
    storeInitial(kind, field, number, value)
  }

  private func prepareInitial(
    _ call: PhaseCall, _ kind: KindID, _ field: FieldID, _ function: FunctionID
  ) {
    call.clear()
    call.role = .initial
    call.function = function
    call.kind = kind
    call.field = field
    call.stream = initialStream(kind, field)
    call.step = step
    call.activation = .simultaneous
  }

  private func initialStream(_ kind: KindID, _ field: FieldID) -> StreamKey {
    let spec = model.kinds[kind.rawValue]
    return stream("init/\(spec.name)/\(spec.fields[field.rawValue].name)")
  }

  private func plainInitial(
    _ initial: InitialValue, _ key: StreamKey, _ kind: KindID, _ number: Int
  ) -> Double {
    switch initial {
    case .constant(let value): return value
    case .distribution(let distribution):
      var draw = DrawStream(
        DrawAddress(
          key: key, actor: identity(kind, number), step: 0, site: ReservedSite.initial.word()))
      return distribution.draw(&draw)
    case .column(let cells):
      let row = origin(kind, number)
      return cells.indices.contains(row) ? cells[row] : .nan
    case .function, .rank: return .nan
    }
  }

  /// The word that orders equal values.
  private func rankTieWord(_ key: StreamKey, _ kind: KindID, _ number: Int) -> UInt64 {
    var draw = DrawStream(
      DrawAddress(
        key: key, actor: identity(kind, number), step: 0, site: ReservedSite.rankTie.word()))
    return draw.nextBits()
  }

  private func initialRanks(_ kind: KindID, _ field: FieldID, by other: FieldID) -> [Double] {
    let count = kinds[kind.rawValue].count
    let view = kinds[kind.rawValue].views[other.rawValue]
    let key = initialStream(kind, field)
    var order: [(value: Double, word: UInt64, number: Int)] = []
    order.reserveCapacity(count)
    for number in 0..<count {
      let value = scalar(view, number)
      if value == value { order.append((value, rankTieWord(key, kind, number), number)) }
    }
    order.sort { ($0.value, $0.word, $0.number) < ($1.value, $1.word, $1.number) }
    var ranks = [Double](repeating: .nan, count: count)
    for (position, entry) in order.enumerated() {
      ranks[entry.number] = order.count == 1 ? 0.5 : Double(position) / Double(order.count - 1)
    }
    return ranks
  }

  /// The rank that a newcomer has among the living.
  private func rankOfNewcomer(
    _ kind: KindID, _ field: FieldID, _ number: Int, by other: FieldID
  ) -> Double {
    let view = kinds[kind.rawValue].views[other.rawValue]
    let key = initialStream(kind, field)
    let own = scalar(view, number)
    guard own == own else { return .nan }
    let word = rankTieWord(key, kind, number)
    var (lower, others) = (0, 0)
    for rival in 0..<number where isAlive(kind, rival) {
      let value = scalar(view, rival)
      guard value == value else { continue }
      others += 1
      if value < own || value == own && rankTieWord(key, kind, rival) < word { lower += 1 }
    }
    return others == 0 ? 0.5 : Double(lower) / Double(others)
  }
}

extension Distribution {
  /// One draw, as a Double in the coding of the field.
  func draw(_ stream: inout DrawStream) -> Double {
    switch self {
    case .uniform(let low, let high): stream.uniform(low: low, high: high)
    case .normal(let mean, let deviation): stream.normal(mean: mean, sd: deviation)
    case .truncatedNormal(let mean, let deviation, let low, let high):
      stream.truncatedNormal(mean: mean, sd: deviation, low: low, high: high)
    case .lognormal(let mean, let deviation): stream.lognormal(meanlog: mean, sdlog: deviation)
    case .beta(let a, let b): stream.beta(a, b)
    case .gamma(let shape, let scale): stream.gamma(shape: shape, scale: scale)
    case .exponential(let rate): stream.exponential(rate: rate)
    case .bernoulli(let probability): stream.bernoulli(probability) ? 1 : 0
    case .binomial(let trials, let probability):
      Double(stream.binomial(n: trials, p: probability))
    case .poisson(let mean): Double(stream.poisson(mean: mean))
    case .categorical(let weights):
      Double(stream.categorical(count: weights.count) { weights[$0] })
    }
  }
}
