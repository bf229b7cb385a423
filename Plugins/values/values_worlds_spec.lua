-- Tests of the definitions of the plugin values in running worlds: valence test Plugins/values

local valence = require "valence"
local values = require "values"

--- A study of actors of one kind with these definitions; `more` adds to its table.
local function with(definitions, fields, more)
  local made = {
    name = "values", steps = 4, replications = 1,
    actors = { consumer = { count = 3, fields = fields }, firm = { count = 1 } },
    phases = { valence.rule { "idle", of = "consumer", function() end } },
    values = definitions, scenarios = { { "as is" } },
  }
  for key, value in pairs(more or {}) do made[key] = value end
  return study(valence.study(made))
end

--- The value of every consumer by its number; nil where it is undefined.
local function each(run, name)
  local list = {}
  for consumer in run:actors "consumer" do list[consumer.number] = consumer:value(name) end
  return list
end

describe("customer value", function()
  it("is what is received less what is given, weighted, every step", function()
    local run = with({
      values.customer { of = "consumer", benefits = { "quality", "fun" }, costs = { price = "price", effort = 0.5 },
        weights = { quality = 2, effort = 4 } },
    }, { quality = 0.5, fun = 0.25, price = 0.2 }):run()
    -- Four steps of 2 x 0.5 + 0.25 - 0.2 - 4 x 0.5.
    assert.near(4 * -0.95, run:value "customer value", 1e-12)
  end)

  it("has presets whose benefits are fields of their names, or other terms", function()
    local run = with({
      values.customer { of = "consumer", preset = "perval", benefits = { price = function(self) return 1 - self.cost end } },
    }, { quality = 0.5, emotional = 0.25, social = 0.125, cost = 0.75 }):run()
    assert.near(4 * (0.5 + 0.25 + 0.125 + 0.25), run:value "customer value", 1e-12)
    assert.equal(5, #values.presets.consumption_values)
    assert.equal(8, #values.presets.holbrook)
  end)

  it("refuses what it does not know, by name", function()
    assert.has_error(function() values.customer { of = "consumer", preset = "sheth" } end, "no preset 'sheth'")
    assert.has_error(function()
      values.customer { of = "consumer", preset = "perval", benefits = { speed = "speed" } }
    end, "no benefit 'speed'")
    assert.has_error(function()
      values.customer { of = "consumer", benefits = { "fun" }, weights = { fan = 2 } }
    end, "weight for 'fan'")
    assert.has_error(function() values.customer { off = "consumer" } end, "off")
    assert.has_error(function() values.customer { of = "consumer", benefits = { fun = true } } end, "benefits.fun")
  end)

  it("as a ratio is undefined where nothing is given", function()
    local study = with({ values.ratio { of = "consumer", benefits = { "fun" }, costs = { "price" } } },
      { fun = 3, price = function(self) return self.number - 1 end })
    local list = each(study:run(), "value ratio")
    assert.is_nil(list[1])
    assert.near(3, list[2], 1e-12)
    assert.near(1.5, list[3], 1e-12)
  end)

  it("as a surplus takes what was promised for true", function()
    local run = with({ values.surplus { of = "consumer", service = "quality", price = 0.4, base = 0.3, overstatement = 0.2 } },
      { quality = 0.5 }):run()
    assert.near(4 * (0.3 + 1.2 * 0.5 - 0.4), run:value "expected surplus", 1e-12)
  end)
end)

describe("experiential value", function()
  local fields = { playfulness = 0.2, aesthetics = 0.4, customer_return_on_investment = 0.6, service_excellence = 0.8 }

  it("is the mean of the four scores unless weighted", function()
    local definitions = {
      values.experiential { of = "consumer" },
      values.experiential { of = "consumer", name = "play", scores = { playfulness = 1 },
        weights = { playfulness = 1, aesthetics = 0, customer_return_on_investment = 0, service_excellence = 0 } },
    }
    local run = with(definitions, fields):run()
    assert.near(4 * 0.5, run:value "experiential value", 1e-12)
    assert.near(4, run:value "play", 1e-12)
  end)

  it("is undefined where a score is no score", function()
    local run = with({ values.experiential { of = "consumer", scores = { playfulness = 1.5 } } }, fields):run()
    assert.is_nil(each(run, "experiential value")[1])
  end)

  it("refuses dimensions it does not have", function()
    assert.has_error(function() values.experiential { of = "consumer", scores = { play = "fun" } } end, "no dimension 'play'")
  end)

  it("is scaled by satisfaction, and undefined where nothing was expected", function()
    local run = with({ values.satisfaction { of = "consumer", as = "stock", actual = 0.6, expected = "hope" } },
      { hope = function(self) return 0.4 * (self.number - 1) end }):run()
    local list = each(run, "satisfaction")
    assert.is_nil(list[1])
    assert.near(0.9, list[2], 1e-12)
  end)
end)

describe("a stock", function()
  it("keeps part of itself and adds what was gained", function()
    local run = with({ values.well_being { of = "consumer", field = "well" } }, { well = 1 }, {
      phases = {
        valence.presence { "walk", of = "consumer", function(self) return self.number end },
        values.stock { of = "consumer", field = "well", adds = { { gained = "walk" } }, decay = 0.5 },
      },
    }):run()
    local list = each(run, "well-being")
    for number = 1, 3 do
      local well = 1
      for _ = 1, 4 do well = 0.5 * well + number end
      assert.near(well, list[number], 1e-12)
    end
  end)

  it("refuses a decay that is none", function()
    assert.has_error(function() values.stock { of = "consumer", field = "well", adds = {}, decay = 2 } end, "decay")
  end)
end)

describe("lifetime value", function()
  it("by constant retention is undefined where it has no limit", function()
    local run = with({
      values.clv { model = "retention", of = "consumer", margin = 100, retention = "loyalty", rate = 0.1 },
      values.clv { model = "retention", name = "now", of = "consumer", margin = 100, retention = 0.8, rate = 0.1, timing = "now" },
    }, { loyalty = function(self) return self.number == 3 and 1.1 or 0.8 end }):run()
    local list = each(run, "CLV")
    assert.near(266.6667, list[1], 5e-5)
    assert.is_nil(list[3])
    assert.near(366.6667, each(run, "now")[1], 5e-5)
  end)

  it("by foreseen purchases adds up over the steps", function()
    local run = with({
      values.clv { model = "foreseen", of = "consumer", probability = 0.5, margin = 10, cost = 1, rate = 0.07238 },
    }, {}):run()
    local sum = 0
    for j = 1, 4 do sum = sum + 4 / 1.07238 ^ j end
    assert.near(sum, run:value "CLV", 1e-12)
  end)

  it("under contract is worth more the longer it lasted", function()
    local p = { a = 0.668, b = 3.806 }
    local run = with({
      values.clv { model = "contractual", of = "consumer", margin = 2, parameters = p, rate = 0.1 },
      values.clv { model = "contractual", name = "left", of = "consumer", margin = 2, parameters = p, rate = 0.1, renewals = "renewals" },
    }, { renewals = function(self) return self.number - 1 end }):run()
    assert.near(2 * values.sbg.multiple(0.1, p), run:value "CLV", 1e-10)
    local list = each(run, "left")
    assert.near(2 * values.sbg.residual(1, 0.1, p), list[1], 1e-10)
    assert(list[1] < list[2] and list[2] < list[3])
  end)

  it("refuses models it does not have, and options of other models", function()
    assert.has_error(function() values.clv { model = "bg", of = "consumer" } end, "'model' is one of")
    assert.has_error(function()
      values.clv { model = "retention", of = "consumer", margin = 1, retention = 0.5, rate = 0.1, periods = 3 }
    end, "periods")
  end)
end)

describe("firms", function()
  it("earn margins less costs, discounted", function()
    local run = with({
      values.profit { of = "firm", margins = 10, service = 2, incentives = 1, fixed = 3, discount = 0.1 },
      values.provider { of = "firm", stays = 3, price = 0.5, service = 0.2, incentive = 0.1, commission = 0.15 },
      values.platform { of = "firm", turnover = 1.5, commission = 0.15 },
    }, {}):run()
    local sum = 0
    for t = 1, 4 do sum = sum + 4 / 1.1 ^ t end
    assert.near(sum, run:value "profit", 1e-12)
    assert.near(4 * (3 * (0.85 * 0.5 - 0.2) - 0.1), run:value "provider profit", 1e-12)
    assert.near(4 * 0.225, run:value "platform revenue", 1e-12)
  end)
end)

describe("presence", function()
  local function worth(options)
    options.of, options.as = "consumer", "stock"
    options.members = function(_, env) return env:sum("consumer", "on") end
    options.counts = "on"
    return values.network(options)
  end

  it("is worth what the law says, to members only", function()
    local run = with({
      worth { name = "metcalfe", law = "metcalfe", k = 0.5 }, worth { name = "odlyzko", law = "odlyzko" },
      worth { name = "sarnoff", law = "sarnoff", k = 3 }, worth { name = "reed", law = "reed" },
      worth { name = "saturating", law = "saturating", k = 3, n0 = 2 },
      values.externality { of = "consumer", as = "stock", theta = -2, coverage = 2 / 3 },
    }, { on = function(self) return self.number <= 2 and 1 or 0 end }):run()
    assert.near(1, each(run, "metcalfe")[1], 1e-12)
    assert.equal(0, each(run, "metcalfe")[3])
    assert.near(math.log(2), each(run, "odlyzko")[2], 1e-12)
    assert.equal(3, each(run, "sarnoff")[1])
    assert.equal(2, each(run, "reed")[1])
    assert.near(3 * (1 - math.exp(-1)), each(run, "saturating")[1], 1e-12)
    assert.near(-4 / 3, run:value "externality", 1e-12)
  end)

  it("refuses laws it does not have, and n0 where it does not belong", function()
    assert.has_error(function() values.network { of = "consumer", members = 3, law = "moore" } end, "no law 'moore'")
    assert.has_error(function() values.network { of = "consumer", members = 3, law = "reed", n0 = 3 } end, "n0")
    assert.has_error(function() values.network { of = "consumer", members = 3, law = "saturating" } end, "n0")
  end)
end)

describe("knowledge", function()
  it("is shared by contributions, less what they cost to process", function()
    local function ckv(name, share)
      return values.ckv { name = name, of = "consumer", contribution = "ideas", share = share, cost = 0.25,
        total = function(_, env) return env:sum("consumer", "ideas") end,
        worth = function(ideas) return math.sqrt(ideas) end }
    end
    local run = with({ ckv("share"), ckv("missing", "leave_one_out") }, { ideas = function(self) return self.number - 1 end }):run()
    local shares, missing = each(run, "share"), each(run, "missing")
    assert.near(math.sqrt(3) - 0.75, shares[1] + shares[2] + shares[3], 1e-12)
    assert.near(-0.25, shares[1], 1e-12)
    assert.near(math.sqrt(3) - math.sqrt(2) - 0.25, missing[2], 1e-12)
  end)
end)

describe("reverse use", function()
  it("is about times for times uses, less effort", function()
    local run = with({
      values.reverse_use { of = "consumer", captured = 0.6, accuracy = "accuracy", relevance = 0.5, congruence = "belief",
        uses = { playing = 1, learning = 2 }, weights = { learning = 3 }, effort = 0.1 },
    }, { accuracy = 0.5, belief = function(self) return self.number - 1 end }):run()
    local list = each(run, "reverse-use value")
    assert.near(-0.4, list[1], 1e-12)
    assert.near(4 * (0.3 * 0.5 * 7 - 0.1), list[2], 1e-12)
  end)
end)

describe("simulated buyers", function()
  local bg = { r = 0.243, alpha = 4.414, a = 0.793, b = 2.426 }
  local pn = { r = 0.5533, alpha = 10.5776, s = 0.6062, beta = 11.6687 }

  --- A world of customers of a model for 39 weeks, with the means of what the model has formulas for.
  local function buyers(model, p)
    return study(valence.study {
      name = "buyers", steps = 39, replications = 1,
      actors = { buyer = { count = 500, fields = model.fields(p) } },
      phases = { model.buy { of = "buyer" } },
      measures = {
        valence.measure { "bought", of = "buyer", function(self) return self.x end },
        valence.measure { "never", of = "buyer", function(self) return self.x == 0 end },
        valence.measure { "late", of = "buyer", function(self) return self.t_x > 26 end },
      },
    })
  end

  it("by BG/NBD buy as often as the model expects", function()
    local world = buyers(values.bgnbd, bg)
    local expected, never = values.bgnbd.expected(39, bg), values.bgnbd.probability(0, 39, bg)
    assert.within_interval { study = world, measure = "bought", low = expected - 0.1, high = expected + 0.1, effect = 0.1 }
    assert.within_interval { study = world, measure = "never", low = never - 0.02, high = never + 0.02, effect = 0.02 }
  end)

  it("by Pareto/NBD buy as often as the model expects", function()
    local world = buyers(values.pareto_nbd, pn)
    local expected = values.pareto_nbd.expected(39, pn)
    assert.within_interval { study = world, measure = "bought", low = expected - 0.1, high = expected + 0.1, effect = 0.1 }
  end)

  it("by gamma-gamma pay what the model expects", function()
    local spending = { p = 6.25, q = 3.74, v = 15.44 }
    local fields = values.bgnbd.fields(bg)
    for name, first in pairs(values.gamma_gamma.fields(spending)) do fields[name] = first end
    local world = study(valence.study {
      name = "payers", steps = 39, replications = 1, actors = { buyer = { count = 500, fields = fields } },
      phases = { values.bgnbd.buy { of = "buyer" }, values.gamma_gamma.pay { of = "buyer", p = spending.p } },
      measures = {
        valence.measure { "spend", of = "buyer", function(self)
          if self.x > 0 then return self.spent / self.x end
        end },
      },
    })
    local mean = values.gamma_gamma.mean(spending)
    assert.within_interval { study = world, measure = "spend", low = mean - 1, high = mean + 1, effect = 1 }
  end)

  it("give back the parameters that they were made with", { instructions = 1e9 }, function()
    for _, case in ipairs { { values.bgnbd, bg }, { values.pareto_nbd, pn } } do
      local model, p = case[1], case[2]
      local customers = {}
      for buyer in buyers(model, p):with { count = { buyer = 4000 } }:run():actors "buyer" do
        customers[#customers + 1] = { x = buyer.x, t_x = buyer.t_x, T = 39 }
      end
      local fit = model.fit(customers)
      assert.is_true(fit.converged)
      -- What was observed is as likely under the parameters as under the fit, but for what four parameters may gain.
      local gain = fit.log_likelihood - model.log_likelihood(p, customers)
      assert(gain >= 0 and gain < 12, "the fit gains " .. gain)
    end
  end)
end)
