-- Properties: what holds for every case of random values. A case that fails is made as small as it
-- can be before it is shown.
local suite = ...
local host, globals = suite.host, suite.globals

local usual_cases = 100

--- Makes the case of a source and tries the property on it, within a budget of instructions of its own.
---@return boolean whether it holds
---@return table the choices that were taken
---@return any the case
---@return table? what failed
local function try(given, body, source)
  local case, holds, problem
  local function run()
    holds, problem = suite.attempt(function()
      case = suite.draw(given, source)
      body(case)
    end)
  end
  local limit, file, line = suite.keeping_no_worlds(host.call_within_budget, run)
  if limit then
    holds, problem = false, { message = limit, details = {}, file = file, line = line }
  end
  return holds, source.choices, case, problem
end

local function check(property, given, body, cases)
  for number = 1, cases do
    local source = suite.source({}, suite.random(property, number))
    local holds, choices, case, problem = try(given, body, source)
    if not holds then
      local smallest, tried, is_done = suite.shrink(choices, function(values)
        local again, taken, smaller, why = try(given, body, suite.source(values))
        if not again then return true, taken, smaller, why end
        return false, taken
      end)
      local values = {}
      for position, choice in ipairs(smallest) do values[position] = choice.value end
      -- Once more, for what it says of the smallest case.
      local passes, _, found, why = try(given, body, suite.source(values))
      if not passes then case, problem = found, why end
      local details = {
        { "smallest case", case }, { "found in case", number .. " of " .. cases },
        { "cases tried to make it smaller", tried .. (is_done and "" or ", then time was short") },
      }
      for _, detail in ipairs(problem.details) do details[#details + 1] = detail end
      details[#details + 1] = { "seed", suite.seed() }
      details[#details + 1] = { "to repeat it", suite.command() }
      problem.details = details
      problem.message = "the property does not hold: " .. problem.message
      suite.fail(problem)
    end
  end
end

--- Adds a test of what holds for every case of random values:
--- `property("name", { reach = gen.number(0, 1) }, function(case) ... end)`.
---
--- Options as of `it` may stand before the values, and `cases`, how many are tried: 100.
function globals.property(name, options, given, body)
  if type(given) == "function" and body == nil then options, given, body = {}, options, given end
  if type(options) ~= "table" or type(body) ~= "function" then
    suite.misuse("property needs a name, random values and a function: "
      .. "property(\"name\", { reach = gen.number(0, 1) }, function(case) ... end)")
  end
  local of_test, cases = {}, options.cases or usual_cases
  for key, value in pairs(options) do
    if key ~= "cases" then of_test[key] = value end
  end
  if math.type(cases) ~= "integer" or cases < 1 then
    suite.misuse("cases must be a whole number from 1 on")
  end
  globals.it(name, of_test, function() check(name, given, body, cases) end)
end
