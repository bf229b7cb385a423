import Diagnostics
import LuaRuntime

/// What an assertion throws through Lua.
struct AssertionFailure: Error, CustomStringConvertible {
  let message: String
  let expected: String?
  let actual: String?
  let details: [TestFailure.Detail]
  /// Where it failed, if not where it was thrown.
  var place: SourceLocation?

  /// What a script sees that catches it.
  var description: String { message }
}

/// What ends a test as pending.
struct PendingTest: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}

extension SuiteHost {
  func registerAssertions() throws(LuaError) {
    try register("fail") { [unowned self] arguments in
      func text(_ index: Int) -> String? { index < arguments.count ? arguments[index].text : nil }
      var details: [TestFailure.Detail] = []
      if arguments.count > 3, let table = arguments[3].table {
        for (_, pair) in try state.entries(of: table) {
          guard let pair = pair.table else { continue }
          details.append(
            TestFailure.Detail(
              try state.rawGet(pair, 1).text ?? "?", try state.rawGet(pair, 2).text ?? "?"))
        }
      }
      var failure = AssertionFailure(
        message: text(0) ?? "it failed", expected: text(1), actual: text(2), details: details)
      if let file = text(4) {
        failure.place = SourceLocation(
          file: file, line: arguments.count > 5 ? arguments[5].int : nil)
      }
      throw failure
    }
    try register("pend") { arguments in
      throw PendingTest(reason: arguments.first?.text ?? "pending")
    }
    try register("misuse") { arguments in
      throw Diagnostic(arguments.first?.text ?? "?")
    }
    try register("unknown_name") { arguments in
      let asked = arguments.first?.text ?? "?"
      let names = arguments.dropFirst().first?.text?.split(separator: " ").map(String.init) ?? []
      let hint = nearestName(to: asked, among: names).map { "; did you mean '\($0)'?" } ?? ""
      return [.string("there is no assert.\(asked)\(hint)")]
    }
    try register("seed") { [options] _ in [.integer(Int64(bitPattern: options.seed))] }
    try register("command") { [file, options] arguments in
      let test = arguments.first?.text
      return [
        .string(
          RepeatCommand.text(file: file.path, test: test, options.seed, study: options.studySeed))
      ]
    }
  }
}

/// What to type to run a test again as it ran.
enum RepeatCommand {
  /// - Parameter study: the seed of every study in place of its own, if any.
  static func text(file: String, test: String?, _ seed: UInt64, study: UInt64?) -> String {
    var words = ["valence", "test", ShellWord.quoted(file)]
    if let test { words += ["--filter", ShellWord.quoted(test)] }
    words += ["--seed", String(seed)]
    if let study { words += ["--study-seed", String(study)] }
    return words.joined(separator: " ")
  }
}
