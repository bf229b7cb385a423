import Glibc
import IR
import Testing

@testable import Compiler

/// Kernels compute to nearest and with subnormal numbers whatever the thread has set.
@Suite struct EnvironmentTests {
  private static let text = """
    stage 0 vector
    function "halves"
      slot 0 "x": float64
      slot 1 "out": float64 own
    block0:
      v0: int = row
      v1: float = load 0, v0
      v2: float = float 0.5
      v3: float = multiplyFloat v1, v2
      v4: float = float 3.0
      v5: float = divideFloat v3, v4
      store 1, v0, v5
      done
    """

  private static let input = """
    rows 11
    slot 0: 1.0 4e-324 1e-310 2.2250738585072014e-308 -1e-309 1e300 -7.0 0.1 -0.0 3e-308 5.0
    slot 1: 0 ...
    """

  private static func outcome(_ form: KernelForm) throws -> String {
    let kernel = try IRReader.kernel(from: text)
    var run = try FileRun(input, kernel)
    return run.outcome(try form.code(of: kernel))
  }

  @Test func pinsTheEnvironment() throws {
    let expected = try Self.outcome(.interpreted)
    for compiler in Compilers.all {
      let code = try compiler.compile(try IRReader.kernel(from: Self.text), isListed: false)
      // Downward, upward, towards zero.
      for rounding: Int32 in [0x400, 0x800, 0xC00] {
        var run = try FileRun(Self.input, try IRReader.kernel(from: Self.text))
        var before = fenv_t()
        fegetenv(&before)
        fesetround(rounding)
        var changed = fenv_t()
        fegetenv(&changed)
        // Flush to zero, and denormals are zero.
        changed.__mxcsr |= 1 << 15 | 1 << 6
        fesetenv(&changed)
        let text = run.outcome(code)
        let after = fegetround()
        fesetenv(&before)
        #expect(text == expected, "\(compiler.width) rows at once")
        #expect(after == rounding, "the thread's own environment is back")
      }
    }
  }
}
