import Randomness
import Testing

@Suite struct PhiloxTests {
  /// The vectors published with Random123 (`kat_vectors`, philox4x32 with 10 rounds).
  @Test(arguments: [
    (
      SIMD4<UInt32>(0, 0, 0, 0), SIMD2<UInt32>(0, 0),
      SIMD4<UInt32>(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8)
    ),
    (
      SIMD4(.max, .max, .max, .max), SIMD2(.max, .max),
      SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD)
    ),
    (
      SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), SIMD2(0xA409_3822, 0x299F_31D0),
      SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1)
    ),
  ])
  func `published vectors`(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>, expected: SIMD4<UInt32>
  ) {
    #expect(Philox.block(counter: counter, key: key) == expected)
  }

  @Test func `every input bit moves half of the output bits`() {
    let counter = SIMD4<UInt32>(1, 2, 3, 4)
    let key = SIMD2<UInt32>(5, 6)
    let base = Philox.block(counter: counter, key: key)
    var changed = 0
    for bit in 0..<192 {
      var (movedCounter, movedKey) = (counter, key)
      if bit < 128 {
        movedCounter[bit / 32] ^= 1 << UInt32(bit % 32)
      } else {
        movedKey[(bit - 128) / 32] ^= 1 << UInt32(bit % 32)
      }
      let difference = base ^ Philox.block(counter: movedCounter, key: movedKey)
      let ones = (0..<4).reduce(0) { $0 + difference[$1].nonzeroBitCount }
      #expect((34...94).contains(ones), "input bit \(bit) moved \(ones) of 128")
      changed += ones
    }
    // 24,576 fair bits: mean 12,288, standard deviation 78.4.
    #expect(abs(changed - 12_288) < 5 * 79)
  }
}
