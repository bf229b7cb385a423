import Diagnostics
import Dispatch
import GRDB
import Glibc
import Store
import Synchronization
import Testing

/// A folder of its own for one test, removed at the end.
final class Scratch {
  let folder: String

  init() throws {
    var template = Array("/tmp/valence-store-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(text: "no scratch folder") }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { run("rm", "-rf", folder) }

  var store: String { folder + "/results.valence" }

  func path(_ name: String) -> String { folder + "/" + name }
}

struct Failure: Error {
  var text: String
}

/// Runs a command of the system and returns its exit code.
@discardableResult
func run(_ words: String...) -> Int32 {
  var process = pid_t()
  var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
  defer { arguments.forEach { free($0) } }
  guard posix_spawnp(&process, words[0], nil, nil, &arguments, environ) == 0 else { return -1 }
  var status: Int32 = 0
  guard waitpid(process, &status, 0) == process else { return -1 }
  return (status >> 8) & 0xff
}

func write(_ bytes: [UInt8], to path: String) throws {
  guard let file = fopen(path, "wb") else { throw Failure(text: "cannot write \(path)") }
  defer { fclose(file) }
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
    throw Failure(text: "cannot write \(path)")
  }
}

/// Only for files that no connection of this process has open.
func bytes(of path: String) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw Failure(text: "cannot read \(path)") }
  defer { fclose(file) }
  var content: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return content }
    content += buffer.prefix(count)
  }
}

func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// The error that a body ends with.
func storeError(_ body: () throws -> Void) -> StoreError? {
  do {
    try body()
    return nil
  } catch {
    return error as? StoreError
  }
}

/// A fingerprint for tests: 64 digits that begin with a name's bytes.
func fingerprint(_ name: String) -> String {
  let digits = name.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  return digits + String(repeating: "0", count: max(0, 64 - digits.count))
}

/// A small generator of numbers with a fixed seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// A study of two scenarios whose numbers follow from run and replicate.
enum Sample {
  static let base = fingerprint("base")
  static let app = fingerprint("app")
  static let gini = fingerprint("gini")
  static let index = fingerprint("index")
  static let curve = fingerprint("curve")
  static let log = fingerprint("log")

  static func runs() -> [RunRecord] {
    [base, app].map {
      RunRecord(fingerprint: $0, semantics: 1, description: #"{"study":"sample"}"#)
    }
  }

  static func measures(of run: String) -> [MeasureKey] {
    run == base ? [MeasureKey(gini)] : [MeasureKey(gini), MeasureKey(index, twin: base)]
  }

  static let recordings = [curve, log]

  /// Everything of one replicate; the same whenever it is asked for.
  static func record(_ run: String, _ replicate: Int) -> ReplicateRecord {
    var random = Seeded(state: UInt64(replicate) &* 31 &+ (run == base ? 1 : 2))
    var results = [
      ResultRecord(
        measure: MeasureKey(gini), name: "gini", output: "consumer",
        value: MeasuredValue(Double.random(in: -1...1, using: &random))),
      ResultRecord(
        measure: MeasureKey(gini), name: "gini", output: "firm",
        value: replicate % 5 == 0
          ? .undefined("no_events", used: 0, total: 7)
          : MeasuredValue(Double.random(in: 0...1e9, using: &random), used: 3, total: 7)),
    ]
    if run != base {
      results.append(
        ResultRecord(
          measure: MeasureKey(index, twin: base), name: "fusion, index", output: "share",
          value: MeasuredValue(Double.random(in: 0...1, using: &random))))
    }
    let values = (0..<8).map { $0 == 3 ? Double.nan : Double.random(in: 0...1, using: &random) }
    return ReplicateRecord(
      run: run, replicate: replicate, seconds: 0.25, results: results,
      series: [SeriesRecord(fingerprint: curve, name: "adopters", values: values)],
      tables: [TableRecord(fingerprint: log, name: "purchases", rows: "[[\(replicate),2]]")])
  }

  static let plan: [ExportScenario] = [
    ExportScenario(
      name: "with app", run: app,
      measures: [
        ExportMeasure(
          name: "fusion, index", fingerprint: index, outputs: ["share"],
          twin: .init(name: "no app", run: base), readsTwin: true),
        ExportMeasure(
          name: "gini", fingerprint: gini, outputs: ["firm", "consumer"],
          twin: .init(name: "no app", run: base)),
      ], series: [ExportSeries(name: "adopters", fingerprint: curve)]),
    ExportScenario(
      name: "no app", run: base,
      measures: [ExportMeasure(name: "gini", fingerprint: gini, outputs: ["firm", "consumer"])],
      series: [ExportSeries(name: "adopters", fingerprint: curve)]),
  ]

  /// Opens a store for writing and makes the sample's runs known.
  static func open(_ path: String) throws -> ResultStore {
    let store = try ResultStore(path: path, access: .readWrite)
    try store.register(runs())
    return store
  }

  /// Both tables of the sample, one after the other.
  static func export(_ path: String) throws -> String {
    let store = try ResultStore(path: path, access: .readOnly)
    defer { try? store.close() }
    let export = CSVExport(of: store, scenarios: plan)
    var text: [UInt8] = []
    try export.writeResults { text += $0 }
    try export.writeSeries { text += $0 }
    return String(decoding: text, as: UTF8.self)
  }
}

/// What SQLite's full check says of a store: `ok`.
func integrity(of path: String) throws -> String? {
  try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
}

/// A body that blocks, on a thread of its own from this moment on: it keeps its time whatever the
/// other tests do with the threads of the tasks.
final class Background<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let done = DispatchGroup()

  init(_ body: @escaping @Sendable () -> Value) {
    DispatchQueue(label: "valence.store.tests").async(group: done) { [self] in
      let value = body()
      result.withLock { $0 = value }
    }
  }

  /// What the body returned, waited for.
  func value() throws -> Value {
    done.wait()
    return try #require(result.withLock { $0 })
  }
}

/// The number that another process writes into a file, once it is there.
func firstNumber(in path: String) -> Int? {
  for _ in 0..<10_000 {
    if let content = try? bytes(of: path), content.last == UInt8(ascii: "\n") {
      return Int(String(decoding: content.dropLast(), as: UTF8.self))
    }
    usleep(1000)
  }
  return nil
}
