import Glibc
import Store
import Testing

/// Processes that are killed while they write: nothing committed is lost, nothing is half there.
@Suite(.serialized) struct CrashTests {
  /// With the pauses, more than ten writers can do before they are killed, also where the machine
  /// is so busy that the kill comes seconds late.
  static let replicates = 6000

  /// Writes what is still missing, and says its process number first.
  ///
  /// - Parameters:
  ///   - pause: microseconds after each replicate.
  ///   - eager: whether each replicate is a group of its own, so that most moments are commits.
  private static func writeAll(
    _ path: String, pidFile: String, pause: UInt32, eager: Bool
  ) throws {
    try write(Array("\(getpid())\n".utf8), to: pidFile)
    let store = try Sample.open(path)
    for run in [Sample.base, Sample.app] {
      let done = try store.progress(
        of: run, measures: Sample.measures(of: run), recordings: Sample.recordings
      ).completed
      for replicate in 1...replicates where !done.contains(replicate) {
        try store.append(Sample.record(run, replicate))
        if eager { try store.flush() }
        usleep(pause)
      }
    }
    try store.close()
  }

  /// Starts a writer and kills it some time after it began.
  private func killWriter(
    _ scratch: Scratch, after milliseconds: Int, eager: Bool
  ) async throws {
    let pidFile = scratch.path("pid")
    unlink(pidFile)
    let store = scratch.store
    let killed = Background {
      guard let process = firstNumber(in: pidFile) else { return false }
      usleep(UInt32(milliseconds) * 1000)
      return kill(pid_t(process), SIGKILL) == 0
    }
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [store = store as String, pidFile = pidFile as String, eager = eager as Bool] in
      try CrashTests.writeAll(store, pidFile: pidFile, pause: 2_000, eager: eager)
    }
    #expect(try killed.value())
  }

  @Test func killedAtTenMomentsAndResumedGivesTheSameBytes() async throws {
    let scratch = try Scratch()
    var random = Seeded(state: 2013)
    var before: [String: Set<Int>] = [:]
    for round in 1...10 {
      let moment = Int.random(in: 5...450, using: &random)
      try await killWriter(scratch, after: moment, eager: round % 2 == 0)
      guard exists(scratch.store) else { continue }
      let store = try Sample.open(scratch.store)
      for run in [Sample.base, Sample.app] {
        let whole = try store.progress(
          of: run, measures: Sample.measures(of: run), recordings: Sample.recordings
        ).completed
        #expect(Set(try store.replicates(of: run).map(\.replicate)) == whole)
        #expect(whole.isSuperset(of: before[run] ?? []))
        before[run] = whole
      }
      try store.close()
      #expect(try integrity(of: scratch.store) == "ok")
    }
    let reached = before.values.map(\.count).reduce(0, +)
    #expect(reached > 0)
    #expect(reached < 2 * CrashTests.replicates)
    try CrashTests.writeAll(
      scratch.store, pidFile: scratch.path("pid"), pause: 0, eager: false)

    let straight = try Scratch()
    let store = try Sample.open(straight.store)
    for run in [Sample.app, Sample.base] {
      for replicate in 1...CrashTests.replicates {
        try store.append(Sample.record(run, replicate))
      }
    }
    try store.close()
    let expected = try Sample.export(straight.store)
    #expect(try Sample.export(scratch.store) == expected)
  }

  /// A store whose very making was cut short can be made.
  @Test func killedWhileTheStoreIsMade() async throws {
    var random = Seeded(state: 99)
    for _ in 1...12 {
      let scratch = try Scratch()
      try await killWriter(scratch, after: Int.random(in: 0...6, using: &random), eager: true)
      let store = try Sample.open(scratch.store)
      try store.append(Sample.record(Sample.base, 1))
      try store.close()
      #expect(try integrity(of: scratch.store) == "ok")
    }
  }

  /// All that was flushed before a kill is there after it.
  @Test func flushedRecordsSurvive() async throws {
    let scratch = try Scratch()
    let path = scratch.store
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = try Sample.open(path)
      for replicate in 1...50 { try store.append(Sample.record(Sample.base, replicate)) }
      try store.flush()
      kill(getpid(), SIGKILL)
    }
    let reader = try ResultStore(path: path, access: .readOnly)
    #expect(try reader.replicates(of: Sample.base).map(\.replicate) == Array(1...50))
  }
}
