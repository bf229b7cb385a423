import Compiler
import Glibc
import IR
import Simulation
import Studies
import Testing

/// The functions of the studies that come with Valence.
@Suite struct ScriptTests {
  private static let root: String = {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }()

  private static let studies = [
    "first-study.lua", "transport.lua", "referrals.lua", "groceries/study.lua",
  ]

  private static func text(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of every kernel of a study, and how long it took to translate and plan them.
  private static func kernels(_ name: String) throws -> (texts: [String], milliseconds: Double) {
    let path = "\(root)/Scripts/\(name)"
    let loaded = try StudyLoader.load(
      path: path, text: try text(path), data: StudyFolder(ofStudy: path),
      plugins: PluginPlaces(builtIn: "\(root)/Plugins"))
    let scenario = loaded.study.resolved(loaded.study.scenarios[0])
    let model = try ModelBuilder(study: loaded.study, scenario: scenario).build()
    let library = try NativeLibrary(waits: true, interprets: true)
    let engine = NativeEngine(try LuaEngine(loaded), library: library)
    var texts: [String] = []
    let time = milliseconds { texts = engine.explanations(of: model).compactMap(\.text) }
    return (texts, time)
  }

  @Test(arguments: studies) func kernelsAreReadBack(_ study: String) throws {
    let kernels = try Self.kernels(study)
    #expect(!kernels.texts.isEmpty)
    for text in kernels.texts {
      let kernel = try IRReader.kernel(from: text)
      #expect(IRWriter.text(of: kernel) == text)
      for stage in kernel.stages { #expect(IRVerifier.problems(of: stage.function) == []) }
    }
  }

  private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let time = try clock.measure(body).components
    return Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15
  }

  private static func remove(_ folder: String) {
    guard let stream = opendir(folder) else { return }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      unlink("\(folder)/\(name)")
    }
    closedir(stream)
    rmdir(folder)
  }

  /// Code that is on disk is there within a millisecond a function.
  @Test func codeComesFromTheCacheAtOnce() throws {
    var name = Array("/tmp/valence-times-XXXXXX".utf8CString)
    try #require(mkdtemp(&name) != nil)
    let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { Self.remove(folder) }
    let studies = try Self.studies.map { try Self.kernels($0) }
    let kernels = try Set(studies.flatMap(\.texts)).sorted()
      .map { try IRReader.kernel(from: $0) }
    let compiler = try NativeCompiler(cacheFolder: folder)
    let cold = try kernels.map { kernel in
      try Self.milliseconds { _ = try compiler.compile(kernel, isListed: false) }
    }
    // Another linker knows none of them, as another process does not.
    var warm = kernels.map { _ in Double.infinity }
    for _ in 0..<3 {
      let again = try NativeCompiler(cacheFolder: folder)
      for (index, kernel) in kernels.enumerated() {
        let time = try Self.milliseconds {
          _ = try #require(again.cached(kernel, isListed: false))
        }
        warm[index] = min(warm[index], time)
      }
    }
    func summary(_ times: [Double]) -> String {
      let sorted = times.sorted().map { ($0 * 100).rounded() / 100 }
      return "median \(sorted[sorted.count / 2]) ms, worst \(sorted[sorted.count - 1]) ms"
    }
    let translation = studies.reduce(0) { $0 + $1.milliseconds } / Double(kernels.count)
    print(
      "\(kernels.count) functions translated: mean \((translation * 100).rounded() / 100) ms; "
        + "compiled: \(summary(cold)); from disk: \(summary(warm))")
    #expect(warm.reduce(0, +) < cold.reduce(0, +))
    // Debug builds, which the sanitizer has, are slower than what users run.
    #if !DEBUG
      #expect(warm.sorted()[warm.count / 2] < 1)
    #endif
  }
}
