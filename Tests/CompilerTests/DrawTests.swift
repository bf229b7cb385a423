import CLLVM
import CSleef
import IR
import Randomness
import Testing

@testable import Compiler

@Test(arguments: 0..<4) func drawsAreThoseOfTheGenerator(word: Int) throws {
  var builder = IRBuilder("draws")
  builder.function.slots = [
    IRSlot("stream", .int64), IRSlot("step", .int64), IRSlot("out", .int64, isOwn: true),
  ]
  let row = builder.emit(.row, [], .int)
  let bits = builder.emit(
    .draw(stream: IRSlotID(0), step: IRSlotID(1), word: word),
    [row, builder.int(0), builder.int(77)], .int)
  builder.store(IRSlotID(2), row, bits)
  for (form, isVector) in KernelForm.all.flatMap({ [($0, false), ($0, true)] }) {
    let kernel = IRKernel(
      stages: [.init(builder.function, isVector: isVector)], isSerial: false)
    let code = try form.code(of: kernel)
    var key: Int64 = 0x1234_5678_9ABC_DEF0
    var step: Int64 = 5
    var out = [Int64](repeating: 0, count: 20)
    var redo = [Int64](repeating: 0, count: 20)
    withUnsafeMutablePointer(to: &key) { key in
      withUnsafeMutablePointer(to: &step) { step in
        out.withUnsafeMutableBufferPointer { out in
          redo.withUnsafeMutableBufferPointer { redo in
            var slots: [UnsafeMutableRawPointer?] = [
              .init(key), .init(step), .init(out.baseAddress),
            ]
            slots.withUnsafeMutableBufferPointer { slots in
              var frame = CKernelFrame()
              frame.slots = UnsafePointer(slots.baseAddress)
              frame.redo = redo.baseAddress
              frame.mathematics = sleef_table()
              _ = code.run(&frame, rows: 0..<20)
            }
          }
        }
      }
    }
    for row in 0..<20 {
      var stream = DrawStream(
        DrawAddress(
          key: StreamKey(rawValue: 0x1234_5678_9ABC_DEF0), actor: UInt64(row), step: 5,
          site: 77))
      for _ in 0..<word { _ = stream.nextBits() }
      #expect(UInt64(bitPattern: out[row]) == stream.nextBits(), "row \(row) on \(form)")
    }
  }
}
