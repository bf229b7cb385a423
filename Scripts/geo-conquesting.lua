-- Geo-conquesting: a discount for those who stand near the rival's shop
--
-- Question: who gains when firms send discounts by location, one of them alone or both? At the rival's
-- location returns to a discount's depth increase, at the own location they decrease and the discount
-- cannibalises full-price sales (Fong, Fang & Luo 2015, JMR 52(5)); tests by one firm alone overstate the
-- profit, competitive response takes of it (Dubé, Fang, Fong & Luo 2016, MSI report 16-103).
--
-- Advantages, price and cost are this project's defaults. A consumer buys in one of the two shops on each of
-- ten days, an exact logit. What was chosen: a third of all is near each shop and a third near neither;
-- where both target, the competitor sends the same discount to those near the firm; a euro is .6 of utility,
-- which turns utility into surplus.
--
-- What comes out: as cited. At the rival's location sales rise by more with each step of depth, at the own
-- one by less, and there the discount lowers profit; the firm gains alone, and loses where both target. Then
-- consumers gain and both firms lose, but for the shallowest discount, at which the competitor still gains:
-- its consumers are further from switching than the firm's.
-- Verdict: CONFUSION in every scenario, with one firm alone as with both, where consumers gain and firms lose,
-- as expected.
--
--     ./valence run Scripts/geo-conquesting.lua
--     ./valence run Scripts/geo-conquesting.lua price=8,10,12

local valence = require "valence"
local confusion, values = require "confusion", require "values"
local verdict, conditions = require "verdict", require "conditions"

local places = { "near the firm", "near neither", "near the competitor" }

return valence.study {
  name = "Geo-conquesting",
  question = "Who gains when firms send discounts by location, one of them alone or both?",
  notes = "A mechanism that was put in comes out: advantages, price and cost are defaults of this project.",
  seed = 2016, steps = 10, replications = 100,

  parameters = {
    target = valence.one_of { "nobody", "own", "rival" },     -- whose location the firm sends its discount to
    both = false,                                             -- whether the competitor does the same
    depth = 0, price = 10, cost = 4, euro = 0.6,
    advantage = valence.by(places, { ["near the firm"] = 2, ["near neither"] = 0, ["near the competitor"] = -3 }),
  },

  actors = {
    consumer = { count = 600, fields = {
      luck = valence.uniform(0, 1), stand = valence.rank "luck",
      place = valence.category(places, function(self)
        if self.stand < 1 / 3 then return "near the firm" end
        return self.stand < 2 / 3 and "near neither" or "near the competitor"
      end),
      here = false, off = 0, off_there = 0, best = 0, bought = 0 } },
    firm = { count = 1 },
    competitor = { count = 1 },
  },

  networks = {
    near = valence.star { from = "consumer", to = "firm" },
    far = valence.star { from = "consumer", to = "competitor" },
  },

  phases = {
    valence.rule { "choose", of = "consumer", function(self, env)
      local ours, theirs = 0, 0
      if env.target == "own" then
        if self.place == "near the firm" then ours = env.depth end
        if env.both and self.place == "near the competitor" then theirs = env.depth end
      elseif env.target == "rival" then
        if self.place == "near the competitor" then ours = env.depth end
        if env.both and self.place == "near the firm" then theirs = env.depth end
      end
      local firm = env.advantage[self.place] + env.euro * env.price * ours + env:gumbel("firm")
      local competitor = env.euro * env.price * theirs + env:gumbel("competitor")
      self.here, self.off, self.off_there = firm > competitor, ours, theirs
      self.best = math.max(firm, competitor) / env.euro
      if self.here then self.bought = self.bought + 1 end
    end },

    valence.encounter { "purchase", along = "near", tags = { timing = { "ordinary", "by location" } },
      function(consumer, _, env, event)
        if not consumer.here then return end
        event.timing = consumer.off > 0 and "by location" or "ordinary"
        return consumer.best, env.price * (1 - consumer.off) - env.cost
      end },
    valence.encounter { "purchase there", along = "far", tags = { timing = { "ordinary", "by location" } },
      function(consumer, _, env, event)
        if consumer.here then return end
        event.timing = consumer.off_there > 0 and "by location" or "ordinary"
        return consumer.best, env.price * (1 - consumer.off_there) - env.cost
      end },
  },

  values = {
    values.customer { of = "consumer", unit = "EUR", scale = 10,                 -- the surplus of the logit choice
      benefits = { here = { gained = "purchase" }, there = { gained = "purchase there" } } },
    values.profit { name = "firm profit", of = "firm", margins = { gained = "purchase" }, unit = "EUR", scale = 6000 },
    values.profit { name = "competitor profit", of = "competitor", margins = { gained = "purchase there" }, unit = "EUR",
      scale = 6000 },
    valence.value { "customer profit", of = "consumer", to = "firm", unit = "EUR", traits = values.traits.profit,
      source = "the firm's margin on a consumer; own operationalisation",
      function(self, env) return self.here and env.price * (1 - self.off) - env.cost or 0 end },
  },
  lenses = { { "everyone", consumer = "customer value", firm = "firm profit", competitor = "competitor profit" } },

  scenarios = {
    { "no offers" },
    { "own location, 10 %", target = "own", depth = 0.1 },
    { "own location, 30 %", target = "own", depth = 0.3 },
    { "own location, 50 %", target = "own", depth = 0.5 },
    { "rival's location, 10 %", target = "rival", depth = 0.1 },
    { "rival's location, 30 %", target = "rival", depth = 0.3 },
    { "rival's location, 50 %", target = "rival", depth = 0.5 },
    { "both target, 10 %", target = "rival", both = true, depth = 0.1 },
    { "both target, 30 %", target = "rival", both = true, depth = 0.3 },
    { "both target, 50 %", target = "rival", both = true, depth = 0.5 },
  },
  baseline = "no offers",

  measures = {
    confusion.tension {},
    confusion.discord { between = { "customer value", "customer profit" } },
    valence.measure { "sales", of = "consumer", by = "place", source = "the firm's share of purchases",
      function(self) return self.bought / 10 end },
  },

  sections = {
    verdict.section { of = { "purchase", "purchase there" } },
    conditions.section { competition = false, timeliness = true, objective = false },
  },
}
