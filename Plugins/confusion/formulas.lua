-- Measures C1 to C4 and C8 as functions of plain tables; C1 to C3 of a set of accounts (`gains.set`).
--
-- Pure: each returns numbers, or a text that says why there is none. theory.md B.2 is the source.
-- Value confusion has no published formula: all of them are our own operationalisation, and each
-- states the reading of "confusion" that it takes (Larivière et al. 2013 name the outcome only).

local formulas = {}

--- C1, tension: TI = 1 - |sum w_k zbar_k| / sum w_k |zbar_k|. 0 where all kinds move the same way, up
--- *or down*: read it with the verdict.
---@param set gains.Set
---@return number|string tension From 0 to 1.
function formulas.tension(set)
  if set.reason then return set.reason end
  local net, gross = 0, 0
  for position, part in ipairs(set) do
    if not part.scaled then return "scale_missing" end
    net = net + set.weights[position] * part.scaled
    gross = gross + set.weights[position] * math.abs(part.scaled)
  end
  if gross == 0 then return "no_change" end
  return 1 - math.abs(net) / gross
end

--- The shares of actors that gain, are neutral and lose.
---@param set gains.Set
---@param balanced boolean Whether kinds count by their weights, not by their actors.
---@return number gain
---@return number neutral
---@return number loss
local function shares(set, balanced)
  local gain, neutral, loss = 0, 0, 0
  for position, part in ipairs(set) do
    local weight = balanced and set.weights[position] / part.n or 1 / set.used
    gain = gain + weight * part.gained
    neutral = neutral + weight * part.neutral
    loss = loss + weight * part.lost
  end
  return gain, neutral, loss
end

local function surprise(p) return p > 0 and -p * math.log(p) or 0 end

--- C2, outcome entropy: H = -sum p_c ln p_c / ln 3 over the shares of gain, neutral and loss.
---@param set gains.Set
---@return number|string actors From 0 (all fare alike) to 1, every actor counted once.
---@return number|string balanced The same, every kind counted by its weight.
function formulas.entropy(set)
  if set.reason then return set.reason, set.reason end
  local function evenness(gain, neutral, loss)
    return (surprise(gain) + surprise(neutral) + surprise(loss)) / math.log(3)
  end
  return evenness(shares(set, false)), evenness(shares(set, true))
end

--- Esteban and Ray's sum over pairs of groups, divided by what two equal groups one apart come to.
local function esteban_ray(sizes, places, alpha)
  local sum = 0
  for k = 1, #sizes do
    for l = 1, #sizes do
      sum = sum + sizes[k] ^ (1 + alpha) * sizes[l] * math.abs(places[k] - places[l])
    end
  end
  return sum / 0.5 ^ (1 + alpha)
end

--- C3a, polarisation of kinds: ER = sum pi_k^(1+alpha) pi_l |zbar_k - zbar_l| / 0.5^(1+alpha): as
--- polarised as two equal blocs this far apart. pi_k is the share of the actors.
---@param set gains.Set
---@param alpha number Above 0, at most 1.6.
---@return number|string polarisation From 0, in scaled value.
function formulas.kind_polarisation(set, alpha)
  if set.reason then return set.reason end
  local sizes, places = {}, {}
  for position, part in ipairs(set) do
    if not part.scaled then return "scale_missing" end
    sizes[position], places[position] = part.n / set.used, part.scaled
  end
  return esteban_ray(sizes, places, alpha)
end

--- C3b, polarisation of classes: the same over losers, neutral ones and gainers at -1, 0 and 1,
--- halved so that it is 1 where half wins and half loses.
---@param set gains.Set
---@param alpha number Above 0, at most 1.6.
---@return number|string polarisation From 0 to 1.
function formulas.class_polarisation(set, alpha)
  if set.reason then return set.reason end
  local gain, neutral, loss = shares(set, false)
  return esteban_ray({ loss, neutral, gain }, { -1, 0, 1 }, alpha) / 2
end

--- The alternative for ordered classes: van der Eijk's agreement A of losers, neutral ones and
--- gainers, as (1 - A) / 2. 0 for one class, 0.5 for three equal ones, 1 for two far halves.
---
--- A of three classes: the shares are cut into layers of equal height; a layer of one class has
--- agreement 1, of two neighbours 1/2, of two that are apart -1, of all three 0.
---@param set gains.Set
---@return number|string disagreement From 0 to 1.
function formulas.disagreement(set)
  if set.reason then return set.reason end
  local gain, neutral, loss = shares(set, false)
  local low, high = math.min(gain, loss), math.max(gain, loss)
  local all_three = math.min(low, neutral)
  local apart = low - all_three                        -- both ends, without the middle
  local neighbours = math.min(high, neutral) - all_three
  local alone = 1 - 3 * all_three - 2 * apart - 2 * neighbours
  local agreement = -2 * apart + neighbours + alone    -- layers weigh what they hold: 2, 2 and 1 classes
  return (1 - agreement) / 2
end

--- C4, entropy of one actor's choice among M options: -sum p_m ln p_m / ln M.
---@param probabilities number[] NaN for an option that is not open to the actor; the others sum to 1.
---@return number|string entropy From 0 to 1; `one_option` where M < 2, `nan_input` where they are no probabilities.
function formulas.choice_entropy(probabilities)
  local options, sum, entropy = 0, 0, 0
  for _, p in ipairs(probabilities) do
    if p == p then
      if p < 0 then return "nan_input" end
      options, sum, entropy = options + 1, sum + p, entropy + surprise(p)
    end
  end
  if options < 2 then return "one_option" end
  if math.abs(sum - 1) > 1e-6 then return "nan_input" end
  return entropy / math.log(options)
end

--- C8, instability of one actor's outcome: 1 - |2 q - 1|, with q the share of seeds in which it
--- gains plus half of those in which it is neutral.
---@param gained integer In how many seeds.
---@param neutral integer
---@param lost integer
---@return number instability From 0 (always the same) to 1 (a lottery).
function formulas.instability(gained, neutral, lost)
  local q = (gained + neutral / 2) / (gained + neutral + lost)
  return 1 - math.abs(2 * q - 1)
end

return formulas
