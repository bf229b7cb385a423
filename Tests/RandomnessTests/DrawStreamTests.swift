import Randomness
import Testing

@Suite struct DrawStreamTests {
  /// Computed with an independent program, the words beyond the 256th block included.
  @Test func `goldens of the words at the pinned address`() {
    var stream = DrawStream(pinnedAddress)
    let bits = (0..<520).map { _ in stream.nextBits() }
    let expected: [UInt64] = [
      0xFC41_301D_F1A3_BD10, 0x482D_268C_1D11_822D, 0x00F9_3736_DE23_2699, 0x2FF5_A7F1_671F_13C9,
    ]
    #expect(Array(bits[0..<4]) == expected)
    #expect(bits[511] == 0x0F40_8F1E_C340_2A59)
    #expect(bits[512] == 0xD898_B05F_C1F6_11D6)
    #expect(bits[519] == 0x8F84_CE14_7781_2164)
    var again = DrawStream(pinnedAddress)
    #expect(again.nextUniform().bitPattern == 0x3FEF_8826_03BE_3477)
    #expect(again.nextUniform().bitPattern == 0x3FD2_0B49_A307_4462)
  }

  @Test func `a long stream does not repeat itself`() {
    var stream = DrawStream(pinnedAddress)
    let bits = (0..<20_000).map { _ in stream.nextBits() }
    #expect(Set(bits).count == bits.count)
  }

  @Test func `a copied stream goes its own way from the same place`() {
    var stream = DrawStream(pinnedAddress)
    _ = stream.nextBits()
    var copy = stream
    #expect(stream.nextBits() == copy.nextBits())
  }

  @Test func `uniforms are uniform, strictly inside 0 and 1`() {
    var stream = DrawStream(pinnedAddress)
    let values = (0..<100_000).map { _ in stream.nextUniform() }.sorted()
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    let p = kolmogorovPValue(distance: kolmogorovDistance(values), count: values.count)
    #expect(p > falseAlarmRate)
  }

  /// Which coordinate of the address counts up.
  enum Coordinate: CaseIterable {
    case actor, partner, step, site, occurrence, replicate
  }

  @Test(arguments: Coordinate.allCases)
  func `neighbours are uniform and independent`(coordinate: Coordinate) {
    let count = 40_000
    let values = (0..<count).map { index in
      var address = pinnedAddress
      let number = UInt32(index)
      switch coordinate {
      case .actor: address.actor = UInt64(number) + 1
      case .partner: address.partner = UInt64(number) + 1
      case .step: address.step = number
      case .site: address.site = DrawAddress.siteWord(site: number, keyWord: 0, occurrence: 0)
      case .occurrence:
        address.site = DrawAddress.siteWord(site: 1, keyWord: 0, occurrence: number)
      case .replicate:
        address.key = StreamKey(seed: 1, replicate: UInt64(number), name: "adopt")
      }
      var stream = DrawStream(address)
      return stream.nextUniform()
    }
    let p = kolmogorovPValue(distance: kolmogorovDistance(values.sorted()), count: count)
    #expect(p > falseAlarmRate)
    for lag in 1...4 {
      var cells = Array(repeating: 0, count: 256)
      var product = 0.0
      for index in 0..<(count - lag) {
        let (left, right) = (values[index], values[index + lag])
        cells[Int(left * 16) * 16 + Int(right * 16)] += 1
        product += (left - 0.5) * (right - 0.5)
      }
      // The product of two centred uniforms has variance 1/144.
      #expect(abs(product) < 5 * Double(count).squareRoot() / 12, "lag \(lag)")
      let even = Array(repeating: 1.0 / 256, count: 256)
      #expect(chiSquarePValue(counts: cells, probabilities: even) > falseAlarmRate, "lag \(lag)")
    }
  }

  @Test func `the words of one stream and of its neighbour are independent`() {
    let firsts = uniforms(40_000, "pairs")
    let seconds = draws(40_000, "pairs") { stream in
      _ = stream.nextUniform()
      return stream.nextUniform()
    }
    let product = zip(firsts, seconds.dropFirst()).reduce(0.0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
    #expect(abs(product) < 5 * 200.0 / 12)
    let within = zip(firsts, seconds).reduce(0.0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
    #expect(abs(within) < 5 * 200.0 / 12)
  }
}
