-- Tests of the likelihoods and fits of the plugin values: valence test Plugins/values

local valence = require "valence"
local values = require "values"

describe("the likelihood of gamma-gamma", function()
  local p = { p = 6.25, q = 3.74, v = 15.44 }

  --- The integral of f(z) times the density of the mean spend of x purchases.
  local function integral(x, f)
    local sum, step = 0, 0.05
    for z = step / 2, 1500, step do
      sum = sum + f(z) * math.exp(values.gamma_gamma.log_likelihood(p, { { x = x, mean = z } })) * step
    end
    return sum
  end

  it("is a density whose mean is the model's", function()
    for _, x in ipairs { 1, 3 } do
      assert.near(1, integral(x, function() return 1 end), 1e-3)
      assert.near(values.gamma_gamma.mean(p), integral(x, function(z) return z end), 0.05)
    end
  end)

  it("says nothing of who never bought again or paid nothing", function()
    local one, none, free = { x = 2, mean = 20 }, { x = 0, mean = 20 }, { x = 2, mean = 0 }
    local alone = values.gamma_gamma.log_likelihood(p, { one })
    assert.equal(alone, values.gamma_gamma.log_likelihood(p, { none, one, free }))
    assert.near(3 * alone, values.gamma_gamma.log_likelihood(p, { { x = 2, mean = 20, n = 3 } }), 1e-9)
  end)

  it("is highest where it was fitted", function()
    local customers = {}
    for i = 1, 60 do customers[i] = { x = 1 + i % 5, mean = 5 + (i * 37 % 53) } end
    local fit = values.gamma_gamma.fit(customers)
    assert.is_true(fit.converged)
    assert.near(fit.log_likelihood, values.gamma_gamma.log_likelihood(fit, customers), 1e-9)
    for _, name in ipairs { "p", "q", "v" } do
      for _, factor in ipairs { 0.9, 1.1 } do
        local other = { p = fit.p, q = fit.q, v = fit.v }
        other[name] = other[name] * factor
        assert(values.gamma_gamma.log_likelihood(other, customers) < fit.log_likelihood, name)
      end
    end
  end)
end)

describe("the likelihood of the shifted beta-geometric model", function()
  local p = { a = 0.7, b = 1.2 }

  it("is the share that leaves at the first renewal", function()
    assert.near(math.log(p.a / (p.a + p.b)), values.sbg.log_likelihood(p, { 1, 0 }), 1e-12)
    assert.near(math.log(p.b / (p.a + p.b)), values.sbg.log_likelihood(p, { 1, 1 }), 1e-12)
  end)

  it("has shares that sum to what has left", function()
    local left = 0
    for t = 1, 30 do
      local survivors = {}
      for renewal = 0, t do survivors[renewal + 1] = renewal < t and 1 or 0 end
      left = left + math.exp(values.sbg.log_likelihood(p, survivors))
    end
    assert.near(1 - values.sbg.survival(30, p), left, 1e-12)
  end)
end)

describe("retention", function()
  it("is worth something as long as money keeps less long", function()
    assert.near(0.95 / 0.15, values.retention.multiple(0.95, 0.1), 1e-12)
    assert.near(0.5 / 0.4, values.retention.multiple(0.5, -0.1), 1e-12)
  end)
end)

describe("lifetime value that is fitted to the customers of a run", function()
  local function world(fields)
    return study(valence.study {
      name = "fitted", steps = 20, replications = 1,
      actors = { customer = { count = 400, fields = fields }, firm = { count = 1 } },
      phases = { values.bgnbd.buy { of = "customer" } },
      values = {
        values.clv {
          model = "bgnbd", of = "customer", T = 20, mean = function(self) return 10 + self.number % 7 end,
          periods = 10, period = 2, rate = 0.01, margin = 0.5,
        },
      },
    })
  end

  it("is that of the parameters fitted by hand", function()
    local run = world(values.bgnbd.fields { r = 0.8, alpha = 3, a = 0.8, b = 2.5 }):run()
    local customers = {}
    for customer in run:actors "customer" do
      customers[#customers + 1] = { x = customer.x, t_x = customer.t_x, T = 20, mean = 10 + customer.number % 7 }
    end
    local purchases, spend = values.bgnbd.fit(customers), values.gamma_gamma.fit(customers)
    assert.is_true(purchases.converged and spend.converged)
    for customer in run:actors "customer" do
      local own = customers[customer.number]
      local expected = values.discounted(
        function(t) return values.bgnbd.conditional(t, own, purchases) end,
        0.5 * values.gamma_gamma.conditional(own.x, own.mean, spend), { periods = 10, period = 2, rate = 0.01 })
      assert.near(expected, customer:value "CLV", 1e-9 * expected)
    end
  end)

  it("is undefined where the data do not tell the parameters", function()
    -- Nobody ever buys again: any low rate is as good as another.
    local run = world { rate = 0, stops = 0.5, active = true, x = 0, t_x = 0 }:run()
    for customer in run:actors "customer" do
      local value, reason = customer:value "CLV"
      assert.is_nil(value)
      assert.equal("not_converged", reason)
    end
  end)
end)

describe("terms that are left out", function()
  it("count nothing", function()
    local run = study(valence.study {
      name = "defaults", steps = 1, replications = 1,
      actors = { shop = { count = 1, fields = { cover = 0.25, harm = -4, sold = 3 } } },
      phases = { valence.rule { "idle", of = "shop", function() end } },
      values = {
        values.profit { of = "shop", margins = "sold" },
        values.provider { of = "shop", stays = "sold", price = 2, commission = 0.5 },
        values.externality { of = "shop", coverage = "cover", theta = "harm" },
        values.reverse_use { of = "shop", uses = { learning = "sold" } },
        values.surplus { of = "shop", service = "sold", price = 1 },
        values.clv { model = "foreseen", of = "shop", to = "shop", probability = 0.5, margin = "sold", rate = 0 },
      },
    }):run()
    local expected = {
      profit = 3, ["provider profit"] = 3, externality = -1, ["reverse-use value"] = 3, ["expected surplus"] = 2, CLV = 1.5,
    }
    for name, number in pairs(expected) do assert.near(number, run:value(name), 1e-12, name) end
  end)
end)
