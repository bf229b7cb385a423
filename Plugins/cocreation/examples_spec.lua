-- Tests of the examples of co-creation: the numbers of the guide, and what the study of an evening shows.

describe("the worked example of the guide", function()
  local visits = study "examples/seven-visits.lua"

  it("has the numbers of its page", function()
    local run = visits:run()
    local expected = {
      ["mutual rate"] = 0.428571, ["co-created value: total"] = 6.5,
      ["reciprocity: overall"] = 0.347826, ["reciprocity: by event"] = 0.615385,
      ["sphere shares: joint"] = 0.779412, ["sphere shares: customer"] = 0.147059,
      ["sphere shares: provider"] = 0, ["sphere shares: aggregate"] = 0.073529,
      ["engagement: concentration"] = 0.285714,
    }
    local results = run:results()
    for name, number in pairs(expected) do assert.near(number, results[name], 5e-7, name) end
  end)
end)

describe("an evening at the concert hall", function()
  local evening = study("examples/evening.lua"):with { steps = 4 }

  it("fits better with signposts, and more for everybody", function()
    assert.greater_on_average { study = evening, measure = "practice fit", scenario = "signposted", than = "as it is",
      effect = 0.1 }
    assert.greater_on_average { study = evening, measure = "social learning", output = "value for all",
      scenario = "signposted", than = "as it is", effect = 0.2 }
  end)

  it("is worth more in company", function()
    assert.greater_on_average { study = evening, measure = "synergy", output = "gain", scenario = "as it is", than = 0,
      effect = 10 }
  end)

  it("is the same on both engines", function() assert.reproducible(evening) end)
end)
