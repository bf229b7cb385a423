import Diagnostics
import Experiments
import Glibc
import Suites

/// A run of tests from the found files to the written reports.
struct TestRun {
  let files: [SpecFile]
  let options: SuiteOptions
  let reports: [ReportArgument]
  let slowest: Int

  /// - Throws: `Stop` where a test failed, which has been said then, or where there is none.
  func run(rounds: Int, jobs: Int, in places: [String]) throws {
    let began = Self.timeOfDay()
    let start = MonotonicClock.nanoseconds
    let live =
      reports.contains { $0.form == .text && $0.output.isStandardOutput }
      ? TextReport(usesColour: TerminalProperties.usesColour(STDOUT_FILENO), slowestCount: slowest)
      : nil
    let results = SuiteRunner.run(files, options: options, rounds: rounds, jobs: jobs) { file in
      // What cannot be written is found out at the end, when the summary is written.
      if let live, file.isShown { try? StandardOutput.write(live.text(of: file)) }
    }
    var result = SuiteResult(
      files: results.filter(\.isShown), seed: options.seed,
      seconds: Double(MonotonicClock.nanoseconds - start) / 1e9, began: began)
    if options.measuresCoverage { result.coverage = coverage(of: results) }
    // Files first: whoever reads standard output may leave early.
    for report in reports where !report.output.isStandardOutput {
      try report.output.write(report.report(slowest: slowest).text(of: result))
    }
    for report in reports where report.output.isStandardOutput {
      try report.output.write(
        live?.summary(of: result) ?? report.report(slowest: slowest).text(of: result))
    }
    if result.files.isEmpty { throw Self.nothingFound(files, options, in: places) }
    if !result.counts.isSuccess { throw Stop.said(result.hasBug ? .bug : .user) }
  }

  /// Says that there is no test, and where it was looked for.
  static func nothingFound(
    _ files: [SpecFile], _ options: SuiteOptions, in places: [String]
  ) -> Stop {
    let folders = places.map { "'\($0)'" }.joined(separator: ", ")
    if files.isEmpty {
      StandardError.say(
        "no test found: there is no file *\(SpecFiles.suffix) in \(folders)")
    } else if options.selection == Selection(), options.shard == nil {
      StandardError.say("no test found: the files in \(folders) have none")
    } else {
      StandardError.say(
        "no test found: no test in \(folders) is selected by --filter, --tags and --shard")
    }
    return .nothingFound
  }

  private func coverage(of results: [FileResult]) -> CoverageReport {
    var all = LineCoverage()
    for result in results { all.add(result.coverage) }
    return CoverageReport(all) { path in
      files.first { $0.path == path }?.text ?? (try? StudyScript.text(of: path))
    }
  }

  /// The time of day in universal time, as JUnit wants it: `2026-01-31T12:00:00`.
  private static func timeOfDay() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(1900 + parts.tm_year)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
      + "T\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))"
  }
}

extension FileResult {
  /// Whether there is something to say: a file without a selected test is passed over.
  fileprivate var isShown: Bool { !tests.isEmpty || loadFailure != nil }
}

extension SuiteResult {
  fileprivate var hasBug: Bool {
    (files.compactMap(\.loadFailure) + tests.flatMap(\.failures)).contains { $0.kind == .bug }
  }
}
