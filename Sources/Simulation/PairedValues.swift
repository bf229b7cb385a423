/// The values of actors in a run and of their twins.
package struct PairedValues {
  package private(set) var gains: [Double] = []
  package private(set) var baselines: [Double] = []
  /// How many have no gain, by reason.
  package private(set) var leftOut: [String: Int] = [:]
  package private(set) var total = 0

  /// - Parameter isMeasured: whether an actor of the run, or one of the twin, counts; `nil`: all do.
  package init(
    _ id: ValueID, _ kind: KindID, _ run: World, _ twin: World,
    where isMeasured: ((_ number: Int, _ isTwin: Bool) -> Bool)? = nil
  ) {
    let (values, others) = (run.totals(id), twin.totals(id))
    gains.reserveCapacity(values.count)
    baselines.reserveCapacity(values.count)
    if isMeasured == nil, run.isUnchanged(kind), twin.isUnchanged(kind),
      values.count == others.count
    {
      // Everybody is the twin of who has the same number.
      total = values.count
      for number in values.indices {
        add(number, values[number], number, others[number], id, run, twin)
      }
      return
    }
    for number in values.indices
    where run.existed(kind, number) && isMeasured?(number, false) ?? true {
      total += 1
      if let other = twin.number(ofIdentity: run.identity(kind, number), kind) {
        add(number, values[number], other, others[other], id, run, twin)
      } else {
        leaveOut(UndefinedReason.noTwin.text)
      }
    }
    // Who was in the twin's world only has no twin either.
    for number in others.indices
    where twin.existed(kind, number)
      && run.number(ofIdentity: twin.identity(kind, number), kind) == nil
      && isMeasured?(number, true) ?? true
    {
      total += 1
      leaveOut(UndefinedReason.noTwin.text)
    }
  }

  @inline(__always)
  private mutating func add(
    _ number: Int, _ value: Double, _ other: Int, _ baseline: Double, _ id: ValueID, _ run: World,
    _ twin: World
  ) {
    let gain = value - baseline
    if gain == gain {
      gains.append(gain)
      baselines.append(baseline)
    } else if value == value {
      leaveOut(twin.reasonText(twin.totalReason(id, other)))
    } else {
      leaveOut(run.reasonText(run.totalReason(id, number)))
    }
  }

  private mutating func leaveOut(_ reason: String) { leftOut[reason, default: 0] += 1 }
}
