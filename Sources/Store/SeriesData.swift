internal import Foundation

/// The numbers of a series as they lie in the file: doubles, little endian, one canonical NaN.
enum SeriesData {
  static func pack(_ values: [Double]) -> Data {
    let words = values.map { value in
      (value.isNaN ? Double.nan : value).bitPattern.littleEndian
    }
    return words.withUnsafeBytes { Data($0) }
  }

  /// - Returns: the numbers, or `nil` where the bytes are not `count` doubles.
  static func unpack(_ data: Data, count: Int) -> [Double]? {
    guard count >= 0, data.count / 8 == count, data.count % 8 == 0 else { return nil }
    return data.withUnsafeBytes { bytes in
      (0..<count).map { index in
        let word = bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: word))
      }
    }
  }
}
