-- Referrals: a campaign pays customers for inviting others
--
-- Customers invite prospects, a campaign pays for it; best buyers are not the best marketers (Kumar,
-- Petersen & Leone 2007, HBR 85(10)). Shown here: first values as functions and ranks, partners
-- picked by a function, claims with one winner, gifts, references, and a baseline as settings, so
-- that every scenario has a twin of its own. A propensity of zero times an incentive would still be
-- zero: `boost` adds. What one customer brings by inviting needs the world without its invitations,
-- one per customer; this version does not run those, so CLV stands here alone.
--
--     ./valence run Scripts/referrals.lua

local valence = require "valence"

local function paid(c, env)
  return env.campaign == "uniform" or env.campaign == "segment" and (c.segment == "affluent" or c.segment == "miser")
end

return valence.study {
  name = "Referrals",
  seed = 2010, steps = 12, replications = 30, baseline = { campaign = "none" },
  parameters = { campaign = valence.one_of { "none", "uniform", "segment" }, incentive = 10, acquisition = 30,
                 premium = 1.16, organic = 0.09, boost = 0.5, rate = 0.15 },
  actors = {
    firm = { count = 1, fields = { income = valence.flow() } },
    prospect = { count = 6000, fields = { inviter = valence.ref "customer", referrer = valence.ref "customer", joined_at = 0, worth = 0 } },
    customer = { count = 2000, fields = {
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
    valence.value { "reward", of = { "customer", "prospect" }, unit = "EUR",
      source = "own operationalisation", function(self) return self:gained "reward" end },
    valence.value { "profit", of = "firm", unit = "EUR",
      source = "own operationalisation", function(self) return self.income end },
    valence.value { "CLV", of = "customer", to = "firm", as = "end", unit = "EUR",
      source = "own operationalisation", function(self) return self.clv end },
  },
  lenses = { { "programme", customer = "reward", prospect = "reward", firm = "profit" } },
  scenarios = { { "none" }, { "uniform", campaign = "uniform" }, { "segment", campaign = "segment" } },
  measures = {
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
