/// Where a draw stands: who, with whom, when, at which call.
///
/// The same address gives the same draw whatever else was drawn before, on any thread, in any
/// scenario.
package struct DrawAddress: Hashable, Sendable {
  /// The stream: study seed, replicate, and the name of the phase or stream.
  package var key: StreamKey
  /// The identity of the acting actor or initiator: its number plus 1 for an initial actor, a
  /// 64-bit hash for one that entered.
  package var actor: UInt64
  /// The identity of the partner; 0 where there is none.
  package var partner: UInt64
  /// The step, below 2^24; higher bits are not part of the address.
  package var step: UInt32
  /// The word made by `siteWord(site:keyWord:occurrence:)`.
  package var site: UInt32

  package init(
    key: StreamKey, actor: UInt64, partner: UInt64 = 0, step: UInt32, site: UInt32
  ) {
    self.key = key
    self.actor = actor
    self.partner = partner
    self.step = step
    self.site = site
  }

  /// The word that names a call: where it stands in the function, under which key, and for which
  /// of the events of the same pair in the step.
  ///
  /// - Parameters:
  ///   - site: the number of the call site.
  ///   - keyWord: the draw's key as `DrawKey` makes it; 0 without a key.
  ///   - occurrence: counts repeated events of one pair in one step, from 0.
  package static func siteWord(site: UInt32, keyWord: UInt32, occurrence: UInt32) -> UInt32 {
    site &* 0x9E37_79B9 &+ keyWord &+ occurrence &* 0x85EB_CA77
  }

  /// The Philox counter of the address's first block; later blocks count in bits 24...31 of `z`.
  package var counter: SIMD4<UInt32> {
    SIMD4(
      UInt32(truncatingIfNeeded: actor),
      UInt32(truncatingIfNeeded: partner) ^ UInt32(truncatingIfNeeded: actor >> 32),
      step & 0x00FF_FFFF,
      site ^ UInt32(truncatingIfNeeded: partner >> 32))
  }
}
