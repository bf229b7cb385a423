import Randomness
import Testing

/// Many addresses at once, in whatever vectors the processor has, are those taken one by one.
@Suite struct DrawBatchTests {
  private static let key = StreamKey(rawValue: 0xFEDC_BA98_7654_3210)
  /// Identities of initial actors, and of such that entered: all 64 bits.
  private static let identities: [UInt64] = (1...101).map { (number: UInt64) -> UInt64 in
    let hash: UInt64 = 0x9E37_79B9_7F4A_7C15 &* number
    return number % 3 == 1 ? number : hash | (1 << 63)
  }

  private static func bits(_ actor: UInt64, _ partner: UInt64, _ site: UInt32) -> UInt64 {
    var stream = DrawStream(
      DrawAddress(key: key, actor: actor, partner: partner, step: 0x0123_4567, site: site))
    return stream.nextBits()
  }

  @Test func actors() {
    var words = Self.identities
    words.withUnsafeMutableBufferPointer { words in
      guard let base = words.baseAddress else { return }
      DrawBatch.firstBits(base, count: words.count, Self.key, step: 0x0123_4567, site: 77)
    }
    #expect(words == Self.identities.map { Self.bits($0, 0, 77) })
  }

  @Test func pairs() {
    var words = Self.identities
    let partners = Array(Self.identities.reversed())
    let sites = (0..<UInt32(words.count)).map { $0 &* 0x85EB_CA77 }
    words.withUnsafeMutableBufferPointer { words in
      partners.withUnsafeBufferPointer { partners in
        sites.withUnsafeBufferPointer { sites in
          guard let base = words.baseAddress, let others = partners.baseAddress,
            let places = sites.baseAddress
          else { return }
          DrawBatch.firstBits(
            base, partners: others, sites: places, count: words.count, Self.key,
            step: 0x0123_4567)
        }
      }
    }
    #expect(
      words
        == Self.identities.indices.map { Self.bits(Self.identities[$0], partners[$0], sites[$0]) })
  }
}
