internal import IR

// What stages hand on to the next ones.
extension IRFunction {
  /// Gives two stages that have the same slots a buffer for values of a type.
  static func addBuffer(
    _ first: inout IRFunction, _ second: inout IRFunction, _ type: IRType
  ) -> IRSlotID {
    let cell: IRCell =
      switch type {
      case .bool: .bool8
      case .int: .int64
      case .float: .float64
      }
    let slot = IRSlot("result \(first.slots.count)", cell, space: .buffer)
    first.slots.append(slot)
    second.slots.append(slot)
    return IRSlotID(first.slots.count - 1)
  }

  /// Whether a value is known wherever control leaves a block.
  func isDefined(_ value: IRValue, _ graph: IRGraph, atEndOf block: Int) -> Bool {
    let home = blocks.indices.first { index in
      blocks[index].parameters.contains(value)
        || blocks[index].instructions.contains { $0.result == value }
    }
    return home.map { graph.dominates($0, block) } ?? false
  }
}
