-- Tests of the formulas of the plugin values against published numbers: valence test Plugins/values

local values = require "values"

--- Fitted to the published summary of the CDNOW sample (times rounded to 0.01 weeks), and as Fader, Hardie & Lee 2005
--- round them: at three decimals expectations move by about 0.15 %.
local fitted = { r = 0.24259290980436576, alpha = 4.413531769185093, a = 0.7928862242489468, b = 2.4257537524926844 }
local rounded = { r = 0.243, alpha = 4.414, a = 0.793, b = 2.426 }

--- Two numbers are equal to so many significant figures of the expected one.
local function agree(expected, actual, figures)
  assert.near(expected, actual, 0.5 * 10 ^ (math.floor(math.log(math.abs(expected), 10)) + 1 - figures))
end

describe("constant retention", function()
  it("gives 100 x 0.8 at 10 % its worth", function()
    assert.near(266.6667, 100 * values.retention.multiple(0.8, 0.1), 5e-5)
    assert.near(366.6667, 100 * values.retention.multiple(0.8, 0.1, "now"), 5e-5)
  end)

  it("has no limit where customers stay longer than money keeps", function()
    local multiple, reason = values.retention.multiple(1.1, 0.1)
    assert.is_nil(multiple)
    assert.equal("diverges", reason)
    assert.is_nil(values.retention.multiple(1, 0))
  end)

  it("is what foreseen margins add up to", function()
    local probabilities, margins, costs = {}, {}, {}
    for j = 1, 400 do probabilities[j], margins[j], costs[j] = 0.8 ^ j, 100, 0 end
    assert.near(266.6667, values.retention.foreseen(probabilities, margins, costs, 0.1), 5e-5)
  end)

  it("discounts half a year at 7.238 % like a year at 15 %", function()
    assert.near(1.15, 1.07238 ^ 2, 5e-6)
    assert.near(1 / 1.15, values.retention.foreseen({ 0, 1 }, { 0, 1 }, { 0, 0 }, 0.07238), 5e-6)
    assert.near(-2 / 1.07238, values.retention.foreseen({ 0.5 }, { 4 }, { 4 }, 0.07238), 1e-12)
  end)
end)

describe("shifted beta-geometric", function()
  local high, regular = { a = 0.668, b = 3.806 }, { a = 0.704, b = 1.182 }

  it("survives as published", function()
    for t, share in ipairs { 0.8507, 0.7469, 0.6698, 0.6100 } do
      assert.near(share, values.sbg.survival(t, high), 5e-5)
    end
    assert.equal(1, values.sbg.survival(0, high))
  end)

  it("fits both segments as published", function()
    local fit = values.sbg.fit { 1, 0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491 }
    assert.near(high.a, fit.a, 5e-4)
    assert.near(high.b, fit.b, 5e-4)
    fit = values.sbg.fit { 1, 0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241 }
    assert.near(regular.a, fit.a, 5e-4)
    assert.near(regular.b, fit.b, 5e-4)
    assert.is_true(fit.converged)
  end)

  it("retains what survives", function()
    for t = 1, 20 do
      local share = values.sbg.survival(t, regular) / values.sbg.survival(t - 1, regular)
      assert.near(share, values.sbg.retention(t, regular), 1e-12)
    end
  end)

  it("is worth the sum of what survives", function()
    local sum, left = 0, 0
    for t = 0, 2000 do
      sum = sum + values.sbg.survival(t, high) / 1.1 ^ t
      if t >= 3 then left = left + values.sbg.survival(t, high) / values.sbg.survival(2, high) / 1.1 ^ (t - 3) end
    end
    assert.near(sum, values.sbg.multiple(0.1, high), 1e-10)
    assert.near(left, values.sbg.residual(3, 0.1, high), 1e-10)
    assert.is_nil(values.sbg.multiple(0, high))
    assert.is_nil(values.sbg.residual(1, -0.1, high))
  end)
end)

describe("BG/NBD", function()
  it("expects as many purchases as published", function()
    -- To the digits printed, but for the last: the sheet computes with rounded parameters.
    local sheet = {
      { 0.1429, 0.0078, 2 }, { 1, 0.0532, 3 }, { 3, 0.1506, 4 }, { 31.8571, 1.0405, 5 }, { 32, 1.0437, 5 },
      { 78, 1.8576, 3 },
    }
    for _, row in ipairs(sheet) do agree(row[2], values.bgnbd.expected(row[1], fitted), row[3]) end
  end)

  it("expects as many purchases as the same formula elsewhere", function()
    local expected = {
      { 0.1429, 0.007816, 0.007828 }, { 1, 0.053185, 0.053268 }, { 3, 0.150632, 0.150865 },
      { 31.8571, 1.040494, 1.041996 }, { 32, 1.043737, 1.045243 }, { 78, 1.857972, 1.860519 },
      { 52, 1.444021, 1.446051 },
    }
    for _, row in ipairs(expected) do
      assert.near(row[2], values.bgnbd.expected(row[1], fitted), 6e-7)
      assert.near(row[3], values.bgnbd.expected(row[1], rounded), 6e-7)
    end
  end)

  it("forecasts the customer of the published example", function()
    local customer = { x = 2, t_x = 30.43, T = 38.86 }
    assert.near(1.226028, values.bgnbd.conditional(39, customer, rounded), 5e-7)
    assert.near(0.726579, values.bgnbd.alive(customer, rounded), 5e-7)
  end)

  it("is sure of nobody who bought again, and of everybody who did not", function()
    assert.equal(1, values.bgnbd.alive({ x = 0, t_x = 0, T = 38 }, rounded))
    local just, long = { x = 5, t_x = 38, T = 38 }, { x = 5, t_x = 5, T = 38 }
    assert(values.bgnbd.alive(just, rounded) > 0.8 and values.bgnbd.alive(long, rounded) < 0.1)
  end)

  it("has the published probabilities of counts", function()
    agree(0.5737864, values.bgnbd.probability(0, 39, rounded), 7)
    agree(1.07869e-07, values.bgnbd.probability(10, 2, rounded), 6)
  end)

  it("has counts that sum to 1 and have its mean", function()
    local sum, mean = 0, 0
    for n = 0, 400 do
      local share = values.bgnbd.probability(n, 39, rounded)
      sum, mean = sum + share, mean + n * share
    end
    assert.near(1, sum, 1e-6)
    assert.near(values.bgnbd.expected(39, rounded), mean, 1e-4)
  end)

  it("is whole at a = 1", function()
    local function at(a) return { r = 1, alpha = 2, a = a, b = 2 } end
    local customer = { x = 3, t_x = 4, T = 5 }
    assert.near(values.bgnbd.expected(5, at(1.001)), values.bgnbd.expected(5, at(1)), 1e-3)
    assert.near(values.bgnbd.conditional(5, customer, at(1.001)), values.bgnbd.conditional(5, customer, at(1)), 1e-3)
  end)

  it("has a likelihood that is the product of its customers'", function()
    local one, two = { x = 2, t_x = 30.43, T = 38.86 }, { x = 0, t_x = 0, T = 20 }
    local sum = values.bgnbd.log_likelihood(rounded, { one }) + 3 * values.bgnbd.log_likelihood(rounded, { two })
    assert.near(sum, values.bgnbd.log_likelihood(rounded, { one, two, two, two }), 1e-9)
    assert.near(sum, values.bgnbd.log_likelihood(rounded, { one, { x = 0, t_x = 0, T = 20, n = 3 } }), 1e-9)
    assert.near(math.log(values.bgnbd.probability(0, 20, rounded)), values.bgnbd.log_likelihood(rounded, { two }), 1e-12)
  end)
end)

describe("Pareto/NBD", function()
  local p = { r = 0.5533, alpha = 10.5776, s = 0.6062, beta = 11.6687 }

  it("forecasts the customer of the package BTYD's documentation", function()
    local customer = { x = 26, t_x = 30.86, T = 31 }
    assert.near(25.46, values.pareto_nbd.conditional(52, customer, p), 5e-3)
    assert.near(0.9979, values.pareto_nbd.alive(customer, p), 5e-5)
    assert.near(1.473561, values.pareto_nbd.expected(52, p), 5e-7)
  end)

  it("foresees all purchases at once as discounted ones, one by one", function()
    -- The sum of what is expected in each short period, discounted, is the discounted number of purchases.
    local customer, delta, step = { x = 2, t_x = 30.43, T = 38.86 }, 0.05, 0.05
    local sum, before = 0, 0
    for k = 1, 12000 do
      local now = values.pareto_nbd.conditional(k * step, customer, p)
      sum, before = sum + (now - before) * math.exp(-delta * (k - 0.5) * step), now
    end
    assert.near(values.pareto_nbd.discounted(delta, customer, p), sum, 1e-5)
    assert.is_nil(values.pareto_nbd.discounted(0, customer, p))
  end)

  it("does not mind which of alpha and beta is larger", function()
    -- Where both are equal the hypergeometric functions are 1: both forms must meet there.
    local customer = { x = 3, t_x = 12, T = 30 }
    local function at(alpha) return { r = 0.6, alpha = alpha, s = 0.7, beta = 8 } end
    local below, here, above = at(8 - 1e-6), at(8), at(8 + 1e-6)
    for _, f in ipairs { values.pareto_nbd.alive, function(c, q) return values.pareto_nbd.log_likelihood(q, { c }) end } do
      assert.near(f(customer, below), f(customer, here), 1e-6)
      assert.near(f(customer, above), f(customer, here), 1e-6)
    end
  end)

  it("is whole at s = 1", function()
    local function at(s) return { r = 1, alpha = 2, s = s, beta = 3 } end
    assert.near(values.pareto_nbd.expected(5, at(1.00001)), values.pareto_nbd.expected(5, at(1)), 1e-4)
  end)
end)

describe("gamma-gamma", function()
  local p = { p = 6.25, q = 3.74, v = 15.44 }

  it("expects the mean of all from whom nothing is known", function()
    assert.near(6.25 * 15.44 / 2.74, values.gamma_gamma.mean(p), 1e-12)
    assert.equal(values.gamma_gamma.mean(p), values.gamma_gamma.conditional(0, 0, p))
  end)

  it("expects of others something between their own mean and that of all", function()
    local all = values.gamma_gamma.mean(p)
    for x = 1, 20 do
      local expected = values.gamma_gamma.conditional(x, 10, p)
      assert(10 < expected and expected < all)
      assert(expected < values.gamma_gamma.conditional(x - 1, 10, p))
    end
  end)

  it("has no mean at q <= 1", function()
    local mean, reason = values.gamma_gamma.mean { p = 6, q = 1, v = 15 }
    assert.is_nil(mean)
    assert.equal("no_mean", reason)
    assert.is_nil(values.gamma_gamma.conditional(3, 10, { p = 6, q = 0.9, v = 15 }))
  end)
end)

describe("lifetime value by BG/NBD and gamma-gamma", function()
  -- The quick start of the package lifetimes: 12 steps of 30 weeks (it takes the weeks for days), 1 % a step.
  local spend = { p = 6.248801643646774, q = 3.7445886730716302, v = 15.447751241963525 }
  local expected = {
    { 140.096, x = 2, t_x = 30.43, T = 38.86, mean = 22.35 }, { 18.943, x = 1, t_x = 1.71, T = 38.86, mean = 11.77 },
    { 38.181, x = 0, t_x = 0, T = 38.86, mean = 0 }, { 1003.868, x = 7, t_x = 29.43, T = 38.86, mean = 73.74 },
    { 167.418, x = 2, t_x = 35.71, T = 38.86, mean = 25.55 },
  }
  for _, customer in ipairs(expected) do
    it("is " .. customer[1], function()
      local value = values.discounted(
        function(t) return values.bgnbd.conditional(t, customer, fitted) end,
        values.gamma_gamma.conditional(customer.x, customer.mean, spend),
        { periods = 12, period = 30, rate = 0.01 })
      agree(customer[1], value, 5)
    end)
  end
end)

describe("networks", function()
  it("are worth what their laws say", function()
    for n, expected in pairs { [10] = { 45, 23.026 }, [100] = { 4950, 460.517 }, [1000] = { 499500, 6907.755 } } do
      assert.equal(expected[1], values.laws.metcalfe(n))
      assert.near(expected[2], values.laws.odlyzko(n), 5e-4)
      assert.equal(n, values.laws.sarnoff(n))
    end
    assert.equal(1024, values.laws.reed(10))
    assert.equal(0, values.laws.odlyzko(0))
  end)

  it("saturate", function()
    assert.near(0.632121, values.per_member.saturating(50, 1, 50), 5e-7)
    assert.equal(0, values.per_member.saturating(0, 3, 50))
    assert.near(3, values.per_member.saturating(1e4, 3, 50), 1e-9)
  end)

  it("grow after Bass", function()
    local p, q = 0.03, 0.38
    local peak = values.bass.peak(p, q)
    assert.near(6.192619, peak, 5e-7)
    assert.near(0.460526, values.bass.cumulative(peak, p, q), 5e-7)
    assert.near(0.110592, values.bass.density(peak, p, q), 5e-7)
    local shares = { [1] = 0.035758, [2] = 0.085056, [5] = 0.331199, [10] = 0.812803, [15] = 0.971610, [20] = 0.996259 }
    for t, share in pairs(shares) do
      assert.near(share, values.bass.cumulative(t, p, q), 5e-7)
    end
    assert.equal(0, values.bass.peak(0.4, 0.1))
  end)
end)

describe("Shapley shares", function()
  it("are those of the glove game", function()
    -- Two left gloves and one right: a pair is worth 1.
    local shares = values.shapley(3, function(set) return (set[1] or set[2]) and set[3] and 1 or 0 end)
    assert.near(1 / 6, shares[1], 1e-12)
    assert.near(1 / 6, shares[2], 1e-12)
    assert.near(2 / 3, shares[3], 1e-12)
  end)

  property("sum to what all achieve, and give idle players nothing",
    { players = gen.integer(2, 7), power = gen.number(0.3, 2) },
    function(case)
      local function worth(set)
        local sum = 0
        for player = 1, case.players - 1 do if set[player] then sum = sum + player end end
        return sum ^ case.power
      end
      local all, sum = {}, 0
      for player = 1, case.players do all[player] = true end
      local shares = values.shapley(case.players, worth)
      for _, share in ipairs(shares) do sum = sum + share end
      assert.near(worth(all), sum, 1e-9 * math.max(1, worth(all)))
      assert.near(0, shares[case.players], 1e-12)
    end)

  it("of many small contributions are proportional", function()
    local function worth(c) return math.sqrt(c) end
    assert.near(3, values.shares.proportional(30, 100, worth), 1e-12)
    assert.near(10 - math.sqrt(70), values.shares.leave_one_out(30, 100, worth), 1e-12)
    assert.equal(0, values.shares.proportional(0, 0, worth))
  end)
end)

describe("platforms", function()
  it("earn the commission, and providers the rest", function()
    -- Means of the egoistic market of Jiang & Fu 2026: price .562, quality .240, incentive .076, commission .15.
    local profit = values.provider_profit(3.07, 0.15, 0.562, 0.240, 0.076)
    assert.near(3.07 * (0.85 * 0.562 - 0.240) - 0.076, profit, 1e-12)
    assert.near(61.183, 236.178 * values.platform_revenue(3.07, 0.15, 0.562), 0.1)
  end)
end)

describe("customers' own value", function()
  it("expects more where quality is overstated", function()
    assert.near(0.3 + 1.2 * 0.5 - 0.4, values.expected_surplus(0.3, 0.2, 0.5, 0.4), 1e-12)
  end)

  it("is scaled by surprise", function()
    assert.near(0.6, values.satisfied_with(0.6, 0.6), 1e-12)
    assert.near(0.6 * 1.5, values.satisfied_with(0.6, 0.4), 1e-12)
    assert.near(-0.2 * 1.5, values.satisfied_with(-0.2, -0.4), 1e-12)
    assert.near(-0.2 * 4.5, values.satisfied_with(-0.2, 0.08), 1e-12)
    local value, reason = values.satisfied_with(0.2, 0)
    assert.is_nil(value)
    assert.equal("zero_denominator", reason)
  end)

  it("of reverse use is nothing where data are not about or not for the customer", function()
    assert.near(0.5 * 0.8 * 10 - 1, values.reverse_use_worth(0.5, 0.8, 10, 1), 1e-12)
    assert.equal(-1, values.reverse_use_worth(0, 0.8, 10, 1))
    assert.equal(-1, values.reverse_use_worth(0.5, 0, 10, 1))
  end)
end)

describe("the worked example of the README", function()
  local spend = { p = 6.248801643646774, q = 3.7445886730716302, v = 15.447751241963525 }
  local rows = {
    { x = 2, t_x = 30.43, T = 38.86, mean = 22.35, foreseen = 1.2259, alive = 0.7266, spend = 24.66 },
    { x = 1, t_x = 1.71, T = 38.86, mean = 11.77, foreseen = 0.2033, alive = 0.2122, spend = 18.91 },
    { x = 0, t_x = 0, T = 38.86, mean = 0, foreseen = 0.1948, alive = 1, spend = 35.17 },
  }
  for _, row in ipairs(rows) do
    it("holds for the customer with x = " .. row.x, function()
      assert.near(row.foreseen, values.bgnbd.conditional(39, row, fitted), 5e-5)
      assert.near(row.alive, values.bgnbd.alive(row, fitted), 5e-5)
      assert.near(row.spend, values.gamma_gamma.conditional(row.x, row.mean, spend), 5e-3)
    end)
  end
end)
