import Experiments
import Statistics
import Testing

/// Whether a plan sees that nothing is drawn.
struct ChanceTests {
  private func study(
    fields: String = "x = 1", networks: String = "", rule: String = "self.x = self.x + 1",
    phases: String = ""
  ) -> String {
    """
    local valence = require "valence"
    return valence.study {
      name = "Clockwork", steps = 2, replications = 20,
      actors = { wheel = { count = 9, fields = { \(fields) } } },
      networks = { \(networks) },
      phases = {
        valence.rule { "turn", of = "wheel", function(self, env) \(rule) end }, \(phases)
      },
      values = { valence.value { "turns", of = "wheel", as = "stock", function(self) return self.x end } },
    }
    """
  }

  @Test func clockworkRunsOnceAndSaysWhy() throws {
    let plan = try plan(study(), replications: 50)
    #expect(plan.isDeterministic)
    #expect(plan.replications == 1)
    #expect(plan.notes.count == 1)
    let scratch = try Scratch()
    let store = try scratch.store()
    #expect(try run(plan, store).done == 1)
    let comparison = try Experiment.comparison(in: store)
    #expect(comparison.cells[0][0].estimate.mean == 3)
    #expect(comparison.cells[0][0].estimate.interval == nil)
    #expect(comparison.document.notes == plan.notes)
  }

  @Test(arguments: [
    "n = valence.ring { among = \"wheel\", degree = 2 }",
    "n = valence.lattice { among = \"wheel\", width = 3, height = 3 }",
    "n = valence.small_world { among = \"wheel\", degree = 2, rewire = 0 }",
  ])
  func regularNetworksDrawNothing(_ network: String) throws {
    #expect(try plan(study(networks: network)).isDeterministic)
  }

  @Test func everythingThatDrawsIsSeen() throws {
    let friends = #"n = valence.ring { among = "wheel", degree = 2 }"#
    let random = [
      study(fields: "x = valence.uniform(0, 1)"),
      study(fields: #"x = 1, y = valence.rank "x""#),
      study(fields: "x = function(self, env) return env:normal(0, 1) end"),
      study(networks: #"n = valence.random { among = "wheel", probability = 0.5 }"#),
      study(networks: #"n = valence.small_world { among = "wheel", degree = 2, rewire = 0.5 }"#),
      study(rule: "if env:chance(0.5) then self.x = 2 end"),
      study(rule: #"local other = env:any "wheel" self.x = other.x"#),
      study(
        phases: #"""
          valence.encounter { "mix", from = "wheel", to = "wheel", function(a, b) return 1, 1 end },
          """#),
      study(
        networks: friends,
        phases: #"valence.encounter { "meet", along = "n", function(a, b) return 1, 0 end },"#),
      study(
        phases: #"""
          valence.rule { "late", of = "wheel", activation = "random", function(self, env) self.x = 0 end },
          """#),
    ]
    for text in random {
      let plan = try plan(text)
      #expect(!plan.isDeterministic, "\(text)")
      #expect(plan.replications == 20)
    }
  }
}
