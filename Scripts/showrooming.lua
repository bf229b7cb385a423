-- Showrooming: inspect in the store, buy online
--
-- Question: who gains when a phone lets people inspect a product in a store and buy it online, and does
-- matching the price help the store? Free riding hurts the store, which co-destructs there what is
-- co-created online (Daunt & Harris 2017, JRCS 38, doi:10.1016/j.jretconser.2017.05.013); browsing and
-- switching lowers the profit of both where prices react (Balakrishnan, Sundaresan & Zhang 2014, POM); the
-- store's profit first falls and then rises in the share that asks for a match (Mehra, Kumar & Raju); free
-- riding can help the one who is visited, too (Shin 2007, Marketing Science 26(4)).
--
-- Prices, costs and tastes are this project's defaults. Everybody decides once, knowing all utilities.
-- What was chosen: who asks for a match pays the online price whatever they would have paid; where prices
-- react, store and online shop in turn move by 0.1 to whatever earns more at the other's present price,
-- thirty times, before anybody buys; an inspection's gain to the consumer is the bad match it avoids.
--
-- What comes out: the store loses, consumers and the online shop gain. At fixed prices a match wins part of
-- it back, in proportion to those who ask. Where prices react both firms earn less than at fixed prices, but
-- the phone takes from the store alone: that it lowers the profit of both does not come out here. The
-- store's profit then falls in the share that asks for a match and is highest where all ask, as cited; at
-- that end because the online shop sells nothing and no single move of its price changes that.
-- That free riding helps the store does not come out either.
-- Verdict: CONFUSION in every scenario, as expected; the store's loss is one-sided misuse, not mutual ruin.
--
--     ./valence run Scripts/showrooming.lua
--     ./valence run Scripts/showrooming.lua match=0,0.2,0.4,0.6,0.8,1

local valence = require "valence"
local confusion, codestruction = require "confusion", require "codestruction"
local values, verdict, conditions = require "values", require "verdict", require "conditions"

-- What a consumer does at these prices: 0 buys nothing, 1 buys in the store, 2 online without having
-- seen it, 3 online after an inspection in the store.
local function choice(c, env, store, online)
  if c.asks and env.mobile then store = math.min(store, online) end
  local hassle = env.hassle * (1 - c.affinity)
  local best, top = 0, 0
  local here = c.taste - store - env.visit
  local blind = c.taste - online - env.mismatch - hassle
  local seen = c.taste - online - env.visit - hassle
  if here > top then best, top = 1, here end
  if blind > top then best, top = 2, blind end
  if env.mobile and seen > top then best = 3 end
  return best
end

local function store_profit(c, env, store, online)
  local what = choice(c, env, store, online)
  if what == 1 then
    if c.asks and env.mobile then store = math.min(store, online) end
    return store - env.cost - env.service
  end
  return what == 3 and -env.service or 0
end

local function online_profit(c, env, store, online)
  return choice(c, env, store, online) >= 2 and online - env.cost or 0
end

return valence.study {
  name = "Showrooming",
  question = "Who gains when consumers can inspect in a store and buy online, and does matching the price help?",
  notes = "A mechanism that was put in comes out: prices, costs and tastes are defaults of this project.",
  seed = 2017, steps = 31, replications = 100,

  parameters = {
    mobile = true, match = 0, react = false,
    store_price = 8, online_price = 7, cost = 5,
    visit = 0.5, mismatch = 1.2, hassle = 2, service = 0.6,
  },

  actors = {
    consumer = { count = 2000, fields = {
      affinity = valence.uniform(0, 1), taste = valence.normal(10, 1),
      asks = valence.boolean(function(_, env) return env:chance(env.match) end), does = 0 } },
    firm = { count = 1, fields = { price = function(_, env) return env.store_price end } },
    competitor = { count = 1, fields = { price = function(_, env) return env.online_price end } },
  },

  networks = {
    street = valence.star { from = "consumer", to = "firm" },
    web = valence.star { from = "consumer", to = "competitor" },
  },

  phases = {
    valence.rule { "store price", of = "firm", function(self, env)
      if not env.react or env.step == 31 then return end
      local online, less, same, more = env:the "competitor".price, 0, 0, 0
      for c in self:peers "street" do
        less = less + store_profit(c, env, self.price - 0.1, online)
        same = same + store_profit(c, env, self.price, online)
        more = more + store_profit(c, env, self.price + 0.1, online)
      end
      if less > same and less >= more then self.price = self.price - 0.1
      elseif more > same then self.price = self.price + 0.1 end
    end },
    valence.rule { "online price", of = "competitor", function(self, env)
      if not env.react or env.step == 31 then return end
      local store, less, same, more = env:the "firm".price, 0, 0, 0
      for c in self:peers "web" do
        less = less + online_profit(c, env, store, self.price - 0.1)
        same = same + online_profit(c, env, store, self.price)
        more = more + online_profit(c, env, store, self.price + 0.1)
      end
      if less > same and less >= more then self.price = self.price - 0.1
      elseif more > same then self.price = self.price + 0.1 end
    end },

    valence.rule { "decide", of = "consumer", at = 31, function(self, env)
      self.does = choice(self, env, env:the "firm".price, env:the "competitor".price)
    end },
    valence.encounter { "inspection", along = "street", at = 31, marks = { "misuse", "intentional", "others_resource" },
      function(consumer, _, env, event)
        if consumer.does ~= 3 then return end
        event.misuse, event.intentional, event.others_resource, event.active_partner = true, true, true, false
        return env.mismatch - env.visit, -env.service
      end },
    valence.encounter { "store purchase", along = "street", at = 31, function(consumer, store, env)
      if consumer.does ~= 1 then return end
      local price = store.price
      if consumer.asks and env.mobile then price = math.min(price, env:the "competitor".price) end
      return consumer.taste - price - env.visit, price - env.cost - env.service
    end },
    valence.encounter { "online purchase", along = "web", at = 31, function(consumer, online, env)
      if consumer.does < 2 then return end
      return consumer.taste - online.price - env.mismatch - env.hassle * (1 - consumer.affinity), online.price - env.cost
    end },
  },

  values = {
    values.customer { of = "consumer", unit = "EUR", scale = 1, benefits = {
      inspection = { gained = "inspection" }, here = { gained = "store purchase" }, there = { gained = "online purchase" } } },
    values.profit { name = "firm profit", of = "firm", unit = "EUR", scale = 2000,
      margins = function(self) return self:gained "inspection" + self:gained "store purchase" end },
    values.profit { name = "competitor profit", of = "competitor", margins = { gained = "online purchase" }, unit = "EUR",
      scale = 2000 },
  },
  lenses = { { "everyone", consumer = "customer value", firm = "firm profit", competitor = "competitor profit" } },

  scenarios = {
    { "no mobile", mobile = false }, { "mobile" },
    { "a quarter asks for a match", match = 0.25 },
    { "half ask for a match", match = 0.5 },
    { "all ask for a match", match = 1 },
    { "prices react, no mobile", mobile = false, react = true },
    { "prices react", react = true, against = { mobile = false, react = true } },
    { "prices react, half ask", react = true, match = 0.5, against = { mobile = false, react = true } },
    { "prices react, all ask", react = true, match = 1, against = { mobile = false, react = true } },
  },
  baseline = "no mobile",

  measures = {
    confusion.tension {},
    codestruction.rate { of = { "inspection", "store purchase", "online purchase" } },
    codestruction.exploitation {},
    codestruction.misuse { intentional = "intentional", others_resource = "others_resource", unit = "EUR" },
    valence.measure { "purchases", gives = { "in the store", "online, unseen", "online, inspected" },
      source = "shares of all consumers", function(run)
        local n = run:count "consumer"
        local store, blind, seen = 0, 0, 0
        for c in run:actors "consumer" do
          if c.does == 1 then store = store + 1
          elseif c.does == 2 then blind = blind + 1
          elseif c.does == 3 then seen = seen + 1 end
        end
        return store / n, blind / n, seen / n
      end },
    valence.measure { "price", gives = { "store", "online" }, unit = "EUR", source = "prices at which consumers bought",
      function(run) return run:mean("firm", "price"), run:mean("competitor", "price") end },
  },

  sections = {
    verdict.section { of = { "inspection", "store purchase", "online purchase" } },
    codestruction.misuse_section { of = { "inspection", "store purchase", "online purchase" }, intentional = "intentional" },
    conditions.section { competition = false, objective = false },
  },
}
