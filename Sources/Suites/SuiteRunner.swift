import Experiments
import Synchronization

/// Runs spec files side by side.
package enum SuiteRunner {
  /// Runs every file in every round, each on one thread.
  ///
  /// - Parameters:
  ///   - options: round k, counted from 1, has the seed of the options plus k - 1.
  ///   - rounds: how often all tests run.
  ///   - jobs: how many threads there are.
  ///   - onFile: gets each result as soon as those before it are there; never called by two threads
  ///     at once.
  /// - Returns: the results in the order of `files`, round after round, whatever order they ended in.
  package static func run(
    _ files: [SpecFile], options: SuiteOptions, rounds: Int = 1, jobs: Int = 1,
    onFile: @escaping @Sendable (FileResult) -> Void = { _ in }
  ) -> [FileResult] {
    let queue = FileQueue(files, rounds: rounds, onFile: onFile)
    let stop = StopSignal()
    let work: @Sendable () -> Void = {
      while let turn = queue.next() {
        var turnOptions = options
        turnOptions.seed = options.seed &+ UInt64(turn.round - 1)
        let run = SpecRun(file: files[turn.file], options: turnOptions, stop: stop)
        queue.finish(turn, run.result(round: turn.round))
      }
    }
    let threads = Threads()
    // A single job runs on a thread too: it gives Lua the room on the stack that it may need.
    let started = (0..<min(max(1, jobs), queue.count)).count { _ in threads.start(work) }
    if started == 0 { work() }
    threads.join(every: 3600) {}
    return queue.results
  }
}

/// Files that wait to be run, and results that wait for those before them.
private final class FileQueue: Sendable {
  struct Turn {
    var index: Int
    var file: Int
    var round: Int
  }

  private struct Contents {
    var started = 0
    var waiting: [Int: FileResult] = [:]
    var reported: [FileResult] = []
  }

  let count: Int
  private let fileCount: Int
  private let onFile: @Sendable (FileResult) -> Void
  private let contents = Mutex(Contents())

  init(_ files: [SpecFile], rounds: Int, onFile: @escaping @Sendable (FileResult) -> Void) {
    fileCount = files.count
    count = files.count * rounds
    self.onFile = onFile
  }

  var results: [FileResult] { contents.withLock(\.reported) }

  func next() -> Turn? {
    contents.withLock { contents in
      guard contents.started < count else { return nil }
      defer { contents.started += 1 }
      let index = contents.started
      return Turn(index: index, file: index % fileCount, round: index / fileCount + 1)
    }
  }

  func finish(_ turn: Turn, _ result: FileResult) {
    contents.withLock { contents in
      contents.waiting[turn.index] = result
      while let next = contents.waiting.removeValue(forKey: contents.reported.count) {
        onFile(next)
        contents.reported.append(next)
      }
    }
  }
}
