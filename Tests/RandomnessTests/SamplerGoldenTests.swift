import Randomness
import Testing

/// The bits of every sampler at two addresses: what a study drew yesterday it draws tomorrow.
///
/// A change here changes results of users and needs a new semantics version.
@Suite struct SamplerGoldenTests {
  @Test(arguments: samplerGoldens)
  func `first draws and the hash of a thousand`(golden: SamplerGolden) {
    let bits = (1...1000 as ClosedRange<UInt32>).map { occurrence in
      var address = pinnedAddress
      address.site = DrawAddress.siteWord(site: 5, keyWord: 7, occurrence: occurrence)
      var stream = DrawStream(address)
      return golden.draw(&stream)
    }
    let bytes = bits.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    #expect(Array(bits[..<2]) + [stableHash(bytes)] == golden.expected)
  }
}

/// The bits of two draws (of integers their two's complement), and `stableHash` of a thousand,
/// least significant byte first.
struct SamplerGolden: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var expected: [UInt64]
  var draw: @Sendable (inout DrawStream) -> UInt64

  init(
    _ name: String, _ expected: [UInt64], number: @escaping @Sendable (inout DrawStream) -> Double
  ) {
    testDescription = name
    self.expected = expected
    draw = { number(&$0).bitPattern }
  }

  init(
    _ name: String, _ expected: [UInt64], whole: @escaping @Sendable (inout DrawStream) -> Int64
  ) {
    testDescription = name
    self.expected = expected
    draw = { UInt64(bitPattern: whole(&$0)) }
  }
}

private let samplerGoldens: [SamplerGolden] = [
  SamplerGolden(
    "uniform", [0x4013_9721_4346_6DE8, 0x3FB8_9632_023A_2EE0, 0x7585_3663_2EA3_93AC],
    number: { $0.uniform(low: -2, high: 5) }),
  SamplerGolden(
    "normal", [0x4015_708D_7DCA_98FA, 0xBFAA_A6F5_5E96_BFA0, 0x59BE_07CD_E90A_0738],
    number: { $0.normal(mean: 1, sd: 2) }),
  SamplerGolden(
    "truncated normal, middle",
    [0x3FFD_0C22_7E6C_88B4, 0xBFCF_2E3F_4C11_B937, 0x95F6_6242_F406_4AA5],
    number: { $0.truncatedNormal(mean: 0, sd: 1, low: -1, high: 2) }),
  SamplerGolden(
    "truncated normal, one side",
    [0x3FFF_6E6C_2586_09D3, 0x3FF2_F6C2_07CF_13D6, 0xECEB_E8EE_8318_40C2],
    number: { $0.truncatedNormal(mean: 0, sd: 1, low: 1, high: 2) }),
  SamplerGolden(
    "truncated normal, tail",
    [0x401A_9BE2_A331_83C1, 0x4018_3AE7_3AA6_0A99, 0x3C48_AFD7_F5E6_759E],
    number: { $0.truncatedNormal(mean: 0, sd: 1, low: 6, high: .infinity) }),
  SamplerGolden(
    "truncated normal, slit",
    [0x4008_0000_8441_0B42, 0x4008_0000_2830_7B53, 0x99FD_ABCC_5924_8BF6],
    number: { $0.truncatedNormal(mean: 0, sd: 1, low: 3, high: 3.000_001) }),
  SamplerGolden(
    "lognormal", [0x4010_0F1E_6BC2_5868, 0x3FF0_9A55_0638_A146, 0x6FBE_5705_824D_39EF],
    number: { $0.lognormal(meanlog: 0.3, sdlog: 0.5) }),
  SamplerGolden(
    "exponential", [0x4025_1F90_8820_98D3, 0x3FEC_782A_7633_4F89, 0xACF6_5AF4_3965_DBB0],
    number: { $0.exponential(rate: 0.4) }),
  SamplerGolden(
    "weibull", [0x4012_AC29_D559_0826, 0x3FF1_6D19_663D_7E13, 0x5398_D0D2_C810_35EC],
    number: { $0.weibull(shape: 1.7, scale: 2) }),
  SamplerGolden(
    "gumbel", [0x4022_DE83_CED0_C7D5, 0x3FE4_0509_933D_87FA, 0x231C_AFDE_70B5_9207],
    number: { $0.gumbel(location: 1, scale: 2) }),
  SamplerGolden(
    "gamma 0.3", [0x3FEE_A6CB_63FA_153A, 0x3F9D_5C7C_9C09_C894, 0x3FCC_3F45_8934_6076],
    number: { $0.gamma(shape: 0.3, scale: 2) }),
  SamplerGolden(
    "gamma 2.5", [0x402C_E17F_DB95_2882, 0x4007_B1F6_38F9_C3DA, 0x386D_1C9C_BBC6_B315],
    number: { $0.gamma(shape: 2.5, scale: 2) }),
  SamplerGolden(
    "beta 2 3", [0x3FEE_C883_83F7_50DD, 0x3FC8_F851_9183_F55B, 0x2B41_5D7E_1FCF_5FE4],
    number: { $0.beta(2, 3) }),
  SamplerGolden(
    "beta 0.4 0.6", [0x3FE8_B4D1_07B6_B1DE, 0x3FDA_2217_9124_BF8C, 0xC6E0_E0EA_C887_DCBF],
    number: { $0.beta(0.4, 0.6) }),
  SamplerGolden(
    "bernoulli", [0x0000_0000_0000_0000, 0x0000_0000_0000_0001, 0xE737_C23D_EF7E_9005],
    whole: { $0.bernoulli(0.9) ? 1 : 0 }),
  SamplerGolden(
    "integer", [0x0000_00E5_6C9C_039E, 0x0000_0045_B7A5_D5F4, 0x29D9_D176_66A8_0516],
    whole: { $0.integer(low: -1_000_000, high: 1_000_000_000_000) }),
  SamplerGolden(
    "categorical", [0x0000_0000_0000_0063, 0x0000_0000_0000_0036, 0xEA6D_0394_E71B_D007],
    whole: { stream in Int64(stream.categorical(count: 100) { Double($0) }) }),
  SamplerGolden(
    "poisson 3", [0x0000_0000_0000_0007, 0x0000_0000_0000_0002, 0x853C_D967_9230_5B2D],
    whole: { $0.poisson(mean: 3) }),
  SamplerGolden(
    "poisson 1e9", [0x0000_0000_3B9B_4EC2, 0x0000_0000_3B9A_80EC, 0x6EC1_D807_FE8F_1246],
    whole: { $0.poisson(mean: 1e9) }),
  SamplerGolden(
    "binomial 20 0.3", [0x0000_0000_0000_000B, 0x0000_0000_0000_0005, 0x633B_68A0_B5C3_9300],
    whole: { $0.binomial(n: 20, p: 0.3) }),
  SamplerGolden(
    "binomial 2^31 0.7", [0x0000_0000_5999_F2BA, 0x0000_0000_5999_6889, 0xE8D0_4772_45FE_12D7],
    whole: { $0.binomial(n: 1 << 31, p: 0.7) }),
]
