-- What must hold of {{name}}: `valence plugin check {{name}}` runs these tests, the examples too.

local {{name}} = require "{{name}}"
local example = study "examples/example.lua"

describe("{{name}}.harvest", function()
  it("adds up what was gained", function()
    assert.near(10 * 100 * 0.3, example:run("tax"):value("revenue", "state"), 1e-9)
  end)

  it("says which option is unknown", function()
    assert.has_error(function() {{name}}.harvest { off = "farmer", phase = "harvest" } end, "did you mean 'of'?")
  end)
end)

describe("{{name}}.worse_off", function()
  it("counts everybody whom a tax takes something from", function()
    assert.equal(1, example:run("tax"):measure "worse off")
  end)

  it("is undefined without a twin", function()
    local number, reason = example:run("no tax"):measure "worse off"
    assert.is_nil(number)
    assert.equal("no_twin", reason)
  end)
end)
