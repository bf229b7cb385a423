internal import CLLVM
internal import CSleef
internal import IR
internal import Randomness

/// A kernel that the interpreter of the intermediate form runs in place of machine code, with the
/// same frame: what tests hold machine code against.
final class InterpretedKernel: Sendable {
  private let kernel: IRKernel
  private let isListed: Bool
  /// Not the size that machine code uses: no result may depend on it.
  private static let blockSize = 100

  init(_ kernel: IRKernel, isListed: Bool) {
    self.kernel = kernel
    self.isListed = isListed
  }

  /// - Returns: as `CKernelFunction` does; what a row did that is given up is undone already, but for
  /// what the host did.
  func run(_ frame: UnsafeMutablePointer<CKernelFrame>, rows: Range<Int>) -> Int {
    let slots = kernel.stages.map(\.function.slots).max { $0.count < $1.count } ?? []
    let room = max(Self.blockSize, IRKernel.tableLimit)
    let own = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, slots.count * room))
    defer { own.deallocate() }
    let addresses = slots.enumerated().map { index, slot -> UnsafeMutableRawPointer? in
      slot.space == .memory
        ? frame.pointee.slots?[index] : UnsafeMutableRawPointer(own + index * room)
    }
    let inner = IRInterpreter.Frame(
      slots: addresses,
      actors: isListed
        ? (0..<rows.upperBound).map { Int(frame.pointee.actors?[$0] ?? 0) } : nil,
      mathematics: Self.mathematics, draw: Self.draw,
      call: { callee, arguments, row in
        if frame.pointee.row != Int64(row) { frame.pointee.undoCount = 0 }
        frame.pointee.row = Int64(row)
        let words = [UInt64(callee.index)] + arguments
        return frame.pointee.callee?(frame.pointee.host, words) ?? 0
      })
    frame.pointee.row = -1
    let givenUp = IRInterpreter.run(kernel, inner, rows: rows, blockSize: Self.blockSize)
    if kernel.isSerial {
      let stopped = givenUp.first ?? rows.upperBound
      if frame.pointee.row != Int64(stopped) { frame.pointee.undoCount = 0 }
      return stopped
    }
    for row in givenUp {
      frame.pointee.redo[Int(frame.pointee.redoCount)] = Int64(row)
      frame.pointee.redoCount += 1
    }
    return rows.upperBound
  }

  private static func draw(
    _ key: UInt64, _ step: UInt64, _ actor: UInt64, _ partner: UInt64, _ site: UInt64,
    _ word: Int
  ) -> UInt64 {
    var stream = DrawStream(
      DrawAddress(
        key: StreamKey(rawValue: key), actor: actor, partner: partner,
        step: UInt32(truncatingIfNeeded: step), site: UInt32(truncatingIfNeeded: site)))
    for _ in 0..<word { _ = stream.nextBits() }
    return stream.nextBits()
  }

  /// The functions of the library, one number at a time.
  static func mathematics(_ function: IRMathFunction, _ x: [Double]) -> Double {
    switch function {
    case .exp: sleef_exp(x[0])
    case .log: sleef_log(x[0])
    case .log1p: sleef_log1p(x[0])
    case .log2: sleef_log2(x[0])
    case .log10: sleef_log10(x[0])
    case .sin: sleef_sin(x[0])
    case .cos: sleef_cos(x[0])
    case .tan: sleef_tan(x[0])
    case .asin: sleef_asin(x[0])
    case .acos: sleef_acos(x[0])
    case .atan2: sleef_atan2(x[0], x[1])
    case .power: sleef_pow(x[0], x[1])
    case .squareRoot, .floor, .ceiling, .absolute, .remainder:
      preconditionFailure("exact, and no function of the library")
    }
  }
}
