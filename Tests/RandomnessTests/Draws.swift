import Randomness

/// Draws by the actors from 1 to `count`, one each, in the stream called `name`.
func draws<Value>(
  _ count: Int, _ name: String, _ draw: (inout DrawStream) -> Value
) -> [Value] {
  let key = StreamKey(seed: 20_130_601, replicate: 0, name: name)
  return (1...count).map { actor in
    var stream = DrawStream(DrawAddress(key: key, actor: UInt64(actor), step: 1, site: 0))
    return draw(&stream)
  }
}

/// The first uniform of the same addresses: what a draw by inversion is made of.
func uniforms(_ count: Int, _ name: String) -> [Double] {
  draws(count, name) { $0.nextUniform() }
}

func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

func sampleVariance(_ values: [Double]) -> Double {
  let centre = mean(values)
  return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1)
}

/// Where the tests on single streams stand.
let pinnedAddress = DrawAddress(
  key: StreamKey(seed: 2013, replicate: 3, name: "offer"),
  actor: 0x0123_4567_89AB_CDEF, partner: 0xFEDC_BA98_7654_3210, step: 51,
  site: DrawAddress.siteWord(site: 5, keyWord: 7, occurrence: 1))
