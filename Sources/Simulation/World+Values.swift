internal import Diagnostics
internal import Randomness
internal import Synchronization

extension World {
  /// Evaluates the definitions of a counted step, in their order, for the living and for those who
  /// left in this step, whose value up to leaving counts.
  func evaluateValues(_ call: PhaseCall, rowsPerCall: Int) throws(SimulationFailure) {
    let counted = step - model.warmup
    for index in model.values.indices where values[index].spec.accounting != .end {
      let spec = values[index].spec
      let factor = spec.accounting == .stock ? nil : spec.factor(countedStep: counted)
      try evaluate(index, call, rowsPerCall, listed: listValued(spec.kind), addedBy: factor)
    }
  }

  /// Evaluates the definitions that are asked once, after the run, for all who ever were there.
  ///
  /// Those that leave one actor out at a time run the course again.
  ///
  /// - Parameter end: the first definition that is not asked; `nil`: all are.
  func evaluateEndValues(
    _ course: Course, _ call: PhaseCall, before end: Int? = nil
  ) throws(SimulationFailure) {
    areEndValuesAsked = true
    let asked = model.values.indices.filter { values[$0].spec.accounting == .end }
    for index in asked { values[index].forget(count: count(values[index].spec.kind)) }
    for index in asked where index < end ?? .max {
      if let leaving = values[index].spec.leaveOneOut {
        if end == nil { try evaluate(index, leaving, course, call) }
      } else if try takeFit(index, call) {
        let listed = livingRows(values[index].spec.kind, where: KindState.Status.existed)
        try evaluate(index, call, course.rowsPerCall, listed: listed, addedBy: nil)
      }
    }
  }

  /// Asks for a definition's fit to the finished run, where it has one.
  ///
  /// - Returns: whether there is something to give the definition; else it is undefined throughout.
  private func takeFit(_ index: Int, _ call: PhaseCall) throws(SimulationFailure) -> Bool {
    let spec = values[index].spec
    guard let fit = spec.fit else { return true }
    call.clear()
    call.role = .fit
    call.function = fit
    call.fit = fit
    call.step = step
    call.isAfterRun = true
    call.rowCount = 1
    scratch.numbers.base[0] = 0
    (call.output, call.reasons) = (scratch.numbers.base, scratch.codes.base)
    call.aggregates = UnsafePointer(scratch.modelAggregates.base)
    try runRows(call, what: "the fit of \(spec.name)", .max)
    guard scratch.numbers.base[0].isNaN else { return true }
    let reason = scratch.codes.base[0]
    scratch.codes.base[0] = 0
    for number in 0..<count(spec.kind) where existed(spec.kind, number) {
      try settle(index, number, .nan, reason)
    }
    return false
  }

  /// Lists who is valued in this step in `scratch.rows`; `nil`: everybody.
  private func listValued(_ kind: KindID) -> Int? {
    guard let living = livingRows(kind) else { return nil }
    let left = kinds[kind.rawValue].leftThisStep
    guard !left.isEmpty else { return living }
    scratch.rows.reserve(living + left.count)
    var rows = UnsafeMutableBufferPointer(start: scratch.rows.base, count: living + left.count)
    for (offset, number) in left.enumerated() { rows[living + offset] = number }
    rows.sort()
    return rows.count
  }

  /// - Parameter factor: what the step weighs in the sums; `nil`: there are none.
  private func evaluate(
    _ index: Int, _ call: PhaseCall, _ rowsPerCall: Int, listed: Int?, addedBy factor: Double?
  ) throws(SimulationFailure) {
    let count = listed ?? kinds[values[index].spec.kind.rawValue].count
    guard count > 0 else { return }
    prepareValue(call, index, count, listed: listed)
    let settled = try runValue(index, call, min(rowsPerCall, engine.rowsAtOnce), addedBy: factor)
    let (output, codes) = (call.output, scratch.codes.base)
    for row in settled.rows..<count {
      let number = listed == nil ? row : Int(scratch.rows.base[row])
      try settle(index, number, output[row], codes[row])
      codes[row] = 0
    }
    guard let factor, let sums = values[index].sums else { return }
    let (rows, current) = (scratch.rows.base, values[index].current)
    var areFinite = settled.areSumsFinite
    for row in settled.rows..<count {
      let number = listed == nil ? row : Int(rows[row])
      sums[number] = canonical(sums[number] + current[number] * factor)
      if sums[number].isInfinite { areFinite = false }
    }
    for row in 0..<(areFinite ? 0 : count) {
      let number = listed == nil ? row : Int(rows[row])
      if sums[number].isInfinite { throw infinite(index, number) }
    }
    guard let steps = values[index].steps else { return }
    for row in 0..<count { steps[listed == nil ? row : Int(rows[row])] &+= 1 }
  }

  private func prepareValue(_ call: PhaseCall, _ index: Int, _ count: Int, listed: Int?) {
    let spec = values[index].spec
    scratch.numbers.reserve(count)
    // Zero, as `settle` leaves them.
    scratch.codes.reserve(count)
    call.clear()
    call.role = .value
    call.isAfterRun = spec.accounting == .end
    call.fit = spec.fit
    call.function = spec.function
    call.kind = spec.kind
    call.stream = stream("value/\(spec.name)")
    call.step = step
    call.activation = .simultaneous
    call.rowCount = count
    call.actors = listed == nil ? nil : UnsafePointer(scratch.rows.base)
    call.output = listed == nil ? values[index].current : scratch.numbers.base
    call.reasons = scratch.codes.base
    call.aggregates = UnsafePointer(scratch.modelAggregates.base)
  }

  /// Runs a definition's function for all rows.
  ///
  /// As a rule every number is one and stands where it belongs; then rows are added up while they are
  /// in the cache. A finite sum says of its rows that they are finite.
  ///
  /// - Returns: how many rows need nothing more, and whether their sums are finite.
  private func runValue(
    _ index: Int, _ call: PhaseCall, _ rowsAtOnce: Int, addedBy factor: Double?
  ) throws(SimulationFailure) -> (rows: Int, areSumsFinite: Bool) {
    let kernel = engine.kernel(for: call.function)
    let isPlain = call.actors == nil && values[index].reasons == nil
    call.streamsOutput =
      isPlain && rowsAtOnce % Reduction.blockSize == 0
      && isStreamed(values[index].spec, rows: call.rowCount)
    var (settled, areSumsFinite, start) = (0, true, 0)
    var sums: [Double] = []
    while start < call.rowCount {
      let count = min(rowsAtOnce, call.rowCount - start)
      call.outputSum = .nan
      try runRange(kernel, call, start..<start + count, what: values[index].spec.name)
      let rows = start..<start + count
      var sum = isPlain && settled == start ? call.outputSum : .nan
      if isPlain && settled == start && !sum.isFinite { sum = self.sum(of: rows, call.output) }
      if sum.isFinite {
        settled = rows.upperBound
        sums.append(sum)
        if let factor, let sums = values[index].sums {
          let areFinite = holdsInParts(rows) { part in
            addProducts(sums, call.output, factor, part)
            return Simulation.areFinite(sums, part)
          }
          areSumsFinite = areSumsFinite && areFinite
        }
      }
      start += count
    }
    let isSummed = settled == call.rowCount && Reduction.isPart(rowsAtOnce, of: settled)
    values[index].sum = isSummed ? Reduction.sum(ofParts: sums) : nil
    return (settled, areSumsFinite)
  }

  /// Whether a definition's numbers are too many for the caches and not added to others now.
  ///
  /// They are then written past the caches, and added up by the kernel.
  private func isStreamed(_ spec: ValueSpec, rows: Int) -> Bool {
    spec.accounting == .stock && rows * 8 >= Self.streamedBytes
  }

  /// With the fields that such a definition reads, more than most caches hold.
  private static let streamedBytes = 4 << 20

  /// Fewer rows to be added up are not worth a thread.
  private static let rowsOfAThread = 32_768

  /// The sum of some rows, its blocks where they are added up at the same time.
  private func sum(of rows: Range<Int>, _ column: UnsafePointer<Double>) -> Double {
    guard rows.count >= 2 * Self.rowsOfAThread else {
      return Reduction.sum(
        UnsafeBufferPointer(start: column + rows.lowerBound, count: rows.count))
    }
    let size = Reduction.blockSize
    var sums = [Double](repeating: 0, count: (rows.count + size - 1) / size)
    sums.withUnsafeMutableBufferPointer { sums in
      let sums = UnsafeMutableBufferPointer(rebasing: sums[...])
      engine.inParts(rows, atLeast: Self.rowsOfAThread) { part in
        for start in stride(from: part.lowerBound, to: part.upperBound, by: size) {
          let count = min(size, part.upperBound - start)
          sums[(start - rows.lowerBound) / size] = Reduction.sum(
            UnsafeBufferPointer(start: column + start, count: count))
        }
      }
    }
    return Reduction.sum(ofParts: sums)
  }

  /// Whether something holds for every part of a range.
  private func holdsInParts(
    _ range: Range<Int>, _ condition: (Range<Int>) -> Bool
  ) -> Bool {
    let holds = Atomic(true)
    engine.inParts(range, atLeast: Self.rowsOfAThread) { part in
      if !condition(part) { holds.store(false, ordering: .relaxed) }
    }
    return holds.load(ordering: .relaxed)
  }

  /// Takes one number of a definition: infinite is a mistake, undefined keeps its reason.
  @inline(__always)
  func settle(
    _ index: Int, _ number: Int, _ value: Double, _ code: UInt8
  ) throws(SimulationFailure) {
    if value - value == 0 && values[index].reasons == nil {
      values[index].current[number] = value
      return
    }
    if value.isInfinite { throw infinite(index, number) }
    values[index].current[number] = canonical(value)
    if value != value {
      values[index].makeReasons(capacity: kinds[values[index].spec.kind.rawValue].capacity)
    }
    let reason = value == value ? 0 : code == 0 ? UndefinedReason.nanInput.rawValue : code
    values[index].reasons?[number] = reason
    if let totals = values[index].totalReasons, values[index].sums == nil || totals[number] == 0 {
      totals[number] = reason
    }
  }

  private func infinite(_ index: Int, _ number: Int) -> SimulationFailure {
    let spec = values[index].spec
    let kind = kinds[spec.kind.rawValue].name
    return SimulationFailure(
      Diagnostic(
        "value definition '\(spec.name)' is infinite for \(kind) \(number + 1) in step \(step)",
        hints: ["return valence.undefined(reason) where there is no number"]),
      phase: spec.name, step: step, kind: kind, actor: number + 1)
  }

  /// An actor's value by a definition in the present step, as evaluated so far; NaN: undefined.
  package func value(_ id: ValueID, _ number: Int) -> Double {
    let state = values[id.rawValue]
    let isThere =
      state.spec.accounting == .end ? areEndValuesAsked : wasValued(state.spec.kind, number)
    return isThere ? state.current[number] : .nan
  }

  /// Why `value` is undefined.
  package func valueReason(_ id: ValueID, _ number: Int) -> UInt8 {
    let state = values[id.rawValue]
    guard value(id, number) != value(id, number) else { return 0 }
    let reason = state.reasons?[number] ?? 0
    return reason == 0 ? UndefinedReason.notCounted.rawValue : reason
  }

  private func wasValued(_ kind: KindID, _ number: Int) -> Bool {
    guard step > model.warmup, existed(kind, number) else { return false }
    return leftAt(kind, number).map { $0 == step } ?? true
  }

  /// The code of a study's own reason; at most 200 different texts are told apart.
  package func reasonCode(_ text: String) -> UInt8 {
    if let known = UndefinedReason.allCases.first(where: { $0.text == text }) {
      return known.rawValue
    }
    let first = UndefinedReason.allCases.count
    if let index = ownReasons.firstIndex(of: text) { return UInt8(first + index) }
    guard ownReasons.count < 200 else { return UndefinedReason.nanInput.rawValue }
    ownReasons.append(text)
    return UInt8(first + ownReasons.count - 1)
  }

  /// The text of a reason's code.
  package func reasonText(_ code: UInt8) -> String {
    if let known = UndefinedReason(rawValue: code) { return known.text }
    let index = Int(code) - UndefinedReason.allCases.count
    return ownReasons.indices.contains(index) ? ownReasons[index] : ""
  }
}

extension ValueSpec {
  /// What a counted step weighs: (1 + r)^-t, or ^-(t - 1) if due at the start.
  func factor(countedStep: Int) -> Double {
    guard discount != 0 else { return 1 }
    var exponent = dueAtStart ? countedStep - 1 : countedStep
    var (base, power) = (1 + discount, 1.0)
    while exponent > 0 {
      if exponent & 1 == 1 { power *= base }
      base *= base
      exponent >>= 1
    }
    return 1 / power
  }
}
