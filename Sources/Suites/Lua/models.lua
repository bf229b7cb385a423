-- Studies in tests: they are loaded, varied and run; worlds are looked at as in a measure. The host
-- runs worlds and knows them by numbers; here is what a spec sees of them.
local suite = ...
local host, globals = suite.host, suite.globals
local valence = require "valence"

for _, name in ipairs { "run", "number", "numbers", "twin", "replicates", "reproduce", "section" } do
  host[name] = suite.with_worlds(host[name])
end

--- Fails the test with what the host says is wrong, or returns the rest of what it says.
local function checked(problem, ...)
  if problem then suite.fail { message = problem } end
  return ...
end

--- Refuses names that an options table may not have.
local function check_names(options, allowed, what)
  if type(options) ~= "table" then
    suite.misuse(what .. " takes a table of options, not " .. suite.describe_value(options))
  end
  for name in pairs(options) do
    local known = false
    for _, other in ipairs(allowed) do known = known or name == other end
    if not known then
      suite.misuse(what .. " has no '" .. tostring(name) .. "': there are "
        .. table.concat(allowed, ", "))
    end
  end
end

-- MARK: looking at worlds

-- What stands behind a run or a study of a spec, by the object; these are empty.
local behind = rawsetmetatable({}, { __mode = "k" })
-- The number of the world that the functions of the state see at present.
local shown

--- Makes a world the one that is seen; returns the handles of the run and its twin.
local function show(run)
  if shown ~= run.number then
    run.handle, run.twin_handle = checked(host.look(run.number))
    shown = run.number
  end
  return run.handle, run.twin_handle
end

-- An actor in a spec is a table with the handle at 1.
local run_of = rawsetmetatable({}, { __mode = "k" })

--- The handle of an object, whose world is shown from now on.
local function handle_of(value)
  local run = behind[value]
  if run and run.number then return (show(run)) end
  if not run_of[value] then return value end
  show(run_of[value])
  return rawget(value, 1)
end

--- What a spec gets for a value of a world; an undefined value is nil and its reason.
local function wrapped(run, value)
  if type(value) ~= "userdata" then return value end
  local known = run.objects[value]
  if known then return known end
  if valence.is_undefined(value) then
    return nil, (tostring(value):gsub("^undefined: ", ""))
  end
  known = rawsetmetatable({ value }, run.actor_meta)
  run_of[known] = run
  run.objects[value] = known
  return known
end

local function actor_meta(run)
  return {
    __metatable = "actor",
    __index = function(actor, name) return run.member(actor, name) end,
    __newindex = function()
      suite.misuse("a test looks at worlds: fields are assigned in rules and encounters")
    end,
    __tostring = function(actor)
      show(run)
      return tostring(rawget(actor, 1))
    end,
  }
end

-- MARK: runs

local run_meta, run_methods = { __metatable = "run" }, {}

local function run_object(number, scenario, replicate)
  local object = rawsetmetatable({}, run_meta)
  local run = { number = number, scenario = scenario, replicate = replicate, objects = {} }
  run.member = suite.looking(function(value) return wrapped(run, value) end, handle_of)
  run.actor_meta = actor_meta(run)
  behind[object] = run
  return object
end

local function the_run(object, name)
  local run = behind[object]
  if not run or not run.number then
    suite.misuse(name .. " is a method of a run: write run:" .. name .. "(...) with a colon")
  end
  return run
end

function run_meta.__index(object, name)
  if run_methods[name] then return run_methods[name] end
  local run = behind[object]
  if name == "scenario" or name == "replicate" then return run[name] end
  return run.member(object, name)
end

function run_meta.__newindex() suite.misuse("a run is over: it cannot be changed") end

function run_meta.__tostring(object)
  local run = behind[object]
  return "run of scenario '" .. run.scenario .. "', replicate " .. run.replicate
end

--- A number that the study gives; nil and the reason where it is undefined.
local function number_of(object, what, name, part)
  local run = the_run(object, what)
  if type(name) ~= "string" then
    suite.misuse(what .. " needs a name as the study gives it: run:" .. what .. " \"...\"")
  end
  -- A twin may have to be run for it.
  shown = nil
  local number, reason, used, total = checked(host.number(run.number, what, name, part))
  if number == nil then return nil, reason, used, total end
  return number
end

--- The mean of a value definition; `kind` where it is defined for several.
function run_methods.value(object, name, kind) return number_of(object, "value", name, kind) end

--- A measure; `output` where it has several numbers.
function run_methods.measure(object, name, output)
  return number_of(object, "measure", name, output)
end

--- All numbers that the study gives, by name; what is undefined is a text with the reason.
function run_methods.results(object)
  local found = {}
  shown = nil
  for _, entry in ipairs(checked(host.numbers(the_run(object, "results").number))) do
    found[entry[1]] = entry[2]
  end
  return found
end

--- The world of what the scenario is compared with, or nil where that is nothing.
function run_methods.twin(object)
  local run = the_run(object, "twin")
  if run.twin == nil then
    local number, scenario = checked(host.twin(run.number))
    run.twin = number and run_object(number, scenario, run.replicate) or false
    -- The twin stands beside the run from now on.
    shown = nil
  end
  return run.twin or nil
end

function run_methods.actors(object, kind)
  local run = the_run(object, "actors")
  local next_actor = run.member(object, "actors")(object, kind)
  return function() return (next_actor()) end
end

function run_methods.pairs(object, kind)
  local run = the_run(object, "pairs")
  object:twin()
  return run.member(object, "actors")(object, kind)
end

--- What the actors of a kind gained against their twins, as a measure is told.
function run_methods.gains(object, kind, definition)
  local run = the_run(object, "gains")
  object:twin()
  return run.member(object, "gains")(object, kind, definition)
end

-- MARK: invariants

-- What is held after every step of every world that the current test runs.
local always_here = {}
-- What an invariant raised, on its way around the host.
local broken

--- What the host calls after each step, or nil where nothing is to be held.
local function looking(invariants, scenario, replicate)
  if #invariants == 0 and #always_here == 0 then return nil end
  local world
  return function(number, step)
    world = world or run_object(number, scenario, replicate)
    shown = nil
    for _, list in ipairs { invariants, always_here } do
      for _, body in ipairs(list) do
        local holds, problem = suite.attempt_invariant(body, world)
        if not holds then
          problem.details[#problem.details + 1] = { "after step", step }
          broken = problem
          return false
        end
      end
    end
    return true
  end
end

--- Beside tests: holds for every world that tests of this group run. In a test: from here to its end.
function globals.always(body)
  if type(body) ~= "function" then
    suite.misuse("always needs a function of the world: always(function(world) ... end)")
  end
  if suite.test() then
    always_here[#always_here + 1] = body
  else
    globals.before_each(function() always_here[#always_here + 1] = body end)
  end
end

-- MARK: studies

local study_meta, study_methods = { __metatable = "study" }, {}

local function study_object(number, name, invariants, problem)
  local study = rawsetmetatable({}, study_meta)
  behind[study] = { study = number, name = name, invariants = invariants, problem = problem }
  return study
end

--- What stands behind a study.
local function known_study(object, name)
  local study = behind[object]
  if not study or not study.invariants then
    suite.misuse(name .. " needs a study, as study \"...\" gives it; its methods are called with a colon")
  end
  return study
end

--- What stands behind a study; fails where it could not be loaded.
local function the_study(object, name)
  local study = known_study(object, name)
  if study.problem then suite.fail { message = study.problem } end
  return study
end
suite.the_study = the_study

function study_meta.__index(_, name)
  if study_methods[name] then return study_methods[name] end
  suite.misuse("a study has no '" .. tostring(name)
    .. "' in tests: there are always, replicates, run, scenarios, section, with")
end

function study_meta.__newindex() suite.misuse("a study is not changed: use app:with { ... }") end

function study_meta.__tostring(object) return "study " .. behind[object].name end

--- Loads a study: from its file, seen from the spec, or from a table as valence.study takes it.
function globals.study(what)
  local name
  if type(what) == "string" then
    name = what
  elseif type(what) == "table" then
    if what.__sort ~= "study" then what = valence.study(what) end
    name = tostring(what.name)
  else
    suite.misuse("study needs a path or a table: study \"study.lua\"")
  end
  local problem, number = host.load_study(what)
  if not problem then return study_object(number, name, {}) end
  if suite.test() then checked(problem) end
  -- Once as a test of its own; what uses the study fails with a short note.
  globals.it("study '" .. name .. "' can be loaded", function() checked(problem) end)
  return study_object(nil, name, {}, "the study '" .. name .. "' could not be loaded")
end

--- The study at other settings: what a scenario may say, for all of them, and steps, warmup, seed.
function study_methods.with(object, settings)
  local study = known_study(object, "with")
  if study.problem then return object end
  if type(settings) ~= "table" then
    suite.misuse("'with' needs a table of settings: app:with { reach = 0.2, steps = 10 }")
  end
  local problem, number = host.vary_study(study.study, settings, (select(2, suite.place())))
  if problem and suite.test() then checked(problem) end
  if problem then suite.misuse(problem) end
  return study_object(number, study.name, study.invariants)
end

--- The study with something that is held after every step of its worlds.
function study_methods.always(object, body)
  local study = known_study(object, "always")
  if type(body) ~= "function" then
    suite.misuse("always needs a function of the world: app:always(function(world) ... end)")
  end
  return study_object(
    study.study, study.name, { body, table.unpack(study.invariants) }, study.problem)
end

function study_methods.scenarios(object)
  return checked(host.scenarios(the_study(object, "scenarios").study))
end

--- Runs one world: `app:run "pushy app"`, `app:run { scenario = "pushy app", replicate = 2 }`.
function study_methods.run(object, what)
  local study = the_study(object, "run")
  if not suite.test() then
    suite.misuse("a study is run in a test or in before_each, not while the file is loaded")
  end
  if type(what) == "string" then what = { scenario = what } end
  what = what or {}
  check_names(what, { "scenario", "replicate" }, "app:run")
  local replicate = what.replicate or 1
  if math.type(replicate) ~= "integer" or replicate < 1 then
    suite.misuse("the replicate must be a whole number from 1 on, not "
      .. suite.describe_value(replicate))
  end
  local scenario = what.scenario or checked(host.scenarios(study.study))[1]
  broken = nil
  local problem, number, name = host.run(
    study.study, scenario, replicate, looking(study.invariants, scenario, replicate))
  shown = nil
  if broken then
    broken.details[#broken.details + 1] = { "of scenario", scenario }
    broken.details[#broken.details + 1] = { "replicate", replicate }
    suite.fail(broken)
  end
  checked(problem)
  return run_object(number, name, replicate)
end

local of_replicates = {
  "scenario", "than", "value", "kind", "measure", "output", "first", "count",
}

--- A number of the study in each of some replicates, for statistics.
---
--- `options.scenario` (the first one without); `value` with `kind`, or `measure` with `output`; `than`:
--- the name of the scenario that is subtracted, replicate by replicate, or `"twin"` for the scenario's
--- own; `first` and `count` of the replicates.
---@return table numbers by position; nil where undefined
---@return table reasons by position, where undefined
function suite.replicates(object, options)
  local study = the_study(object, "this assertion")
  shown = nil
  local what = options.value and "value" or "measure"
  local name = options.value or options.measure
  if type(name) ~= "string" or options.value and options.measure then
    suite.misuse("say what is looked at: value = \"...\" or measure = \"...\"")
  end
  local than = options.than
  if than == "twin" then than = true end
  return checked(host.replicates(
    study.study, options.scenario, than, what, name, options.kind or options.output,
    options.first or 1, options.count or 1))
end

--- What a section of the report says of some replicates: { headline, text, tables }.
function study_methods.section(object, name, replications)
  local study = the_study(object, "section")
  if type(name) ~= "string" then suite.misuse("section needs the title of one: app:section \"Verdict\"") end
  local count = replications or 30
  if math.type(count) ~= "integer" or count < 1 then
    suite.misuse("section takes how many replicates it is made of, from 1 on")
  end
  shown = nil
  return checked(host.section(study.study, name, count))
end

function study_methods.replicates(object, options)
  check_names(options, of_replicates, "app:replicates")
  for _, name in ipairs { "first", "count" } do
    local number = options[name] or 1
    if math.type(number) ~= "integer" or number < 1 then
      suite.misuse("'" .. name .. "' must be a whole number from 1 on")
    end
  end
  return suite.replicates(object, options)
end

--- Holds where worlds of a study are the same to the bit when they are run again, and on the other
--- engine.
suite.assertion("reproducible", function(object, what)
  local study = the_study(object, "assert.reproducible")
  what = what or {}
  check_names(what, { "scenario", "replicate" }, "assert.reproducible")
  local difference = checked(
    host.reproduce(study.study, what.scenario, what.replicate or 1))
  shown = nil
  if difference then
    suite.fail {
      message = "the study does not give the same bits each time", details = {
        { "first difference", difference },
      },
    }
  end
end)

-- MARK: tests that begin and end

local run_test = suite.run
function suite.run(index)
  host.release(0)
  shown, broken, always_here = nil, nil, {}
  run_test(index)
end

--- Lets go of worlds that a part of a test made.
function suite.keeping_no_worlds(body, ...)
  local _, mark = host.mark()
  local outer = { table.unpack(always_here) }
  local results = table.pack(body(...))
  host.release(mark)
  shown, always_here = nil, outer
  return table.unpack(results, 1, results.n)
end
