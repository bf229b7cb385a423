internal import CLLVM
internal import IR

// Cells that go past the caches into memory: a large column is then not read before it is written.
extension StageEmitter {
  /// - Parameters:
  ///   - isNext: whether the lanes' cells stand next to each other.
  ///   - first: the address of the first of them.
  ///   - store: writes the cells through the caches.
  func stream(
    _ cells: Handle, isNext: Bool, to first: Handle, where wanted: Handle?, _ store: () -> Void
  ) {
    let (past, through, next) = (emitter.makeBlock(), emitter.makeBlock(), emitter.makeBlock())
    emitter.branch(frame.streams, past, through)
    emitter.begin(past)
    if width > 1, isNext, wanted == nil { storePast(cells, first) } else { store() }
    addUp(cells, where: wanted)
    emitter.jump(next)
    emitter.begin(through)
    store()
    emitter.jump(next)
    emitter.begin(next)
  }

  private func storePast(_ cells: Handle, _ first: Handle) {
    let table = emitter.llvm.pointee
    let stored = emitter.made(table.BuildStore(emitter.builder, cells, first))
    table.SetAlignment(stored, 16)
    let kind = table.GetMDKindIDInContext(emitter.context, "nontemporal", 11)
    var one: Handle? = emitter.made(table.ValueAsMetadata(emitter.integer32(1)))
    let node = table.MetadataAsValue(
      emitter.context, table.MDNodeInContext2(emitter.context, &one, 1))
    table.SetMetadata(stored, kind, node)
  }

  /// Adds cells to the sums of their block, each by its row's place among eight (Randomness/Reduction).
  private func addUp(_ cells: Handle, where wanted: Handle?) {
    let type = emitter.type(emitter.double, width)
    let block = emitter.build(emitter.llvm.pointee.BuildLShr, row, emitter.integer(10))
    let place = emitter.add(
      emitter.multiply(block, emitter.integer(64)),
      emitter.multiply(emitter.and(row, emitter.integer(7)), emitter.integer(8)))
    let address = emitter.address(frame.sums, bytes: place)
    let added = wanted.map { emitter.select($0, cells, emitter.zero(type)) } ?? cells
    let sums = emitter.load(type, address)
    emitter.llvm.pointee.SetAlignment(sums, 8)
    let stored = emitter.made(
      emitter.llvm.pointee.BuildStore(
        emitter.builder, emitter.build(emitter.llvm.pointee.BuildFAdd, sums, added), address))
    emitter.llvm.pointee.SetAlignment(stored, 8)
  }
}
