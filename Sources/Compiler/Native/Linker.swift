internal import CLLVM
package import IR
internal import Synchronization

/// Code that is linked into the process, where it stays until the process ends.
package struct CompiledKernel: @unchecked Sendable {
  private enum Form {
    case machineCode(CKernelFunction)
    case interpreted(InterpretedKernel)
  }

  private let form: Form

  init(function: CKernelFunction) { form = .machineCode(function) }

  /// What gives the same without machine code, slowly: for tests.
  package init(interpreting kernel: IRKernel, isListed: Bool) {
    form = .interpreted(InterpretedKernel(kernel, isListed: isListed))
  }

  /// Runs some rows of a call.
  ///
  /// - Returns: as `CKernelFunction` does.
  package func run(_ frame: UnsafeMutableRawPointer, rows: Range<Int>) -> Int {
    let frame = frame.assumingMemoryBound(to: CKernelFrame.self)
    switch form {
    case .machineCode(let function):
      return Int(ckernel_run(function, frame, Int64(rows.lowerBound), Int64(rows.upperBound)))
    case .interpreted(let kernel): return kernel.run(frame, rows: rows)
    }
  }
}

/// Puts objects into the process, one at a time: LLVM's linker is not made for several threads.
final class Linker: Sendable {
  private struct State {
    /// An `LLVMOrcLLJITRef`, as its bits.
    var engine: UInt?
    /// Addresses by name.
    var linked: [String: UInt64] = [:]
  }

  private let state = Mutex(State())
  /// All engines there are: their code outlives whoever linked it.
  private static let engines = Mutex<[UInt]>([])

  func link(
    _ object: [UInt8], name: String, _ llvm: UnsafePointer<CLLVMTable>
  ) throws(NativeError) -> CompiledKernel {
    let table = UInt(bitPattern: llvm)
    let result = state.withLock { state -> Result<UInt64, NativeError> in
      guard let llvm = UnsafePointer<CLLVMTable>(bitPattern: table) else {
        return .failure(NativeError("LLVM is gone"))
      }
      return Result { () throws(NativeError) in
        try Self.link(object, name: name, llvm, &state)
      }
    }
    let address = try result.get()
    guard let pointer = UnsafeRawPointer(bitPattern: UInt(address)) else {
      throw NativeError("linked code has no address")
    }
    return CompiledKernel(function: unsafeBitCast(pointer, to: CKernelFunction.self))
  }

  private static func link(
    _ object: [UInt8], name: String, _ llvm: UnsafePointer<CLLVMTable>, _ state: inout State
  ) throws(NativeError) -> UInt64 {
    if let known = state.linked[name] { return known }
    let engine = try engine(llvm, &state)
    let buffer = object.withUnsafeBytes { bytes in
      llvm.pointee.CreateMemoryBufferWithMemoryRangeCopy(
        bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, name)
    }
    let library = llvm.pointee.OrcLLJITGetMainJITDylib(engine)
    if let error = llvm.pointee.OrcLLJITAddObjectFile(engine, library, buffer) {
      throw NativeError(text(of: error, llvm))
    }
    var address: UInt64 = 0
    if let error = llvm.pointee.OrcLLJITLookup(engine, &address, name) {
      throw NativeError(text(of: error, llvm))
    }
    state.linked[name] = address
    return address
  }

  private static func engine(
    _ llvm: UnsafePointer<CLLVMTable>, _ state: inout State
  ) throws(NativeError) -> OpaquePointer {
    if let bits = state.engine, let engine = OpaquePointer(bitPattern: bits) { return engine }
    var engine: OpaquePointer?
    if let error = llvm.pointee.OrcCreateLLJIT(&engine, nil) {
      throw NativeError(text(of: error, llvm))
    }
    guard let engine else { throw NativeError("LLVM has no linker") }
    state.engine = UInt(bitPattern: engine)
    Self.engines.withLock { $0.append(UInt(bitPattern: engine)) }
    return engine
  }

  static func text(of error: OpaquePointer, _ llvm: UnsafePointer<CLLVMTable>) -> String {
    guard let message = llvm.pointee.GetErrorMessage(error) else { return "LLVM failed" }
    defer { llvm.pointee.DisposeErrorMessage(message) }
    return String(cString: message)
  }
}
