import Randomness
import Testing

@Suite struct StreamKeyTests {
  @Test(arguments: [
    ("", 0xCBF2_9CE4_8422_2325 as UInt64), ("a", 0xAF63_DC4C_8601_EC8C),
    ("foobar", 0x8594_4171_F739_67E8),
  ])
  func `published FNV-1a values`(text: String, expected: UInt64) {
    #expect(stableHash(text.utf8) == expected)
  }

  @Test func `splitmix64's published sequence for the seed 1234567`() {
    let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15
    let first = [1, 2, 3].map { mix64(1_234_567 &+ $0 &* gamma) }
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
    ]
    #expect(first == expected)
    #expect(mix64(0) == 0)
  }

  /// Computed with an independent program; a change here changes every result of every study.
  @Test(arguments: [
    (0 as UInt64, 0 as UInt64, "", 0x7DC2_C42B_173E_BF65 as UInt64),
    (2013, 0, "adopt", 0x3D3A_3272_82EB_3C96),
    (2013, 1, "adopt", 0xF438_B175_BDD5_0919),
    (2013, 0, "init/consumer/trust", 0x2BEE_5A95_1A22_84D7),
    (.max, .max, "ü", 0xA025_7286_B3BE_D1DB),
  ])
  func goldens(seed: UInt64, replicate: UInt64, name: String, expected: UInt64) {
    #expect(StreamKey(seed: seed, replicate: replicate, name: name).rawValue == expected)
  }

  @Test func `neighbouring seeds, replicates and names share no key`() {
    var keys: Set<StreamKey> = []
    for seed in 0..<30 as Range<UInt64> {
      for replicate in 0..<30 as Range<UInt64> {
        for name in ["a", "b", "aa", "ab", "network/a"] {
          keys.insert(StreamKey(seed: seed, replicate: replicate, name: name))
        }
      }
    }
    #expect(keys.count == 30 * 30 * 5)
  }
}
