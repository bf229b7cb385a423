internal import CPhilox

/// The first 64 bits at many addresses of one stream and step, as `DrawStream.nextBits` gives them one
/// by one.
package enum DrawBatch {
  /// Of actors without a partner.
  ///
  /// - Parameter words: **Shape**: `count`; the actors' identities, which become the bits.
  package static func firstBits(
    _ words: UnsafeMutablePointer<UInt64>, count: Int, _ key: StreamKey, step: Int, site: UInt32
  ) {
    philox_actors(words, count, key.rawValue, UInt32(truncatingIfNeeded: step), site)
  }

  /// Of pairs.
  ///
  /// - Parameters:
  ///   - words: **Shape**: `count`; the identities of the one side, which become the bits.
  ///   - partners: those of the other side, 0 where there is none.
  ///   - sites: a site word per pair.
  package static func firstBits(
    _ words: UnsafeMutablePointer<UInt64>, partners: UnsafePointer<UInt64>,
    sites: UnsafePointer<UInt32>, count: Int, _ key: StreamKey, step: Int
  ) {
    philox_pairs(words, partners, sites, count, key.rawValue, UInt32(truncatingIfNeeded: step))
  }
}
