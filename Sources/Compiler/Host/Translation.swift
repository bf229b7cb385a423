package import IR

/// A function of a study in IR, with what its slots and callees stand for.
package struct TranslatedFunction: Sendable {
  package var function: IRFunction
  /// **Shape**: one per slot of `function`.
  package var slots: [SlotBinding]
  /// **Shape**: one per callee of `function`.
  package var callees: [HostCallee]
  /// Whether some rows are given up on ways that were not translated, so that what the interpreter
  /// does there is not known.
  package var givesUp = false
  /// The texts that results of a function of a finished run can be, by the result's position.
  package var resultTexts: [Int: [String]] = [:]

  package init(function: IRFunction, slots: [SlotBinding], callees: [HostCallee]) {
    self.function = function
    self.slots = slots
    self.callees = callees
  }
}

/// Why a function stays on the interpreter.
package struct Refusal: Error, Hashable, Sendable {
  /// In words that follow "because": "it makes a table".
  package var reason: String
  /// The file of the function that is to blame: a helper may stand in another one.
  package var file: String?
  /// The line of the file, where one is to blame.
  package var line: Int?

  package init(_ reason: String, file: String? = nil, line: Int? = nil) {
    self.reason = reason
    self.file = file
    self.line = line
  }
}
