import Randomness
import Testing

@Suite struct DrawAddressTests {
  @Test func `the site word, as fixed`() {
    #expect(DrawAddress.siteWord(site: 5, keyWord: 7, occurrence: 1) == 0x9D01_2B1B)
    #expect(DrawAddress.siteWord(site: 0, keyWord: 9, occurrence: 0) == 9)
  }

  @Test func `site words of sites, small keys and occurrences do not collide`() {
    var words: Set<UInt32> = []
    for site in 0..<32 as Range<UInt32> {
      for keyWord in 0..<256 as Range<UInt32> {
        for occurrence in 0..<8 as Range<UInt32> {
          words.insert(
            DrawAddress.siteWord(site: site, keyWord: keyWord, occurrence: occurrence))
        }
      }
    }
    #expect(words.count == 32 * 256 * 8)
  }

  @Test func `counter words`() {
    let counter = pinnedAddress.counter
    #expect(counter.x == 0x89AB_CDEF)
    #expect(counter.y == 0x7654_3210 ^ 0x0123_4567)
    #expect(counter.z == 51)
    #expect(counter.w == 0x9D01_2B1B ^ 0xFEDC_BA98)
  }

  @Test func `every part of the address moves the draw`() {
    var moved: [DrawAddress] = Array(repeating: pinnedAddress, count: 8)
    moved[1].key = StreamKey(seed: 2013, replicate: 4, name: "offer")
    moved[2].actor &+= 1
    moved[3].actor ^= 1 << 63
    moved[4].partner &+= 1
    moved[5].partner ^= 1 << 63
    moved[6].step += 1
    moved[7].site += 1
    let bits = moved.map { address in
      var stream = DrawStream(address)
      return stream.nextBits()
    }
    #expect(Set(bits).count == 8)
  }
}

@Suite struct DrawKeyTests {
  @Test func `small integers are their own word, however they are held`() {
    for integer in [0, 1, 2, 1000, 4_294_967_295] as [Int64] {
      #expect(DrawKey.word(integer: integer) == UInt32(integer))
      #expect(DrawKey.word(number: Double(integer)) == UInt32(integer))
      #expect(DrawKey.word(identity: UInt64(integer)) == UInt32(integer))
    }
    #expect(DrawKey.word(number: -0.0) == 0)
    #expect(DrawKey.word(boolean: false) == 0)
    #expect(DrawKey.word(boolean: true) == 1)
  }

  @Test func `equal numbers have equal words over the whole range`() {
    for integer in [-1, -7, Int64.min, 1 << 40, 1 << 62, -(1 << 53)] {
      #expect(DrawKey.word(number: Double(integer)) == DrawKey.word(integer: integer))
    }
  }

  @Test func `words of different keys differ`() {
    var words: Set<UInt32> = []
    for integer in -500...500 as ClosedRange<Int64> { words.insert(DrawKey.word(integer: integer)) }
    for eighth in 0..<1000 where eighth % 8 != 0 {
      words.insert(DrawKey.word(number: Double(eighth) / 8))
    }
    for power in 33..<64 as Range<UInt64> { words.insert(DrawKey.word(identity: 1 << power)) }
    for name in ["a", "b", "peer", "offer"] { words.insert(DrawKey.word(string: name)) }
    for number in [Double.infinity, -.infinity, .nan, 1e300] {
      words.insert(DrawKey.word(number: number))
    }
    #expect(words.count == 1001 + 875 + 31 + 4 + 4)
  }

  @Test func `goldens`() {
    #expect(DrawKey.word(integer: -1) == 0xFFFF_FFFF ^ 0x8B32_C408)
    #expect(DrawKey.word(string: "peer") == 0x08CC_E944)
    #expect(DrawKey.word(number: 0.5) == 0x0440_FE4C)
    let bytes: [UInt8] = Array("peer".utf8)
    bytes.withUnsafeBytes { #expect(DrawKey.word(string: $0) == 0x08CC_E944) }
    let otherNaN = Double(nan: 5, signaling: false)
    #expect(DrawKey.word(number: otherNaN) == DrawKey.word(number: .nan))
  }
}
