import Diagnostics
import Experiments
import Studies

/// An argument that sets a parameter: `name=value`, or `name=a,b,c` to sweep over values.
enum SettingArgument {
  /// Whether an argument is meant as a setting and not as a path.
  static func isMeant(_ argument: String) -> Bool {
    guard let equals = argument.firstIndex(of: "=") else { return false }
    return !argument[..<equals].contains("/") && !argument.hasSuffix(".lua")
  }

  /// - Throws: a `Diagnostic` of wrong usage.
  static func parse(_ argument: String) throws(Diagnostic) -> Setting {
    let equals = argument.firstIndex(of: "=") ?? argument.endIndex
    let name = String(argument[..<equals])
    guard !name.isEmpty else { throw problem("'\(argument)' has no name before '='") }
    var values: [ParameterValue] = []
    for part in try parts(of: argument[equals...].dropFirst(), in: argument) {
      let value = try value(part, in: argument)
      guard !values.contains(value) else {
        throw problem("'\(argument)' has the value \(value.described) twice")
      }
      values.append(value)
    }
    return Setting(name, values)
  }

  /// All settings of a command line.
  ///
  /// - Throws: a `Diagnostic` of wrong usage, also for a name that is set twice.
  static func parse(_ arguments: [String]) throws(Diagnostic) -> [Setting] {
    var settings: [Setting] = []
    for argument in arguments {
      let setting = try parse(argument)
      guard !settings.contains(where: { $0.name == setting.name }) else {
        throw problem("'\(setting.name)' is set twice")
      }
      settings.append(setting)
    }
    return settings
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
      hints: ["a setting is name=value, a sweep is name=0.1,0.2,0.3, a level is name.level=value"])
  }
}
