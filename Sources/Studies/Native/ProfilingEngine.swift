import Glibc
package import Simulation

/// Another engine with a clock at each kernel.
package final class ProfilingEngine: Engine {
  private let engine: any Engine
  private var kernels: [Int: ProfilingKernel] = [:]

  package init(_ engine: any Engine) { self.engine = engine }

  package func kernel(for function: FunctionID) -> any Kernel {
    if let known = kernels[function.rawValue] { return known }
    let made = ProfilingKernel(engine.kernel(for: function))
    kernels[function.rawValue] = made
    return made
  }

  package func prepare(_ world: World) { engine.prepare(world) }
  package var rowsAtOnce: Int { engine.rowsAtOnce }
  package func inParts(_ range: Range<Int>, atLeast size: Int, _ body: (Range<Int>) -> Void) {
    engine.inParts(range, atLeast: size, body)
  }

  /// Time and rows of a function so far; first values inside another function count for both.
  package func profile(of function: Int) -> (seconds: Double, rows: Int) {
    kernels[function].map { (Double($0.nanoseconds) / 1e9, $0.rows) } ?? (0, 0)
  }
}

private final class ProfilingKernel: Kernel {
  private let kernel: any Kernel
  var nanoseconds: UInt64 = 0
  var rows = 0

  init(_ kernel: any Kernel) { self.kernel = kernel }

  func run(_ call: PhaseCall, rows: Range<Int>) throws(KernelFailure) {
    let start = Self.now
    defer {
      nanoseconds += Self.now - start
      self.rows += rows.count
    }
    try kernel.run(call, rows: rows)
  }

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
