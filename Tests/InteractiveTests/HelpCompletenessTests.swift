import Studies
import Testing

@testable import Interactive

/// Every name that can be typed has an answer of its own, with a text.
@Suite struct HelpCompletenessTests {
  private let library = makeLibrary()

  /// What stands at the places of a pattern's group.
  private func names<Output>(_ pattern: Regex<(Substring, Output)>, in text: String) -> [String] {
    text.matches(of: pattern).map { "\($0.output.1)" }
  }

  /// The texts in quotes.
  private func quoted(_ text: some StringProtocol) -> [String] {
    String(text).matches(of: /"(\w+)"/).map { String($0.output.1) }
  }

  /// That help answers a name with more than its heading.
  private func expectText(
    _ names: some Collection<String>, study: Study? = nil, _ what: Comment,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(!names.isEmpty, what, sourceLocation: location)
    for name in names {
      let answer = library.answer(name, study: study)
      #expect(answer.isFound, "\(what): ?\(name)", sourceLocation: location)
      #expect(answer.lines(columns: 80).count >= 3, "\(what): ?\(name)", sourceLocation: location)
    }
  }

  @Test func constructors() throws {
    let module = try Repository.text("Sources/Studies/Lua/valence.lua")
    let lists =
      module.matches(of: /in ipairs \{([^}]*)\} do/).flatMap { quoted($0.output.1) }
      + module.matches(of: /local names = \{([^}]*)\}/).flatMap { quoted($0.output.1) }
    let functions = names(/\nfunction valence\.(\w+)\(/, in: module)
    #expect(lists.contains("rule") && functions.contains("options"))
    expectText((lists + functions).map { "valence.\($0)" }, "constructors")
  }

  @Test func namesThatFunctionsSee() throws {
    let source = try Repository.text("Sources/Studies/Model/ReservedNames.swift")
    var found: [String: [String]] = [:]
    for enumeration in source.split(separator: "\nenum ").dropFirst() {
      found[String(enumeration.prefix { $0 != " " })] = quoted(enumeration)
    }
    let objects = [
      "EnvironmentNames": "env", "ActorNames": "self", "EventNames": "event", "TieNames": "tie",
      "RunNames": "run",
    ]
    #expect(Set(found.keys) == Set(objects.keys))
    for (enumeration, object) in objects {
      let members = try #require(found[enumeration])
      expectText(members.map { "\(object):\($0)" }, "\(enumeration)")
      expectText(members, "\(enumeration)")
    }
  }

  @Test func namesOfTheSession() throws {
    let source = try Repository.text("Sources/Interactive/Lua/session.lua")
    let globals =
      names(/\nfunction globals\.(\w+)\(/, in: source) + names(/\nglobals\.(\w+) =/, in: source)
      + ["valence", "world"]
    #expect(globals.contains("step") && globals.contains("study"))
    expectText(globals, "globals of the session")
    for (table, object) in [("worlds", "world"), ("kinds", "kind"), ("columns", "column")] {
      let methods = names(
        try Regex("\\nfunction \(table)\\.(\\w+)\\(", as: (Substring, Substring).self), in: source)
      expectText(methods.map { "\(object):\($0)" }, "methods of \(table)")
    }
  }

  @Test func exportsOfPlugins() throws {
    for folder in PluginFinder(Repository.plugins, script: "/study.lua").all {
      let manifest = try PluginManifest(in: folder.folder)
      expectText([manifest.name], "plugins")
      for export in manifest.exports {
        let name = "\(manifest.name).\(export.name)"
        let lines = library.answer(name, study: nil).lines(columns: 80)
        #expect(lines.contains { $0.hasPrefix("at ") && $0.contains("Plugins/") }, "?\(name)")
        #expect(
          lines.count >= 5 && !lines.contains("The plugin says nothing about it."), "?\(name)")
      }
    }
  }

  @Test(arguments: ["loyalty-app", "transport", "referrals", "spillover"])
  func everythingThatAStudyDeclares(_ name: String) throws {
    let study = try study("Scripts/\(name).lua")
    let measures = study.measures
    #expect(!measures.isEmpty)
    expectText(measures.map(\.name) + measures.flatMap(\.outputs), study: study, "measures")
    expectText(study.kinds.map(\.name), study: study, "kinds")
    for kind in study.kinds where !kind.fields.isEmpty {
      expectText(kind.fields.map { "\(kind.name).\($0.name)" }, study: study, "fields")
    }
    expectText(study.parameters.map(\.name), study: study, "parameters")
    expectText(
      study.phases.map(\.name) + study.values.map(\.name) + study.scenarios.map(\.name),
      study: study, "phases, values and scenarios")
    for measure in measures {
      let text = library.answer(measure.name, study: study).lines(columns: 80)
      #expect(text.contains { $0.contains("source") || $0.contains("of that name") })
    }
  }

  @Test func everyNameHasAnAnswerAndEveryEntryAText() throws {
    let study = try study("Scripts/loyalty-app.lua")
    let names = library.names(study: study)
    #expect(names.count > 500)
    // What plugins export is looked at above: each answer loads a plugin.
    let plugins = try PluginFinder(Repository.plugins, script: "/study.lua").all
      .flatMap { folder in
        try PluginManifest(in: folder.folder).exports.map { (folder.name, $0.name) }
      }
    let exported = Set(plugins.flatMap { [$0, $1, "\($0).\($1)"] })
    expectText(names.filter { !exported.contains($0) }, study: study, "names")
    for entry in library.writtenEntries + StudyHelp(study: study).entries {
      #expect(!entry.summary.isEmpty, "?\(entry.name) has no text")
    }
  }
}
