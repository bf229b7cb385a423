import Glibc

/// Rows of a call cut into parts that run at the same time.
struct RowParts {
  /// Fewer rows than this are not worth a thread.
  static let smallest = 32_768
  /// Parts begin where blocks of rows do.
  private static let block = 1024

  let ranges: [Range<Int>]
  var count: Int { ranges.count }

  init(_ rows: Range<Int>, threads: Int) {
    let wanted = max(1, min(threads, rows.count / Self.smallest))
    let blocks = (rows.count + Self.block - 1) / Self.block
    ranges = (0..<wanted).map { part in
      let start = rows.lowerBound + blocks * part / wanted * Self.block
      let end = rows.lowerBound + blocks * (part + 1) / wanted * Self.block
      return min(start, rows.upperBound)..<min(end, rows.upperBound)
    }
  }

  private final class Work {
    let body: (Int, Range<Int>) -> Void
    let index: Int
    let range: Range<Int>

    init(_ body: @escaping (Int, Range<Int>) -> Void, _ index: Int, _ range: Range<Int>) {
      self.body = body
      self.index = index
      self.range = range
    }
  }

  /// Runs a body for every part, the first one on this thread, and waits for all of them.
  func run(_ body: (Int, Range<Int>) -> Void) {
    withoutActuallyEscaping(body) { body in
      var threads: [pthread_t] = []
      for index in ranges.indices.dropFirst() {
        let work = Unmanaged.passRetained(Work(body, index, ranges[index]))
        var thread = pthread_t()
        let status = pthread_create(
          &thread, nil,
          { context in
            guard let context else { return nil }
            let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
            work.body(work.index, work.range)
            return nil
          }, work.toOpaque())
        if status == 0 {
          threads.append(thread)
        } else {
          work.release()
          body(index, ranges[index])
        }
      }
      body(0, ranges[0])
      for thread in threads { pthread_join(thread, nil) }
    }
  }
}
