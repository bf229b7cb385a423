internal import Glibc

/// How the cells of a column are stored.
package enum CellType: UInt8, Sendable {
  /// Double.
  case number
  /// Int64.
  case integer
  /// UInt8, 0 or 1.
  case boolean
  /// Int32: the level of a category or the number of an actor; -1 for none.
  case code

  init(_ type: FieldType) {
    switch type {
    case .number: self = .number
    case .integer: self = .integer
    case .boolean: self = .boolean
    case .category, .reference: self = .code
    }
  }

  /// The size of a cell in bytes.
  package var stride: Int {
    switch self {
    case .number, .integer: 8
    case .boolean: 1
    case .code: 4
    }
  }
}

/// Where a kernel finds the cells of one field.
///
/// The acting actor reads `write[n]`, as does whoever reads an actor that entered in the same
/// simultaneous phase; everybody else is read at `read[n]`. Where the phase has not written the
/// field, and under random and ordered activation, both are the same memory.
package struct ColumnView {
  package internal(set) var read: UnsafeMutableRawPointer
  package internal(set) var write: UnsafeMutableRawPointer
  package let type: CellType
}

/// The best claim on a reference so far in a phase.
struct ClaimCell {
  var word: UInt64
  /// The claimant's number; -1: nobody has claimed.
  var claimant: Int32

  static let none = ClaimCell(word: .max, claimant: -1)
}

/// What a field needs beside its cells.
struct FieldStorage {
  let type: CellType
  /// The second buffer while it is not in use as `write`; allocated at the first write.
  var spare: UnsafeMutableRawPointer?
  /// Sums of the phase's gifts: Double from -0.0 (the neutral element of addition) or Int64 from 0.
  var gifts: UnsafeMutableRawPointer?
  var hasGifts = false
  var claims: UnsafeMutablePointer<ClaimCell>?
  /// Numbers that have been claimed in this phase, some of them more than once.
  var claimed: [Int32] = []
}

/// Zeroed memory.
///
/// Large blocks become resident only where they are touched.
func allocateZeroed(bytes: Int) -> UnsafeMutableRawPointer {
  guard let memory = calloc(1, max(bytes, 8)) else { outOfMemory(bytes) }
  if bytes >= 2 * hugePage { preferHugePages(memory, bytes) }
  return memory
}

private let hugePage = 2 << 20

/// Columns are walked from end to end: with few large pages the processor seldom looks one up.
private func preferHugePages(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
  let start = (UInt(bitPattern: memory) + UInt(hugePage) - 1) & ~UInt(hugePage - 1)
  let end = (UInt(bitPattern: memory) + UInt(bytes)) & ~UInt(hugePage - 1)
  if start < end {
    madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE)
  }
}

/// Moves a block to a larger one, whose new part is zero.
func reallocateZeroed(
  _ old: UnsafeMutableRawPointer, bytes: Int, newBytes: Int
) -> UnsafeMutableRawPointer {
  let memory = allocateZeroed(bytes: newBytes)
  memcpy(memory, old, min(bytes, newBytes))
  free(old)
  return memory
}

/// A block of its own with the same beginning.
func copied<Cell>(
  _ cells: UnsafeMutablePointer<Cell>, count: Int, capacity: Int
) -> UnsafeMutablePointer<Cell> {
  let memory = allocateZeroed(bytes: capacity * MemoryLayout<Cell>.stride)
    .bindMemory(to: Cell.self, capacity: max(capacity, 1))
  memcpy(memory, cells, count * MemoryLayout<Cell>.stride)
  return memory
}

/// Gives a block of `allocateZeroed` back.
func release(_ memory: UnsafeMutableRawPointer?) { free(memory) }

private func outOfMemory(_ bytes: Int) -> Never {
  let message = Array("error: the machine has no memory left for \(bytes) bytes of a world\n".utf8)
  write(STDERR_FILENO, message, message.count)
  _exit(1)
}
