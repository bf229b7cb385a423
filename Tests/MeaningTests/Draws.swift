import Randomness

/// The addresses of draws, written down by hand.
struct HandDraws {
  var seed: UInt64
  var replicate: UInt64 = 1

  /// The stream at an address: initial actors have their number from 1 as identity.
  func stream(
    _ name: String, actor: UInt64, partner: UInt64 = 0, step: UInt32, site: UInt32,
    key: UInt32 = 0, occurrence: UInt32 = 0
  ) -> DrawStream {
    DrawStream(
      DrawAddress(
        key: StreamKey(seed: seed, replicate: replicate, name: name), actor: actor,
        partner: partner, step: step,
        site: DrawAddress.siteWord(site: site, keyWord: key, occurrence: occurrence)))
  }

  func bits(
    _ name: String, actor: UInt64, partner: UInt64 = 0, step: UInt32, site: UInt32,
    occurrence: UInt32 = 0
  ) -> UInt64 {
    var stream = stream(
      name, actor: actor, partner: partner, step: step, site: site, occurrence: occurrence)
    return stream.nextBits()
  }

  /// An index below `count`: the low bits of the first word that names one.
  func index(
    below count: Int, _ name: String, actor: UInt64, step: UInt32, site: UInt32,
    occurrence: UInt32 = 0
  ) -> Int {
    var stream = stream(name, actor: actor, step: step, site: site, occurrence: occurrence)
    var mask: UInt64 = 1
    while mask < UInt64(count) { mask *= 2 }
    while true {
      let index = stream.nextBits() & (mask - 1)
      if index < UInt64(count) { return Int(index) }
    }
  }

  func uniform(
    _ name: String, actor: UInt64, partner: UInt64 = 0, step: UInt32, site: UInt32,
    key: UInt32 = 0, occurrence: UInt32 = 0
  ) -> Double {
    var stream = stream(
      name, actor: actor, partner: partner, step: step, site: site, key: key,
      occurrence: occurrence)
    return stream.nextUniform()
  }
}

/// The call sites that the simulator and the engine keep for themselves: part of the meaning of a
/// study, since another number would be another world.
enum Site {
  static let coin: UInt32 = 0xFFFF_0000
  static let pick: UInt32 = 0xFFFF_0001
  static let mixing: UInt32 = 0xFFFF_0002
  static let order: UInt32 = 0xFFFF_0003
  static let initial: UInt32 = 0xFFFF_0004
  static let resample: UInt32 = 0xFFFF_0006
  static let claim: UInt32 = 0xFFFE_0000
}
