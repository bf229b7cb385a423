-- What must hold of the study, whatever is changed in it: `valence test` runs every test here.

local app = study "study.lua"

describe("{{name}}", function()
  it("gives more benefit where friends are invited", function()
    assert.greater_on_average {
      study = app, value = "benefit", scenario = "invited", than = "alone", effect = 0.5,
    }
  end)
end)
