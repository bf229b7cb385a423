-- What the prompt of a session sees: the names that are typed, the worlds as objects, and what can be
-- done with them. The host keeps study and worlds; `Lua/library/session.lua` documents all of it.
local session = ...
local host = session.host
local valence = require "valence"

local function misuse(message) error(message, 0) end

-- MARK: objects

-- What stands behind an object of the session, by the object; these are empty.
local behind = rawsetmetatable({}, { __mode = "k" })

local function object(meta, content)
  local made = rawsetmetatable({}, meta)
  behind[made] = content
  return made
end

--- What stands behind a value, for the host: nil for what is not of the session.
function session.behind(value) return behind[value] end

local function read_only(what)
  return function()
    misuse(what .. " cannot be assigned to: a session looks at worlds; rules and encounters change them")
  end
end

-- MARK: actors

local actor_meta = { __metatable = "actor" }

local function actor_object(side, kind, number)
  return object(actor_meta, { sort = "actor", side = side, kind = kind, number = number })
end

--- What a session gets for a value of a world; an undefined value is nil and its reason.
local function wrapped(value)
  if type(value) ~= "userdata" then return value end
  if valence.is_undefined(value) then return nil, (tostring(value):gsub("^undefined: ", "")) end
  local side, kind, number = host.actor_of(value)
  if side then return actor_object(side, kind, number) end
  -- A tie has no name that would outlast the world: what it holds is taken now.
  local fields = host.tie_fields(value)
  if not fields then return value end
  local tie = {}
  for _, name in ipairs(fields) do tie[name] = value[name] end
  return tie
end

local function handle_of(value)
  local known = behind[value]
  if known and known.sort == "actor" then return host.handle(known.side, known.kind, known.number) end
  if known and known.sort == "world" then return host.run_handle(known.side) end
  return value
end

local member = session.looking(wrapped, handle_of)

function actor_meta.__index(actor, name)
  local known = behind[actor]
  if name == "twin" then
    local number = host.twin_number(known.side, known.kind, known.number)
    return number and actor_object(3 - known.side, known.kind, number) or nil
  end
  return member(actor, name)
end

function actor_meta.__eq(one, other)
  local a, b = behind[one], behind[other]
  return a.side == b.side and a.kind == b.kind and a.number == b.number
end

actor_meta.__newindex = read_only("an actor's field")
function actor_meta.__tostring(actor)
  local known = behind[actor]
  return known.kind .. " " .. known.number .. (known.side == 2 and " of the twin world" or "")
end

-- MARK: lists of actors, columns

local list_meta = { __metatable = "actors" }
local columns = {}

local function numbers_of(column, name)
  local known = behind[column]
  if not known or known.sort ~= "column" then misuse(name .. " is a method of a column: write column:" .. name .. "()") end
  local found = {}
  for _, value in ipairs(known.values) do
    if value == true then value = 1 elseif value == false then value = 0 end
    if type(value) ~= "number" then misuse("'" .. known.field .. "' holds no numbers") end
    if value == value then found[#found + 1] = value end
  end
  return found
end

function columns.sum(column) return host.statistic("sum", numbers_of(column, "sum")) end
function columns.mean(column) return host.statistic("mean", numbers_of(column, "mean")) end
function columns.sd(column) return host.statistic("sd", numbers_of(column, "sd")) end

function columns.quantile(column, share)
  if type(share) ~= "number" or share < 0 or share > 1 then misuse("a quantile takes a share from 0 to 1") end
  return host.quantile(share, numbers_of(column, "quantile"))
end

function columns.min(column) return columns.quantile(column, 0) end
function columns.max(column) return columns.quantile(column, 1) end
function columns.median(column) return columns.quantile(column, 0.5) end

local column_meta = {
  __metatable = "column", __newindex = read_only("a column"),
  __index = function(column, name)
    local known = behind[column]
    if columns[name] then return columns[name] end
    if name == "twin" then return session.column(3 - known.side, known.kind, known.field) end
    if math.type(name) == "integer" then return known.values[name] end
    misuse("a column has no '" .. tostring(name) .. "': there are mean, sd, sum, min, median, max, quantile, twin")
  end,
  __len = function(column) return #behind[column].values end,
}

function session.column(side, kind, field)
  local values = host.column(side, kind, field)
  for position, value in ipairs(values) do values[position] = wrapped(value) end
  return object(column_meta, { sort = "column", side = side, kind = kind, field = field, values = values })
end

-- MARK: kinds

local kinds = {}

--- All actors of a kind that are there, or those of which the test is true.
function kinds.where(kind, test)
  local known = behind[kind]
  if not known or known.sort ~= "kind" then misuse("where is a method of a kind: world.consumer:where(function(c) return ... end)") end
  if type(test) ~= "function" then
    misuse("where takes a function of an actor: world." .. known.kind .. ":where(function(c) return ... end)")
  end
  local found = {}
  for _, number in ipairs(host.living(known.side, known.kind)) do
    local actor = actor_object(known.side, known.kind, number)
    if test(actor) then found[#found + 1] = actor end
  end
  return rawsetmetatable(found, list_meta)
end

function kinds.each(kind)
  local list, turn = kinds.where(kind, function() return true end), 0
  return function()
    turn = turn + 1
    return list[turn]
  end
end

local kind_meta = {
  __metatable = "kind", __newindex = read_only("a kind"),
  __index = function(kind, name)
    local known = behind[kind]
    if kinds[name] then return kinds[name] end
    if math.type(name) == "integer" then
      return host.exists(known.side, known.kind, name) and actor_object(known.side, known.kind, name) or nil
    end
    if name == "twin" then return session.kind(3 - known.side, known.kind) end
    return session.column(known.side, known.kind, name)
  end,
  __len = function(kind)
    local known = behind[kind]
    return #host.living(known.side, known.kind)
  end,
}

function session.kind(side, kind) return object(kind_meta, { sort = "kind", side = side, kind = kind }) end

-- MARK: worlds

local worlds = {}

local function side_of(world, name)
  local known = behind[world]
  if not known or known.sort ~= "world" then misuse(name .. " is a method of a world: write world:" .. name .. "(...)") end
  return known.side
end

function worlds.value(world, name, kind) return host.number(side_of(world, "value"), "value", name, kind) end
function worlds.measure(world, name, output) return host.number(side_of(world, "measure"), "measure", name, output) end
function worlds.results(world) return session.rows(host.results(side_of(world, "results"))) end

local world_meta = {
  __metatable = "world", __newindex = read_only("a world"),
  __index = function(world, name)
    local side = behind[world].side
    if name == "twin" then return side == 1 and host.has_twin() and session.twin or nil end
    if worlds[name] then return worlds[name] end
    local known = host.fact(side, name)
    if known ~= nil then return known end
    if host.is_kind(name) then return session.kind(side, name) end
    host.check_member(tostring(name))
    return member(world, name)
  end,
}

session.world = object(world_meta, { sort = "world", side = 1 })
session.twin = object(world_meta, { sort = "world", side = 2 })

-- MARK: what is typed

local globals = { valence = valence, world = session.world }
session.globals = globals

--- A table of numbers or texts by column, with the names of the columns in their order.
local rows_meta = { __metatable = "rows" }

function session.rows(content)
  local made = {}
  for position, name in ipairs(content.columns) do
    local column = {}
    for row, cells in ipairs(content.rows) do column[row] = cells[position] end
    made[name] = column
  end
  made = rawsetmetatable(made, rows_meta)
  behind[made] = { sort = "rows", title = content.title, columns = content.columns, rows = content.rows,
    by_row = content.by_row }
  return made
end

local status_meta = { __metatable = "status" }
local function status() return object(status_meta, { sort = "status" }) end

local function count_of(value, what)
  if value == nil then return nil end
  local number = math.tointeger(value)
  if not number or number < 1 then misuse(what .. " takes a whole number from 1 on") end
  return number
end

function globals.step() host.advance(1) return status() end
function globals.run(steps) host.advance(count_of(steps, "run")) return status() end
function globals.restart() host.restart() return status() end

function globals.scenario(name)
  if name == nil then return session.rows(host.scenarios()) end
  if type(name) ~= "string" then misuse("scenario takes a name: scenario \"pushy app\"") end
  host.choose_scenario(name)
  return status()
end

function globals.replicate(number)
  host.choose_replicate(count_of(number, "replicate") or 1)
  return status()
end

function globals.with(settings)
  if type(settings) ~= "table" then misuse("with takes a table of settings: with { reach = 0.2, steps = 10 }") end
  for name in rawnext, settings do
    if type(name) ~= "string" then misuse("settings have names: with { reach = 0.2, steps = 10 }") end
  end
  host.with(settings)
  return status()
end

function globals.results() return session.world:results() end

function globals.value(name, kind) return session.world:value(name, kind) end
function globals.measure(name, output) return session.world:measure(name, output) end
function globals.series(name) return host.series(1, name) end

function globals.trace(actor)
  local known = behind[actor]
  if not known or known.sort ~= "actor" then misuse("trace takes an actor: trace(world.consumer[12])") end
  return session.rows(host.trace(known.side, known.kind, known.number))
end

function globals.compare(what)
  local known = behind[what]
  if known and known.sort == "actor" then
    return session.rows(host.compare(known.side, known.kind, known.number))
  elseif known and known.sort == "kind" then
    return session.rows(host.compare(known.side, known.kind))
  end
  misuse("compare takes an actor or a kind: compare(world.consumer[12]), compare(world.consumer)")
end

local experiment_meta = { __metatable = "experiment" }

function globals.experiment(replications)
  local number, content = host.experiment(count_of(replications, "experiment") or 10)
  local made = rawsetmetatable(content, experiment_meta)
  behind[made] = { sort = "experiment", number = number }
  return made
end

--- What can be plotted, as the host takes it.
local function plottable(value)
  local known = behind[value]
  if type(value) == "string" then return { sort = "series", name = value } end
  if known and known.sort == "column" then
    return { sort = "column", side = known.side, kind = known.kind, field = known.field, values = numbers_of(value, "plot") }
  end
  if known and (known.sort == "rows" or known.sort == "experiment") then return known end
  if type(value) == "table" and not known then
    for _, number in ipairs(value) do
      if type(number) ~= "number" then misuse("plot takes lists of numbers") end
    end
    if #value > 0 then return { sort = "numbers", values = value } end
  end
  misuse("plot takes the name of a series or value, a column such as world.consumer.trust, a trace, an experiment"
    .. " or a list of numbers")
end

function globals.plot(...)
  local count, things = select("#", ...), {}
  if count == 0 then misuse("plot needs something to plot: plot \"mood\", plot(world.consumer.mood)") end
  local known = behind[(...)]
  if known and known.sort == "experiment" then
    return object(status_meta, { sort = "plot", text = host.plot({ known }, select(2, ...)) })
  end
  for position = 1, count do things[position] = plottable((select(position, ...))) end
  return object(status_meta, { sort = "plot", text = host.plot(things) })
end

function globals.define(...)
  if select("#", ...) == 0 then misuse("define takes what a study has: define(valence.rule { ... })") end
  for position = 1, select("#", ...) do host.define((select(position, ...))) end
  return object(status_meta, { sort = "defined" })
end

function globals.remove(name)
  if type(name) ~= "string" then misuse("remove takes a name: remove \"forget\"") end
  host.remove(name)
  return object(status_meta, { sort = "defined" })
end

-- MARK: parameters and study

local parameters_meta = {
  __metatable = "parameters",
  __index = function(_, name) return host.parameter(tostring(name)) end,
  __newindex = function(_, name, value)
    globals.with({ [name] = value })
    host.say_status()
  end,
}
globals.parameters = object(parameters_meta, { sort = "parameters" })

globals.study = object({
  __metatable = "study", __newindex = read_only("the study"),
  __index = function(_, name) return (host.study_fact(tostring(name))) end,
}, { sort = "study" })

-- MARK: variables

-- What was assigned at the prompt; each assignment tells the host, which may have to write it down.
local variables, of_study = {}, {}
session.variables, session.of_study = variables, of_study

session.environment = rawsetmetatable({}, {
  __metatable = false,
  __index = function(_, name)
    local value = variables[name]
    if value == nil then value = of_study[name] end
    if value == nil then value = globals[name] end
    if value == nil then value = host.other_name(name) end
    return value
  end,
  __newindex = function(_, name, value)
    host.assigned(name)
    variables[name] = value
  end,
})

local function add(found, ...)
  for _, list in ipairs { ... } do
    for name in rawnext, list do
      if type(name) == "string" and name:sub(1, 2) ~= "__" then found[#found + 1] = name end
    end
  end
  return found
end

--- The names that can be typed, for completion.
function session.names() return add(host.module_names(), variables, of_study, globals) end

--- The members of a value that can be typed behind it; methods alone behind a colon.
function session.members(value, of_methods)
  local known = behind[value]
  if not known then
    if type(value) == "string" then return add({}, string) end
    return type(value) == "table" and add({}, value) or {}
  end
  local found = host.members(known.sort, known.kind, of_methods)
  if known.sort == "world" then add(found, worlds) end
  if known.sort == "kind" then add(found, kinds) end
  if known.sort == "column" then add(found, columns) end
  if known.sort == "experiment" or known.sort == "rows" then add(found, value) end
  return found
end
