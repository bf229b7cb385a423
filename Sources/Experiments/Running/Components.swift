/// Groups of runs whose worlds are needed side by side: each group of a replicate is one job.
///
/// The first replicate decides, in which tables may read twins that measures do not.
struct Components {
  /// Runs by position, those that others are compared with as early as they can be.
  private(set) var groups: [[Int]] = []

  init(_ runs: [PlannedRun]) {
    var parents = Array(runs.indices)
    func root(_ run: Int) -> Int {
      var run = run
      while parents[run] != run {
        parents[run] = parents[parents[run]]
        run = parents[run]
      }
      return run
    }
    for (index, run) in runs.enumerated() {
      for twin in run.twins(in: PlannedTable.replicate) {
        let (a, b) = (root(index), root(twin))
        // The lower number leads, so that the grouping does not depend on the order of the set.
        if a != b { parents[max(a, b)] = min(a, b) }
      }
    }
    var members: [Int: [Int]] = [:]
    for run in runs.indices { members[root(run), default: []].append(run) }
    groups = members.sorted { $0.key < $1.key }.map { _, group in
      group.sorted { (Self.place($0, runs), $0) < (Self.place($1, runs), $1) }
    }
  }

  /// Runs that share their first twin stand together, so that its world can be let go early.
  private static func place(_ run: Int, _ runs: [PlannedRun]) -> Int {
    runs[run].twins(in: PlannedTable.replicate).min().map { min($0, run) } ?? run
  }
}
