-- The module `valence` as a study sees it: every function returns plain data that remembers where
-- it was written. Nothing is computed here; Studies reads the tables after the script has run.
local unknown_name = ...
local getinfo = debug.getinfo

local valence = {}

--- The file and line of the study's own call.
local function written_at()
  for level = 2, 30 do
    local info = getinfo(level, "Sl")
    if not info then return nil, nil end
    if info.what ~= "C" and info.source:sub(1, 10) ~= "=[valence]" then
      return info.source, info.currentline
    end
  end
end

--- A constructor for data of one sort: `valence.x { ... }` keeps the table's own entries,
--- `valence.x(a, b)` its arguments by position.
local function constructor(sort, takes_table)
  return function(...)
    local first, count = ..., select("#", ...)
    local made = {}
    if takes_table and count == 1 and type(first) == "table" and first.__sort == nil then
      for key, value in pairs(first) do made[key] = value end
    else
      for position = 1, count do made[position] = (select(position, ...)) end
    end
    made.__sort = sort
    made.__file, made.__line = written_at()
    return made
  end
end

for _, sort in ipairs {
  "uniform", "normal", "truncated_normal", "lognormal", "beta", "gamma", "exponential",
  "bernoulli", "binomial", "poisson", "boolean", "category", "ref", "flow", "rank", "column", "integer",
  "by", "parameter",
} do
  valence[sort] = constructor(sort, false)
end

for _, sort in ipairs {
  "categorical", "small_world", "random", "preferential_attachment", "block_model", "lattice",
  "ring", "star", "complete", "random_ties", "edge_list", "rule", "encounter", "presence", "value",
  "measure", "series", "table", "csv", "one_of", "from", "cross", "study",
} do
  valence[sort] = constructor(sort, true)
end

local names = { "undefined", "is_undefined" }
for name in pairs(valence) do names[#names + 1] = name end

return setmetatable(valence, {
  __index = function(_, name) error(unknown_name(tostring(name), table.concat(names, " ")), 2) end,
})
