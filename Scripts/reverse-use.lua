-- Reverse use of customer data: a nutrition service from purchases
--
-- Question: who gains when a retailer gives purchase data back to customers as information on what they
-- eat? Such a service strengthens customers who are loyal already and does not necessarily concentrate
-- shopping; it is useless where the data miss purchases or the yardstick is not believed. It is used for
-- playing, check-pointing, learning and goal-orientation (Saarijärvi 2011, Acta Universitatis Tamperensis
-- 1666). Horttanainen (2021) tests what people would feel, pay and recommend.
--
-- Shares, weights and costs are this project's defaults. What was chosen: what makes the information about a
-- customer is the share of purchases the retailer sees, what makes it for a customer is the interest in
-- health, or 0 without belief in the official yardstick; a full week's basket leaves a margin of 10 to
-- whoever sells it; a defector's basket goes to the competitor as a whole; the effort is made by everybody; who
-- uses the information is active, the firm that gave it is not any more.
--
-- What comes out: retention and profit rise; six in ten consumers gain, those most who are both loyal and
-- interested, and who does not believe has only the effort. Where nobody believes, or the data miss half of
-- the basket, the service is worth nothing, or less than a third. What the firm keeps the competitor loses.
-- Verdict: CONFUSION across segments, where disbelievers lose; FUSION of customers and firm, and the interested
-- loyal gain most, as expected; CONFUSION once the competitor counts. That it does not concentrate shopping was
-- put in: shares of wallet do not change.
--
--     ./valence run Scripts/reverse-use.lua
--     ./valence run Scripts/reverse-use.lua belief=0.4,0.8,1

local valence = require "valence"
local fusion, confusion, cocreation = require "fusion", require "confusion", require "cocreation"
local values, verdict, conditions = require "values", require "verdict", require "conditions"

local worth = values.reverse_use_worth

local uses = { "playing", "check-pointing", "learning", "goal-orientation" }

return valence.study {
  name = "Reverse use of customer data",
  question = "Who gains when a retailer gives purchase data back as information on what its customers eat?",
  notes = "A mechanism that was put in comes out: shares, weights and costs are defaults of this project.",
  seed = 2011, steps = 52, replications = 100,

  parameters = {
    service = true, belief = 0.8, accuracy = 1,
    weight = valence.by(uses, { playing = 0.2, ["check-pointing"] = 0.5, learning = 0.8, ["goal-orientation"] = 1 }),
    effort = 0.05, hazard = 0.01, pull = 0.5,     -- weekly chance to defect, and what the service takes from it
    margin = 10, cost = 5,                        -- of a full basket, and of the service, per week
  },

  actors = {
    consumer = { count = 500, fields = {
      share = valence.beta(4, 3), interest = valence.uniform(0, 1), stand = valence.rank "interest",
      believes = valence.boolean(function(_, env) return env:chance(env.belief) end),
      use = valence.category(uses, function(self)
        if self.stand < 0.25 then return "playing" end
        if self.stand < 0.5 then return "check-pointing" end
        return self.stand < 0.75 and "learning" or "goal-orientation"
      end),
      about = function(self, env) return env.accuracy * self.share end,
      relevance = function(self) return self.believes and self.interest or 0 end,
      fit = function(self) return self.about * self.relevance end,
      depth = valence.rank "fit",
      segment = valence.category({ "disbelievers", "others", "interested loyal" }, function(self)
        if not self.believes then return "disbelievers" end
        return self.depth >= 0.75 and "interested loyal" or "others"
      end),
      loyal = true } },
    firm = { count = 1 },
    competitor = { count = 1 },
  },

  networks = {
    customers = valence.star { from = "consumer", to = "firm" },
    others = valence.star { from = "consumer", to = "competitor" },
  },

  phases = {
    valence.rule { "defect", of = "consumer", function(self, env)
      local hazard = env.hazard * (1 - (env.service and env.pull * self.fit or 0))
      if env:chance(hazard) then self.loyal = false end
    end },

    valence.encounter { "basket", along = "customers", function(consumer, _, env)
      if consumer.loyal then return 0, env.margin * consumer.share end
    end },
    valence.encounter { "feedback", along = "customers", tags = { purpose = uses }, function(consumer, _, env, event)
      if not env.service or not consumer.loyal then return end
      event.purpose, event.active_partner = consumer.use, false
      return worth(consumer.about, consumer.relevance, env.weight[consumer.use], env.effort), 0
    end },
    valence.encounter { "basket elsewhere", along = "others", function(consumer, _, env)
      return 0, env.margin * (consumer.loyal and 1 - consumer.share or 1)
    end },
    valence.presence { "cost of the service", of = "firm", function(_, env)
      if env.service then return -env.cost end
    end },
  },

  values = {
    valence.value { "reverse-use value", of = "consumer", unit = "util", scale = 5, traits = values.traits.reverse_use,
      source = "Saarijärvi 2011", own = "about x for x use less effort: the product form",
      function(self) return self:gained "feedback" end },
    values.profit { name = "firm profit", of = "firm", unit = "EUR", scale = 10000, margins = { gained = "basket" },
      fixed = function(self) return -self:gained "cost of the service" end },
    values.profit { name = "competitor profit", of = "competitor", margins = { gained = "basket elsewhere" }, unit = "EUR",
      scale = 10000 },
    values.clv { model = "foreseen", of = "consumer", probability = 1, rate = 1.15 ^ (1 / 52) - 1, unit = "EUR",
      margin = function(self, env) return self.loyal and env.margin * self.share or 0 end },
  },
  lenses = { { "everyone", consumer = "reverse-use value", firm = "firm profit", competitor = "competitor profit" } },

  scenarios = {
    { "internal use", service = false }, { "reverse use" },
    { "nobody believes", belief = 0 }, { "everybody believes", belief = 1 },
    { "half of the basket is seen", accuracy = 0.5 },
  },
  baseline = "internal use",

  measures = {
    fusion.index { between = { "consumer", "firm" } },
    confusion.entropy {},
    confusion.entropy { by = "segment", between = { "consumer" }, name = "outcome entropy by segment" },
    confusion.discord { between = { "reverse-use value", "CLV" } },
    cocreation.spheres { of = "feedback" },
    cocreation.spheres { of = "feedback", rule = "always", name = "sphere shares, always a co-creator" },
    valence.measure { "value by segment", of = "consumer", by = "segment", unit = "util", source = "own operationalisation",
      function(self) return self:value "reverse-use value" end },
    valence.measure { "value by use", of = "consumer", by = "use", unit = "util", source = "own operationalisation",
      function(self) return self:value "reverse-use value" end },
    valence.measure { "share that gains", of = "consumer", source = "own operationalisation",
      function(self) return self:value "reverse-use value" > 0 and 1 or 0 end },
    valence.measure { "retention", source = "share that is still loyal at the end",
      function(run) return run:count("consumer", "loyal") / run:count "consumer" end },
  },

  sections = {
    verdict.section { of = { "basket", "feedback" } },
    verdict.section { name = "Verdict without the competitor", between = { "consumer", "firm" },
      of = { "basket", "feedback" } },
    verdict.section { name = "Verdict across segments", between = { "consumer" }, by = "segment", of = "feedback" },
    conditions.section { data_returned = "service", active_and_passive = "service", competition = false },
  },
}
