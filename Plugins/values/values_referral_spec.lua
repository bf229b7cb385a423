-- Tests of what customers are worth through others: valence test Plugins/values

local valence = require "valence"
local values = require "values"

--- Customer 1 alone invites prospect 1 (step 1) and prospect 2 (step 2), and talks to prospect 3 (from step 2 on). Prospect
--- 2 comes by itself in step 4; 5 and 6 come by themselves in step 1, 5 whom nobody talks to, 6 to whom customer 2 talks.
local function world(definitions, more)
  local invited, alone, heard = { [1] = 1, [2] = 2 }, { [2] = 4, [3] = 1, [5] = 1, [6] = 1 }, { [3] = 1, [6] = 2 }
  local made = {
    name = "through others", steps = 5, replications = 1, scenarios = { { "as is" } },
    actors = {
      firm = { count = 1 },
      customer = { count = 3 },
      prospect = { count = 6, fields = { inviter = valence.ref "customer", referrer = valence.ref "customer", joined = 0,
        liking = 0, spend = valence.flow() } },
    },
    phases = {
      valence.encounter { "invite", from = "customer", to = "prospect", pick = 60,
        function(customer, prospect, env)
          if customer.number ~= 1 or invited[prospect.number] ~= env.step then return end
          prospect:claim("inviter", customer)
          return 0, 0
        end },
      valence.encounter { "talk", from = "customer", to = "prospect", pick = 60,
        function(customer, prospect, env, event)
          if heard[prospect.number] ~= customer.number or env.step == 1 then return end
          prospect:give("liking", customer.number)
          return 0, 0
        end },
      valence.rule { "join", of = "prospect", function(self, env)
        if self.joined == 0 and self.inviter then self.joined, self.referrer = env.step, self.inviter end
        if self.joined == 0 and alone[self.number] == env.step then self.joined = env.step end
        if self.joined > 0 then self.spend = 1 + (self.liking > 0 and 1 or 0) end
      end },
    },
    values = definitions,
  }
  for key, value in pairs(more or {}) do made[key] = value end
  return study(valence.study(made)):run()
end

--- The value of every customer by its number.
local function each(run, name)
  local list = {}
  for customer in run:actors "customer" do list[customer.number] = customer:value(name) end
  return list
end

local margin = valence.value { "margin", of = "prospect", to = "firm", source = "given",
  function(self) return self.spend end }

local function crv(more)
  local options = { of = "customer", silence = "invite", referred = "prospect", by = "referrer", joined = "joined",
    worth = 50, incentive = 5, marketing = 2, saved = 10 }
  for key, value in pairs(more or {}) do options[key] = value end
  return values.crv(options)
end

describe("CRV", function()
  it("counts who would not have come in full, who would have come by the cost saved", function()
    -- Prospect 1 is type one: 50 - 5 - 2 + 10; prospect 2 is type two: 10.
    local list = each(world { crv() }, "CRV")
    assert.near(53 + 10, list[1], 1e-12)
    assert.equal(0, list[2])
    assert.equal(0, list[3])
  end)

  it("is discounted by the step in which they joined, and ends with its horizon", function()
    assert.near(53 / 1.1 + 10 / 1.21, each(world { crv { rate = 0.1 } }, "CRV")[1], 1e-12)
    assert.near(53, each(world { crv { horizon = 1 } }, "CRV")[1], 1e-12)
  end)

  it("takes functions of who was referred, the parameters and the customer", function()
    local run = world({ crv { incentive = function(friend, env, customer)
      return friend.number * env.p + 100 * customer.number
    end } }, { parameters = { p = 0.5 } })
    assert.near(50 - 0.5 - 100 - 2 + 10 + 10, each(run, "CRV")[1], 1e-12)
  end)

  it("refuses what it does not know, by name", function()
    assert.has_error(function() crv { sampel = 3 } end, "sampel")
    assert.has_error(function() crv { worth = true } end, "worth")
    assert.has_error(function() values.crv { of = "customer", silence = "invite" } end, "needs")
  end)
end)

describe("CIV", function()
  it("is what others spend more for having heard the customer", function()
    local list = each(world {
      margin, values.civ { of = "customer", silence = "talk", margin = "margin", among = "prospect" },
    }, "CIV")
    -- In steps 2 to 5 prospect 3 spends 1 more for customer 1, prospect 6 for customer 2.
    assert.near(4, list[1], 1e-12)
    assert.near(4, list[2], 1e-12)
    assert.equal(0, list[3])
  end)

  it("leaves to CRV whom it is told to", function()
    local definition = { of = "customer", silence = { "invite", "talk" }, margin = "margin", among = { "prospect" } }
    -- Without customer 1 prospect 1 spends nothing (5 steps), prospect 2 only from step 4 on (2 steps less).
    assert.near(4 + 5 + 2, each(world { margin, values.civ(definition) }, "CIV")[1], 1e-12)
    definition.except = { prospect = "referrer" }
    assert.near(4, each(world { margin, values.civ(definition) }, "CIV")[1], 1e-12)
  end)
end)

describe("CEV", function()
  it("is the plain or weighted sum of its parts", function()
    local civ = values.civ { of = "customer", silence = "talk", margin = "margin", among = "prospect" }
    local run = world {
      margin, crv(), civ, values.cev { of = "customer", parts = { "CRV", "CIV" } },
      values.cev { name = "weighted", of = "customer", parts = { "CRV", "CIV" }, weights = { CIV = 0.5 } },
    }
    assert.near(63 + 4, each(run, "CEV")[1], 1e-12)
    assert.near(63 + 2, each(run, "weighted")[1], 1e-12)
    assert.near(4, each(run, "CEV")[2], 1e-12)
  end)

  it("loses what CRV and CIV count twice", function()
    -- CIV of all influence, invitations included, counts the referred once more: their margins, 5 + 2.
    local run = world {
      margin, crv(),
      values.civ { of = "customer", silence = { "invite", "talk" }, margin = "margin", among = "prospect" },
      values.crv_and_civ { of = "customer", silence = { "invite", "talk" }, referred = "prospect", by = "referrer",
        joined = "joined", worth = 50, incentive = 5, marketing = 2, saved = 10, margin = "margin", among = "prospect" },
      values.cev { of = "customer", parts = { "CRV", "CIV" }, joint = "CRV and CIV" },
      values.cev { name = "plain", of = "customer", parts = { "CRV", "CIV" } },
    }
    assert.near(63 + 4, each(run, "CEV")[1], 1e-12)
    assert.near(63 + 11, each(run, "plain")[1], 1e-12)
  end)

  it("is undefined for whom a part is unknown, and known for the same sample of all", function()
    local run = world {
      margin, crv { sample = 2 },
      values.civ { of = "customer", silence = "talk", margin = "margin", among = "prospect", sample = 2 },
      values.cev { of = "customer", parts = { "CRV", "CIV" } },
    }
    local known = 0
    for customer in run:actors "customer" do
      if customer:value "CEV" then known = known + 1 end
    end
    assert.equal(2, known)
  end)

  it("refuses weights of what is no part", function()
    assert.has_error(function() values.cev { of = "customer", parts = { "CLV" }, weights = { CRV = 2 } } end, "CRV")
    assert.has_error(function() values.cev { of = "customer", parts = {} } end, "parts")
  end)
end)
