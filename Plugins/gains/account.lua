-- The account of one kind of actors: who gained, who lost, and how much on the kind's own scale.
--
-- Pure: tables in, a table out. theory.md B.0 is the source; all of it is our own operationalisation
-- of "value for the entire network" (no paper defines a gain, a tolerance or a scale).

---@class gains.Account
---@field kind string
---@field definition? string The value definition by which it is counted.
---@field unit? string The unit of that definition.
---@field gains number[] g_i = W_i - W_i(twin) of the actors for whom both are defined.
---@field baseline number[] W_i(twin) of the same actors.
---@field n integer How many they are.
---@field total integer How many actors there are, those included whose gain is undefined.
---@field left_out table<string, integer> How many have none, by reason.
---@field gained integer How many have g_i > eps_i.
---@field neutral integer
---@field lost integer How many have g_i < -eps_i.
---@field sum number G_k, the sum of the gains, in `unit`.
---@field mean number The mean of the gains, in `unit`.
---@field eps number eps_k, the mean of eps_i: the tolerance for the mean, in `unit`.
---@field scale? number s_k > 0, one meaningful unit of the definition; nil where there is none.
---@field scaled? number zbar_k = mean / scale, exactly 0 where |mean| <= eps; nil without a scale.

local account = {}

--- The sample standard deviation (n - 1) of a list; nil where it has fewer than two entries or they
--- are all equal.
---@param list number[]
---@return number?
function account.spread(list)
  local mean, squares, varies = 0, 0, false
  for i, x in ipairs(list) do
    local step = x - mean
    mean = mean + step / i
    squares = squares + step * (x - mean)
    varies = varies or x ~= list[1]      -- rounding leaves a trace of squares where all are equal
  end
  if not varies then return nil end
  return math.sqrt(squares / (#list - 1))
end

--- The tolerance eps_i within which an actor's gain counts as none: `tolerance` where one is given,
--- else 1e-9 max(1, |baseline|), in the unit of the definition.
---@param baseline number W_i(twin).
---@param tolerance? number
---@return number
function account.tolerance(baseline, tolerance)
  return tolerance or 1e-9 * math.max(1, math.abs(baseline))
end

--- Counts gains by what they are: gain (g_i > eps_i), loss (g_i < -eps_i), else neutral.
local function classify(made, tolerance)
  local gained, lost, sum, eps = 0, 0, 0, 0
  local baseline = made.baseline
  for i, gain in ipairs(made.gains) do
    local slack = account.tolerance(baseline[i], tolerance)
    if gain > slack then gained = gained + 1 elseif gain < -slack then lost = lost + 1 end
    sum, eps = sum + gain, eps + slack
  end
  made.gained, made.lost, made.neutral = gained, lost, made.n - gained - lost
  made.sum, made.mean, made.eps = sum, sum / made.n, eps / made.n
end

--- The pairs of numbers without those in which one is NaN, and how many these are.
local function defined_pairs(gains, baseline)
  local kept_gains, kept_baseline = {}, {}
  for i, gain in ipairs(gains) do
    local before = baseline[i]
    if gain == gain and before == before then
      kept_gains[#kept_gains + 1], kept_baseline[#kept_baseline + 1] = gain, before
    end
  end
  return kept_gains, kept_baseline, #gains - #kept_gains
end

--- The account of a kind, from its gains and its actors' values in the baseline.
---
--- Entries that are NaN are left out and counted as `nan_input`. The scale is the declared one, else
--- the sample standard deviation of the baseline values; without either there is none.
---@param kind string
---@param given { gains: number[], baseline: number[], scale?: number, definition?: string, unit?: string, left_out?: table<string, integer>, total?: integer }
---@param tolerance? number In the unit of the definition.
---@return gains.Account
function account.of(kind, given, tolerance)
  local left_out = {}
  for reason, count in pairs(given.left_out or {}) do left_out[reason] = count end
  local gains, baseline, broken = defined_pairs(given.gains, given.baseline)
  if broken > 0 then left_out.nan_input = (left_out.nan_input or 0) + broken end
  local total = #gains
  for _, count in pairs(left_out) do total = total + count end
  local made = {
    kind = kind, definition = given.definition, unit = given.unit,
    gains = gains, baseline = baseline, n = #gains, total = given.total or total, left_out = left_out,
    scale = given.scale or account.spread(baseline),
  }
  if made.n == 0 then return made end
  classify(made, tolerance)
  if made.scale then
    -- A rest of rounding would be raised by the roots and ratios of the measures.
    made.scaled = math.abs(made.mean) <= made.eps and 0 or made.mean / made.scale
  end
  return made
end

return account
