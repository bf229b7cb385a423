import Diagnostics
import Experiments
import LuaRuntime

extension SuiteHost {
  /// Gives the next call from outside a fresh budget: a test's own, or the default one.
  func applyLimits(of test: SpecTest?) {
    let seconds = min(test?.seconds ?? options.seconds, 1e9)
    state.limits = LuaLimits(
      memoryBytes: options.memoryBytes, instructions: test?.instructions ?? options.instructions,
      deadline: MonotonicClock.nanoseconds + UInt64(seconds * 1e9))
  }

  /// Runs one test with the hooks of its groups; whatever it does, the next one can run.
  package func run(_ test: SpecTest) -> TestResult {
    var result = TestResult(test: test, status: .passed, assertions: 0, seconds: 0, output: [])
    if let reason = test.pendingReason {
      result.status = .pending(reason)
      return result
    }
    let start = MonotonicClock.nanoseconds
    var failures: [TestFailure] = []
    applyLimits(of: test)
    do throws(LuaError) {
      try state.call(try function("run"), [.integer(Int64(test.number))], results: 0)
    } catch {
      if let pending = error.cause as? PendingTest {
        result.status = .pending(pending.reason)
      } else {
        failures.append(TestFailure(error))
      }
    }
    cleanUp(after: test, &failures)
    result.assertions = (try? state.rawGet(suite, "assertions").int) ?? 0
    result.seconds = Double(MonotonicClock.nanoseconds - start) / 1e9
    result.output = takeOutput()
    if !failures.isEmpty { result.status = .failed(failures) }
    return result
  }

  /// Calls every after_each, whichever fails.
  private func cleanUp(after test: SpecTest, _ failures: inout [TestFailure]) {
    var position: Int64 = 1
    while true {
      applyLimits(of: test)
      do throws(LuaError) {
        let more = try state.call(try function("clean_up"), [.integer(position)], results: 1)
        if more.first?.bool != true { return }
      } catch {
        failures.append(TestFailure(error))
        // Memory that is used up may leave nothing to call with.
        if position > 1000 || error.code == .memory { return }
      }
      position += 1
    }
  }
}

extension TestFailure {
  /// The failure that an error of a spec is.
  init(_ error: LuaError) {
    if let assertion = error.cause as? AssertionFailure {
      self.init(
        .assertion, assertion.message, at: assertion.place ?? error.location,
        expected: assertion.expected,
        actual: assertion.actual, details: assertion.details)
    } else {
      let diagnostic = error.diagnostic()
      self.init(
        error.code.isLimit ? .limit : .error, diagnostic.message, at: diagnostic.location,
        hints: diagnostic.hints)
    }
    traceback = error.traceback.count > 1 ? error.traceback : []
  }
}
