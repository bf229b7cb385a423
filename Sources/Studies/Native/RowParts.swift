/// Rows of a call cut into parts that run at the same time.
struct RowParts {
  /// Fewer rows than this are not worth a thread.
  static let smallest = 32_768
  /// Parts begin where blocks of rows do.
  private static let block = 1024

  let ranges: [Range<Int>]
  var count: Int { ranges.count }

  init(_ rows: Range<Int>, threads: Int, atLeast size: Int = smallest) {
    let wanted = max(1, min(threads, rows.count / size))
    let blocks = (rows.count + Self.block - 1) / Self.block
    ranges = (0..<wanted).map { part in
      let start = rows.lowerBound + blocks * part / wanted * Self.block
      let end = rows.lowerBound + blocks * (part + 1) / wanted * Self.block
      return min(start, rows.upperBound)..<min(end, rows.upperBound)
    }
  }
}
