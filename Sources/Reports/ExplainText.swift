import Diagnostics
package import Experiments

/// What executes the functions of a study, as text.
package struct ExplainText {
  private let study: ExplainedStudy
  private let showsForm: Bool
  /// The study as the user typed it.
  private let path: String

  /// - Parameter showsForm: whether each function's intermediate form is shown.
  package init(study: ExplainedStudy, showsForm: Bool = false, path: String) {
    self.study = study
    self.showsForm = showsForm
    self.path = path
  }

  private var functions: [ExplainedFunction] { study.functions }
  private var nativeCount: Int { functions.count { $0.isNative } }

  private func place(_ function: ExplainedFunction) -> String {
    function.location?.line.map { "line \($0)" } ?? ""
  }

  private func share(_ function: ExplainedFunction) -> Double? {
    guard let seconds = function.seconds, let all = study.seconds, all > 0 else { return nil }
    return seconds / all
  }

  /// The text, ending in a line break.
  package var rendered: String {
    var lines: [String] = []
    let width = functions.map(\.name.count).max() ?? 0
    let places = functions.map { place($0).count }.max() ?? 0
    for function in functions {
      var line = padded(function.name, width) + "  " + padded(place(function), places)
      line += function.isNative ? "  native" : "  lua   "
      if let seconds = function.seconds, let share = share(function) {
        line += "  " + leading(Quantity.duration(seconds), 9)
        line += "  " + leading("\(Int((100 * share).rounded())) %", 5)
      }
      if let reason = function.reason {
        line += "  " + reason + blame(function)
      } else if let form = function.form {
        line += "  " + form
      }
      lines.append(line)
    }
    let count = Quantity.counted(functions.count, "function")
    lines += ["", "\(nativeCount) of \(count) run as machine code"]
    if let seconds = study.seconds, let steps = study.stepsSeconds {
      lines.append(
        "one replicate of '\(printable(study.scenario))' took \(Quantity.duration(seconds)), "
          + "functions and everything around them; its steps took \(Quantity.duration(steps))")
    }
    if showsForm {
      for case let text? in functions.map(\.text) { lines += ["", text] }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// The place that keeps a function on the interpreter, with its file where that is another one.
  private func blame(_ function: ExplainedFunction) -> String {
    guard let place = function.place, let line = place.line else { return "" }
    return place.file == function.location?.file ? " (line \(line))" : " (\(place))"
  }

  private func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// The same as JSON.
  package var json: String {
    let rows = functions.map { function -> JSONValue in
      var row: [JSONValue.Member] = [
        .init("function", .string(function.name)),
        .init("engine", .string(function.isNative ? "native" : "lua")),
      ]
      if let line = function.location?.line { row.append(.init("line", .integer(line))) }
      if let reason = function.reason { row.append(.init("reason", .string(reason))) }
      if let place = function.place, let line = place.line {
        row.append(.init("reason_line", .integer(line)))
        if place.file != function.location?.file {
          row.append(.init("reason_file", .string(place.file)))
        }
      }
      if let form = function.form { row.append(.init("form", .string(form))) }
      if let seconds = function.seconds { row.append(.init("seconds", .number(seconds))) }
      if let rows = function.rows { row.append(.init("rows", .integer(rows))) }
      if let share = share(function) { row.append(.init("share", .number(share))) }
      if showsForm, let text = function.text { row.append(.init("ir", .string(text))) }
      return .object(row)
    }
    let document: JSONValue = [
      "format": .integer(1), "study": .string(path), "native": .integer(nativeCount),
      "seconds": study.seconds.map { .number($0) } ?? .null,
      "steps_seconds": study.stepsSeconds.map { .number($0) } ?? .null,
      "functions": .array(rows),
    ]
    return document.text + "\n"
  }
}
