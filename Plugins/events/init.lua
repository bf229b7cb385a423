-- What measures of events have in common: the table of options, the two sides and their scale, and
-- how a formula's answer becomes a measure's number.
--
-- A formula is a pure function of plain numbers. It answers with a number, or with a text: the reason
-- why there is none ("no_events").

local valence = require "valence"
local replicates = require "events.replicates"
local words = require "events.words"

local events = {
  periods = replicates.periods, cells = replicates.cells, extremes = replicates.extremes,
  said = words.said, with_interval = words.with_interval, fixed = words.fixed, quantity = words.quantity,
}

--- Up to here a gain or loss in an event is none, in the unit of what the encounter returns
--- (theory: B.0, tolerance).
events.tolerance = 1e-9

--- Options that every measure of events takes, with their types: `of`, a phase or a list of phases (all
--- events unless given); `by`, a tag of these phases, to ask once per level; `under`, settings of a run of its
--- own; `name`, what reports call the measure.
events.shared = { of = "string or table", by = "string", under = "table", name = "string" }

--- The options of a call, checked: an unknown one or one of a wrong type is refused at the line of the study.
---@param what string The call, as a study writes it: "cocreation.mutual".
---@param given table? Its options.
---@param more? table<string, string> Types of what it takes besides `events.shared`.
---@param needed? string[] What must be given.
---@return table
function events.options(what, given, more, needed)
  local types = {}
  for name, sort in pairs(events.shared) do types[name] = sort end
  for name, sort in pairs(more or {}) do types[name] = sort end
  return valence.options(what, given, types, needed)
end

--- One of a few words, or the first of them where nothing is given; anything else is refused.
---@param what string The call.
---@param name string The option.
---@param given string? What was given.
---@param words string[] What it may be.
---@return string
function events.one_of(what, name, given, words)
  if given == nil then return words[1] end
  for _, word in ipairs(words) do
    if given == word then return word end
  end
  valence.refuse(("'%s' of %s must be one of %s, not '%s'"):format(name, what, table.concat(words, ", "), given))
end

--- The options of some names: what a call for several measures passes on to one of them.
---@param given table
---@param names string[]
---@return table
function events.pick(given, names)
  local picked = {}
  for _, name in ipairs(names) do picked[name] = given[name] end
  return picked
end

--- The answers of formulas as a measure returns them, with how many cases of how many could be used: a
--- text becomes an undefined value with that reason.
---@param used integer?
---@param total integer?
---@param ... number|string|valence.Undefined
---@return number|valence.Undefined ...
function events.counted(used, total, ...)
  local list = table.pack(...)
  for position = 1, list.n do
    local answer = list[position]
    if type(answer) == "string" then list[position] = valence.undefined(answer, used, total) end
  end
  return table.unpack(list, 1, list.n)
end

--- The answers of formulas as a measure returns them: a text becomes an undefined value with that
--- reason.
---@param ... number|string|valence.Undefined
---@return number|valence.Undefined ...
function events.answers(...) return events.counted(nil, nil, ...) end

--- A share: some of all.
---@param some number
---@param all number
---@return number|string share From 0 to 1, or "no_events" where there are none.
function events.share(some, all)
  if all == 0 then return "no_events" end
  return some / all
end

-- Where `events.evaluate` looks on: it wants the formula itself, before texts become undefined values.
local observed

--- A measure of events: `valence.measure` with the shared options filled in. Its function may answer with a
--- text: the reason why there is no number. Where it keeps `n`, the events that were looked at, the undefined
--- value says that none of so many could be used.
---@param made table What `valence.measure` takes, but for the shared options.
---@param given table The options of the call.
---@return valence.Made
function events.measure(made, given)
  local formula = made[2]
  made[1] = given.name or made[1]
  if made.keep.n then
    made[2] = function(run) return events.counted(0, run:kept "n", formula(run)) end
  else
    made[2] = function(run) return events.answers(formula(run)) end
  end
  made.over = given.of or "events"
  made.by, made.under = given.by, given.under
  if observed then observed.formula = formula end
  return valence.measure(made)
end

--- What the gains of the two sides are divided by, so that they can be added. Never are raw euros and
--- raw utils: `unit = "EUR"` says that both sides gain in this unit, `scale = { 2, 10 }` what one
--- meaningful unit is for initiators and for partners (theory: B.0, comparability).
---@param what string The call, for messages.
---@param given table Its options.
---@return number? initiators nil where neither is said: then the sides cannot be added.
---@return number? partners
---@return string? unit Of the sum.
function events.scales(what, given)
  local scale = given.scale
  if scale == nil then
    if given.unit == nil then return nil end
    return 1, 1, given.unit
  end
  local initiators, partners = scale[1], scale[2]
  for _, number in ipairs { initiators or 0, partners or 0 } do
    if type(number) ~= "number" or not (number > 0) then
      valence.refuse(("'scale' of %s is one meaningful unit for initiators and one for partners, both above 0: "
        .. "scale = { 2, 10 }"):format(what))
    end
  end
  return initiators, partners, "scaled value"
end

--- What a gain of the initiator and of the partner counts where both sides are added: 0 for a side that is
--- not asked about (`side`), else one over its scale. Without `unit` or `scale` the two sides are taken to share
--- a unit.
---@param what string The call, for messages.
---@param given table Its options: side, unit, scale.
---@return number initiators
---@return number partners
function events.weights(what, given)
  local side = events.one_of(what, "side", given.side, { "both", "initiator", "partner" })
  local initiators, partners = events.scales(what, given)
  return side == "partner" and 0 or 1 / (initiators or 1), side == "initiator" and 0 or 1 / (partners or 1)
end

--- Runs a measure of events over a list of plain tables instead of a world: what its fold keeps and
--- what its formula makes of it. For specs, and to see what a measure does with a handful of events.
---
--- An event is a table with `gain`, `partner_gain` (nil: one-sided), `active`, `active_partner`, tags
--- and marks; with `per` in the measure, `tie`, `initiator` or `partner` names the unit it belongs to.
---@param constructor fun(options: table): valence.Made A measure of events: `cocreation.mutual`.
---@param given table? Its options.
---@param list table[] The events, in their order.
---@param env? table Parameters.
---@return number|string ... A text is the reason why there is no number.
function events.evaluate(constructor, given, list, env)
  observed = {}
  local measure, formula = constructor(given), observed.formula
  observed = nil
  local units, order = {}, {}
  for _, event in ipairs(list) do
    local unit = event[measure.per] or "run"
    if not units[unit] then
      local kept = {}
      for name, number in pairs(measure.keep) do kept[name] = number end
      units[unit], order[#order + 1] = kept, kept
    end
    measure.each(units[unit], event, env)
  end
  local run = {}
  function run:kept(name)
    local sum = 0
    for _, kept in ipairs(order) do sum = sum + kept[name] end
    return sum
  end
  function run:kept_each(name)
    local list = {}
    for position, kept in ipairs(order) do list[position] = kept[name] end
    return list
  end
  return formula(run)
end

return events
