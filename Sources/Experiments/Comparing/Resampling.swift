import Statistics
internal import Synchronization

/// The resampling that a comparison needs, done on all cores when everything is read.
///
/// Each job has a seed of its own, made of the study's and its place, so that the numbers do not
/// depend on the number of threads.
struct Resampling {
  /// For more values Student's interval is as good, and resampling takes its time.
  static let mostValues = 2000

  private struct Job {
    var scenario: Int
    var row: Int
    var values: [Double]
    var isDifference: Bool
  }

  private let seed: UInt64
  private var jobs: [Job] = []

  init(seed: UInt64) {
    self.seed = seed
  }

  /// - Parameter values: those that are defined; more than `mostValues` are left alone.
  mutating func add(_ values: [Double], scenario: Int, row: Int, isDifference: Bool) {
    guard values.count > 1, values.count <= Self.mostValues else { return }
    jobs.append(Job(scenario: scenario, row: row, values: values, isDifference: isDifference))
  }

  /// Does the work and writes what it finds into the cells.
  func finish(_ cells: inout [[Comparison.Cell]], width: Int) {
    let found = Mutex<[(Int, Result)]>([])
    let next = Atomic(0)
    @Sendable func work() {
      var own: [(Int, Result)] = []
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < jobs.count else { break }
        own.append((number, result(jobs[number], width: width)))
      }
      found.withLock { $0 += own }
    }
    let threads = Threads()
    var started = 1
    while started < min(Experiment.cores, jobs.count / 64), threads.start(work) { started += 1 }
    work()
    threads.join(every: 1) {}
    for (number, result) in found.withLock({ $0 }) {
      let job = jobs[number]
      switch result {
      case .mean(let interval): cells[job.scenario][job.row].bootstrap = interval
      case .difference(let effect): cells[job.scenario][job.row].difference?.effect = effect
      }
    }
  }

  private enum Result: Sendable {
    case mean(Interval?)
    case difference(PairedEffect)
  }

  private func result(_ job: Job, width: Int) -> Result {
    let place = 2 * (job.scenario * width + job.row) + (job.isDifference ? 1 : 0)
    // Any odd constant spreads places over the seeds.
    let seed = self.seed ^ (UInt64(place) &* 0x9E37_79B9_7F4A_7C15)
    return job.isDifference
      ? .difference(PairedEffect(job.values, seed: seed))
      : .mean(Interval.bca(job.values, seed: seed))
  }
}
