import Glibc
import LuaRuntime
import Randomness
import Statistics
import Suites
import Testing

/// Simulated models, each judged by one call of an assertion from a spec.
struct NullModels {
  /// The assertion as a spec writes it.
  ///
  /// `sample` and `other` are functions of the replicate's number
  /// that draw independently.
  var assertion: String
  /// What the assertion says where it fails; any other failure is a fault of the test.
  var says: String
  /// One value of a model.
  var draw: @Sendable (inout DrawStream) -> Double

  /// The quick tier simulates fewer: rates are the same, the check sees less.
  static var count: Int { getenv("VALENCE_FULL") == nil ? 400 : 10_000 }

  /// In how many of the models the assertion fails.
  func failures() throws -> Int {
    let text = """
      local valence = require "valence"
      it("judges every model", function()
        for model = 1, \(Self.count) do
          local function sample(replicate) return draw(model, replicate, 0) end
          local function other(replicate) return draw(model, replicate, 1) end
          local holds, problem = pcall(function() \(assertion) end)
          if not holds then
            assert(tostring(problem):find("\(says)", 1, true), problem)
            count_failure()
          end
        end
      end)
      """
    let options = SuiteOptions(seed: 1, seconds: 600, instructions: 1 << 60)
    let host = try SuiteHost(SpecFile(path: "null_spec.lua", text: text), options: options)
    let draw = try host.state.makeSwiftFunction { arguments in
      let words = arguments.compactMap(\.int)
      let key = StreamKey(seed: 20_451_945, replicate: UInt64(words[0]), name: "null model")
      var stream = DrawStream(
        DrawAddress(
          key: key, actor: UInt64(words[1]), partner: UInt64(words[2]), step: 1, site: 0))
      return [.number(self.draw(&stream))]
    }
    var failures = 0
    let count = try host.state.makeSwiftFunction { _ in
      failures += 1
      return []
    }
    try host.state.setGlobal("draw", .function(draw))
    try host.state.setGlobal("count_failure", .function(count))
    try host.load()
    let result = host.run(try #require(host.tests.first))
    try #require(result.status == .passed, "\(result.status)")
    return failures
  }
}

/// Whether a count of events is what a rate allows.
///
/// The bounds are exact binomial ones, each wrong with the probability 1e-6 at most; draws have fixed
/// seeds, so a pass stays a pass.
enum Rate {
  static let mistake = 1e-6

  /// Fewer than the true rate would allow.
  static func isBelow(_ count: Int, _ rate: Double) -> Bool {
    CumulativeProbability.binomial(
      Double(count), trials: Int64(NullModels.count), probability: rate) < mistake
  }

  /// More than the true rate would allow.
  static func isAbove(_ count: Int, _ rate: Double) -> Bool {
    let others = NullModels.count - count
    return CumulativeProbability.binomial(
      Double(others), trials: Int64(NullModels.count), probability: 1 - rate) < mistake
  }
}
