import Suites

/// What became of the tests of a spec file given as text.
func results(
  of text: String, path: String = "some_spec.lua", options: SuiteOptions = SuiteOptions(seed: 1)
) -> FileResult {
  SuiteRunner.run([SpecFile(path: path, text: text)], options: options)[0]
}

extension FileResult {
  /// The result of the test of that name.
  subscript(name: String) -> TestResult? { tests.first { $0.test.name == name } }
}
