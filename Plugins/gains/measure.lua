-- The measure around a formula of gains: everything that all of them have in common.

local valence = require "valence"
local sets = require "gains.set"

--- A formula's answers as a measure returns them: a text becomes an undefined value with that reason,
--- and with how many actors of how many have a defined gain.
local function answers(set, ...)
  local list = table.pack(...)
  for position = 1, list.n do
    local answer = list[position]
    if type(answer) == "string" then
      list[position] = valence.undefined(answer, set.used, set.total)
    end
  end
  return table.unpack(list, 1, list.n)
end

--- A measure of gains: `valence.measure` whose function is asked about the set of accounts.
---
---     gains.measure({ "net gain", range = { -math.huge, math.huge }, function(set)
---       return set.reason or set[1].sum
---     end }, options)
---
--- Of the options it takes those of `gains.shared`.
---@param made table What `valence.measure` takes; its function is called with (set, run, twin) and may answer with a text, the reason why there is no number.
---@param options table The options of the call.
---@return valence.Made
local function measure(made, options)
  local ask = made[2]
  local counted = { weights = options.weights, tolerance = options.tolerance }
  made[1] = options.name or made[1]
  made[2] = function(run, twin)
    local set = sets.of_run(run, counted)
    return answers(set, ask(set, run, twin))
  end
  made.lens, made.between, made.by = options.lens or "every", options.between, options.by
  made.against, made.under = options.against, options.under
  return valence.measure(made)
end

return measure
