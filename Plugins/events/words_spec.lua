local events = require "events"

describe("numbers in sentences", function()
  it("have no sign where they round to zero", function()
    assert.equal("0.00", events.said(-0.001))
    assert.equal("-0.01", events.said(-0.006))
    assert.equal("0.000", events.fixed(-0.0, 3))
    assert.equal("0", events.quantity(-0.0))
    assert.equal("0.00 [-0.13, 0.12]", events.quantity(-0.001, -0.126, 0.124, true))
    assert.equal("0.00 [-0.12, 0.13]", events.quantity(0.001, -0.124, 0.126, true))
  end)

  it("have the digits that their interval allows", function()
    assert.equal("+0.120 [0.099, 0.141]", events.quantity(0.12, 0.099, 0.141, true))
    assert.equal("-1245 [-1389, -1101]", events.quantity(-1245, -1388.56, -1101.44, true))
    assert.equal("2.67 [2.57, 2.77]", events.quantity(2.6666, 2.5666, 2.7666))
    assert.equal("+2.5e-09 [1e-09, 4e-09]", events.quantity(2.5e-9, 1e-9, 4e-9, true))
  end)

  it("stand alone without an interval, and with one of no width", function()
    assert.equal("+0.123457", events.quantity(0.1234567, nil, nil, true))
    assert.equal("-2", events.quantity(-2, -2, -2, true))
  end)
end)
