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
    var result = TestResult(test: test, status: .passed)
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
        failures.append(failure(error, of: test))
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
    while !isExhausted {
      applyLimits(of: test)
      do throws(LuaError) {
        let more = try state.call(try function("clean_up"), [.integer(position)], results: 1)
        if more.first?.bool != true { return }
      } catch {
        failures.append(failure(error, of: test))
      }
      position += 1
    }
  }

  private func failure(_ error: LuaError, of test: SpecTest) -> TestFailure {
    if error.code == .memory { isExhausted = true }
    return TestFailure(error, file: file, test: test, options: options)
  }
}

extension TestFailure {
  /// The failure that an error of a spec file is, in a test or while the file is loaded.
  init(_ error: LuaError, file: SpecFile, test: SpecTest? = nil, options: SuiteOptions? = nil) {
    switch error.cause {
    case let assertion as AssertionFailure:
      self.init(
        .assertion, assertion.message, at: assertion.place ?? error.location,
        expected: assertion.expected,
        actual: assertion.actual, details: assertion.details)
    case let list as DiagnosticList
    where list.diagnostics.count == 1 && list.diagnostics[0].location == nil:
      // What is not there is a matter of the line that asks for it.
      self.init(
        .error, list.diagnostics[0].message, at: error.location, hints: list.diagnostics[0].hints)
    case let list as DiagnosticList:
      // A study or a plugin that is wrong: everything that is wrong with it.
      self.init(.error, "what is loaded here is wrong", at: error.location)
      hints = list.diagnostics.flatMap { $0.rendered.split(separator: "\n").map(String.init) }
    default:
      let diagnostic = error.diagnostic()
      self.init(
        Kind(error.code), diagnostic.message, at: diagnostic.location, hints: diagnostic.hints)
    }
    traceback = error.traceback.count > 1 ? error.traceback : []
    if let test, let options {
      explainLimit(error.code, test, options)
      location = location ?? SourceLocation(file: file.path, line: test.line)
    }
    if let location, location.file == file.path { sourceLine = location.line.flatMap(file.line) }
  }

  /// Says which limit of a test was hit, and how to raise it.
  private mutating func explainLimit(
    _ code: LuaError.Code, _ test: SpecTest, _ options: SuiteOptions
  ) {
    switch code {
    case .instructions:
      message =
        "the test ran more than its \(test.instructions ?? options.instructions) instructions"
      hints = ["a longer test says so: it(name, { instructions = 1e10 }, function() ... end)"]
    case .deadline:
      message = "the test took longer than its \(decimal(test.seconds ?? options.seconds)) s"
      hints = ["a longer test says so: it(name, { seconds = 120 }, function() ... end)"]
    case .memory:
      message = "the values of the file took more than \(options.memoryBytes >> 20) MiB of memory"
    default: break
    }
  }
}

extension TestFailure.Kind {
  init(_ code: LuaError.Code) {
    self = code == .internalFault ? .bug : code.isLimit ? .limit : .error
  }
}
