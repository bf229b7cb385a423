import Diagnostics
import Experiments
import Studies

/// An argument that says what a parameter is: `name=value`, `name=a,b,c` or `name=range(0,1,0.25)` to
/// sweep over values, `name=low..high` to sample between two ends.
enum SettingArgument {
  case setting(DesignAxis)
  case range(DesignRange)

  /// Whether an argument is meant as a setting and not as a path.
  static func isMeant(_ argument: String) -> Bool {
    guard let equals = argument.firstIndex(of: "=") else { return false }
    return !argument[..<equals].contains("/") && !argument.hasSuffix(".lua")
  }

  /// - Throws: a `Diagnostic` of wrong usage.
  init(_ argument: String) throws(Diagnostic) {
    let equals = argument.firstIndex(of: "=") ?? argument.endIndex
    let name = String(argument[..<equals])
    guard !name.isEmpty else { throw Self.problem("'\(argument)' has no name before '='") }
    let text = argument[equals...].dropFirst()
    if let ends = Self.ends(of: text) {
      guard ends.low < ends.high else {
        throw Self.problem("the first end of '\(argument)' must be below the second one")
      }
      self = .range(DesignRange(name, low: ends.low, high: ends.high))
    } else if text.hasPrefix("range(") {
      self = .setting(DesignAxis(name, try Self.progression(text, in: argument)))
    } else {
      self = .setting(DesignAxis(name, try Self.values(text, in: argument)))
    }
  }

  /// Puts all settings of a command line into the options.
  ///
  /// - Throws: a `Diagnostic` of wrong usage, also for a name that is set twice.
  static func read(_ arguments: [String], into options: inout PlanOptions) throws(Diagnostic) {
    var names: Set<String> = []
    for argument in arguments {
      let name: String
      switch try SettingArgument(argument) {
      case .setting(let setting):
        name = setting.name
        options.settings.append(setting)
      case .range(let range):
        name = range.name
        options.ranges.append(range)
      }
      guard names.insert(name).inserted else { throw problem("'\(name)' is set twice") }
    }
  }

  private static func values(_ text: Substring, in argument: String) throws(Diagnostic)
    -> [ParameterValue]
  {
    var values: [ParameterValue] = []
    for part in try parts(of: text, in: argument) {
      let value = try value(part, in: argument)
      guard !values.contains(value) else {
        throw problem("'\(argument)' has the value \(value.described) twice")
      }
      values.append(value)
    }
    return values
  }

  /// The ends of `low..high`; `nil` where it is something else.
  private static func ends(of text: Substring) -> (low: Double, high: Double)? {
    let parts = text.split(separator: "..", omittingEmptySubsequences: false)
    guard parts.count == 2, let low = Double(parts[0]), let high = Double(parts[1]), low.isFinite,
      high.isFinite
    else { return nil }
    return (low, high)
  }

  /// The values of `range(low, high, step)`.
  private static func progression(_ text: Substring, in argument: String) throws(Diagnostic)
    -> [ParameterValue]
  {
    let numbers = text.dropFirst("range(".count).dropLast()
      .split(separator: ",", omittingEmptySubsequences: false).map { part in
        Double(part.filter { $0 != " " })
      }
    guard text.hasSuffix(")"), numbers.count == 3, let low = numbers[0], let high = numbers[1],
      let step = numbers[2]
    else { throw problem("'\(argument)' is not a range of three numbers: low, high and step") }
    do throws(Progression.Mistake) {
      return try Progression(low: low, high: high, step: step).values.map(ParameterValue.number)
    } catch {
      throw problem("'\(argument)': \(error.message)")
    }
  }

  /// The pieces between commas outside quotes.
  private static func parts(of text: Substring, in argument: String) throws(Diagnostic)
    -> [Substring]
  {
    var parts: [Substring] = []
    var start = text.startIndex
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      if text[index] == ",", !isQuoted {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
    }
    guard !isQuoted else { throw problem("'\(argument)' has a quote that does not end") }
    return parts + [text[start...]]
  }

  /// A number, a truth value, or a text; in quotes always a text.
  private static func value(_ part: Substring, in argument: String) throws(Diagnostic)
    -> ParameterValue
  {
    if part.isEmpty { throw problem("'\(argument)' has an empty value") }
    if part.count >= 2, part.hasPrefix("\""), part.hasSuffix("\"") {
      return .text(String(part.dropFirst().dropLast()))
    }
    return ParameterValue(argument: String(part))
  }

  private static func problem(_ message: String) -> Diagnostic {
    Diagnostic(
      message, class: .usage,
      hints: [
        "a setting is name=value, a sweep is name=0.1,0.2,0.3 or name='range(0, 1, 0.25)', a sampled "
          + "range is name=0.05..0.3, a level is name.level=value"
      ])
  }
}
