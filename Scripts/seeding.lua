-- Seeding: acceleration and expansion of word of mouth
--
-- Question: what is a seeding programme worth, and is that customers who would never have come or customers
-- who come earlier? Social value splits into expansion and acceleration, in shares that depend on competition
-- and on whom the programme targets (Libai, Muller & Peres 2013, JMR 50(2)); with negative word of mouth
-- seeding early adopters can beat hubs (Cui, Hu, Cui & Xie 2018, PLoS ONE e0206736; not modelled here).
--
-- Rates are this project's defaults. What was chosen: seeds have the brand before the first step; who hears
-- of both brands in one step takes either by a coin; nobody changes brand; one in ten never adopts and is
-- never a seed. Social value counts the customers who are no seeds, with the same ones as twins: expansion is
-- who is the firm's only with the programme, acceleration who comes earlier by it. Nobody is lost by one: with
-- the same luck, more who speak for the firm never make its customers fewer. Influencer value, what others are
-- worth less by one customer's silence, is asked of one customer per world: a hundred in a hundred worlds.
--
-- What comes out: hubs are worth more than random seeds. Beside a competitor about eight tenths of the value
-- are expansion, the competitor's loss; without one nearly everybody comes in the end, and almost all of the
-- value is acceleration. Verdict: CONFUSION beside a competitor, FUSION without one, as expected.
--
--     ./valence run Scripts/seeding.lua
--     ./valence run Scripts/seeding.lua share=0.02,0.05,0.1

local valence = require "valence"
local fusion, confusion = require "fusion", require "confusion"
local values, verdict, conditions = require "values", require "verdict", require "conditions"

-- An adoption at step t, discounted; 0 without one.
local function worth(self, env, adopted) return adopted and (1 + env.discount) ^ -self.adopted_at or 0 end

return valence.study {
  name = "Seeding: acceleration and expansion",
  question = "What is a seeding programme worth, and is it new customers or earlier ones?",
  notes = "A mechanism that was put in comes out: rates are defaults of this project, not estimates.",
  seed = 2013, steps = 30, replications = 100,

  parameters = {
    seeds = valence.one_of { "none", "random", "hubs" }, share = 0.05,
    potential = 0.9, alone = 0.01, word = 0.06, discount = 0.1,
  },

  actors = {
    consumer = { count = 800, fields = {
      may = valence.boolean(function(_, env) return env:chance(env.potential) end),
      luck = function(self, env) local luck = env:uniform() return self.may and luck or -1 end,
      contacts = 0, invited = 0, ours = valence.flow(), theirs = valence.flow(),
      brand = valence.category { "none", "firm", "competitor" }, adopted_at = 0 } },
    firm = { count = 1 },
    competitor = { count = 1 },
  },

  networks = {
    word = valence.preferential_attachment { among = "consumer", ties = 4 },
    market = valence.star { from = "consumer", to = "firm" },
    rivals = valence.star { from = "consumer", to = "competitor" },
  },

  phases = {
    valence.rule { "count contacts", of = "consumer", at = 1, function(self)
      self.contacts = self.may and self:degree "word" or -1
    end },
    valence.rule { "invite seeds", of = "firm", at = 1, function(self, env)
      local size = math.floor(env.share * env:count "consumer" + 0.5)
      if env.seeds == "random" then
        for c in self:peers("market", size, "luck") do c:give("invited", 1) end
      elseif env.seeds == "hubs" then
        for c in self:peers("market", size, "contacts") do c:give("invited", 1) end
      end
    end },
    valence.rule { "become a seed", of = "consumer", at = 1, function(self)
      if self.invited > 0 then self.brand = "firm" end
    end },

    -- Who has a brand tells those who have none yet.
    valence.encounter { "talk", along = "word", both = true, function(teller, peer)
      if teller.brand == "none" or not peer.may or peer.brand ~= "none" then return end
      if teller.brand == "firm" then peer:give("ours", 1) else peer:give("theirs", 1) end
      return 0, 0
    end },
    valence.rule { "adopt", of = "consumer", function(self, env)
      if not self.may or self.brand ~= "none" then return end
      local firm = env:chance(1 - (1 - env.alone) * (1 - env.word) ^ self.ours)
      local competitor = env:chance(1 - (1 - env.alone) * (1 - env.word) ^ self.theirs)
      local heads = env:chance(0.5)
      if env:count "competitor" == 0 then competitor = false end
      if firm and (heads or not competitor) then self.brand, self.adopted_at = "firm", env.step
      elseif competitor then self.brand, self.adopted_at = "competitor", env.step end
    end },

    valence.encounter { "adoption", along = "market", function(consumer, _, env)
      if consumer.brand ~= "firm" then return end
      if consumer.adopted_at == env.step then
        local value = worth(consumer, env, true)
        return value, value
      elseif env.step == 1 and consumer.invited > 0 then return 1, 1 end
    end },
    valence.encounter { "adoption elsewhere", along = "rivals", function(consumer, _, env)
      if consumer.brand ~= "competitor" or consumer.adopted_at ~= env.step then return end
      local value = worth(consumer, env, true)
      return value, value
    end },
  },

  values = {
    values.customer { of = "consumer", unit = "adoption", scale = 1,          -- an adoption of either brand, discounted
      benefits = { ours = { gained = "adoption" }, theirs = { gained = "adoption elsewhere" } } },
    values.profit { name = "firm profit", of = "firm", margins = { gained = "adoption" }, unit = "adoption", scale = 800 },
    values.profit { name = "competitor profit", of = "competitor", margins = { gained = "adoption elsewhere" },
      unit = "adoption", scale = 800 },
    valence.value { "customer worth", of = "consumer", to = "firm", as = "end", unit = "adoption",
      traits = values.traits.clv, source = "(1 + d)^-t, after Libai, Muller & Peres 2013",
      function(self, env) return worth(self, env, self.brand == "firm") end },
    values.civ { of = "consumer", silence = "talk", margin = "customer worth", sample = 1, unit = "adoption" },
  },
  lenses = { { "everyone", consumer = "customer value", firm = "firm profit", competitor = "competitor profit" } },

  scenarios = {
    { "random seeds", seeds = "random" },
    { "hub seeds", seeds = "hubs" },
    { "random seeds, no competitor", seeds = "random", without = { kind = "competitor" } },
    { "hub seeds, no competitor", seeds = "hubs", without = { kind = "competitor" } },
  },
  baseline = { seeds = "none" },

  measures = {
    fusion.breadth {},
    fusion.spillover { others = { "competitor" } },
    confusion.tension {},
    valence.measure { "social value", gives = { "total", "expansion", "acceleration", "share of expansion" },
      unit = "adoption", source = "Libai, Muller & Peres 2013", own = "the split per customer by its twin",
      function(run, twin)
        if not twin then return valence.undefined "no_twin" end
        local expansion, acceleration = 0, 0
        for c, other in run:actors "consumer" do
          if c.invited == 0 then
            local change = c:value "customer worth" - other:value "customer worth"
            if c.brand == "firm" and other.brand == "firm" then acceleration = acceleration + change
            else expansion = expansion + change end
          end
        end
        local total = expansion + acceleration
        return total, expansion, acceleration, total ~= 0 and expansion / total or valence.undefined "no_change"
      end },
    valence.measure { "adopters", gives = { "firm", "competitor" }, source = "shares of all consumers at the end",
      function(run)
        local firm, competitor = 0, 0
        for c in run:actors "consumer" do
          if c.brand == "firm" then firm = firm + 1 elseif c.brand == "competitor" then competitor = competitor + 1 end
        end
        return firm / run:count "consumer", competitor / run:count "consumer"
      end },
  },

  sections = {
    verdict.section { of = { "adoption", "adoption elsewhere" } },
    conditions.section { talk = true, objective = false },
  },
}
