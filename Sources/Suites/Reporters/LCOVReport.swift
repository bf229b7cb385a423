/// Coverage as the tracefile that editors and services read; whether a line ran, not how often.
///
/// - Source: geninfo(1), "FILES", of the Linux Test Project's lcov.
package struct LCOVReport: SuiteReport {
  package init() {}

  package func text(of result: SuiteResult) -> String {
    let files = result.coverage?.files ?? []
    return files.flatMap(lines).map { $0 + "\n" }.joined()
  }

  private func lines(of file: CoverageReport.File) -> [String] {
    let missedLines = Set(file.missedLines)
    let missedFunctions = Set(file.missedFunctions)
    // Functions of Lua have no names of their own.
    return ["TN:", "SF:\(file.path)"] + file.functions.map { "FN:\($0),line \($0)" }
      + file.functions.map { "FNDA:\(missedFunctions.contains($0) ? 0 : 1),line \($0)" }
      + ["FNF:\(file.functions.count)", "FNH:\(file.functions.count - missedFunctions.count)"]
      + file.lines.map { "DA:\($0),\(missedLines.contains($0) ? 0 : 1)" }
      + ["LF:\(file.lines.count)", "LH:\(file.lines.count - missedLines.count)", "end_of_record"]
  }
}
