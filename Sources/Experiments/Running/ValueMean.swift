import Randomness
import Simulation
import Store

/// The mean over the actors of a kind of what a value definition gave them over the whole run.
struct ValueMean {
  /// Undefined actors are left out and counted; where all are, the value is undefined for the reason
  /// that most of them have, the first in the alphabet among equals.
  let value: MeasuredValue

  init(_ world: World, _ id: ValueID) {
    let kind = world.model.values[id.rawValue].kind
    var defined: [Double] = []
    var reasons: [UInt8: Int] = [:]
    var total = 0
    for actor in 0..<world.count(kind) where world.existed(kind, actor) {
      total += 1
      let number = world.total(id, actor)
      if number.isNaN {
        reasons[world.totalReason(id, actor), default: 0] += 1
      } else {
        defined.append(number)
      }
    }
    guard !defined.isEmpty else {
      let counted = reasons.map { (text: world.reasonText($0.key), count: $0.value) }
      let leading = counted.min { ($1.count, $0.text) < ($0.count, $1.text) }
      value = .undefined(
        leading?.text ?? UndefinedReason.emptyGroup.text, used: 0, total: total)
      return
    }
    let mean = defined.withUnsafeBufferPointer { Reduction.mean($0) }
    value = MeasuredValue(mean, used: defined.count, total: total)
  }
}
