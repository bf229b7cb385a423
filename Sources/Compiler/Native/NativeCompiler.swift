internal import CLLVM
internal import CSleef
package import IR

/// Makes machine code of kernels, and keeps the objects on disk.
package final class NativeCompiler: @unchecked Sendable {
  /// Raised where the same kernel would become other code.
  static let generation = 9

  private let llvm: UnsafePointer<CLLVMTable>
  private let cache: ObjectCache?
  /// The processor's name and features as LLVM has them.
  package let processor: String
  package let features: String
  package let version: String
  /// Numbers in a vector.
  package let width: Int
  private let triple: String
  /// Linking is not thread-safe.
  ///
  /// Code stays until the process ends.
  private let linker = Linker()

  /// - Parameters:
  ///   - cacheFolder: where objects are kept; `nil`: nowhere.
  ///   - width: 8, 4 or 1, for code that needs no wider vectors; `nil`: the widest.
  /// - Throws: LLVM is not there, or the processor lacks what the mathematical functions need or
  ///   the width asks for.
  package init(cacheFolder: String?, width wanted: Int? = nil) throws(NativeError) {
    var message: UnsafePointer<CChar>?
    guard let llvm = cllvm_open(&message) else {
      throw NativeError(message.map { String(cString: $0) } ?? "LLVM 19 cannot be opened")
    }
    self.llvm = llvm
    processor = Self.taken(llvm.pointee.GetHostCPUName(), llvm)
    let available = Self.taken(llvm.pointee.GetHostCPUFeatures(), llvm)
    triple = Self.taken(llvm.pointee.GetDefaultTargetTriple(), llvm)
    var (major, minor, patch): (UInt32, UInt32, UInt32) = (0, 0, 0)
    llvm.pointee.GetVersion(&major, &minor, &patch)
    version = "\(major).\(minor).\(patch)"
    let has = Set(available.split(separator: ",").map(String.init))
    guard has.contains("+fma") else {
      throw NativeError("the processor has no fused multiply-add")
    }
    let widest =
      has.isSuperset(of: ["+avx512f", "+avx512dq", "+avx512bw", "+avx512vl"])
      ? 8 : has.contains("+avx2") ? 4 : 1
    width = wanted ?? widest
    guard width <= widest else {
      throw NativeError("the processor has no vectors of \(width) numbers")
    }
    // What comes later counts, and takes along all that needs it.
    features = available + (width < 8 ? ",-avx512f" : "") + (width < 4 ? ",-avx2" : "")
    cache = cacheFolder.map(ObjectCache.init)
  }

  /// Loads LLVM, which is loaded once in a process.
  package static func openAhead() { _ = cllvm_open(nil) }

  private static func taken(
    _ text: UnsafeMutablePointer<CChar>?, _ llvm: UnsafePointer<CLLVMTable>
  ) -> String {
    guard let text else { return "" }
    defer { llvm.pointee.DisposeMessage(text) }
    return String(cString: text)
  }

  /// What the code of a kernel depends on.
  private func key(_ kernel: IRKernel, isListed: Bool) -> String {
    let text =
      "\(Self.generation) \(version) \(triple) \(processor) \(features) \(isListed)\n"
      + IRWriter.text(of: kernel)
    return ContentHash.hexadecimal(text)
  }

  /// The code of a kernel that is on disk; `nil`: it is not, or cannot be read.
  package func cached(_ kernel: IRKernel, isListed: Bool) -> CompiledKernel? {
    let key = key(kernel, isListed: isListed)
    guard let object = cache?.read(key) else { return nil }
    return try? linker.link(object, name: "kernel_\(key)", llvm)
  }

  /// Makes, or takes from disk, the code of a kernel.
  ///
  /// It blocks for 10 to 100 ms where the code is not on disk; any number of threads may call it.
  package func compile(
    _ kernel: IRKernel, isListed: Bool
  ) throws(NativeError) -> CompiledKernel {
    if let known = cached(kernel, isListed: isListed) { return known }
    let key = key(kernel, isListed: isListed)
    let object = try emit(kernel, name: "kernel_\(key)", isListed: isListed)
    cache?.write(object, key)
    return try linker.link(object, name: "kernel_\(key)", llvm)
  }

  private func emit(
    _ kernel: IRKernel, name: String, isListed: Bool
  ) throws(NativeError) -> [UInt8] {
    let emitter = try Emitter(llvm, name: name)
    emitter.setNoUnwind()
    emitter.setFunctionAttribute("target-cpu", processor)
    emitter.setFunctionAttribute("target-features", features)
    emitter.setFunctionAttribute("prefer-vector-width", width == 8 ? "512" : "256")
    KernelEmitter(emitter, kernel, width: width, isListed: isListed).emit()
    let machine = try makeMachine()
    defer { llvm.pointee.DisposeTargetMachine(machine) }
    llvm.pointee.SetTarget(emitter.module, triple)
    let layout = llvm.pointee.CreateTargetDataLayout(machine)
    llvm.pointee.SetModuleDataLayout(emitter.module, layout)
    llvm.pointee.DisposeTargetData(layout)
    var message: UnsafeMutablePointer<CChar>?
    guard llvm.pointee.VerifyModule(emitter.module, 2, &message) == 0 else {
      throw NativeError("the code generator made a mistake: \(Self.taken(message, llvm))")
    }
    Self.dispose(message, llvm)
    try optimize(emitter, machine)
    message = nil
    var buffer: OpaquePointer?
    guard
      llvm.pointee.TargetMachineEmitToMemoryBuffer(machine, emitter.module, 1, &message, &buffer)
        == 0, let buffer, let start = llvm.pointee.GetBufferStart(buffer)
    else { throw NativeError("no code: \(Self.taken(message, llvm))") }
    defer { llvm.pointee.DisposeMemoryBuffer(buffer) }
    let size = llvm.pointee.GetBufferSize(buffer)
    return Array(UnsafeRawBufferPointer(start: start, count: size))
  }

  private static func dispose(
    _ message: UnsafeMutablePointer<CChar>?, _ llvm: UnsafePointer<CLLVMTable>
  ) {
    if let message { llvm.pointee.DisposeMessage(message) }
  }

  private func makeMachine() throws(NativeError) -> OpaquePointer {
    var target: OpaquePointer?
    var message: UnsafeMutablePointer<CChar>?
    guard llvm.pointee.GetTargetFromTriple(triple, &target, &message) == 0 else {
      throw NativeError("LLVM does not know this machine: \(Self.taken(message, llvm))")
    }
    // Aggressive, position independent, default code model.
    guard
      let machine = llvm.pointee.CreateTargetMachine(
        target, triple, processor, features, 3, 2, 0)
    else { throw NativeError("LLVM does not know this processor: \(processor)") }
    return machine
  }

  private func optimize(_ emitter: Emitter, _ machine: OpaquePointer) throws(NativeError) {
    let options = llvm.pointee.CreatePassBuilderOptions()
    defer { llvm.pointee.DisposePassBuilderOptions(options) }
    let error = llvm.pointee.RunPasses(emitter.module, "default<O2>", machine, options)
    if let error { throw NativeError(Linker.text(of: error, llvm)) }
  }
}
