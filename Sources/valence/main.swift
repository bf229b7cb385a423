import Diagnostics
import Glibc
import Simulation
import Studies
import Tables

final class Files: DataSource {
  let folder: String
  init(_ f: String) { folder = f }
  var cache: [String: Table] = [:]
  func table(path: String, types: [String: Tables.ColumnType]) throws(DiagnosticList) -> Table {
    if let t = cache[path] { return t }
    let t = try CSVReader.read(path: folder + "/" + path, shownAs: path, types: types)
    cache[path] = t
    return t
  }
}
func slurp(_ p: String) -> String {
  guard let f = fopen(p, "r") else { return "" }
  var out: [UInt8] = []
  var buf = [UInt8](repeating: 0, count: 65536)
  while true { let n = fread(&buf, 1, buf.count, f); if n <= 0 { break }; out += buf[0..<n] }
  return String(decoding: out, as: UTF8.self)
}
let path = CommandLine.arguments[1]
let reps = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2])! : 2
let folder = path.contains("/") ? String(path[..<path.lastIndex(of: "/")!]) : "."
do {
  let loaded = try StudyLoader.load(path: path, text: slurp(path), data: Files(folder))
  let engine = try LuaEngine(loaded)
  for r in 1...reps {
    var twins: [ResolvedScenario: World] = [:]
    for s in loaded.study.scenarios {
      let res = loaded.study.resolved(s)
      let twin = loaded.study.twin(of: s)
      func world(_ q: ResolvedScenario) throws -> World {
        if let w = twins[q] { return w }
        let m = try ModelBuilder(study: loaded.study, scenario: q).build()
        try engine.use(q.parameters)
        let w = try Simulator.run(m, replicate: UInt64(r), engine: engine)
        twins[q] = w
        return w
      }
      let t = try twin.map(world)
      let w = try world(res)
      var line = "r\(r) \(s.name):"
      for (i, v) in w.model.values.enumerated() {
        var sum = 0.0
        for n in 0..<w.count(v.kind) { sum += w.total(ValueID(i), n) }
        line += " \(v.name)=\(sum / Double(max(1, w.count(v.kind))))"
      }
      for (i, m) in loaded.study.measures.enumerated() {
        let vs = try engine.measure(i, run: w, twin: t, parameters: res.parameters, twinParameters: twin?.parameters)
        line += " \(m.name)=\(vs.map { $0.value.map { "\($0)" } ?? "undef:\($0.reason ?? "")" })"
      }
      print(line)
    }
  }
} catch let e as DiagnosticList {
  for d in e.diagnostics { print(d.rendered) }
  exit(1)
} catch let e as SimulationFailure {
  print(e.diagnostic.rendered, e.phase ?? "", e.step)
  exit(1)
}
