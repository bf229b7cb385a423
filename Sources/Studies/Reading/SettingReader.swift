import Diagnostics

/// A setting that cannot be made.
package struct SettingProblem: Error {
  package var message: String
  package var hints: [String]
}

/// Puts settings of parameters, from a scenario or the command line, into their declared shape.
package struct SettingReader {
  package let parameters: [ParameterSpec]

  package init(parameters: [ParameterSpec]) {
    self.parameters = parameters
  }

  /// `settings` with one more; `name` may be `parameter.level`.
  package func applied(
    _ name: String, _ value: ParameterValue, to settings: [String: ParameterValue]
  ) -> Result<[String: ParameterValue], SettingProblem> {
    var result = settings
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let spec = parameters.first(where: { $0.name == parts.first ?? name }) else {
      return .failure(
        SettingProblem(
          message: "unknown parameter '\(name)'",
          hints: [unknownNameHint(name, among: parameters.map(\.name), noun: "parameters")]))
    }
    if parts.count == 2 {
      return withLevel(parts[1], value, of: spec, in: settings)
    }
    switch conformed(value, to: spec.preset, spec) {
    case .success(let fitting):
      result[spec.name] = fitting
      return .success(result)
    case .failure(let problem): return .failure(problem)
    }
  }

  /// What a parameter, or `parameter.level`, is as written; `nil` where there is none.
  package func preset(of name: String) -> ParameterValue? { value(of: name, in: [:]) }

  /// What a parameter, or `parameter.level`, is with settings; `nil` where there is none.
  package func value(of name: String, in settings: [String: ParameterValue]) -> ParameterValue? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard let spec = parameters.first(where: { $0.name == parts.first ?? name }) else { return nil }
    let value = settings[spec.name] ?? spec.preset
    guard parts.count == 2 else { return value }
    guard case .byLevel(let levels, let values) = value else { return nil }
    return levels.firstIndex(of: parts[1]).map { values[$0] }
  }

  private func withLevel(
    _ level: String, _ value: ParameterValue, of spec: ParameterSpec,
    in settings: [String: ParameterValue]
  ) -> Result<[String: ParameterValue], SettingProblem> {
    guard case .byLevel(let levels, var values) = settings[spec.name] ?? spec.preset else {
      return .failure(
        SettingProblem(
          message: "parameter '\(spec.name)' has no levels",
          hints: ["a value per level is declared with valence.by(levels, x)"]))
    }
    guard let position = levels.firstIndex(of: level) else {
      return .failure(
        SettingProblem(
          message: "parameter '\(spec.name)' has no level '\(level)'",
          hints: [unknownNameHint(level, among: levels, noun: "levels")]))
    }
    switch conformed(value, to: values[position], spec) {
    case .success(let fitting):
      values[position] = fitting
      var result = settings
      result[spec.name] = .byLevel(levels: levels, values: values)
      return .success(result)
    case .failure(let problem): return .failure(problem)
    }
  }

  private func conformed(
    _ value: ParameterValue, to preset: ParameterValue, _ spec: ParameterSpec
  ) -> Result<ParameterValue, SettingProblem> {
    switch (value, preset) {
    case (.overTime(let changes), _):
      var fitting: [ParameterValue.Change] = []
      for change in changes {
        switch conformed(change.value, to: preset, spec) {
        case .success(let value): fitting.append(.init(step: change.step, value: value))
        case .failure(let problem): return .failure(problem)
        }
      }
      return .success(.overTime(fitting))
    case (_, .overTime(let changes)): return conformed(value, to: changes[0].value, spec)
    case (.number, .number), (.integer, .integer), (.boolean, .boolean): return .success(value)
    case (.integer(let number), .number): return .success(.number(Double(number)))
    case (.number(let number), .integer):
      if let whole = Int64(exactly: number) { return .success(.integer(whole)) }
    case (.text(let text), .text):
      guard let choices = spec.choices, !choices.contains(text) else { return .success(value) }
      return .failure(
        SettingProblem(
          message: "parameter '\(spec.name)' cannot be '\(text)'",
          hints: [unknownNameHint(text, among: choices, noun: "choices")]))
    case (.byLevel(let levels, let values), .byLevel(let declared, let presets)):
      guard Set(levels) == Set(declared) else {
        return .failure(
          SettingProblem(
            message: "parameter '\(spec.name)' has other levels",
            hints: ["declared: \(declared.joined(separator: ", "))"]))
      }
      var ordered: [ParameterValue] = []
      for (level, preset) in zip(declared, presets) {
        let position = levels.firstIndex(of: level) ?? 0
        switch conformed(values[position], to: preset, spec) {
        case .success(let value): ordered.append(value)
        case .failure(let problem): return .failure(problem)
        }
      }
      return .success(.byLevel(levels: declared, values: ordered))
    case (_, .byLevel(let levels, let presets)):
      var values: [ParameterValue] = []
      for preset in presets {
        switch conformed(value, to: preset, spec) {
        case .success(let fitting): values.append(fitting)
        case .failure(let problem): return .failure(problem)
        }
      }
      return .success(.byLevel(levels: levels, values: values))
    default: break
    }
    return .failure(
      SettingProblem(
        message: "parameter '\(spec.name)' must be \(preset.sort), got \(value.described)",
        hints: []))
  }
}
