import Diagnostics
import Simulation
import Studies
import Testing

/// The two hardest example studies of the API's description, without what plugins export.
@Suite("The example studies load without a word and run")
struct ExampleStudyTests {
  @Test(arguments: [transport, referrals])
  func runs(_ text: String) throws {
    let found = findings(text)
    try #require(found.isEmpty, "\(found.map(\.rendered).joined(separator: "\n"))")
    let loaded = try load(text)
    let study = loaded.study
    let engine = try LuaEngine(loaded)
    for scenario in study.scenarios {
      let resolved = study.resolved(scenario)
      let model = try ModelBuilder(study: study, scenario: resolved).build()
      try engine.use(resolved.parameters)
      do throws(SimulationFailure) {
        let world = try Simulator.run(model, replicate: 1, engine: engine)
        let events = model.phases.indices.map { world.eventCount(PhaseID($0)) }
        #expect(events.contains { $0 > 0 })
      } catch {
        Issue.record("\(error.diagnostic.rendered)")
      }
    }
  }

  static let transport = """
    local valence = require "valence"
    local practices = { "informing", "greeting", "delivering", "charging", "helping" }
    local to_rider    = { [0] = -1.2, -0.6,  0.4, 1.0 }
    local to_operator = { [0] = -0.8, -0.3,  0.3, 0.6 }

    return valence.study {
      name = "Failure and recovery in public transport",
      seed = 2011, steps = 6, replications = 30, baseline = "as is",
      parameters = { congruence = valence.by(practices, 0.5), depletion = 0.15, recovery = 0, decay = 0.9 },
      actors = { rider = { count = 30 }, operator = { count = 1 } },
      networks = { line = valence.star { from = "rider", to = "operator", fields = { level = 0 } } },
      phases = {
        valence.encounter { "service", along = "line", tags = { practice = practices, sphere = "joint" }, marks = { "failed", "recovered" },
          function(rider, operator, env, event)
            event.practice = env:one_of(practices)
            local tie, p, congruent = event.tie, env.congruence[event.practice], 0
            if tie.level < -1 then p = p - env.depletion end
            for element = 1, 3 do
              if env:chance(p, element) then congruent = congruent + 1 end
            end
            local rides, runs = to_rider[congruent], to_operator[congruent]
            event.failed = congruent < 2
            event.recovered = congruent < 2 and env:chance(env.recovery)
            if event.recovered then rides, runs = rides + 1.4, runs - 0.2
            elseif event.failed then runs = runs - 0.3 end
            tie.level = env.decay * tie.level + rides
            return rides, runs
          end },
      },
      values = {
        valence.value { "result", of = "operator", unit = "util", scale = 100, function(self) return self:gained "service" end },
        valence.value { "well-being", of = "rider", as = "stock", unit = "util", scale = 1,
          function(self) return self:sum("line", "level") end },
      },
      lenses = { { "service logic", rider = "well-being", operator = "result" } },
      scenarios = {
        { "as is" }, { "recover", recovery = 0.6 },
        { "train late", congruence = valence.by(practices, valence.from { 0.5, [20] = 0.75 }) },
      },
      measures = {
        valence.measure { "positions", gives = { "co-creator", "co-recoverer", "co-reducer", "co-destroyer" },
          over = "service", per = "tie", keep = { level = 0, up = 0, back = 0, down = 0, ruin = 0 },
          each = function(kept, event, env)
            local d, before = event.gain, kept.level
            if d > 0 then
              if before >= 0 then kept.up = kept.up + 1 else kept.back = kept.back + 1 end
            elseif d < 0 then
              if before > 0 then kept.down = kept.down + 1 else kept.ruin = kept.ruin + 1 end
            end
            kept.level = env.decay * before + d
          end,
          function(run)
            local a, b, c, d = run:kept "up", run:kept "back", run:kept "down", run:kept "ruin"
            local n = a + b + c + d
            if n == 0 then return valence.undefined "no_events" end
            return a / n, b / n, c / n, d / n
          end },
      },
    }
    """

  static let referrals = """
    local valence = require "valence"

    local function paid(c, env)
      return env.campaign == "uniform" or env.campaign == "segment" and (c.segment == "affluent" or c.segment == "miser")
    end

    return valence.study {
      name = "Referrals: CLV against CRV",
      seed = 2010, steps = 12, replications = 30, baseline = { campaign = "none" },
      parameters = { campaign = valence.one_of { "none", "uniform", "segment" }, incentive = 10, acquisition = 30,
                     premium = 1.16, organic = 0.09, boost = 0.5, rate = 0.15 },
      actors = {
        firm = { count = 1, fields = { income = valence.flow() } },
        prospect = { count = 60, fields = { inviter = valence.ref "customer", referrer = valence.ref "customer", joined_at = 0, worth = 0 } },
        customer = { count = 20, fields = {
          z = valence.normal(0, 1), e = valence.normal(0, 1), rich = valence.rank "clv", vocal = valence.rank "propensity",
          clv = function(self) return math.exp(4.5 + 0.9 * (-0.3 * self.z + math.sqrt(1 - 0.3 ^ 2) * self.e)) end,
          propensity = function(self, env) return env:poisson(math.exp(-1 + 0.8 * self.z)) end,
          segment = valence.category({ "champion", "affluent", "advocate", "miser" }, function(self)
            if self.rich >= 0.5 then return self.vocal >= 0.5 and "champion" or "affluent" end
            return self.vocal >= 0.5 and "advocate" or "miser"
          end) } },
      },
      phases = {
        valence.encounter { "invite", from = "customer", to = "prospect",
          pick = function(self, env) return env:poisson((self.propensity + (paid(self, env) and env.boost or 0)) / 12) end,
          function(customer, prospect)
            if prospect.joined_at == 0 then prospect:claim("inviter", customer) return 0, 0 end
          end },
        valence.rule { "join", of = "prospect", function(self, env)
          if self.joined_at > 0 then return end
          local referred, organic = self.inviter ~= nil and env:chance(0.5), env:chance(env.organic)
          if referred then self.referrer = self.inviter end
          self.inviter = nil
          if not (referred or organic) then return end
          self.joined_at, self.worth = env.step, env:mean("customer", "clv") * (referred and env.premium or 1)
          env:the "firm":give("income", self.worth - (referred and 0 or env.acquisition))
        end },
        valence.encounter { "reward", along = "prospect.referrer", function(prospect, customer, env)
          if prospect.joined_at ~= env.step or not paid(customer, env) then return end
          env:the "firm":give("income", -2 * env.incentive)
          return env.incentive, env.incentive
        end },
      },
      values = {
        valence.value { "reward", of = { "customer", "prospect" }, unit = "EUR", function(self) return self:gained "reward" end },
        valence.value { "profit", of = "firm", unit = "EUR", function(self) return self.income end },
        valence.value { "CLV", of = "customer", to = "firm", as = "end", unit = "EUR", function(self) return self.clv end },
        valence.value { "twice", of = "customer", to = "firm", as = "end", unit = "EUR", function(self) return 2 * self:value "CLV" end },
      },
      lenses = { { "programme", customer = "reward", prospect = "reward", firm = "profit" } },
      scenarios = { { "none" }, { "uniform", campaign = "uniform" }, { "segment", campaign = "segment" } },
    }
    """
}
