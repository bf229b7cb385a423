-- F1 to F5, the spill-over of F8 and the presence premium of F6: measures of what actors gained
-- against their twins.

local valence = require "valence"
local gains = require "gains"
local formulas = require "fusion.formulas"

local paper = "Larivière et al. 2013, doi:10.1108/09564231311326996"
local reference = "the baseline run as reference, and a tolerance within which a gain is none"

local network = {}

--- F1, breadth: the share of actors that gain. `kinds`: sum w_k gainers_k / n_k; `actors`: gainers /
--- actors. From 0 to 1, high: fusion.
---
--- Larivière et al. 2013: value for "the entire network of consumers and firms". Own: the baseline as
--- reference, the tolerance, the weights of kinds.
---@param options? gains.Options lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.breadth(options)
  options = gains.options("fusion.breadth", options)
  return gains.measure({
    "fusion breadth", gives = { "kinds", "actors" }, range = { 0, 1 }, direction = "higher",
    reading = "high: most of the network gains", source = paper,
    formula = { kinds = "sum w_k #{g_i > eps_i} / n_k", actors = "#{g_i > eps_i} / n" },
    own = reference .. "; weights of kinds",
    formulas.breadth,
  }, options)
end

--- F3, Pareto ratio: gainers / (gainers + losers), and `strict`: 1 where somebody gains and nobody
--- loses. From 0 to 1; undefined (`no_change`) where nobody moved. Blind to size: read it beside the
--- joint fusion.
---
--- Larivière et al. 2013: "jointly optimized"; a Pareto improvement. Own: counting actors.
---@param options? gains.Options lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.pareto(options)
  options = gains.options("fusion.pareto", options)
  return gains.measure({
    "Pareto ratio", gives = { "ratio", "strict" }, range = { 0, 1 }, direction = "higher",
    reading = "high: few lose; blind to how much", source = paper,
    formula = { ratio = "n+ / (n+ + n-)", strict = "1 where n- = 0 < n+, else 0" },
    own = reference .. "; counting actors, which is blind to size",
    formulas.pareto,
  }, options)
end

--- F4, joint fusion: product of max(zbar_k, 0)^w_k over the kinds, zbar_k the mean gain in units of the
--- kind's scale. From 0, in scaled value; 0 as soon as one kind does not gain.
---
--- Larivière et al. 2013: "value to consumer and firm jointly optimized"; the product is Nash's (1950).
--- Own: the product over kinds, the baseline as point of disagreement.
---@param options? gains.Options lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.nash(options)
  options = gains.options("fusion.nash", options)
  return gains.measure({
    "joint fusion", unit = "scaled value", range = { 0, math.huge }, direction = "higher",
    reading = "high: all kinds gain; 0: at least one does not",
    source = paper .. "; the product: Nash 1950",
    formula = "prod max(zbar_k, 0)^w_k",
    own = "the product over kinds; " .. reference,
    formulas.nash,
  }, options)
end

--- F5, balance: min zbar_k / mean zbar_k where every kind gains, else 0. From 0 to 1, high: even. The
--- second number says between how many kinds: with one, balance says nothing.
---
--- Larivière et al. 2013: conceptualizations "rarely blended the two". Own entirely.
---@param options? gains.Options lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.balance(options)
  options = gains.options("fusion.balance", options)
  return gains.measure({
    "balance", gives = { "balance", "kinds" },
    range = { balance = { 0, 1 }, kinds = { 0, math.huge } },
    direction = { balance = "higher", kinds = "neither" },
    reading = { balance = "1: all kinds gain alike", kinds = "with one kind balance says nothing" },
    source = paper,
    formula = {
      balance = "min zbar_k / mean zbar_k where all zbar_k > 0, else 0", kinds = "kinds with a defined gain",
    },
    own = "entirely",
    function(set) return formulas.balance(set), #set end,
  }, options)
end

--- F1, F3, F4 and F5 as one measure with four numbers, so that none is read without the others.
---@param options? gains.Options lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.index(options)
  options = gains.options("fusion.index", options)
  return gains.measure({
    "fusion", gives = { "breadth", "Pareto ratio", "joint fusion", "balance" },
    range = {
      breadth = { 0, 1 }, ["Pareto ratio"] = { 0, 1 }, ["joint fusion"] = { 0, math.huge }, balance = { 0, 1 },
    },
    unit = { ["joint fusion"] = "scaled value" },
    direction = "higher", reading = "high in all four: fusion", source = paper,
    formula = {
      breadth = "sum w_k #{g_i > eps_i} / n_k", ["Pareto ratio"] = "n+ / (n+ + n-)",
      ["joint fusion"] = "prod max(zbar_k, 0)^w_k",
      balance = "min zbar_k / mean zbar_k where all zbar_k > 0, else 0",
    },
    own = "all four as measures of value fusion; " .. reference,
    function(set)
      local breadth, ratio = formulas.breadth(set), formulas.pareto(set)
      return breadth, ratio, formulas.nash(set), formulas.balance(set)
    end,
  }, options)
end

---@class fusion.SpilloverOptions: gains.Options
---@field others string[] The kinds that stand outside.

--- F8, spill-over: what the kinds in `others` gain, as a part of all that is gained and lost. From -1
--- to 1; below 0 outsiders pay. Where kinds are counted in several units, each kind's sum is divided by
--- its scale.
---
--- Larivière et al. 2013: "non-consumers, a firm's competitors, and others". Own: the ratio.
---@param options fusion.SpilloverOptions others (a list of kinds), lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.spillover(options)
  options = gains.options("fusion.spillover", options, gains.types { others = "table" }, { "others" })
  local others = options.others
  if #others == 0 then
    valence.refuse "'others' of fusion.spillover names no kind: others = { \"non_consumer\", \"competitor\" }"
  end
  return gains.measure({
    "spill-over", range = { -1, 1 }, direction = "higher",
    reading = "above 0: outsiders gain; below 0: they pay", source = paper,
    formula = "sum over others of G_k / sum over all kinds of |G_k|",
    own = "the ratio; " .. reference,
    function(set) return formulas.spillover(set, others) end,
  }, options)
end

--- F6, presence premium: the mean gain of each kind in `between` in a run where everybody is on the
--- network and all active acts are switched off, against one where nobody is on it. In the unit of the
--- definition; above 0 supports value "just by being on the mobile network".
---
--- `under` makes the first run and `against` the second: settings as a scenario has them.
---
---     fusion.presence_premium { between = { "traveller" },
---       under = { members = 1, silence = "report" }, against = { members = 0, silence = "report" } }
---
--- Larivière et al. 2013: "just by being on the mobile network". Own: the two auxiliary runs.
---@param options gains.Options between, under and against (all three needed), lens, by, tolerance, name.
---@return valence.Made
function network.presence_premium(options)
  options = gains.options("fusion.presence_premium", options, gains.types { weights = false },
    { "between", "under", "against" })
  local kinds = options.between
  if #kinds == 0 then
    valence.refuse "'between' of fusion.presence_premium names no kind: between = { \"consumer\" }"
  end
  return gains.measure({
    "presence premium", gives = kinds, range = { -math.huge, math.huge }, direction = "higher",
    reading = "above 0: being on the network is worth something by itself", source = paper,
    formula = "mean g_i of a kind, everybody on the network without active acts against nobody on it",
    own = "the two auxiliary runs",
    function(set)
      local means = {}
      for position, kind in ipairs(kinds) do
        means[position] = set.reason or "empty_group"
        for _, part in ipairs(set) do
          if part.kind == kind then means[position] = part.mean end
        end
      end
      return table.unpack(means)
    end,
  }, options)
end

return network
