-- The general assertions, in the manner of luassert: the expected value comes first, a note may come
-- last.
local suite = ...
local describe_value = suite.describe_value
local unknown_name = suite.host.unknown_name

-- `assert(value, note)` is Lua's own, counted; `assert.are.equal` is `assert.equal`.
local assert = setmetatable({}, {
  __call = function(_, ...)
    suite.assertions = suite.assertions + 1
    local value, note = ...
    if value then return ... end
    if note == nil then note = "the condition is " .. describe_value(value) end
    suite.fail { message = type(note) == "string" and note or describe_value(note) }
  end,
  __index = function(assert, name)
    if name == "are" or name == "is" or name == "has" then return assert end
    local names = {}
    for known in pairs(assert) do names[#names + 1] = known end
    suite.misuse(unknown_name(tostring(name), table.concat(names, " ")))
  end,
  __metatable = false,
})
suite.globals.assert = assert

local function fail(message, note, failure)
  failure = failure or {}
  failure.message = note == nil and message or tostring(note) .. ": " .. message
  suite.fail(failure)
end

--- Fails with what was expected and what there is, one below the other.
local function differ(message, note, expected, actual, details)
  fail(message, note, {
    expected = expected, actual = actual, has_expected = true, has_actual = true, details = details,
  })
end

local function check_function(name, body)
  if type(body) ~= "function" then
    suite.misuse("assert." .. name .. " needs a function to call, not " .. describe_value(body))
  end
end

-- Equality ----------------------------------------------------------------------------------------

--- Where two texts part, as a row below them.
local function text_difference(expected, actual)
  if type(expected) ~= "string" or type(actual) ~= "string" then return end
  local place = 1
  while place <= #expected and expected:byte(place) == actual:byte(place) do place = place + 1 end
  local line, start = 1, 0
  for position in expected:sub(1, place - 1):gmatch "()\n" do line, start = line + 1, position end
  return { { "differ at", string.format("line %d, byte %d", line, place - start) } }
end

suite.assertion("equal", function(expected, actual, note)
  if expected == actual then return end
  differ("the values are not equal", note, expected, actual, text_difference(expected, actual))
end)
assert.equals = assert.equal

suite.assertion("not_equal", function(unexpected, actual, note)
  if unexpected ~= actual then return end
  fail("the values are equal", note, { details = { { "both", describe_value(actual) } } })
end)

-- Equality of what tables hold ----------------------------------------------------------------------

local differences_shown = 20

local function path_of(path, key)
  if type(key) == "string" and key:find("^[%a_][%w_]*$") then return path .. "." .. key end
  return path .. "[" .. describe_value(key) .. "]"
end

--- Adds to `found` every place where two values differ; NaN is the same as NaN here.
local function compare(expected, actual, path, found, within)
  if expected == actual or (expected ~= expected and actual ~= actual) then return end
  local are_tables = type(expected) == "table" and type(actual) == "table"
  if not are_tables then
    found[#found + 1] = { path, expected, actual }
    return
  end
  -- Tables that hold themselves are compared once on the way down.
  if within[expected] == actual then return end
  local outer = within[expected]
  within[expected] = actual
  for key, value in pairs(expected) do compare(value, actual[key], path_of(path, key), found, within) end
  for key, value in pairs(actual) do
    if expected[key] == nil then found[#found + 1] = { path_of(path, key), nil, value } end
  end
  within[expected] = outer
end

local function described(value) return value == nil and "nothing" or describe_value(value) end

--- One row for each difference: the path, what was expected there, and what there is.
local function difference_rows(found)
  local rows, width = {}, #"expected"
  for position = 1, math.min(#found, differences_shown) do
    local expected = described(found[position][2])
    if not expected:find("\n", 1, true) then width = math.max(width, #expected) end
  end
  rows[1] = { "at", "expected" .. string.rep(" ", width - #"expected") .. "  actual" }
  for position = 1, math.min(#found, differences_shown) do
    local path, expected, actual = table.unpack(found[position], 1, 3)
    local left = described(expected)
    local gap = left:find("\n", 1, true) and "\n" or string.rep(" ", width - #left) .. "  "
    rows[#rows + 1] = { path == "" and "(whole)" or path, left .. gap .. described(actual) }
  end
  if #found > differences_shown then
    rows[#rows + 1] = { "...", (#found - differences_shown) .. " more" }
  end
  return rows
end

suite.assertion("same", function(expected, actual, note)
  local found = {}
  compare(expected, actual, "", found, {})
  if #found == 0 then return end
  if type(expected) ~= "table" or type(actual) ~= "table" then
    differ("the values are not the same", note, expected, actual, text_difference(expected, actual))
  end
  local places = #found == 1 and "1 place" or #found .. " places"
  fail("the tables differ in " .. places, note, { details = difference_rows(found) })
end)

suite.assertion("not_same", function(unexpected, actual, note)
  local found = {}
  compare(unexpected, actual, "", found, {})
  if #found > 0 then return end
  fail("the values are the same", note, { details = { { "both", describe_value(actual) } } })
end)

-- Numbers -------------------------------------------------------------------------------------------

suite.assertion("near", function(expected, actual, tolerance, note)
  if type(expected) ~= "number" or type(tolerance) ~= "number" or not (tolerance >= 0) then
    suite.misuse("assert.near needs numbers: assert.near(expected, actual, tolerance), the tolerance"
      .. " 0 or more")
  end
  if type(actual) == "number" and math.abs(expected - actual) <= tolerance then return end
  -- Infinity is near itself.
  if expected == actual then return end
  local details = { { "tolerance", tolerance } }
  if type(actual) == "number" then details[2] = { "distance", math.abs(expected - actual) } end
  differ("the number is not near the expected one", note, expected, actual, details)
end)

-- Truth and types -------------------------------------------------------------------------------------

local function unary(name, holds, wanted)
  suite.assertion(name, function(value, note)
    if holds(value) then return end
    fail(describe_value(value) .. " is not " .. wanted, note)
  end)
end

unary("is_true", function(value) return value == true end, "true")
unary("is_false", function(value) return value == false end, "false")
unary("truthy", function(value) return value end, "true in a condition")
unary("falsy", function(value) return not value end, "false in a condition")
unary("is_nil", function(value) return value == nil end, "nil")
unary("not_nil", function(value) return value ~= nil end, "anything")
for _, kind in ipairs { "number", "string", "boolean", "table", "function" } do
  unary("is_" .. kind, function(value) return type(value) == kind end, "a " .. kind)
end

-- Texts and errors --------------------------------------------------------------------------------------

suite.assertion("matches", function(pattern, text, note)
  if type(pattern) ~= "string" then suite.misuse("assert.matches needs a pattern and a text") end
  if type(text) == "string" and text:find(pattern) then return end
  fail("the text does not match", note, { details = { { "pattern", describe_value(pattern) } },
    actual = text, has_actual = true })
end)

--- The message of an error without the place that Lua puts before it.
local function message_of(problem)
  return type(problem) == "string" and problem:gsub("^[^\n]-:%d+: ", "") or describe_value(problem)
end

local function check_error(name, body, note, holds, wanted)
  check_function(name, body)
  local worked, problem = pcall(body)
  if worked then
    fail("there was no error", note, { details = wanted and { { "expected", wanted } } })
  end
  local message = message_of(problem)
  if holds(message, problem) then return message end
  fail("there was another error", note, { details = { { "expected", wanted }, { "actual", message } } })
end

suite.assertion("has_error", function(body, expected, note)
  if expected ~= nil and type(expected) ~= "string" then
    suite.misuse("assert.has_error needs the text of the error, or nothing")
  end
  return check_error("has_error", body, note, function(message)
    return expected == nil or message:find(expected, 1, true) ~= nil
  end, expected)
end)

suite.assertion("error_matches", function(body, pattern, note)
  if type(pattern) ~= "string" then suite.misuse("assert.error_matches needs a pattern") end
  return check_error("error_matches", body, note, function(message)
    return message:find(pattern) ~= nil
  end, pattern)
end)

suite.assertion("has_no_error", function(body, note)
  check_function("has_no_error", body)
  local worked, problem = pcall(body)
  if worked then return end
  fail("there was an error", note, { details = { { "error", message_of(problem) } } })
end)
