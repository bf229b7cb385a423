/// A hash that tells contents apart which nobody has made alike on purpose: four FNV-1a sums with
/// different starts, mixed at the end.
enum ContentHash {
  static let length = 32

  static func bytes(_ content: some Sequence<UInt8>) -> [UInt8] {
    var sums: [UInt64] = [
      0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F,
      0x1656_67B1_9E37_79F9,
    ]
    for byte in content {
      for index in sums.indices {
        sums[index] = (sums[index] ^ UInt64(byte)) &* (0x0100_0000_01B3 &+ UInt64(2 * index))
      }
    }
    return sums.flatMap { sum -> [UInt8] in
      var mixed = sum ^ (sum >> 31)
      mixed = mixed &* 0xBF58_476D_1CE4_E5B9
      mixed ^= mixed >> 29
      return (0..<8).map { UInt8(truncatingIfNeeded: mixed >> UInt64(8 * $0)) }
    }
  }

  static func hexadecimal(_ text: String) -> String {
    let digits = Array("0123456789abcdef")
    return String(
      bytes(text.utf8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
