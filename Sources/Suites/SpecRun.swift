import LuaRuntime

/// Runs the tests of one spec file.
package enum SpecRun {
  package static func run(_ file: SpecFile, options: SuiteOptions) -> FileResult {
    var result = FileResult(path: file.path, tests: [], loadFailure: nil, output: [])
    do throws(LuaError) {
      let host = try SuiteHost(file, options: options)
      do throws(LuaError) {
        try host.load()
        result.output = host.takeOutput()
      } catch {
        result.output = host.takeOutput()
        throw error
      }
      result.tests = host.tests.map { host.run($0) }
    } catch {
      result.loadFailure = TestFailure(error)
    }
    return result
  }
}
