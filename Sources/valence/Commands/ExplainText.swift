import Diagnostics
import Experiments
import Reports
import Studies

/// What `valence explain` shows.
struct ExplainText {
  let study: ExplainedStudy
  let showsForm: Bool
  let path: String

  private var functions: [ExplainedFunction] { study.functions }
  private var nativeCount: Int { functions.count { $0.explanation.isNative } }

  private func place(_ explanation: Explanation) -> String {
    explanation.location?.line.map { "line \($0)" } ?? ""
  }

  private func share(_ function: ExplainedFunction) -> Double? {
    guard let seconds = function.seconds, let all = study.seconds, all > 0 else { return nil }
    return seconds / all
  }

  /// The text, ending in a line break.
  var rendered: String {
    var lines: [String] = []
    let width = functions.map(\.explanation.name.count).max() ?? 0
    let places = functions.map { place($0.explanation).count }.max() ?? 0
    for function in functions {
      let explanation = function.explanation
      var line = padded(explanation.name, width) + "  " + padded(place(explanation), places)
      line += explanation.isNative ? "  native" : "  lua   "
      if let seconds = function.seconds, let share = share(function) {
        line += "  " + leading(Quantity.duration(seconds), 9)
        line += "  " + leading("\(Int((100 * share).rounded())) %", 5)
      }
      if let reason = explanation.reason {
        line += "  " + reason + blame(explanation)
      } else if let form = explanation.form {
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
      for case let text? in functions.map(\.explanation.text) { lines += ["", text] }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// The place that keeps a function on the interpreter, with its file where that is another one.
  private func blame(_ explanation: Explanation) -> String {
    guard let place = explanation.place, let line = place.line else { return "" }
    return place.file == explanation.location?.file ? " (line \(line))" : " (\(place))"
  }

  private func leading(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  var json: String {
    let rows = functions.map { function -> JSONValue in
      let explanation = function.explanation
      var row: [JSONValue.Member] = [
        .init("function", .string(explanation.name)),
        .init("engine", .string(explanation.isNative ? "native" : "lua")),
      ]
      if let line = explanation.location?.line { row.append(.init("line", .integer(line))) }
      if let reason = explanation.reason { row.append(.init("reason", .string(reason))) }
      if let place = explanation.place, let line = place.line {
        row.append(.init("reason_line", .integer(line)))
        if place.file != explanation.location?.file {
          row.append(.init("reason_file", .string(place.file)))
        }
      }
      if let form = explanation.form { row.append(.init("form", .string(form))) }
      if let seconds = function.seconds { row.append(.init("seconds", .number(seconds))) }
      if let rows = function.rows { row.append(.init("rows", .integer(rows))) }
      if let share = share(function) { row.append(.init("share", .number(share))) }
      if showsForm, let text = explanation.text { row.append(.init("ir", .string(text))) }
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
