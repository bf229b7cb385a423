/// The value of a parameter: what `env.name` gives a rule.
package indirect enum ParameterValue: Hashable, Sendable {
  case number(Double)
  case integer(Int64)
  case boolean(Bool)
  case text(String)
  /// `valence.by(levels, x)`: one value per level, in the order of the levels.
  case byLevel(levels: [String], values: [ParameterValue])
  /// `valence.from { 0.5, [20] = 0.75 }`: the value from a step on; the first is from step 1.
  case overTime([Change])

  /// A value and the step from which it holds.
  package struct Change: Hashable, Sendable {
    package var step: Int
    package var value: ParameterValue
    package init(step: Int, value: ParameterValue) {
      self.step = step
      self.value = value
    }
  }

  /// The value in a step, with changes over time resolved at every depth.
  package func at(step: Int) -> ParameterValue {
    switch self {
    case .overTime(let changes):
      (changes.last { $0.step <= step } ?? changes.first)?.value.at(step: step) ?? self
    case .byLevel(let levels, let values):
      .byLevel(levels: levels, values: values.map { $0.at(step: step) })
    default: self
    }
  }

  package var changesOverTime: Bool {
    switch self {
    case .overTime: true
    case .byLevel(_, let values): values.contains(where: \.changesOverTime)
    default: false
    }
  }

  /// As messages and reports show it: what a user would type after `name=`.
  package var described: String {
    switch self {
    case .number(let value): Int64(exactly: value).map(String.init) ?? "\(value)"
    case .integer(let value): String(value)
    case .boolean(let value): value ? "true" : "false"
    case .text(let text): text
    case .byLevel(let levels, let values):
      "{"
        + zip(levels, values).map { "\($0) = \($1.described)" }.joined(separator: ", ") + "}"
    case .overTime(let changes):
      changes.map { "\($0.value.described) from step \($0.step)" }.joined(separator: ", ")
    }
  }

  /// The sort of value, which an override must keep.
  package var sort: String {
    switch self {
    case .number: "a number"
    case .integer: "a whole number"
    case .boolean: "true or false"
    case .text: "a choice"
    case .byLevel: "a value per level"
    case .overTime(let changes): changes.first?.value.sort ?? "a number"
    }
  }
}
