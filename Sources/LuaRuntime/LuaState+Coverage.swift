internal import CLua

/// What ran of a file.
package struct LuaCoverage: Hashable, Sendable {
  /// The path of the file, as messages show it.
  package var file: String
  package var lines: Set<Int> = []
  /// The lines where functions begin that were called; 0 stands for the main chunk.
  package var functions: Set<Int> = []

  package init(file: String) {
    self.file = file
  }
}

extension LuaState {
  /// Notes from the next call on which lines and functions of files run; it slows scripts down.
  package func recordCoverage() throws(LuaError) {
    guard clua_record_coverage(pointer) else {
      throw LuaError(.memory, "there is no memory to record what runs")
    }
  }

  /// What has run since then, in the order of the paths.
  package var coverage: [LuaCoverage] {
    let collector = CoverageCollector()
    let body: CLuaCovered = { context, source, line, isFunction in
      guard let context else { return }
      let collector = Unmanaged<CoverageCollector>.fromOpaque(context).takeUnretainedValue()
      collector.add(String(cString: source), Int(line), isFunction)
    }
    withExtendedLifetime(collector) {
      clua_covered(pointer, body, Unmanaged.passUnretained(collector).toOpaque())
    }
    return collector.files.values.sorted { $0.file < $1.file }
  }
}

private final class CoverageCollector {
  var files: [String: LuaCoverage] = [:]

  func add(_ source: String, _ line: Int, _ isFunction: Bool) {
    let path = String(source.dropFirst())
    if isFunction {
      files[path, default: LuaCoverage(file: path)].functions.insert(line)
    } else {
      files[path, default: LuaCoverage(file: path)].lines.insert(line)
    }
  }
}
