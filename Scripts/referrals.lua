-- Referrals: customer lifetime value against customer referral value
--
-- Question: are the customers who buy most also those who bring most, and does a campaign that knows the
-- difference earn more than one that treats all alike?
-- Sources: Kumar, Petersen & Leone 2007, HBR 85(10), and 2010, Journal of Marketing 74(5): best buyers are
-- not best marketers, CLV alone is a poor proxy for what a customer is worth, segmented campaigns beat
-- uniform ones. Schmitt, Skiera & Van den Bulte 2011: referred customers are worth at least 16 % more
-- (a telecom replication, Wolters & Gedenk 2019, found smaller margins instead).
--
-- What is compared: CLV (what a customer buys), CRV (what its referrals bring: `values.crv` runs the world
-- again without this one customer's invitations, so that who would have joined anyway is seen, not asked),
-- and CEV, their sum, for a random sample of 200 customers in each replicate.
--
-- Put in, so that it must come out: ln CLV ~ N(4.5, 0.9); the wish to refer is Poisson(exp(-1 + 0.8 z)) with
-- correlation -0.3 between z and CLV; the premium of 16 %; acquisition costs 30 are saved. Left open by the
-- text and chosen here: 6,000 prospects of whom 9 % a month come by themselves, half of the invited join,
-- twelve months, 15 % interest a year; an incentive of 10 for either side lifts the wish to refer by `boost`
-- (a factor would leave a wish of zero at zero) for whoever is offered it; a purchase incentive of 10 makes
-- the lower half of the buyers spend 30 more and the upper half nothing, who buy what they need already.
-- The segmented campaign pays Affluents for referrals, Advocates for purchases, Misers for both; the uniform
-- one pays everybody for both.
--
-- What comes out: CLV and CRV are all but unrelated, and few of the top buyers are among the top referrers, no
-- more than chance would have it. Ranking customers by CLV and by CEV disagrees in a part of the pairs
-- (discord). The segmented campaign earns more than the uniform one, though it brings fewer new customers:
-- the incentives that it does not pay to those who would have bought anyway outweigh the referrals forgone.
--
--     ./valence run Scripts/referrals.lua

local valence = require "valence"
local cocreation, confusion, fusion, values =
  require "cocreation", require "confusion", require "fusion", require "values"


local function paid_to_refer(c, env)
  return env.campaign == "uniform" or env.campaign == "segment" and (c.segment == "affluent" or c.segment == "miser")
end

local function paid_to_buy(c, env)
  return env.campaign == "uniform" or env.campaign == "segment" and (c.segment == "advocate" or c.segment == "miser")
end

--- What customers bought more for being paid to, less what they were paid.
local function lift(c, env)
  if not paid_to_buy(c, env) then return 0 end
  return (c.rich < 0.5 and env.more or 0) - env.incentive
end

--- How like CLV and CRV are over those customers of whom both are known: Pearson's correlation, and how many of
--- the tenth with the highest CLV are in the tenth with the highest CRV.
local function likeness(run)
  local both = {}
  for c in run:actors "customer" do
    local clv, crv = c:value "CLV", c:value "CRV"
    if not valence.is_undefined(crv) then both[#both + 1] = { clv = clv, crv = crv, number = c.number } end
  end
  local n, x, y, xx, yy, xy = #both, 0, 0, 0, 0, 0
  for _, c in ipairs(both) do x, y = x + c.clv, y + c.crv end
  for _, c in ipairs(both) do
    local dx, dy = c.clv - x / n, c.crv - y / n
    xx, yy, xy = xx + dx * dx, yy + dy * dy, xy + dx * dy
  end
  if xx == 0 or yy == 0 then return valence.undefined("zero_variance", 0, n) end
  local tenth, top = math.max(1, n // 10), {}
  local function highest(name)
    table.sort(both, function(a, b)
      if a[name] ~= b[name] then return a[name] > b[name] end
      return a.number < b.number
    end)
  end
  highest "clv"
  for place = 1, tenth do top[both[place].number] = true end
  highest "crv"
  local shared = 0
  for place = 1, tenth do
    if top[both[place].number] then shared = shared + 1 end
  end
  return xy / math.sqrt(xx * yy), shared / tenth
end

return valence.study {
  name = "Referrals: CLV against CRV",
  question = "Are the best buyers the best marketers, and does a campaign that knows the difference earn more?",
  notes = {
    "The wish to refer, its correlation with CLV, the premium of referred customers and what incentives do are put "
      .. "in, not found: what comes out is what they come to together.",
  },
  seed = 2010, steps = 12, replications = 100, baseline = "none",
  parameters = { campaign = valence.one_of { "none", "uniform", "segment" }, incentive = 10, acquisition = 30,
                 premium = 1.16, organic = 0.09, boost = 0.5, more = 30, rate = 0.15,
                 sample = valence.integer(200) },
  actors = {
    firm = { count = 1, fields = { income = valence.flow() } },
    prospect = { count = 6000, fields = { inviter = valence.ref "customer", referrer = valence.ref "customer", joined_at = 0, worth = 0 } },
    customer = { count = 2000, fields = {
      z = valence.normal(0, 1), e = valence.normal(0, 1), rich = valence.rank "spend", vocal = valence.rank "propensity",
      spend = function(self) return math.exp(4.5 + 0.9 * (-0.3 * self.z + math.sqrt(1 - 0.3 ^ 2) * self.e)) end,
      propensity = function(self, env) return env:poisson(math.exp(-1 + 0.8 * self.z)) end,
      segment = valence.category({ "champion", "affluent", "advocate", "miser" }, function(self)
        if self.rich >= 0.5 then return self.vocal >= 0.5 and "champion" or "affluent" end
        return self.vocal >= 0.5 and "advocate" or "miser"
      end) } },
  },

  phases = {
    valence.rule { "buy", of = "customer", at = 1, function(self, env)
      env:the "firm":give("income", lift(self, env))
    end },
    valence.encounter { "invite", from = "customer", to = "prospect",
      pick = function(self, env) return env:poisson((self.propensity + (paid_to_refer(self, env) and env.boost or 0)) / 12) end,
      function(customer, prospect)
        if prospect.joined_at == 0 then prospect:claim("inviter", customer) return 0, 0 end
      end },
    valence.rule { "join", of = "prospect", function(self, env)
      if self.joined_at > 0 then return end
      local referred, organic = self.inviter ~= nil and env:chance(0.5), env:chance(env.organic)
      if referred then self.referrer = self.inviter end
      self.inviter = nil
      if not (referred or organic) then return end
      self.joined_at, self.worth = env.step, env:mean("customer", "spend") * (referred and env.premium or 1)
      env:the "firm":give("income", self.worth - (referred and 0 or env.acquisition))
    end },
    valence.encounter { "reward", along = "prospect.referrer", function(prospect, customer, env)
      if prospect.joined_at ~= env.step or not paid_to_refer(customer, env) then return end
      env:the "firm":give("income", -2 * env.incentive)
      return env.incentive, env.incentive
    end },
  },

  values = {
    valence.value { "reward", of = { "customer", "prospect" }, unit = "EUR", scale = 10,
      source = "own operationalisation", function(self) return self:gained "reward" end },
    valence.value { "profit", of = "firm", unit = "EUR", scale = 10000,
      source = "own operationalisation", function(self) return self.income end },
    valence.value { "CLV", of = "customer", to = "firm", as = "end", unit = "EUR",
      source = "own operationalisation", function(self, env) return self.spend + lift(self, env) end },
    values.crv { of = "customer", silence = "invite", sample = valence.parameter "sample", referred = "prospect", by = "referrer",
      joined = "joined_at", worth = "worth", saved = function(_, env) return env.acquisition end,
      incentive = function(_, env, customer) return paid_to_refer(customer, env) and 2 * env.incentive or 0 end,
      rate = function(_, env) return (1 + env.rate) ^ (1 / 12) - 1 end, unit = "EUR" },
    values.cev { of = "customer", parts = { "CLV", "CRV" }, unit = "EUR" },
  },
  lenses = { { "programme", customer = "reward", prospect = "reward", firm = "profit" } },
  scenarios = { { "none" }, { "uniform", campaign = "uniform" }, { "segment", campaign = "segment" } },
  measures = {
    confusion.discord { between = { "CLV", "CEV" } },
    fusion.index { lens = "programme" },
    cocreation.engagement { of = "invite", name = "invitations" },
    valence.measure { "CLV and CRV", gives = { "correlation", "shared top tenth" },
      source = "Kumar, Petersen & Leone 2007, HBR 85(10)",
      formula = "Pearson's r; share of the top tenth by CLV that is in the top tenth by CRV (chance: 0.1)",
      likeness },
    valence.measure { "prospects that joined", gives = { "invited", "by themselves" },
      function(run)
        local invited, alone = 0, 0
        for prospect in run:actors "prospect" do
          if prospect.referrer then invited = invited + 1
          elseif prospect.joined_at > 0 then alone = alone + 1 end
        end
        local all = run:count "prospect"
        return invited / all, alone / all
      end },
  },
}
