import Diagnostics
import Studies

/// The study of a session as a script: the file that it began with, and what was typed since.
///
/// It is what runs, and what `:save` writes. The lines of the file keep their numbers.
struct SessionText {
  /// The file, or what was typed as a whole study.
  var base: String
  /// As messages name it.
  var path: String
  private(set) var definitions: [Definition] = []
  /// What was taken out, as list and name.
  private(set) var removed: [(list: String, name: String)] = []

  /// The study in the script that the session writes.
  private static let study = "session_study"

  init(base: String, path: String) {
    self.base = base
    self.path = path
  }

  var isChanged: Bool { !definitions.isEmpty || !removed.isEmpty }

  /// Takes a definition in place of an earlier one of its name.
  mutating func define(_ definition: Definition) {
    definitions.removeAll { $0.list == definition.list && $0.name == definition.name }
    removed.removeAll { $0.list == definition.list && $0.name == definition.name }
    definitions.append(definition)
  }

  mutating func remove(_ name: String, from list: String) {
    definitions.removeAll { $0.list == list && $0.name == name }
    removed.append((list, name))
  }

  /// One line of the script, and where it was typed.
  private struct Line {
    var text: String
    var place: SourceLocation?
  }

  private func lines(_ text: String, input: Int?) -> [Line] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      Line(
        text: String(line),
        place: input.map { SourceLocation(file: Self.chunkName($0), line: index + 1) })
    }
  }

  /// What messages call an input.
  static func chunkName(_ input: Int) -> String { "input \(input)" }

  /// What is appended to the file, settings included.
  ///
  /// - Parameter settings: Lua statements on `session_study`.
  private func appendix(settings: [String]) -> [Line] {
    var result = [Line(text: ""), Line(text: "-- What a session changed.")]
    if !definitions.isEmpty { result += lines(Self.put, input: nil) }
    var before: [Definition.Needed] = []
    for definition in definitions {
      // What stands there already need not be said twice in a row.
      if definition.needed != before {
        for needed in definition.needed { result += lines(needed.text, input: needed.input) }
      }
      before = definition.needed
      result.append(Line(text: "put(\"\(definition.list)\","))
      result += lines(definition.expression, input: definition.input)
      result.append(Line(text: ")"))
    }
    if !removed.isEmpty { result += lines(Self.take, input: nil) }
    for entry in removed {
      result.append(
        Line(text: "take(\"\(entry.list)\", \(LuaText.quoted(entry.name, isUnicode: true)))"))
    }
    if !settings.isEmpty { result += lines(Self.set, input: nil) }
    result += settings.map { Line(text: $0) }
    result.append(Line(text: "return \(Self.study)"))
    return result
  }

  /// Puts a definition, or a list of them, in the place of those of their names, or at the end.
  private static let put = """
    local function put(list, made)
      if not made.__sort then
        for _, one in ipairs(made) do put(list, one) end
        return
      end
      session_study[list] = session_study[list] or {}
      local function replace(entries)
        for position, other in ipairs(entries) do
          if type(other) == "table" and not other.__sort and replace(other) then return true end
          if type(other) == "table" and other.__sort and other[1] == made[1] then
            entries[position] = made
            return true
          end
        end
      end
      if not replace(session_study[list]) then table.insert(session_study[list], made) end
    end
    """

  /// Sets something in every scenario, but not against what makes the baseline the baseline.
  private static let set = """
    local function set(name, value)
      local scenarios = session_study.scenarios or { { "as written" } }
      session_study.scenarios = scenarios
      if scenarios.__sort == "cross" then scenarios[name] = { value } end
      local baseline = session_study.baseline or scenarios[1] and scenarios[1][1]
      for _, scenario in ipairs(scenarios) do
        if scenario[name] == nil or scenario[1] ~= baseline then scenario[name] = value end
      end
    end
    """

  private static let take = """
    local function take(list, name)
      local function drop(entries)
        for position = #entries, 1, -1 do
          local one = entries[position]
          if type(one) == "table" and not one.__sort then
            drop(one)
          elseif type(one) == "table" and one[1] == name then
            table.remove(entries, position)
          end
        end
      end
      drop(session_study[list] or {})
    end
    """

  /// The whole script.
  ///
  /// - Throws: the file does not end with a `return` that can be taken apart.
  func script(settings: [String] = []) throws(Diagnostic) -> SourceText {
    guard isChanged || !settings.isEmpty else { return SourceText(path: path, text: base) }
    let rest = appendix(settings: settings).map(\.text).joined(separator: "\n") + "\n"
    return SourceText(path: path, text: try opened() + rest)
  }

  /// The file with its study in a variable, ending in a line break.
  private func opened() throws(Diagnostic) -> String {
    guard let place = StudyOutline(base).lastReturn else {
      throw Diagnostic(
        "'\(path)' does not end with return valence.study { ... }",
        hints: ["without it the session cannot add what was typed"])
    }
    let bytes = Array(base.utf8)
    let before = String(decoding: bytes[..<place.lowerBound], as: UTF8.self)
    var after = String(decoding: bytes[place.upperBound...], as: UTF8.self)
    if !after.hasSuffix("\n") { after += "\n" }
    return "\(before)local \(Self.study) =\(after)"
  }

  /// The script with what its outermost block declares handed out, by name, after the study.
  func exporting(_ names: [String]) throws(Diagnostic) -> String {
    let list = names.map { "[\"\($0)\"] = \($0)" }.joined(separator: ", ")
    return try opened() + "return \(Self.study), { \(list) }\n"
  }

  /// Where a place in the script was typed.
  func typed(_ place: SourceLocation) -> SourceLocation {
    guard place.file == path, let line = place.line else { return place }
    let first = (try? opened())?.utf8.count { $0 == UInt8(ascii: "\n") } ?? 0
    guard line > first else { return place }
    let added = appendix(settings: [])
    let index = line - first - 1
    return added.indices.contains(index) ? added[index].place ?? place : place
  }
}
