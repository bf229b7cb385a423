/// One event: what an encounter, or a mere presence, was to both sides (DESIGN 6).
///
/// Plain data, so that recording one costs no allocation.
package struct Event: Sendable {
  package var initiator: Int32
  /// -1 in a one-sided event.
  package var partner: Int32
  /// As in `Pair`.
  package var tie: Int32
  /// As in `Pair`.
  package var occurrence: Int32
  package var step: Int32
  /// What the initiator's side gained.
  package var gain: Double
  /// What the partner's side gained.
  package var partnerGain: Double
  /// Whether the initiator's side took an active part; mere presence is passive.
  package var active: Bool
  package var partnerActive: Bool
  /// The level of each declared tag, -1 where it is not set.
  package var tags: SIMD8<Int32>
  /// A bit per declared mark.
  package var marks: UInt64
  /// Expected value, need time and use time; NaN where not given.
  package var expected: Double
  package var need: Double
  package var use: Double

  package init(
    initiator: Int32, partner: Int32, tie: Int32 = -1, occurrence: Int32 = 0, step: Int32,
    gain: Double = 0, partnerGain: Double = 0, active: Bool = true, partnerActive: Bool = true,
    tags: SIMD8<Int32> = SIMD8(repeating: -1)
  ) {
    self.initiator = initiator
    self.partner = partner
    self.tie = tie
    self.occurrence = occurrence
    self.step = step
    self.gain = gain
    self.partnerGain = partnerGain
    self.active = active
    self.partnerActive = partnerActive
    self.tags = tags
    marks = 0
    expected = .nan
    need = .nan
    use = .nan
  }

  /// Declared tags per phase at most.
  package static let maximumTags = 8
  /// Declared marks per phase at most.
  package static let maximumMarks = 64
}
