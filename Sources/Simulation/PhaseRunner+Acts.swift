/// The step in which each actor of a kind first acted in some phases: stood as initiator in a pair that
/// met, or was present.
struct FirstActs {
  let kind: KindID
  /// By phase: whether acts in it count.
  let phases: [Bool]
  /// By number; 0: not yet.
  private var steps: [Int32] = []

  /// What the definitions of a model need, by their position: nothing, or what they note.
  static func all(of model: Model) -> [FirstActs] {
    model.values.compactMap { value in
      value.leaveOneOut?.phases.map { FirstActs(value.kind, $0, of: model) }
    }
  }

  private init(_ kind: KindID, _ phases: [PhaseID], of model: Model) {
    self.kind = kind
    self.phases = model.phases.indices.map { phases.contains(PhaseID($0)) }
  }

  func isOf(_ kind: KindID, _ phases: [PhaseID]) -> Bool {
    self.kind == kind
      && self.phases.indices.allSatisfy {
        self.phases[$0] == phases.contains(PhaseID($0))
      }
  }

  /// `nil`: it never acted.
  func step(of number: Int) -> Int? {
    steps.indices.contains(number) && steps[number] > 0 ? Int(steps[number]) : nil
  }

  mutating func note(_ number: Int, step: Int) {
    if number >= steps.count {
      steps += Array(repeating: 0, count: number + 1 - steps.count)
    }
    if steps[number] == 0 { steps[number] = Int32(truncatingIfNeeded: step) }
  }
}

extension PhaseRunner {
  /// Notes who acts in the listed pairs, where a definition asks.
  func noteActs(pairs count: Int) {
    for index in world.firstActs.indices where world.firstActs[index].phases[id.rawValue] {
      guard world.firstActs[index].kind == spec.sides.initiator else { continue }
      for row in 0..<count {
        world.firstActs[index].note(Int(world.scratch.pairs.base[row].initiator), step: world.step)
      }
    }
  }

  /// Notes who is present, where a definition asks.
  func noteActs(_ kind: KindID, rows count: Int, areListed: Bool) {
    for index in world.firstActs.indices
    where world.firstActs[index].phases[id.rawValue] && world.firstActs[index].kind == kind {
      for row in 0..<count {
        let number = areListed ? Int(world.scratch.rows.base[row]) : row
        world.firstActs[index].note(number, step: world.step)
      }
    }
  }

  /// Drops the pairs of those who initiate nothing in this phase.
  ///
  /// - Returns: how many pairs are left.
  func keepVocal(_ count: Int) -> Int {
    guard let kind = spec.sides.initiator else { return count }
    let pairs = world.scratch.pairs.base
    var kept = 0
    for row in 0..<count where !isMute(kind, Int(pairs[row].initiator)) {
      pairs[kept] = pairs[row]
      kept += 1
    }
    return kept
  }

  /// Lists those in `scratch.rows` who are present.
  ///
  /// - Parameter listed: how many are listed; `nil`: nobody is, since all are there.
  func keepVocal(_ kind: KindID, _ listed: Int?) -> Int {
    if listed == nil { world.listAll(kind) }
    let rows = world.scratch.rows.base
    var kept = 0
    for row in 0..<(listed ?? world.count(kind)) where !isMute(kind, Int(rows[row])) {
      rows[kept] = rows[row]
      kept += 1
    }
    return kept
  }

  private func isMute(_ kind: KindID, _ number: Int) -> Bool {
    world.model.silence.isMute(ActorID(kind: kind, number: number), in: id)
  }
}
