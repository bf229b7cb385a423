-- C4 and C5: confusion in what actors choose, and in what definitions of value advise.

local valence = require "valence"
local statistics = require "statistics"
local formulas = require "confusion.formulas"

local minds = {}

--- The mean entropy of an actor's choice, over those of a kind who have more than one option.
---@return number|string mean
---@return integer used
---@return integer total
local function mean_entropy(run, kind, fields)
  local sum, used, total, broken = 0, 0, 0, 0
  for actor in run:actors(kind) do
    total = total + 1
    local probabilities = {}
    for position, field in ipairs(fields) do probabilities[position] = actor[field] end
    local entropy = formulas.choice_entropy(probabilities)
    if type(entropy) == "number" then
      sum, used = sum + entropy, used + 1
    elseif entropy == "nan_input" then
      broken = broken + 1
    end
  end
  if used > 0 then return sum / used, used, total end
  return broken > 0 and "nan_input" or "empty_group", used, total
end

--- C4, choice confusion: HC, the mean over actors of -sum p_m ln p_m / ln M. From 0 to 1, high: more
--- confused. What counts is HC here minus HC in the baseline: the difference that reports show beside it.
---
--- `probabilities` names the number fields that hold an actor's chance of each option at the end; NaN
--- says that an option is not open to it. They sum to 1. With one option an actor does not count.
---
--- A neighbouring construct, not value confusion itself: consumer confusion by overload, ambiguity and
--- similarity (Mitchell, Walsh and Yamin 2005, Advances in Consumer Research 32). Own: the entropy.
---@param options table of (a kind), probabilities (fields), by, under, name.
---@return valence.Made
function minds.choice(options)
  options = valence.options("confusion.choice", options,
    { of = "string", probabilities = "table", by = "string", under = "table", name = "string" },
    { "of", "probabilities" })
  local kind, fields = options.of, options.probabilities
  if #fields < 2 then
    valence.refuse("'probabilities' of confusion.choice must name a field for each option: "
      .. "{ \"p_online\", \"p_shop\" }")
  end
  return valence.measure {
    options.name or "choice confusion", range = { 0, 1 }, direction = "lower",
    reading = "high: consumers do not know what to choose; compare with the baseline",
    source = "Mitchell, Walsh and Yamin 2005, Advances in Consumer Research 32 (a neighbouring construct)",
    formula = "mean_i [-sum_m p_im ln p_im / ln M_i]", own = "the entropy as measure of consumer confusion",
    by = options.by, under = options.under,
    function(run)
      local entropy, used, total = mean_entropy(run, kind, fields)
      return type(entropy) == "number" and entropy or valence.undefined(entropy, used, total)
    end,
  }
end

--- The only kind for which both definitions count, or the one that is asked for.
local function common_kind(run, first, second, asked)
  if asked then return asked end
  local found
  for _, kind in ipairs(run.definitions[first].of) do
    for _, other in ipairs(run.definitions[second].of) do
      if kind == other then
        if found then
          error(("'%s' and '%s' both count for %s and for %s: say which with of = \"...\"")
            :format(first, second, found, kind), 0)
        end
        found = kind
      end
    end
  end
  return found or error(("'%s' and '%s' count for no common kind"):format(first, second), 0)
end

--- C5, discord of two definitions: DD = (1 - tau_b) / 2, Kendall's tau-b of the actors' values under
--- both. From 0 to 1; 0.5: unrelated, 1: reversed. Undefined (`zero_variance`) where either ties all.
---
--- Reading: the conceptualisations give conflicting advice on who is valuable. `verdict.section` shows
--- beside it how often their verdicts flip. Larivière et al. 2013: the "four conceptualizations".
--- Own: rank correlation as measure of their conflict.
---@param options table between (two definitions), of (a kind, where both count for several), by, under, name.
---@return valence.Made
function minds.discord(options)
  options = valence.options("confusion.discord", options,
    { between = "table", of = "string", by = "string", under = "table", name = "string" }, { "between" })
  local both = options.between
  if #both ~= 2 then
    valence.refuse "'between' of confusion.discord must name two value definitions: { \"CLV\", \"CEV\" }"
  end
  local first, second, asked = both[1], both[2], options.of
  return valence.measure {
    options.name or "discord of " .. first .. " and " .. second, range = { 0, 1 }, direction = "lower",
    reading = "0: both rank actors alike, 0.5: unrelated, 1: reversed",
    source = "Larivière et al. 2013, doi:10.1108/09564231311326996; tau-b: Kendall 1945",
    formula = "(1 - tau_b) / 2", own = "rank correlation as measure of conflicting definitions",
    by = options.by, under = options.under,
    function(run)
      local kind, a, b, total = common_kind(run, first, second, asked), {}, {}, 0
      for actor in run:actors(kind) do
        local x, y = actor:value(first), actor:value(second)
        total = total + 1
        if not valence.is_undefined(x) and not valence.is_undefined(y) and x == x and y == y then
          a[#a + 1], b[#b + 1] = x, y
        end
      end
      if total == 0 then return valence.undefined("empty_group", 0, 0) end
      local tau = statistics.kendall(a, b)
      if not tau then return valence.undefined("zero_variance", #a, total) end
      return (1 - tau) / 2
    end,
  }
end

return minds
