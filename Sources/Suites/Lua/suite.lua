-- The tree of a spec file: groups, tests, hooks, tags, pending tests. While the file is loaded no
-- test runs; the host then asks for one test after another.
--
-- `suite` is what the embedded files share: `suite.host` has the functions of the host, and what is
-- put into `suite.globals` becomes a global of specs. The functions of specs are called by the names
-- that calls in messages shall have: "in function 'it'".
local suite = ...
local host = suite.host
local getinfo = debug.getinfo

suite.globals = {}
suite.tests = {}
--- How many assertions the current test has called.
suite.assertions = 0

local root = { path = {}, before = {}, after = {} }
-- The group that `describe` and `it` add to while the file is loaded, and the test that runs.
local open_group, running = root, nil

--- The file and line of the innermost call in the spec or in a study; nothing where there is none.
function suite.place()
  for level = 2, 200 do
    local info = getinfo(level, "Sl")
    if not info then return end
    if info.what ~= "C" and info.source:sub(1, 10) ~= "=[valence]" then
      return info.source:gsub("^@", ""), info.currentline
    end
  end
end

--- Raises an error at the innermost line of the spec.
function suite.misuse(message) host.misuse(message) end

local function check_loading(what)
  if running then
    suite.misuse(what .. " belongs beside the tests, not into one: this is inside '"
      .. running.name .. "'")
  end
end

local function check(what, value, wanted)
  if type(value) ~= wanted then
    suite.misuse(what .. " must be a " .. wanted .. ", not " .. suite.describe_value(value))
  end
end

--- The names after `#` in a text: "sells #slow" has the tag "slow".
local function add_tags(tags, text)
  for tag in text:gmatch("#([%w_%-]+)") do tags[#tags + 1] = tag end
end

local option_types = { tags = true, seconds = "number", instructions = "number" }

local function read_options(options, tags)
  for name, value in pairs(options) do
    local wanted = option_types[name]
    if wanted == nil then
      suite.misuse("a test has no option '" .. tostring(name)
        .. "': there are tags, seconds, instructions")
    end
    if wanted ~= true then
      check(name, value, wanted)
      if value <= 0 then suite.misuse(name .. " must be above 0") end
    end
  end
  local given = options.tags
  if type(given) == "string" then given = { given } end
  for _, tag in ipairs(given or {}) do
    check("a tag", tag, "string")
    tags[#tags + 1] = tag
  end
end

--- Adds a group: its body runs at once and adds tests, hooks and further groups.
function suite.globals.describe(name, describe)
  check_loading("describe")
  check("the name of a group", name, "string")
  check("the body of a group", describe, "function")
  local outer = open_group
  local group = { outer = outer, path = { table.unpack(outer.path) }, before = {}, after = {} }
  group.path[#group.path + 1] = name
  open_group = group
  describe()
  open_group = outer
end

local function add_test(name, options, body, reason)
  check("the name of a test", name, "string")
  local tags = {}
  for _, part in ipairs(open_group.path) do add_tags(tags, part) end
  add_tags(tags, name)
  read_options(options, tags)
  suite.tests[#suite.tests + 1] = {
    name = name, path = open_group.path, group = open_group, it = body, tags = tags,
    reason = reason, line = select(2, suite.place()) or 0, seconds = options.seconds,
    instructions = options.instructions,
  }
end

--- Adds a test: `it(name, body)` or `it(name, { tags = ..., seconds = ..., instructions = ... }, body)`.
function suite.globals.it(name, options, body)
  check_loading("it")
  if type(options) == "function" and body == nil then options, body = {}, options end
  if options == nil then options = {} end
  check("the options of a test", options, "table")
  if body == nil then return add_test(name, options, nil, "it has no body yet") end
  check("the body of a test", body, "function")
  add_test(name, options, body)
end

--- Beside tests: a test that is still to be written, with the reason. Inside a test: ends it as pending.
function suite.globals.pending(name, reason)
  check("what is pending", name, "string")
  if running then host.pend(name) end
  if type(reason) == "function" then reason = nil end
  add_test(name, {}, nil, reason and tostring(reason) or "pending")
end

function suite.globals.before_each(body)
  check_loading("before_each")
  check("the body of before_each", body, "function")
  open_group.before[#open_group.before + 1] = body
end

function suite.globals.after_each(body)
  check_loading("after_each")
  check("the body of after_each", body, "function")
  open_group.after[#open_group.after + 1] = body
end

--- The hooks of a test's groups: before_each from the outermost, after_each from the innermost.
local function hooks(test, kind)
  local groups, found, group = {}, {}, test.group
  while group do
    table.insert(groups, kind == "before" and 1 or #groups + 1, group)
    group = group.outer
  end
  for _, group in ipairs(groups) do
    for _, hook in ipairs(group[kind]) do found[#found + 1] = hook end
  end
  return found
end

--- The current test, or nil while the file is loaded: `{ name, path, tags, line, ... }`.
function suite.test() return running end

--- What the host calls: everything up to the end of the test's body.
function suite.run(index)
  running = suite.tests[index]
  suite.assertions = 0
  for _, before_each in ipairs(hooks(running, "before")) do before_each() end
  running.it()
end

--- Runs one hook after the test, each in a call of its own, so that all run whatever fails.
---@return boolean whether there was such a hook
function suite.clean_up(position)
  local after_each = hooks(running, "after")[position]
  if after_each then
    after_each()
    return true
  end
  running = nil
  return false
end
