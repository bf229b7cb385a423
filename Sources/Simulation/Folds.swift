internal import Randomness

/// The kept numbers of one fold, unit by unit.
struct FoldState {
  let spec: FoldSpec
  /// How many parts a unit has: one, or one without a level and one for each level of the tag.
  let partCount: Int
  var kept = Buffer<Double>()
  /// Parts of units whose numbers are in `kept`.
  var unitCount = 0

  init(_ spec: FoldSpec, _ model: Model) {
    self.spec = spec
    let tags = model.phases[spec.phase.rawValue].tags
    partCount = spec.tag.map { tags[$0].levels.count + 1 } ?? 1
  }

  /// Gives new units their first numbers.
  mutating func extend(to units: Int) {
    guard units > unitCount else { return }
    let width = spec.kept.count
    kept.reserve(units * width)
    for unit in unitCount..<units {
      for slot in 0..<width { kept.base[unit * width + slot] = spec.kept[slot] }
    }
    unitCount = units
  }

  func deallocate() { kept.deallocate() }
}

extension World {
  /// Shows the events that have been recorded to the folds of the phase, in their order.
  func flushFolds(_ phase: PhaseID, _ call: PhaseCall) throws(SimulationFailure) {
    guard pendingEvents > 0 else { return }
    defer { pendingEvents = 0 }
    let spec = model.phases[phase.rawValue]
    scratch.units.reserve(pendingEvents)
    for index in ledger.phases[phase.rawValue].folds {
      extendFold(index)
      let (unit, tag) = (folds[index].spec.unit, folds[index].spec.tag)
      let parts = Int32(folds[index].partCount)
      for row in 0..<pendingEvents {
        let event = scratch.events.base[row]
        let number: Int32 =
          switch unit {
          case .tie: max(event.tie, 0)
          case .initiator: event.initiator
          case .partner: max(event.partner, 0)
          case .run: 0
          }
        scratch.units.base[row] = tag.map { number * parts + event.tags[$0] + 1 } ?? number
      }
      call.clear()
      call.role = .fold
      call.function = folds[index].spec.function
      call.fold = index
      call.phase = phase
      call.stream = stream("\(spec.name)/fold")
      call.step = step
      call.activation = .ordered
      call.rowCount = pendingEvents
      call.events = UnsafePointer(scratch.events.base)
      call.units = UnsafePointer(scratch.units.base)
      call.kept = folds[index].kept.base
      call.keptCount = folds[index].spec.kept.count
      call.aggregates = UnsafePointer(scratch.modelAggregates.base)
      try runRows(call, what: "a measure over '\(spec.name)'", .max)
    }
  }

  /// Gives every unit there is its numbers.
  func extendFold(_ index: Int) {
    let spec = folds[index].spec
    let phase = model.phases[spec.phase.rawValue]
    let units: Int
    switch spec.unit {
    case .run: units = 1
    case .initiator: units = phase.sides.initiator.map(count) ?? 1
    case .partner: units = phase.sides.partner.map(count) ?? 1
    case .tie: units = tieUnits(phase)
    }
    folds[index].extend(to: max(units, 1) * folds[index].partCount)
  }

  private func tieUnits(_ phase: PhaseSpec) -> Int {
    switch phase.body {
    case .encounter(let encounter):
      guard case .network(let network) = encounter.partners else { return 1 }
      return networks[network.rawValue].tieCount
    case .replay(let replay): return replay.steps.count
    case .rule, .presence: return 1
    }
  }

  /// Makes the units complete when the run is over.
  func finishFolds() {
    for index in folds.indices { extendFold(index) }
  }

  /// A kept number, summed over all units there are, those without an event included.
  ///
  /// - Parameter level: the level of the fold's tag whose events count; `nil`: all events.
  package func kept(fold: Int, slot: Int, level: Int? = nil) -> Double {
    let (base, width) = (folds[fold].kept.base, folds[fold].spec.kept.count)
    guard let level else {
      return Reduction.sum(count: folds[fold].unitCount) { base[$0 * width + slot] }
    }
    let parts = folds[fold].partCount
    return Reduction.sum(count: folds[fold].unitCount / parts) {
      base[($0 * parts + level + 1) * width + slot]
    }
  }

  /// A kept number by unit, of all events or of those of one level.
  package func keptByUnit(fold: Int, slot: Int, level: Int? = nil) -> [Double] {
    let (base, width) = (folds[fold].kept.base, folds[fold].spec.kept.count)
    let parts = folds[fold].partCount
    return (0..<folds[fold].unitCount / parts).map {
      base[($0 * parts + (level ?? -1) + 1) * width + slot]
    }
  }

  /// A kept number, added up over some folds in their order.
  package func kept(folds: Range<Int>, slot: Int) -> Double {
    folds.reduce(0) { $0 + kept(fold: $1, slot: slot) }
  }

  /// The kept numbers of a fold, `slotCount` for each part of each unit.
  package func keptValues(
    _ fold: Int
  ) -> (values: UnsafePointer<Double>, unitCount: Int, slotCount: Int) {
    (UnsafePointer(folds[fold].kept.base), folds[fold].unitCount, folds[fold].spec.kept.count)
  }
}
