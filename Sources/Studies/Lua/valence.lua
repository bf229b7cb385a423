-- The module `valence` as a study sees it: every function returns plain data that remembers where
-- it was written. Nothing is computed here; Studies reads the tables after the script has run.
local unknown_name, nearest_hint, plugin_chunks = ...
local getinfo = debug.getinfo

local valence = {}

--- The file and line of the study's own call, and those of the plugin's call where a plugin called
--- in between. What a plugin makes while it is loaded is nobody's call but its own.
local function written_at()
  local plugin, line
  for level = 3, 200 do
    local info = getinfo(level, "Sl")
    if not info then break end
    if info.what ~= "C" and info.source:sub(1, 10) ~= "=[valence]" then
      if not plugin_chunks[info.source] then return info.source, info.currentline, plugin, line end
      if not plugin then plugin, line = info.source, info.currentline end
      if info.what == "main" then break end
    end
  end
  return plugin, line, plugin, line
end

--- Where a plugin wrote the last function of a table: `return valence.measure { ... }` leaves no call
--- behind that could be found.
local function functions_written_at(made)
  for position = #made, 1, -1 do
    if type(made[position]) == "function" then
      local info = getinfo(made[position], "S")
      if plugin_chunks[info.source] then return info.source, info.linedefined end
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
    made.__file, made.__line, made.__plugin_file, made.__plugin_line = written_at()
    if not made.__plugin_file then
      made.__plugin_file, made.__plugin_line = functions_written_at(made)
    end
    return made
  end
end

for _, sort in ipairs {
  "uniform", "normal", "truncated_normal", "lognormal", "beta", "gamma", "exponential",
  "bernoulli", "binomial", "poisson", "boolean", "category", "ref", "flow", "rank", "column", "integer",
  "by", "parameter", "range",
} do
  valence[sort] = constructor(sort, false)
end

for _, sort in ipairs {
  "categorical", "small_world", "random", "preferential_attachment", "block_model", "lattice",
  "ring", "star", "complete", "random_ties", "edge_list", "rule", "encounter", "presence", "value",
  "leave_one_out", "measure", "profile", "section", "series", "table", "csv", "one_of", "from",
  "cross", "until_precise", "grid", "latin_hypercube", "sobol", "one_at_a_time", "study",
} do
  valence[sort] = constructor(sort, true)
end

--- Stops the loading of a study with a message at the study's own line, whatever plugins called
--- each other in between.
function valence.refuse(message)
  local file, line = written_at()
  local place = file and ("%s:%d: "):format(file:gsub("^@", ""), line) or ""
  error(place .. tostring(message), 0)
end

--- The options of a plugin's call, checked: `allowed` has the types of each by name, as "number" or
--- "string or table", and `required` lists those that must be there.
function valence.options(call, given, allowed, required)
  if given == nil then given = {} end
  if type(given) ~= "table" then
    valence.refuse(call .. " takes a table of options, { name = value }, not a " .. type(given))
  end
  local names, options = {}, {}
  for name in pairs(allowed) do names[#names + 1] = tostring(name) end
  for name, value in pairs(given) do
    local wanted = allowed[name]
    if not wanted then
      valence.refuse(call .. " has no option '" .. tostring(name) .. "'"
        .. nearest_hint(tostring(name), table.concat(names, " ")))
    end
    if not (" " .. wanted .. " "):find(" " .. type(value) .. " ", 1, true) then
      valence.refuse("'" .. tostring(name) .. "' of " .. call .. " must be a " .. wanted
        .. ", not a " .. type(value))
    end
    options[name] = value
  end
  for _, name in ipairs(required or {}) do
    if options[name] == nil then valence.refuse(call .. " needs '" .. name .. "'") end
  end
  return options
end

local csv = valence.csv

--- A table of data belongs to whoever calls this: a plugin reads its own folder, a study its own.
function valence.csv(...)
  local made = csv(...)
  if next(plugin_chunks) and (not made.__file or getinfo(1, "t").istailcall) then
    valence.refuse("valence.csv must be called where Lua can see who calls it:"
      .. " local log = valence.csv { ... }; return log")
  end
  return made
end

local names = { "undefined", "is_undefined" }
for name in pairs(valence) do names[#names + 1] = name end

return setmetatable(valence, {
  __index = function(_, name) error(unknown_name(tostring(name), table.concat(names, " ")), 2) end,
})
