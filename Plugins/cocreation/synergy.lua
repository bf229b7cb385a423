-- CC5: is the whole worth more than its parts?

local valence = require "valence"
local gains = require "gains"

local synergy = {}

--- SA = (SUM_i W_i^{full} - SUM_i W_i^{links off}) / SUM_i |W_i^{links off}|.
---@param gain number Value with links minus value without, summed.
---@param apart number The absolute values without links, summed.
---@return number|string ratio Above 0: more than the sum of its parts; "zero_denominator" where there is nothing without links.
function synergy.ratio(gain, apart)
  if apart == 0 then return "zero_denominator" end
  return gain / apart
end

--- Synergy (CC5), super-additivity: what everybody is worth with links more than without, relative to
--- what they are worth without. Range (-inf, inf), above 0: more than the sum of the parts. "gain" is the
--- absolute difference, which stands alone (`zero_denominator`) where there is nothing without links.
---
--- The twin is the same world without links: `links = "network"` (or a list of networks), or `against`
--- with any settings of a scenario. Kinds whose definitions have different units are divided by their
--- scales (theory: B.0, comparability).
---
--- "Mutual, synergetic value": Larivière et al. (2013); complementary efforts: Demirezen et al. (2016).
--- Own: the twin without links, same seeds.
---@param given { links?: string|string[], against?: table, lens?: string, between?: string[], by?: string, under?: table, name?: string }
---@return valence.Made
function synergy.measure(given)
  given = gains.options("cocreation.synergy", given, gains.types { links = "string or table" })
  if (given.links == nil) == (given.against == nil) then
    valence.refuse("cocreation.synergy compares with a world without links: links = \"network\", "
      .. "or against = { ... } with any settings of a scenario")
  end
  given.against = given.against or { without = { network = given.links } }
  return gains.measure({ "synergy", gives = { "ratio", "gain" },
    range = { -math.huge, math.huge }, direction = "higher", reading = "above 0: more than the sum of the parts",
    formula = "SA = (SUM_i W_i^{full} - SUM_i W_i^{links off}) / SUM_i |W_i^{links off}|",
    source = "mutual, synergetic value (Larivière et al. 2013, doi:10.1108/09564231311326996); complementary efforts (Demirezen et al. 2016, doi:10.1287/isre.2016.0636)",
    own = "the same world without links as what the parts are worth",
    function(set)
      local pooled = gains.pooled(set)
      if type(pooled) == "string" then return pooled, pooled end
      return synergy.ratio(pooled.sum, pooled.baseline), pooled.sum
    end,
  }, given)
end

return synergy
