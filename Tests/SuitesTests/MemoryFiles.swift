import Diagnostics
import Suites
import Synchronization

/// Files that are not on a disk.
final class MemoryFiles: SuiteFiles {
  private let texts: Mutex<[String: String]>

  init(_ texts: [String: String] = [:]) { self.texts = Mutex(texts) }

  func text(of path: String) throws(Diagnostic) -> String? { texts.withLock { $0[path] } }

  func replace(_ path: String, with text: String) throws(Diagnostic) {
    texts.withLock { $0[path] = text }
  }

  subscript(path: String) -> String? { texts.withLock { $0[path] } }
}

/// A market of twenty that is small enough to know what must come of it: each step everybody tosses
/// a coin, and has a friend on either side.
let coinStudy = """
  local valence = require "valence"
  return valence.study {
    name = "Coins", seed = 7, steps = 5, replications = 3, baseline = "fair",
    parameters = { heads = 0.5 },
    actors = { player = { count = 20, fields = { won = 0, luck = valence.uniform(0, 1) } } },
    networks = { friends = valence.ring { among = "player", degree = 2 } },
    phases = {
      valence.rule { "toss", of = "player", function(self, env)
        if env:chance(env.heads) then self.won = self.won + 1 end
      end },
    },
    values = {
      valence.value { "won", of = "player", as = "stock", source = "own", function(self) return self.won end },
    },
    measures = {
      valence.measure { "more than its twin", of = "player", source = "own",
        function(self, twin) return twin and self.won > twin.won end },
      valence.measure { "ends", gives = { "least", "most" }, source = "own", function(run)
        local least, most = math.huge, -math.huge
        for player in run:actors "player" do
          least, most = math.min(least, player.won), math.max(most, player.won)
        end
        return least, most
      end },
      valence.measure { "nothing", source = "own", function() return valence.undefined "no_reason" end },
    },
    scenarios = { { "fair" }, { "loaded", heads = 0.9 }, { "sure", heads = 1 } },
  }
  """

/// What became of a spec beside the study of coins.
func results(
  besideCoins text: String, options: SuiteOptions = SuiteOptions(seed: 1)
) -> FileResult {
  var options = options
  options.files = options.files ?? MemoryFiles(["coins.lua": coinStudy])
  return results(of: text, path: "coins_spec.lua", options: options)
}

extension FileResult {
  /// Names of the tests that failed, with their first failures.
  var failed: [String] {
    tests.filter(\.isFailure).map { "\($0.test.name): \($0.failures.first?.message ?? "?")" }
  }
}

extension TestFailure {
  /// The value of a detail.
  subscript(detail name: String) -> String? { details.first { $0.name == name }?.value }
}
