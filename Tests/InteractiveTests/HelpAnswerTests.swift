import Studies
import Testing

@testable import Interactive

/// What help says, and how it understands a question.
@Suite struct HelpAnswerTests {
  private let library = makeLibrary()

  private func text(_ name: String, study: Study? = nil, columns: Int = 80) -> String {
    library.answer(name, study: study).lines(columns: columns).joined(separator: "\n")
  }

  @Test func aConstructorShowsTheKeysOfItsTable() {
    let text = text("valence.rule")
    #expect(text.hasPrefix("valence.rule { ... } -> valence.Made\n\nA function that updates"))
    let line = text.split(separator: "\n").first { $0.hasPrefix("  of ") }
    #expect(line?.hasSuffix(" string - The kind whose actors act.") == true)
    #expect(text.contains("\"random\""))
    #expect(self.text("rule").hasPrefix("valence.rule {"))
  }

  @Test func methodsAnswerWithAndWithoutTheirObject() {
    let peers = text("self:peers")
    #expect(peers.hasPrefix("self:peers(network, count?, field?) -> fun(): valence.Actor?"))
    #expect(text("peers") == peers)
    #expect(text("consumer:peers") == peers)
    #expect(text("env:chance").contains("From 0 to 1."))
    #expect(text("world:where").hasPrefix("run:where("))
    #expect(text("kind:where").hasPrefix("kind:where(test)"))
  }

  @Test func commandsAnswerWithAndWithoutTheirColon() {
    #expect(text(":reload") == text("reload"))
    #expect(text(":load").hasPrefix(":load study\n"))
  }

  @Test func severalOfOneNameAreListedWithTheirFullNames() {
    let text = text("where")
    #expect(text.contains("  run:where ") && text.contains("  kind:where "))
    #expect(self.text("step").contains("Also: world.step"))
  }

  @Test func aPluginListsItsExportsAndAnExportSaysWhereItIs() {
    let fusion = text("fusion")
    #expect(fusion.contains("  fusion.index "))
    let nash = text("fusion.nash")
    #expect(nash.hasPrefix("fusion.nash { ... } -> valence.Made"))
    #expect(nash.contains("lens") && nash.contains("Plugins/fusion/network.lua:"))
  }

  @Test func namesOfTheStudyAnswerInQuotesToo() throws {
    let study = try study("Scripts/loyalty-app.lua")
    let scenario = try #require(study.scenarios.last)
    #expect(text("\"\(scenario.name)\"", study: study).hasPrefix("scenario \"\(scenario.name)\""))
    let value = try #require(study.values.first)
    let answer = text("'\(value.name)'", study: study)
    #expect(answer.contains("value \"\(value.name)\""))
    #expect(!library.answer(scenario.name, study: nil).isFound)
  }

  @Test func anUnknownNameIsAnsweredWithTheNearest() {
    let answer = library.answer("valence.rul", study: nil)
    #expect(!answer.isFound)
    #expect(answer.lines(columns: 80).joined().contains("Did you mean valence.rule?"))
    #expect(text("env:chanse").contains("Did you mean env:chance?"))
    #expect(text("xyzzyxyzzy").contains("There is no help on 'xyzzyxyzzy'."))
  }

  @Test func aQuestionAloneSaysWhatToTypeFirst() throws {
    #expect(library.answer(" ", study: nil).lines(columns: 100).count == 15)
    let study = try study("Scripts/loyalty-app.lua")
    let lines = library.answer("", study: study).lines(columns: 120)
    #expect(lines.count == 15)
    #expect(lines.contains { $0.contains("trace(world.consumer[1])") })
  }

  @Test(arguments: [40, 60, 100]) func linesKeepToTheWidth(_ columns: Int) {
    for name in ["valence.encounter", "fusion", "where", "valence.Key", "?"] {
      let lines = library.answer(name, study: nil).lines(columns: columns)
      // One word may be wider: a type is one.
      for line in lines where line.count > columns {
        #expect(!line.dropFirst(columns).contains(" "))
      }
    }
  }

  @Test func withoutAnnotationsItSaysWhyThereIsNothing() {
    let library = HelpLibrary(folders: [], plugins: PluginPlaces())
    let answer = library.answer("valence.rule", study: nil)
    #expect(!answer.isFound)
    #expect(answer.lines(columns: 80).joined(separator: " ").contains("valence install"))
  }
}
