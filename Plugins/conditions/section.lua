local valence = require "valence"
local known = require "conditions.known"
local state = require "conditions.state"

--- The conditions by name, for checks.
local titles = {}
for _, condition in ipairs(known) do titles[condition.name] = "boolean or string or table" end

local function checked(given)
  local options = valence.options("conditions.section", given, titles)
  for name, declared in pairs(options) do
    if type(declared) == "table" and type(declared[1]) ~= "string" then
      valence.refuse(("condition '%s' needs the name of a parameter first: { \"reach\", at_least = 0.1 }"):format(name))
    end
  end
  return options
end

--- What stands in a cell: the side, and the parameter that decides.
local function cell(declared, parameters)
  local holds, value = state(declared, parameters)
  if valence.is_undefined(holds) then return holds end
  local side = holds and "fusion" or "confusion"
  if value == nil then return side end
  local name = type(declared) == "table" and declared[1] or declared
  return ("%s (%s = %s)"):format(side, name, type(value) == "number" and ("%g"):format(value) or tostring(value))
end

---The conditions that a study declares, as a section of its report: on which side each stands in each
---scenario, and what the two sides mean. Conditions that are not declared are named in a note. Which
---side a condition is on says nothing about the outcome: the verdict does.
---
---All twelve conditions are our own operationalisation (the paper's lists were not found).
---@param given table<string, boolean|string|table> By name of the condition: see `conditions.state`.
---@return valence.Made
return function(given)
  local options = checked(given)
  return valence.section { "Conditions of fusion and confusion", function(experiment)
    local columns = { "condition" }
    for _, scenario in ipairs(experiment.scenarios) do columns[#columns + 1] = scenario.name end
    local rows, meanings, missing = {}, {}, {}
    for _, condition in ipairs(known) do
      local declared = options[condition.name]
      if declared == nil then
        missing[#missing + 1] = condition.title
      else
        local row = { condition.title }
        for _, scenario in ipairs(experiment.scenarios) do row[#row + 1] = cell(declared, scenario.parameters) end
        rows[#rows + 1] = row
        meanings[#meanings + 1] = { condition.title, condition.fusion, condition.confusion, condition.evidence }
      end
    end
    return {
      columns = columns, rows = rows,
      tables = { {
        title = "What the sides mean", columns = { "condition", "fusion", "confusion", "neighbouring evidence" }, rows = meanings,
      } },
      note = "Own operationalisation: the lists of Larivière et al. (2013) were not found."
        .. (#missing > 0 and " Not declared: " .. table.concat(missing, "; ") .. "." or ""),
    }
  end }
end
