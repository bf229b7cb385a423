package import Studies

/// How tests run: what a spec file and its assertions are told.
package struct SuiteOptions: Sendable {
  /// What all randomness of the tests derives from: the order of tests, random parameters.
  package var seed: UInt64
  /// The seed of every study in place of its own; `nil`: its own.
  package var studySeed: UInt64?
  /// Machine code for studies; `nil`: they run on the interpreter.
  package var library: NativeLibrary?
  /// The files that tests reach; `nil`: none.
  package var files: (any SuiteFiles)?
  /// Where the plugins are that do not belong to the project of a spec.
  package var plugins: PluginPlaces
  /// Whether golden results are written anew and not compared.
  package var updatesGolden: Bool
  /// Seconds that one test may take, unless it says otherwise.
  package var seconds: Double
  /// Lua instructions that one test may take, unless it says otherwise.
  package var instructions: Int64
  /// Bytes that the Lua values of a file may hold together.
  package var memoryBytes: Int

  package var selection: Selection
  /// The part of the selected tests that runs here; `nil`: all.
  package var shard: Shard?
  /// Whether no further test runs after one has failed.
  package var stopsAtFailure: Bool
  /// Whether the lines and functions that run are noted; then nothing runs as machine code.
  package var measuresCoverage: Bool

  package init(
    seed: UInt64, studySeed: UInt64? = nil, library: NativeLibrary? = nil,
    files: (any SuiteFiles)? = nil,
    plugins: PluginPlaces = PluginPlaces(), updatesGolden: Bool = false, seconds: Double = 60,
    instructions: Int64 = 2_000_000_000,
    memoryBytes: Int = 512 << 20, selection: Selection = Selection(), shard: Shard? = nil,
    stopsAtFailure: Bool = false,
    measuresCoverage: Bool = false
  ) {
    self.seed = seed
    self.studySeed = studySeed
    self.library = measuresCoverage ? nil : library
    self.files = files
    self.plugins = plugins
    self.updatesGolden = updatesGolden
    self.seconds = seconds
    self.instructions = instructions
    self.memoryBytes = memoryBytes
    self.selection = selection
    self.shard = shard
    self.stopsAtFailure = stopsAtFailure
    self.measuresCoverage = measuresCoverage
  }

  /// Whether a test is to run.
  func includes(_ test: SpecTest, of file: SpecFile) -> Bool {
    selection.includes(test) && shard?.includes(test, of: file) ?? true
  }
}
