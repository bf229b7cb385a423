import Reports

/// One line of what the doctor looked at.
struct Finding {
  enum State: String {
    case good, missing, problem
  }

  var name: String
  var state: State
  /// What was found, in a few words.
  var text: String
  /// How to mend it.
  var remedy: String?

  init(_ name: String, _ state: State, _ text: String, remedy: String? = nil) {
    self.name = name
    self.state = state
    self.text = text
    self.remedy = remedy
  }

  var rendered: String {
    let mark = state == .good ? "ok      " : state == .missing ? "missing " : "PROBLEM "
    let gap = String(repeating: " ", count: max(1, 18 - name.count))
    return mark + name + gap + text
      + (remedy.map { "\n" + String(repeating: " ", count: 26) + $0 } ?? "")
  }

  var json: JSONValue {
    [
      "name": .string(name), "state": .string(state.rawValue), "found": .string(text),
      "remedy": remedy.map(JSONValue.string) ?? .null,
    ]
  }
}
