/// The distinct texts of a column, numbered in the order of their first appearance.
///
/// Hashing is seeded per process, so that no file can be written to make it slow; nothing that is
/// handed out depends on it.
struct LevelTable {
  /// The texts, one behind the other.
  private var arena: [UInt8] = []
  /// Where each text ends in the arena.
  private var ends: [Int] = []
  private var hashes: [Int] = []
  /// Codes by hash, -1 where free; a power of two in number.
  private var slots = [Int32](repeating: -1, count: 16)

  var count: Int { ends.count }

  /// The code of a text, a new one if it is new.
  ///
  /// - Precondition: fewer than 2^31 texts.
  mutating func code(of text: UnsafeRawBufferPointer) -> Int32 {
    var hasher = Hasher()
    hasher.combine(bytes: text)
    let hash = hasher.finalize()
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let code = Int(slots[slot])
      if hashes[code] == hash, isText(code, text) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = Int32(ends.count)
    slots[slot] = code
    hashes.append(hash)
    arena.append(contentsOf: text)
    ends.append(arena.count)
    if ends.count * 2 > slots.count { grow() }
    return code
  }

  /// The texts in ascending byte order, and the place of each code among them.
  func sorted() -> (levels: [String], rank: [Int32]) {
    arena.withUnsafeBytes { bytes in
      let order = (0..<ends.count).sorted { left, right in
        bytes[range(left)].lexicographicallyPrecedes(bytes[range(right)])
      }
      var rank = [Int32](repeating: 0, count: order.count)
      for (place, code) in order.enumerated() { rank[code] = Int32(place) }
      return (order.map { String(decoding: bytes[range($0)], as: UTF8.self) }, rank)
    }
  }

  private func range(_ code: Int) -> Range<Int> {
    (code == 0 ? 0 : ends[code - 1])..<ends[code]
  }

  private func isText(_ code: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let range = range(code)
    guard range.count == text.count else { return false }
    return arena.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: $0[range]).elementsEqual(text) }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (code, hash) in hashes.enumerated() {
      var slot = hash & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code)
    }
  }
}
