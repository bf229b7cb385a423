// Kernels as `IRKernel` defines them, stage by stage over blocks of rows.
extension IRInterpreter {
  /// Runs rows of a call.
  ///
  /// - Parameters:
  ///   - frame: with room for one cell per row of a block behind each slot that is a buffer, and
  ///     for `IRKernel.tableLimit` cells behind each that is a table.
  ///   - blockSize: how many rows one stage does before the next; no result depends on it.
  /// - Returns: the rows that are given up, ascending; of a kernel whose rows run in order only the
  ///   first one, behind which no row has run.
  package static func run(
    _ kernel: IRKernel, _ frame: Frame, rows: Range<Int>, blockSize: Int
  ) -> [Int] {
    if let prologue = kernel.prologue {
      for cell in 0..<tableCells(prologue, frame) {
        _ = run(prologue.function, frame, row: cell)
      }
    }
    var givenUp: [Int] = []
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: blockSize) {
      let block = start..<min(start + blockSize, rows.upperBound)
      let failed = run(kernel, frame, block: block)
      if kernel.isSerial, let first = failed.first { return [first] }
      givenUp += failed
    }
    return givenUp
  }

  private static func tableCells(_ prologue: IRKernel.Prologue, _ frame: Frame) -> Int {
    guard let cell = frame.slots[Int(prologue.count.index)] else { return 0 }
    return Int(cell.loadUnaligned(as: Int64.self))
  }

  private static func run(_ kernel: IRKernel, _ frame: Frame, block: Range<Int>) -> [Int] {
    var open = Array(block)
    var failed: [Int] = []
    for (index, stage) in kernel.stages.enumerated() {
      let isLast = index == kernel.stages.count - 1
      let listsRows = !isLast && kernel.stages[index + 1].isCompacted
      // The last stage of rows in order stops where an earlier one gave a row up.
      if isLast, kernel.isSerial, let first = failed.first { open.removeAll { $0 > first } }
      var next: [Int] = []
      for row in open {
        switch run(stage.function, frame, row: row, place: row - block.lowerBound) {
        case .goOn: next.append(row)
        case .done: if !listsRows { next.append(row) }
        case .givenUp, .endless:
          failed.append(row)
          if isLast, kernel.isSerial { return [row] }
        }
      }
      open = next
    }
    return failed.sorted()
  }
}
