import Diagnostics
import Simulation
import Studies
import Tables
import Testing

@Suite("Actors, ties and events from tables")
struct StudyDataTests {
  private func model(_ text: String, data: [String: String] = fixtureData) throws -> Model {
    let study = try load(text, data: data).study
    return try ModelBuilder(study: study, scenario: study.resolved(study.scenarios[0])).build()
  }

  @Test("one actor per key, in the order of rows, with columns as fields")
  func actors() throws {
    let person = try model(goodStudy).kinds[2]
    #expect(person.name == "person" && person.count == 3)
    #expect(person.fields.map(\.name) == ["age", "boss", "town"])
    guard case .column(let ages) = person.fields[0].initial,
      case .column(let bosses) = person.fields[1].initial,
      case .column(let towns) = person.fields[2].initial
    else {
      Issue.record("fields are not columns")
      return
    }
    #expect(ages[0] == 31 && ages[1] == 44 && ages[2].isNaN)
    // 7's boss is 9, the second; 9 has none; 4's boss is 7, the first.
    #expect(bosses == [1, -1, 0])
    #expect(towns == [1, 0, 1])
    #expect(person.fields[2].type == .category(levels: ["Bonn", "Ulm"]))
  }

  @Test("a log's rows run in time order; what does not fit is left out or unmatched")
  func replay() throws {
    let model = try model(goodStudy)
    guard case .replay(let log) = model.phases[4].body else {
      Issue.record("not a replay")
      return
    }
    // Week 1: 7, then 9, then the unknown 8; week 2: 9. Week 12 is beyond the 10 steps.
    #expect(Array(log.steps) == [1, 1, 1, 2])
    #expect(Array(log.initiators) == [0, 1, -1, 1])
    #expect(Array(log.partners) == [0, 0, 0, 0])
  }

  @Test("ties of an edge list are found by key")
  func edges() throws {
    let known = try #require(try model(goodStudy).networks.first { $0.name == "known" })
    guard case .edges(let from, let to, let weights) = known.generator else {
      Issue.record("not edges")
      return
    }
    #expect(from == [0, 1] && to == [1, 2] && weights == [0.5, 2])
  }

  @Test(
    "mistakes in tables name the row",
    arguments: [
      (
        "pairs.csv", "a,b,strength\n7,9,0.5\n9,5,2\n", "pairs.csv:3",
        "the target of this tie is no actor there is"
      ),
      (
        "pairs.csv", "a,b,strength\n7,7,0.5\n", "pairs.csv:2", "an actor cannot be tied with itself"
      ),
      ("pairs.csv", "a,b,strength\n7,9,1\n9,7,1\n", "pairs.csv:3", "this tie is there already"),
      (
        "pairs.csv", "a,b,strength\n7,9,much\n", "study.lua:73",
        "column 'strength' of 'pairs.csv' must hold numbers"
      ),
      (
        "people.csv",
        "id,age,town,member,boss\n7,31,Ulm,true,9\n7,44,Bonn,false,\n9,44,Bonn,false,\n4,44,Bonn,true,\n",
        "study.lua:58", "which has several rows for one person"
      ),
      (
        "log.csv", "id,week,amount,friend\nx,2,5.5,7\n", "study.lua:113",
        "column 'id' of 'log.csv' holds text values, but the key 'id' of person holds integer values"
      ),
      ("log.csv", "id,week,amount,friend\n7,2,5.5,7\n7,2\n", "log.csv:3", "fields"),
      (
        "log.csv", "id,week,amount,friend\n7,soon,5.5,7\n", "study.lua:28",
        "column 'week' of 'log.csv' must hold whole numbers"
      ),
    ])
  func mistakes(_ path: String, _ text: String, _ place: String, _ says: String) throws {
    var data = fixtureData
    data[path] = text
    let found = findings(goodStudy, data: data).filter { $0.severity == .error }
    let shown = found.map(\.rendered).joined(separator: "\n")
    let first = try #require(found.first)
    expectStyle(of: first)
    #expect(
      found.contains {
        "\($0.location?.description ?? "")".hasPrefix(place) && $0.message.contains(says)
      }, "\(shown)")
  }

  @Test("a level that other data may have is a warning, no error")
  func levelsOfData() throws {
    let text = replaced(
      "return 1 end },", "return self.town == \"Köln\" and 1 or 0 end },", in: goodStudy)
    let warnings = try load(text).study.warnings
    #expect(warnings.map(\.message) == ["'town' has no level 'Köln'"])
  }

  @Test("a missing value cannot be true or false")
  func missing() throws {
    let text = replaced(
      "age = valence.column \"age\"",
      "age = valence.column \"age\", member = valence.column \"member\"",
      in: goodStudy)
    let found = findings(text)
    #expect(
      found.map(\.message) == [
        "column 'member' has no value here, but field 'member' of person must be true or false"
      ])
    #expect(found.first?.location == SourceLocation(file: "people.csv", line: 4))
  }
}
