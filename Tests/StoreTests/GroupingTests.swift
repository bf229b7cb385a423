import GRDB
import Glibc
import Store
import Testing

@Suite(.serialized) struct GroupingTests {
  private func committed(_ database: DatabaseQueue) throws -> Int {
    try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM replicates") } ?? -1
  }

  /// Replicates come in groups, not one commit each.
  @Test func appendsAreGrouped() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let watcher = try DatabaseQueue(path: scratch.store)
    let start = ContinuousClock.now
    var counts: Set<Int> = []
    for replicate in 1...600 {
      try store.append(Sample.record(Sample.base, replicate))
      usleep(1000)
      counts.insert(try committed(watcher))
    }
    let elapsed = ContinuousClock.now - start
    // A group is ended by its timer, or by an append when that is late: two commits per period.
    let periods = elapsed / .seconds(ResultStore.groupSeconds)
    #expect(Double(counts.count) <= 2 * periods + 2)
    #expect(counts.count > 1)
    try store.flush()
    #expect(try committed(watcher) == 600)
    try store.close()
  }

  /// A writer that has nothing more to say does not hold its records back.
  @Test func anIdleWriterCommitsInTime() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let watcher = try DatabaseQueue(path: scratch.store)
    var waits: [Duration] = []
    for replicate in 1...5 {
      let start = ContinuousClock.now
      try store.append(Sample.record(Sample.base, replicate))
      #expect(try committed(watcher) == replicate - 1)
      while try committed(watcher) < replicate, ContinuousClock.now - start < .seconds(5) {
        usleep(2000)
      }
      waits.append(ContinuousClock.now - start)
    }
    waits.sort()
    // A busy machine may stop a thread for a while, but not five times out of five.
    #expect(waits[0] < .seconds(0.25))
    #expect(waits[0] >= .seconds(ResultStore.groupSeconds))
    #expect(waits[4] < .seconds(5))
    try store.close()
  }

  @Test func aLargeGroupIsCommittedEarly() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let watcher = try DatabaseQueue(path: scratch.store)
    let values = [Double](repeating: 1.5, count: 2_500_000)
    try store.append(
      ReplicateRecord(
        run: Sample.base, replicate: 1,
        series: [SeriesRecord(fingerprint: Sample.curve, name: "x", values: values)]))
    #expect(try committed(watcher) == 1)
    try store.close()
  }

  @Test func manyThreadsAppendTogether() async throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          for index in 0..<250 {
            try store.append(Sample.record(Sample.app, 4 * index + worker))
            if index % 50 == worker { try store.flush() }
          }
        }
      }
      try await group.waitForAll()
    }
    let progress = try store.progress(
      of: Sample.app, measures: Sample.measures(of: Sample.app), recordings: Sample.recordings)
    #expect(progress.completed == Set(0..<1000))
    try store.close()
    #expect(try integrity(of: scratch.store) == "ok")
  }

  /// Readers of other connections never see a replicate without its results.
  @Test func aReaderSeesWholeReplicatesOnly() async throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    let reader = try ResultStore(path: scratch.store, access: .readOnly)
    let writing = Task {
      for replicate in 1...400 {
        try store.append(Sample.record(Sample.app, replicate))
        if replicate % 7 == 0 { try store.flush() }
      }
      try store.close()
    }
    var seen = 0
    while seen < 400 {
      let listed = try reader.replicates(of: Sample.app).map(\.replicate)
      let progress = try reader.progress(
        of: Sample.app, measures: Sample.measures(of: Sample.app), recordings: Sample.recordings)
      #expect(progress.completed.isSuperset(of: listed))
      #expect(listed == Array(1..<(listed.count + 1)))
      seen = listed.count
      await Task.yield()
    }
    try await writing.value
  }
}
