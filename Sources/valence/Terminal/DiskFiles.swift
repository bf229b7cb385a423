import Diagnostics
import Studies
import Suites

/// The disk, as tests reach it.
struct DiskFiles: SuiteFiles {
  func text(of path: String) throws(Diagnostic) -> String? {
    FilePath.exists(path) ? try StudyScript.text(of: path) : nil
  }

  func replace(_ path: String, with text: String) throws(Diagnostic) {
    do {
      try FileOutput(path: path, option: "--update").write(text)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic("cannot write '\(path)': \(error)", class: .environment)
    }
  }
}
