import Experiments
import Studies

/// What a question mark asks for.
extension Session {
  /// Shows what is known of a name; of the session where there is none.
  func answer(question name: String) {
    let found = help.answer(name, study: study?.variant.study)
    output(found.lines(columns: screen.columns).joined(separator: "\n"))
  }
}
