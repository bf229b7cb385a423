import Compiler
package import Diagnostics
import Glibc
import IR
import Simulation
import Synchronization

/// The functions of a study as machine code, shared by all workers of a run.
///
/// A function is translated by the worker that needs it first. Where its code is on disk it runs at
/// once; else it is compiled in the background, and rows run on the interpreter until then, which
/// changes no bit.
package final class NativeLibrary: Sendable {
  /// A function in one of its uses.
  struct Key: Hashable, Sendable {
    let model: Int
    let function: Int
    /// Its content: a library may serve several studies.
    let digest: String
    let role: FunctionRole
  }

  /// What is known of a function.
  enum State: Sendable {
    /// It stays on the interpreter.
    case refused(Refusal)
    case ready(NativeFunction)
  }

  private struct Contents {
    var models: [HostModel] = []
    var functions: [Key: State] = [:]
  }

  let compiler: NativeCompiler
  /// Whether whoever asks for code waits for it.
  let waits: Bool
  /// Whether the intermediate form is interpreted in place of being compiled.
  package let interprets: Bool
  private let contents = Mutex(Contents())

  /// - Parameters:
  ///   - width: numbers in a vector; `nil`: as many as the processor has. For tests.
  ///   - interprets: no machine code, but the slow interpreter of what it is made from. For tests.
  /// - Throws: there is no LLVM, or the processor is too old.
  package init(
    waits: Bool = false, width: Int? = nil, interprets: Bool = false
  ) throws(Diagnostic) {
    do throws(NativeError) {
      compiler = try NativeCompiler(cacheFolder: Self.cacheFolder, width: width)
    } catch {
      throw Diagnostic(
        "engine 'native' is not to be had: \(error.message)", class: .environment,
        hints: ["--engine lua gives the same results, only slower"])
    }
    self.waits = waits
    self.interprets = interprets
  }

  /// Opens LLVM beside what is done until a function needs it, which takes about as long as reading a
  /// study.
  package static func openAhead() { BackgroundThread.run { NativeCompiler.openAhead() } }

  /// The compiler and what it compiles for, for people.
  package var described: String {
    "LLVM \(compiler.version) for \(compiler.processor), \(64 * compiler.width) bit vectors"
  }

  /// `VALENCE_CACHE`, or where caches go by the rules of the desktop.
  private static var cacheFolder: String? {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    if let folder = variable("VALENCE_CACHE") { return folder }
    if let folder = variable("XDG_CACHE_HOME") { return "\(folder)/valence" }
    return variable("HOME").map { "\($0)/.cache/valence" }
  }

  /// The number of a model among those that were seen.
  func number(of model: HostModel) -> Int {
    contents.withLock { contents in
      if let known = contents.models.firstIndex(of: model) { return known }
      contents.models.append(model)
      return contents.models.count - 1
    }
  }

  /// What is known of a function, which is translated if nothing is.
  func state(
    of key: Key, host: HostModel, source: () throws(Refusal) -> FunctionSource
  ) -> State {
    if let known = contents.withLock({ $0.functions[key] }) { return known }
    let made: State
    do throws(Refusal) {
      var translated = try FunctionTranslator.translate(try source(), host: host)
      translated.function = KernelPlanner.simplified(translated.function)
      var counting: NativeFunction?
      if let (other, counts) = NeighbourCounts.replaced(translated, host: host) {
        let kernel = KernelPlanner.plan(other.function, counts: counts)
        counting = NativeFunction(other, kernel, host, compiler, waits: waits)
      }
      let kernel = KernelPlanner.plan(translated.function)
      let function = NativeFunction(
        translated, kernel, host, compiler, waits: waits, counting: counting)
      if interprets {
        function.interpret()
        counting?.interpret()
      }
      made = .ready(function)
    } catch {
      made = .refused(error)
    }
    return contents.withLock { contents in
      // Another worker may have been as fast: then its code is everybody's.
      if let known = contents.functions[key] { return known }
      contents.functions[key] = made
      return made
    }
  }
}

/// A translated function and its code, which may still be on its way.
final class NativeFunction: Sendable {
  let translated: TranslatedFunction
  let kernel: IRKernel
  /// Cells of the function's constants, by slot.
  let constants: ConstantCells
  /// The kinds at the other ends of each network's sides.
  let neighbourKinds: [[Int]]
  /// The same function by counts of neighbours that the world keeps up; see `form(in:)`.
  let counting: NativeFunction?
  private let compiler: NativeCompiler
  private let waits: Bool

  private enum Code: Sendable {
    case none, compiling
    case failed(NativeError)
    case ready(CompiledKernel)
  }

  /// Without and with a list of acting actors.
  private let codes = Mutex([Code.none, Code.none])

  init(
    _ translated: TranslatedFunction, _ kernel: IRKernel, _ host: HostModel,
    _ compiler: NativeCompiler, waits: Bool, counting: NativeFunction? = nil
  ) {
    self.counting = counting
    self.translated = translated
    self.kernel = kernel
    self.compiler = compiler
    self.waits = waits
    constants = ConstantCells(translated.slots)
    neighbourKinds = host.networks.map { [$0.to, $0.from] }
  }

  /// The form that suits a world: by counts, unless somebody has very many neighbours.
  func form(in world: World) -> NativeFunction {
    guard let counting else { return self }
    for case .countLimit(let conditions) in counting.translated.slots
    where world.largestCount(conditions) >= IRKernel.tableLimit {
      return self
    }
    return counting
  }

  /// Makes the interpreter of the intermediate form its code.
  func interpret() {
    codes.withLock { codes in
      codes = [false, true].map { .ready(CompiledKernel(interpreting: kernel, isListed: $0)) }
    }
  }

  /// The code for calls with or without a list of acting actors; `nil`: not yet, or not at all.
  func code(isListed: Bool) -> CompiledKernel? {
    let form = isListed ? 1 : 0
    switch codes.withLock({ $0[form] }) {
    case .ready(let code): return code
    case .compiling, .failed: return nil
    case .none: break
    }
    if let cached = compiler.cached(kernel, isListed: isListed) {
      codes.withLock { $0[form] = .ready(cached) }
      return cached
    }
    let isMine = codes.withLock { codes in
      guard case .none = codes[form] else { return false }
      codes[form] = .compiling
      return true
    }
    guard isMine else { return nil }
    guard waits else {
      BackgroundThread.run { [self] in compile(isListed: isListed) }
      return nil
    }
    compile(isListed: isListed)
    if case .ready(let code) = codes.withLock({ $0[form] }) { return code }
    return nil
  }

  private func compile(isListed: Bool) {
    let made: Code
    do throws(NativeError) {
      made = .ready(try compiler.compile(kernel, isListed: isListed))
    } catch {
      made = .failed(error)
    }
    codes.withLock { $0[isListed ? 1 : 0] = made }
  }

  /// Why no code could be made.
  var failure: NativeError? {
    codes.withLock { codes in
      for case .failed(let error) in codes { return error }
      return nil
    }
  }
}

/// Memory for the constants of a function, at addresses that never change.
final class ConstantCells: @unchecked Sendable {
  // Written once before anybody else sees it.
  let addresses: [UnsafeMutablePointer<UInt64>?]

  init(_ slots: [SlotBinding]) {
    addresses = slots.map { slot in
      guard case .constants(let cells) = slot else { return nil }
      let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, cells.count))
      for (index, cell) in cells.enumerated() { (memory + index).initialize(to: cell) }
      return memory
    }
  }

  deinit { for address in addresses { address?.deallocate() } }
}
