import Compiler
import IR

/// A compiler for every width of vectors that this processor has; one of them can only do one
/// number at a time.
enum Compilers {
  static let all = [8, 4, 1].compactMap { try? NativeCompiler(cacheFolder: nil, width: $0) }
}

/// What can run a kernel.
enum KernelForm: CustomStringConvertible {
  case interpreted
  case machineCode(NativeCompiler)

  static var all: [KernelForm] { [.interpreted] + Compilers.all.map { .machineCode($0) } }

  var description: String {
    switch self {
    case .interpreted: "the interpreter"
    case .machineCode(let compiler): "machine code for \(compiler.width) rows at once"
    }
  }

  func code(of kernel: IRKernel, isListed: Bool = false) throws -> CompiledKernel {
    switch self {
    case .interpreted: CompiledKernel(interpreting: kernel, isListed: isListed)
    case .machineCode(let compiler): try compiler.compile(kernel, isListed: isListed)
    }
  }
}
