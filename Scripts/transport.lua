-- Failure and recovery in public transport
--
-- Riders meet an operator in five practices; three elements of each encounter are congruent or not.
-- Congruence co-creates, incongruence co-destroys, and a rider's history decides which of the four
-- positions a step is (Echeverri & Skålén 2011, doi:10.1177/1470593111408181). A depleted rider is
-- harder to serve: a loss spiral (Smith 2013, doi:10.1108/EJM-08-2011-0420). Shown here: tags and
-- marks of events, fields of ties, a parameter by level that changes over time, a fold over events.
--
--     ./valence run Scripts/transport.lua
--     ./valence run Scripts/transport.lua congruence.helping=0.8

local valence = require "valence"

local practices = { "informing", "greeting", "delivering", "charging", "helping" }
local to_rider    = { [0] = -1.2, -0.6,  0.4, 1.0 }   -- by number of congruent elements
local to_operator = { [0] = -0.8, -0.3,  0.3, 0.6 }

return valence.study {
  name = "Failure and recovery in public transport",
  seed = 2011, steps = 60, replications = 30, baseline = "as is",
  parameters = { congruence = valence.by(practices, 0.5), depletion = 0.15, recovery = 0, decay = 0.9 },
  actors = { rider = { count = 300 }, operator = { count = 1 } },
  networks = { line = valence.star { from = "rider", to = "operator", fields = { level = 0 } } },

  phases = {
    valence.encounter { "service", along = "line", tags = { practice = practices, sphere = "joint" }, marks = { "failed", "recovered" },
      function(rider, operator, env, event)
        event.practice = env:one_of(practices)
        local tie, p, congruent = event.tie, env.congruence[event.practice], 0
        if tie.level < -1 then p = math.max(0, p - env.depletion) end
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
    valence.value { "result", of = "operator", unit = "util", scale = 100,
      source = "own operationalisation", function(self) return self:gained "service" end },
    valence.value { "well-being", of = "rider", as = "stock", unit = "util", scale = 1,
      source = "own operationalisation",
      function(self) return self:sum("line", "level") end },
  },
  lenses = { { "service logic", rider = "well-being", operator = "result" } },
  scenarios = {
    { "as is" }, { "recover", recovery = 0.6 },
    { "train late", congruence = valence.by(practices, valence.from { 0.5, [20] = 0.75 }) },
  },
  measures = {
    valence.measure { "positions", gives = { "co-creator", "co-recoverer", "co-reducer", "co-destroyer" },
      source = "own operationalisation of the four positions",
      over = "service", per = "tie", keep = { level = 0, up = 0, back = 0, down = 0, ruin = 0 },
      each = function(kept, event, env)                -- gain: the initiator's side; partner_gain: the other's
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
