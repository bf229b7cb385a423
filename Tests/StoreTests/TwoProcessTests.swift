import Glibc
import Store
import Testing

@Suite(.serialized) struct TwoProcessTests {
  /// Holds a store, says so, and lets go after a while or when killed.
  private static func hold(_ path: String, pidFile: String, milliseconds: UInt32) throws {
    let store = try Sample.open(path)
    try store.append(Sample.record(Sample.base, 1))
    try store.flush()
    try write(Array("\(getpid())\n".utf8), to: pidFile)
    usleep(milliseconds * 1000)
    try store.close()
  }

  /// What the second process learns while the first, which is killed then, holds the store.
  private static func meet(
    _ path: String, pidFile: String
  ) -> (process: Int, told: [StoreHolder?], error: StoreError?, seen: [Int]) {
    guard let process = firstNumber(in: pidFile) else { return (0, [], nil, []) }
    defer { kill(pid_t(process), SIGKILL) }
    var told: [StoreHolder?] = []
    let error = storeError {
      _ = try ResultStore(path: path, access: .readWrite, patience: 0.2) { told.append($0) }
    }
    // Readers do not mind.
    let reader = try? ResultStore(path: path, access: .readOnly)
    defer { try? reader?.close() }
    return (process, told, error, (try? reader?.replicates(of: Sample.base).map(\.replicate)) ?? [])
  }

  @Test func theSecondSaysWhoHoldsIt() async throws {
    let scratch = try Scratch()
    let path = scratch.store
    let pidFile = scratch.path("pid")
    let meeting = Background { TwoProcessTests.meet(path, pidFile: pidFile) }
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, pidFile = pidFile as String] in
      try TwoProcessTests.hold(path, pidFile: pidFile, milliseconds: 60_000)
    }
    let (process, told, error, seen) = try meeting.value()
    #expect(error?.code == .busy)
    #expect(error?.message.contains("process \(process) on ") == true)
    #expect(error?.hints.isEmpty == false)
    #expect(told.map { $0?.process } == [process])
    #expect(seen == [1])

    // A killed holder leaves its lock file, but not the lock.
    #expect(exists(path + ".lock"))
    let store = try ResultStore(path: path, access: .readWrite, patience: 0)
    #expect(try store.replicates(of: Sample.base).count == 1)
    try store.close()
    #expect(!exists(path + ".lock"))
  }

  @Test func theSecondWaitsForTheFirst() async throws {
    let scratch = try Scratch()
    let path = scratch.store
    let pidFile = scratch.path("pid")
    let waited = Background { () -> (Duration, Int)? in
      _ = firstNumber(in: pidFile)
      let start = ContinuousClock.now
      guard let store = try? ResultStore(path: path, access: .readWrite, patience: 30) else {
        return nil
      }
      let waited = ContinuousClock.now - start
      defer { try? store.close() }
      return ((try? store.replicates(of: Sample.base).count).map { (waited, $0) })
    }
    await #expect(processExitsWith: .success) {
      [path = path as String, pidFile = pidFile as String] in
      try TwoProcessTests.hold(path, pidFile: pidFile, milliseconds: 1000)
    }
    let (wait, seen) = try #require(try waited.value())
    #expect(wait > .milliseconds(300))
    #expect(seen == 1)
  }

  /// Four processes that each add to the same store, one after the other.
  @Test func severalWritersTakeTurns() async throws {
    let scratch = try Scratch()
    let path = scratch.store
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, writer = writer as Int] in
            for round in 0..<5 {
              let store = try ResultStore(path: path, access: .readWrite, patience: 60)
              try store.register(Sample.runs())
              for index in 0..<20 {
                try store.append(
                  Sample.record(Sample.app, 100 * writer + 20 * round + index))
              }
              try store.close()
            }
          }
        }
      }
    }
    let reader = try ResultStore(path: path, access: .readOnly)
    #expect(try reader.replicates(of: Sample.app).map(\.replicate) == Array(0..<400))
    #expect(try integrity(of: path) == "ok")
  }

  /// Within one process the lock holds as well, whatever the path that leads to the file.
  @Test func aSecondWriterOfTheSameProcessIsRefused() throws {
    let scratch = try Scratch()
    let store = try Sample.open(scratch.store)
    #expect(symlink(scratch.store, scratch.path("link")) == 0)
    for path in [scratch.store, scratch.path("link"), scratch.folder + "/./results.valence"] {
      let error = storeError { _ = try ResultStore(path: path, access: .readWrite, patience: 0) }
      #expect(error?.code == .busy, "\(path)")
    }
    try store.close()
    let again = try ResultStore(path: scratch.path("link"), access: .readWrite, patience: 0)
    try again.close()
  }
}
