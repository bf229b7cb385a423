-- The module numerics as scripts see it; its numbers are tested in Tests/StatisticsTests.

local numerics = require "numerics"

describe("special functions", function()
  it("are where their names say", function()
    assert.near(math.log(math.pi) / 2, numerics.log_gamma(0.5), 1e-14)
    assert.near(math.log(math.pi), numerics.log_beta(0.5, 0.5), 1e-14)
    assert.near(2 * math.log(2), numerics.hypergeometric(1, 1, 2, 0.5), 1e-14)
    assert.near(0.59634736232319, numerics.tricomi(1, 1, 1), 1e-13)
    assert.near(1.9599639845401, numerics.normal_quantile(0.975), 1e-13)
  end)

  it("are NaN where they have no number", function()
    local nothing = numerics.log_gamma(-1)
    assert(nothing ~= nothing)
  end)

  it("take numbers only", function()
    assert.has_error(function() numerics.log_beta(1, "x") end, "log_beta(a, b): 'b' must be a number, not string")
    assert.has_error(function() numerics.log_beta(1) end, "'b' must be a number, not nil")
    assert.has_error(function() return numerics.lgamma end, "there is no numerics.lgamma; did you mean 'log_gamma'?")
  end)
end)

describe("a search", function()
  local function valley(p) return (1 - p[1]) ^ 2 + 100 * (p[2] - p[1] ^ 2) ^ 2 end

  it("finds the lowest point", function()
    local point, value, report = numerics.minimise { start = { -1.2, 1 }, valley }
    assert.near(1, point[1], 1e-6)
    assert.near(1, point[2], 1e-6)
    assert.equal(value, valley(point))
    assert.is_true(report.converged)
    assert.equal("converged", report.reason)
    assert(report.evaluations > 10 and report.evaluations < 1000)
    point = numerics.minimise { start = { -1.2, 1 }, method = "quadratic", valley }
    assert.near(1, point[1], 1e-6)
  end)

  it("says why it did not converge", function()
    local _, _, report = numerics.minimise { start = { -1.2, 1 }, evaluations = 10, valley }
    assert.is_false(report.converged)
    assert.equal("no evaluation was left", report.reason)
    _, _, report = numerics.minimise { start = { 1 }, function() return 0 / 0 end }
    assert.is_false(report.converged)
    assert.equal("the function has no number there", report.reason)
  end)

  it("ends with the first error of the function", function()
    local calls = 0
    local function fails()
      calls = calls + 1
      error "enough"
    end
    assert.has_error(function() numerics.minimise { start = { 1 }, fails } end, "enough")
    assert.equal(1, calls)
  end)

  it("can stand inside another one", function()
    local point = numerics.minimise { start = { 0 }, function(outer)
      local inner, value = numerics.minimise { start = { 0 }, function(p) return (p[1] - outer[1]) ^ 2 end }
      return value + (inner[1] - 2) ^ 2
    end }
    assert.near(2, point[1], 1e-4)
  end)

  it("refuses what it cannot do", function()
    local refused = {
      ["minimise needs a table"] = 3,
      ["minimise needs a function"] = { start = { 1 } },
      ["minimise needs 'start'"] = { valley },
      ["start[2] must be a number"] = { start = { 1, "x" }, valley },
      ["must lie between its bounds"] = { start = { 1 }, lower = { 2 }, valley },
      ["'upper' must have a number for each of 'start': 1, not 2"] = { start = { 1 }, upper = { 2, 3 }, valley },
      ["no option 'tolerence'; did you mean 'tolerance'?"] = { start = { 1 }, tolerence = 1, valley },
      ["'tolerance' must be a number above 0"] = { start = { 1 }, tolerance = 0, valley },
      ["'method' must be"] = { start = { 1, 2 }, method = "newton", valley },
      ["needs two numbers or more"] = { start = { 1 }, method = "quadratic", valley },
      ["must return a number, not nil"] = { start = { 1 }, function() end },
    }
    for text, search in pairs(refused) do
      assert.has_error(function() numerics.minimise(search) end, text)
    end
  end)
end)
