import Randomness
import Statistics
internal import Synchronization

/// The resampling that a comparison needs, done on all cores when everything is read.
///
/// Each job has an address of its own, the run and the number that it is about, so that its result
/// depends neither on threads nor on what else is in the report.
struct Resampling {
  /// For more values Student's interval is as good, and resampling takes its time.
  static let mostValues = 2000
  /// Fewer values have too few different resamples for the ends of an interval: 4 have 35.
  static let leastValues = 5

  private struct Job {
    var scenario: Int
    var row: Int
    var seed: UInt64
    var values: [Double]
    var isDifference: Bool
  }

  private let seed: UInt64
  private var jobs: [Job] = []

  init(seed: UInt64) {
    self.seed = seed
  }

  /// - Parameters:
  ///   - values: those that are defined; more than `mostValues` are left alone.
  ///   - address: what they are of: unlike that of all other values.
  mutating func add(
    _ values: [Double], address: String, scenario: Int, row: Int, isDifference: Bool
  ) {
    guard values.count > 1, values.count <= Self.mostValues else { return }
    let key = StreamKey(seed: seed, replicate: 0, name: "resampling/\(address)")
    jobs.append(
      Job(
        scenario: scenario, row: row, seed: key.rawValue, values: values,
        isDifference: isDifference))
  }

  /// Does the work and writes what it finds into the cells.
  func finish(_ cells: inout [[Comparison.Cell]]) {
    let found = Mutex<[(Int, Result)]>([])
    let next = Atomic(0)
    @Sendable func work() {
      var own: [(Int, Result)] = []
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < jobs.count else { break }
        own.append((number, Self.result(jobs[number])))
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

  private static func result(_ job: Job) -> Result {
    job.isDifference
      ? .difference(PairedEffect(job.values, seed: job.seed))
      : .mean(job.values.count < leastValues ? nil : Interval.bca(job.values, seed: job.seed))
  }
}
