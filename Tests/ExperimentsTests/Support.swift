import Diagnostics
import Experiments
import Glibc
import LuaRuntime
import Store
import Studies
import Tables
import Testing

/// Studies of these tests have no data.
final class NoData: DataSource {
  func table(named name: String, path: String, types: [String: Tables.ColumnType])
    throws(DiagnosticList) -> Table
  {
    throw DiagnosticList([Diagnostic("there is no data")])
  }
}

func loadStudy(_ text: String, data: any DataSource = NoData()) throws -> Study {
  do {
    return try StudyLoader.load(path: "study.lua", text: text, data: data).study
  } catch {
    for diagnostic in error.diagnostics { Issue.record("\(diagnostic.rendered)") }
    throw error
  }
}

func plan(
  _ text: String, replications: Int? = nil, settings: [DesignAxis] = [], seed: UInt64? = nil
) throws -> RunPlan {
  var options = PlanOptions()
  options.replications = replications
  options.settings = settings
  options.seed = seed
  return try RunPlan(loadStudy(text), options)
}

/// A folder that goes away with the object.
final class Scratch {
  let path: String

  init() throws {
    var template = Array("/tmp/valence-experiments-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    path = String(cString: made)
  }

  deinit {
    for name in ["", ".lock", "-wal", "-shm"] {
      for store in ["a", "b", "c"] { unlink("\(path)/\(store).valence\(name)") }
    }
    rmdir(path)
  }

  /// The bytes of a store's file.
  func size(of name: String) throws -> Int {
    var status = stat()
    try #require(stat("\(path)/\(name).valence", &status) == 0)
    return Int(status.st_size)
  }

  func store(_ name: String = "a") throws -> ResultStore {
    try ResultStore(path: "\(path)/\(name).valence", access: .readWrite)
  }
}

let context = RunContext(studyFile: "study.lua", command: "valence run study.lua", version: "test")

@discardableResult
func run(
  _ plan: RunPlan, _ store: ResultStore, jobs: Int = 1, control: RunControl = RunControl(),
  onProgress: (Progress) -> Void = { _ in }
) throws -> RunOutcome {
  try Experiment.run(
    plan, in: store, context: context, jobs: jobs, control: control, onProgress: onProgress)
}

/// Results and series of the experiment declared last.
func export(_ store: ResultStore) throws -> String {
  let document = try Experiment.document(in: store)
  let export = CSVExport(of: store, scenarios: document.exportScenarios)
  var bytes: [UInt8] = []
  try export.writeResults { bytes += $0 }
  try export.writeSeries { bytes += $0 }
  return String(decoding: bytes, as: UTF8.self)
}

/// The value column of the lines of a scenario and an output, in the order of replicates.
func values(_ store: ResultStore, _ scenario: String, _ output: String) throws -> [String] {
  try export(store).split(separator: "\n").compactMap { line in
    let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 10, fields[0] == scenario, fields[3] == output else { return nil }
    return fields[4].isEmpty ? fields[5] : fields[4]
  }
}

/// A small market: who has heard of a product tells others.
func market(
  scenarios: String = #"{ "none", reach = 0 }, { "word of mouth" }, { "loud", reach = 0.6 }"#,
  baseline: String = #""none""#, extra: String = "", measures: String = "", phases: String = "",
  head: String = "seed = 5, steps = 6, replications = 8,"
) -> String {
  """
  local valence = require "valence"
  return valence.study {
    name = "Market", \(head)
    parameters = { reach = 0.2, price = 1, unused = 0, fails = false },
    actors = { buyer = { count = 30, fields = { taste = valence.uniform(0, 1), heard = false } } },
    networks = { friends = valence.small_world { among = "buyer", degree = 4, rewire = 0.2 } },
    phases = {
      valence.rule { "hear", of = "buyer", function(self, env)
        if self.heard then return end
        local loud = 0
        for peer in self:peers "friends" do if peer.heard then loud = loud + 1 end end
        if env:chance(0.05) or env:chance(1 - (1 - env.reach) ^ loud) then self.heard = true end
      end },
      \(phases)
    },
    values = {
      valence.value { "surplus", of = "buyer", function(self, env)
        return self.heard and self.taste - 0.1 * env.price or 0
      end },
    },
    series = { valence.series { "heard", function(env) return env:count("buyer", "heard") end } },
    scenarios = { \(scenarios) },
    baseline = \(baseline),
    measures = {
      valence.measure { "heard", function(run) return run:count("buyer", "heard") end },
      valence.measure { "moved", function(run, twin)
        local most = 0
        for c, other in run:actors "buyer" do
          local d = math.abs(c:value "surplus" - other:value "surplus")
          if d > most then most = d end
        end
        return most
      end },
      \(measures)
    },
    \(extra)
  }
  """
}
