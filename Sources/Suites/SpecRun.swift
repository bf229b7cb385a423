package import Diagnostics
import Experiments
import LuaRuntime
import Synchronization

/// Says to all threads that no further test is to run.
final class StopSignal: Sendable {
  private let given = Atomic(false)

  var isGiven: Bool { given.load(ordering: .relaxed) }
  func give() { given.store(true, ordering: .relaxed) }
}

/// Runs the tests of one spec file in random order.
struct SpecRun {
  let file: SpecFile
  let options: SuiteOptions
  let stop: StopSignal

  func result(round: Int) -> FileResult {
    let start = MonotonicClock.nanoseconds
    var result = FileResult(
      path: file.path, round: round, seed: options.seed, studySeed: options.studySeed)
    if let problem = file.problem {
      result.loadFailure = TestFailure(.error, problem.message, hints: problem.hints)
      if options.stopsAtFailure { stop.give() }
      return result
    }
    do throws(LuaError) {
      let host = try SuiteHost(file, options: options)
      do throws(LuaError) {
        try host.load()
        result.output = host.takeOutput()
      } catch {
        result.output = host.takeOutput()
        throw error
      }
      result.tests = try run(host, coverage: &result.coverage)
    } catch {
      result.loadFailure = TestFailure(error, file: file)
      if options.stopsAtFailure { stop.give() }
    }
    result.seconds = Double(MonotonicClock.nanoseconds - start) / 1e9
    return result
  }

  /// - Returns: the results in the order written.
  private func run(
    _ first: SuiteHost, coverage: inout LineCoverage
  ) throws(LuaError) -> [TestResult] {
    var host = first
    let selected = host.tests.filter { options.includes($0, of: file) }
    var results: [Int: TestResult] = [:]
    // All tests are shuffled, so that a selection runs in the order that it has among them.
    let order = TestOrder.shuffled(host.tests, seed: options.seed, path: file.path)
    for test in order where options.includes(test, of: file) {
      if stop.isGiven {
        results[test.number] = TestResult(test: test, status: .notRun)
        continue
      }
      let result = host.run(test)
      results[test.number] = result
      if result.isFailure, options.stopsAtFailure { stop.give() }
      guard host.isExhausted else { continue }
      // What filled the memory may still be held by the file: the other tests get a fresh state.
      coverage.add(host.coverage)
      host = try SuiteHost(file, options: options)
      try host.load()
      _ = host.takeOutput()
    }
    coverage.add(host.coverage)
    return selected.compactMap { results[$0.number] }
  }
}

/// The tests of a spec file, without running any.
package enum SpecListing {
  /// - Throws: why the file cannot be loaded.
  package static func tests(
    of file: SpecFile, options: SuiteOptions
  ) throws(Diagnostic) -> [SpecTest] {
    if let problem = file.problem { throw problem }
    do throws(LuaError) {
      let host = try SuiteHost(file, options: options)
      try host.load()
      return host.tests.filter { options.includes($0, of: file) }
    } catch {
      throw error.diagnostic { place in
        place.file == file.path ? place.line.flatMap(file.line) : nil
      }
    }
  }
}
