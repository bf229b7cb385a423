import Diagnostics
import Interactive
import Reports
import Studies

/// Files in memory, for sessions under test.
final class FakeSurroundings: SessionSurroundings {
  var files: [String: String]
  /// How often each file was changed.
  var changes: [String: Int] = [:]

  init(_ files: [String: String] = [:]) {
    self.files = files
  }

  var version: String { "test" }
  var annotations: [String] { Repository.annotations }
  var chartBundle: String? { nil }

  func text(ofStudy path: String) throws(Diagnostic) -> String {
    guard let text = files[path] else { throw Diagnostic("there is no study '\(path)'") }
    return text
  }

  func data(ofStudy path: String) -> any DataSource { StudyFolder(ofStudy: path) }

  func lastChange(of path: String) -> FileChange? {
    files[path].map {
      FileChange(seconds: changes[path] ?? 0, nanoseconds: 0, bytes: $0.utf8.count)
    }
  }

  func write(_ text: String, to path: String) throws {
    files[path] = text
    changes[path, default: 0] += 1
  }

  func writeReport(_ model: ReportModel, to folder: String) throws -> String { folder }

  func scratchStore() throws(Diagnostic) -> String { ":memory:" }
}

/// A session on the interpreter, with a study of its own, and all that it shows.
final class FakeSession {
  let surroundings: FakeSurroundings
  let session: Session
  private let shown = Shown()

  private final class Shown { var texts: [String] = [] }

  static let study = """
    local valence = require "valence"
    local half = 0.5
    local function share(x) return x * half end

    return valence.study {
      name = "Small", seed = 7, steps = 5, replications = 2,
      parameters = { reach = 0.2, how = valence.one_of { "soft", "hard" }, on = true },
      actors = {
        consumer = { count = 20, fields = { trust = valence.uniform(0, 1), adopted = false, spent = 0,
          mood = valence.category({ "good", "bad" }, "good") } },
        firm = { count = 2, fields = { quality = 0.5 } },
      },
      networks = { market = valence.random_ties { from = "consumer", to = "firm", degree = 1 } },
      phases = {
        valence.rule { "adopt", of = "consumer", function(self, env)
          if env:chance(share(env.reach)) then self.adopted = true end
        end },
        valence.encounter { "buy", along = "market", function(consumer, firm)
          return consumer.trust, firm.quality
        end },
      },
      values = { valence.value { "worth", of = "consumer", function(self) return self:gained "buy" end } },
      scenarios = { { "base" }, { "more", reach = 0.4 } }, baseline = "base",
      measures = { valence.measure { "adopters", function(run) return run:sum("consumer", "adopted") end } },
    }

    """

  /// - Parameter study: the text of `study.lua`, which is opened; `nil`: none.
  init(_ study: String? = FakeSession.study) throws {
    surroundings = FakeSurroundings(study.map { ["study.lua": $0] } ?? [:])
    session = try Session(
      surroundings: surroundings, plugins: Repository.plugins, library: { nil },
      screen: Fixture.screen(100, rows: 40)
    ) { [shown] in shown.texts.append($0) }
    if study != nil { try session.open("study.lua") }
  }

  /// Changes the file of the study.
  func change(_ text: String) throws { try surroundings.write(text, to: "study.lua") }

  /// Runs an input.
  ///
  /// - Returns: what it came to, and what was shown.
  func run(_ input: String) -> (answer: Answer, text: String) {
    shown.texts = []
    let answer = session.run(input)
    return (answer, shown.texts.joined(separator: "\n"))
  }

  /// What an input shows.
  func text(_ input: String) -> String { run(input).text }
}
