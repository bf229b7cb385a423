import Experiments
import Synchronization

/// Runs spec files side by side.
package enum SuiteRunner {
  /// Runs every file, each on one thread.
  ///
  /// - Parameters:
  ///   - jobs: how many threads there are.
  ///   - onFile: gets the results in the order of `files`, whatever the order in which they end; not
  ///     called by two threads at once.
  package static func run(
    _ files: [SpecFile], options: SuiteOptions, jobs: Int,
    onFile: @escaping @Sendable (FileResult) -> Void
  ) {
    let queue = FileQueue(files, onFile: onFile)
    let work: @Sendable () -> Void = {
      while let (index, file) = queue.next() {
        queue.finish(index, SpecRun.run(file, options: options))
      }
    }
    let threads = Threads()
    // A single job runs on a thread too: it gives Lua the room on the stack that it may need.
    let started = (0..<min(max(1, jobs), files.count)).count { _ in threads.start(work) }
    if started == 0 { work() }
    threads.join(every: 3600) {}
  }
}

/// Files that wait to be run, and results that wait for those before them.
private final class FileQueue: Sendable {
  private struct Contents {
    var started = 0
    var reported = 0
    var results: [Int: FileResult] = [:]
  }

  private let files: [SpecFile]
  private let onFile: @Sendable (FileResult) -> Void
  private let contents = Mutex(Contents())

  init(_ files: [SpecFile], onFile: @escaping @Sendable (FileResult) -> Void) {
    self.files = files
    self.onFile = onFile
  }

  func next() -> (Int, SpecFile)? {
    contents.withLock { contents in
      guard contents.started < files.count else { return nil }
      defer { contents.started += 1 }
      return (contents.started, files[contents.started])
    }
  }

  func finish(_ index: Int, _ result: FileResult) {
    contents.withLock { contents in
      contents.results[index] = result
      while let next = contents.results.removeValue(forKey: contents.reported) {
        onFile(next)
        contents.reported += 1
      }
    }
  }
}
