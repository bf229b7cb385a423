import CLLVM
import CSleef
import Compiler
import Testing

@testable import IR

/// What the kernel of a file test finds in memory, and what it leaves there.
///
/// ```text
/// rows 10
/// actors 3 1 2 ...
/// slot 0: 1.5 inf ...
/// ```
///
/// Three dots repeat the cells until there is one per row.
struct FileRun {
  private let kernel: IRKernel
  private let slots: [IRSlot]
  private var rows = 0
  private var actors: [Int32] = []
  /// By slot: the bits of its cells.
  private var cells: [[UInt64]]

  var isListed: Bool { !actors.isEmpty }

  init(_ input: String, _ kernel: IRKernel) throws {
    self.kernel = kernel
    slots = kernel.stages.map(\.function.slots).max { $0.count < $1.count } ?? []
    cells = Array(repeating: [], count: slots.count)
    for (number, line) in input.split(separator: "\n").enumerated() {
      var scanner = IRLineScanner(line.utf8, number: number + 1)
      if scanner.take(word: "rows") {
        rows = Int(try scanner.int())
      } else if scanner.take(word: "actors") {
        actors = try words(&scanner, .int32).map { Int32(truncatingIfNeeded: $0) }
      } else {
        let isSlot = scanner.take(word: "slot")
        try #require(isSlot, "\(line)")
        let slot = try scanner.index("the number of a slot")
        try scanner.expect(":")
        cells[slot] = try words(&scanner, slots[slot].cell)
      }
    }
  }

  private func words(_ line: inout IRLineScanner, _ cell: IRCell) throws -> [UInt64] {
    var words: [UInt64] = []
    while !line.isAtEnd {
      if line.take("...") {
        words = (0..<rows).map { words[$0 % words.count] }
        break
      }
      words.append(
        cell == .float64 ? try line.float() : UInt64(bitPattern: try line.int()))
    }
    return words
  }

  // MARK: Running

  /// Runs all rows and says what came of it; a row that is given up is left as it is.
  mutating func outcome(_ code: CompiledKernel) -> String {
    let memory = slots.indices.map { index -> UnsafeMutableRawPointer in
      let slot = slots[index]
      let size = max(8, slot.offset + cells[index].count * slot.stride)
      let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
      for (position, bits) in cells[index].enumerated() {
        Self.store(bits, memory + slot.offset + position * slot.stride, slot.cell)
      }
      return memory
    }
    let log = CallLog(kernel.stages.flatMap(\.function.callees))
    let givenUp = withExtendedLifetime(log) { run(code, memory, log) }
    defer { for place in memory { place.deallocate() } }
    var lines: [String] = []
    if !givenUp.isEmpty {
      lines.append("given up: " + givenUp.map { "\($0)" }.joined(separator: " "))
    }
    lines += log.calls
    for index in slots.indices where slots[index].space == .memory && isStored(index) {
      let slot = slots[index]
      let texts = cells[index].indices.map { position in
        Self.text(memory[index] + slot.offset + position * slot.stride, slot.cell)
      }
      lines.append("slot \(index): " + texts.joined(separator: " "))
    }
    return lines.joined(separator: "\n")
  }

  private func isStored(_ slot: Int) -> Bool {
    kernel.stages.flatMap(\.function.blocks).flatMap(\.instructions).contains { instruction in
      if case .store(IRSlotID(slot), _) = instruction.opcode { true } else { false }
    }
  }

  private func run(
    _ code: CompiledKernel, _ memory: [UnsafeMutableRawPointer], _ log: CallLog
  ) -> [Int] {
    var addresses: [UnsafeMutableRawPointer?] = memory.map { $0 }
    var redo = [Int64](repeating: 0, count: max(1, rows))
    var undo = [CKernelUndo](repeating: CKernelUndo(), count: 64)
    var givenUp: [Int] = []
    addresses.withUnsafeMutableBufferPointer { addresses in
      actors.withUnsafeBufferPointer { actors in
        redo.withUnsafeMutableBufferPointer { redo in
          undo.withUnsafeMutableBufferPointer { undo in
            var frame = CKernelFrame()
            frame.slots = UnsafePointer(addresses.baseAddress)
            frame.actors = isListed ? actors.baseAddress : nil
            frame.host = Unmanaged.passUnretained(log).toOpaque()
            frame.callee = CallLog.answer
            frame.mathematics = sleef_table()
            frame.redo = redo.baseAddress
            frame.undo = undo.baseAddress
            frame.undoCapacity = Int64(undo.count)
            var next = 0
            while next < rows {
              next = code.run(&frame, rows: next..<rows)
              guard kernel.isSerial, next < rows else { break }
              for entry in undo[..<Int(frame.undoCount)].reversed() {
                for byte in 0..<Int(entry.size) {
                  let value = UInt8(truncatingIfNeeded: entry.bits >> UInt64(8 * byte))
                  entry.cell.storeBytes(of: value, toByteOffset: byte, as: UInt8.self)
                }
              }
              frame.undoCount = 0
              givenUp.append(next)
              next += 1
            }
            givenUp += redo[..<Int(frame.redoCount)].map { Int($0) }
          }
        }
      }
    }
    return givenUp.sorted()
  }

  // MARK: Cells

  private static func store(_ bits: UInt64, _ place: UnsafeMutableRawPointer, _ cell: IRCell) {
    switch cell.size {
    case 1: place.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    case 4: place.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    default: place.storeBytes(of: bits, as: UInt64.self)
    }
  }

  private static func text(_ place: UnsafeMutableRawPointer, _ cell: IRCell) -> String {
    switch cell {
    case .bool8, .uint8: return "\(place.loadUnaligned(as: UInt8.self))"
    case .int32: return "\(place.loadUnaligned(as: Int32.self))"
    case .int64: return "\(place.loadUnaligned(as: Int64.self))"
    case .float64:
      let bits = place.loadUnaligned(as: UInt64.self)
      // Which NaN it is says nothing.
      return Double(bitPattern: bits).isNaN ? "nan" : IRWriter.text(ofFloat: bits)
    }
  }
}

/// The host of a file test: every function answers with its first argument.
private final class CallLog {
  let callees: [IRCallee]
  /// What was called that does not only compute.
  var calls: [String] = []

  init(_ callees: [IRCallee]) { self.callees = callees }

  static let answer: CKernelCallee = { host, words in
    guard let host, let words else { return 0 }
    return Unmanaged<CallLog>.fromOpaque(host)._withUnsafeGuaranteedRef { log in
      let callee = log.callees[Int(words[0])]
      let arguments = callee.parameters.indices.map { words[$0 + 1] }
      if !callee.isPure {
        let texts = zip(callee.parameters, arguments).map { type, bits in
          type == .float ? IRWriter.text(ofFloat: bits) : "\(Int64(bitPattern: bits))"
        }
        log.calls.append("called \(callee.name)(\(texts.joined(separator: ", ")))")
      }
      return arguments.first ?? 0
    }
  }
}
