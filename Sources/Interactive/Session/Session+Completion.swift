import Experiments
import LuaRuntime
import Studies

/// What the Tab key offers.
extension Session {
  /// What a line can go on with, given what stands before the cursor.
  package func completion(before: String) -> Completion {
    switch CompletionContext(before: before) {
    case .indentation: return Completion(insertion: "  ")
    case .command(let prefix): return choice(among: Self.commands, prefix)
    case .question(let prefix): return choice(among: helpNames, prefix)
    case .text(let prefix): return choice(among: studyNames, prefix)
    case .name(nil, let prefix, _):
      return choice(among: ((try? names()) ?? []) + Self.words, prefix)
    case .name(let base?, let prefix, let isMethod):
      return choice(among: members(of: base, isMethod: isMethod), prefix)
    }
  }

  /// Words of Lua that are worth a key.
  private static let words = [
    "break", "elseif", "false", "function", "local", "repeat", "return", "until", "while",
  ]

  private func choice(among names: [String], _ prefix: String) -> Completion {
    let found = Set(names.filter { $0.hasPrefix(prefix) }).sorted()
    guard let first = found.first else { return Completion() }
    let common = found.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    let insertion = String(common.dropFirst(prefix.count))
    guard found.count > 1, insertion.isEmpty else { return Completion(insertion: insertion) }
    return Completion(listing: listing(found))
  }

  /// Names in columns, as many as the screen has lines for.
  private func listing(_ names: [String]) -> String {
    let width = (names.map(\.count).max() ?? 0) + 2
    let perLine = max(1, screen.columns / width)
    let most = perLine * max(4, screen.rows - 4)
    var lines: [String] = []
    var rest = names.prefix(most)[...]
    while !rest.isEmpty {
      lines.append(
        rest.prefix(perLine).map { $0 + String(repeating: " ", count: width - $0.count) }.joined()
          .trimmingSpaces)
      rest = rest.dropFirst(perLine)
    }
    if names.count > most { lines.append("and \(names.count - most) more") }
    return lines.joined(separator: "\n")
  }

  /// Every name that the study gives to something.
  private var studyNames: [String] {
    guard let study = study?.variant.study else { return [] }
    return study.kinds.flatMap { [$0.name] + $0.fields.map(\.name) } + study.networks.map(\.name)
      + study.phases.map(\.name) + study.values.map(\.name) + study.measures.map(\.name)
      + study.series.map(\.name) + study.scenarios.map(\.name) + study.parameters.map(\.name)
  }

  private var helpNames: [String] { help.names(study: study?.variant.study) }

  private func members(of base: String, isMethod: Bool) -> [String] {
    guard !base.isEmpty, let environment = try? state.rawGet(table, "environment"),
      let chunk = try? state.load("return \(base)", chunkName: "=completion")
    else { return [] }
    let members = try? asStudy {
      try state.setUpvalue(of: chunk, at: 0, to: environment)
      let value = try state.call(chunk, [], results: 1).first ?? .nothing
      return try state.call(
        try function("members"), [value, .boolean(isMethod)], results: 1
      ).first?.table.map { try state.entries(of: $0).compactMap(\.value.text) } ?? []
    }
    return members ?? []
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
