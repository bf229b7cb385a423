-- Values as text, and how a test fails.
local suite = ...
local host = suite.host

local entries_shown, depth_shown = 40, 6

local escapes = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\\"] = "\\\\", ['"'] = '\\"' }

local function quoted(text)
  local unsafe = utf8.len(text) and '[%c\\"]' or '[%c\\"\128-\255]'
  return '"' .. text:gsub(unsafe, function(character)
    return escapes[character] or string.format("\\x%02X", character:byte())
  end) .. '"'
end

--- The shortest decimal that reads back to the same number.
local function number_text(number)
  if math.type(number) == "integer" then return tostring(number) end
  if number ~= number then return "nan" end
  for digits = 14, 17 do
    local text = string.format("%." .. digits .. "g", number)
    if tonumber(text) == number then
      return text:find("^%-?%d+$") and text .. ".0" or text
    end
  end
  return tostring(number)
end

local function is_name(key) return type(key) == "string" and key:find("^[%a_][%w_]*$") ~= nil end

local function has_text(value)
  local meta = getmetatable(value)
  -- Objects of worlds hide their metatable behind a name.
  return type(meta) == "string" or type(meta) == "table" and rawget(meta, "__tostring") ~= nil
end

local describe

--- The entries of a table on one line where they are short, else one a line.
local function table_text(value, depth, seen)
  if seen[value] then return "(itself)" end
  if depth > depth_shown then return "{ ... }" end
  seen[value] = true
  local parts, length, position = {}, 0, 1
  for key, item in pairs(value) do
    if #parts == entries_shown then
      parts[#parts + 1] = "..."
      break
    end
    local text = describe(item, depth + 1, seen)
    if key == position then
      position = position + 1
    elseif is_name(key) then
      text = key .. " = " .. text
    else
      text = "[" .. describe(key, depth + 1, seen) .. "] = " .. text
    end
    parts[#parts + 1] = text
    length = length + #text
  end
  seen[value] = nil
  if #parts == 0 then return "{}" end
  local joined = table.concat(parts, ", ")
  if length <= 72 and not joined:find("\n", 1, true) then return "{ " .. joined .. " }" end
  local indent = string.rep("  ", depth)
  return "{\n" .. indent .. table.concat(parts, ",\n" .. indent) .. "\n" .. indent:sub(3) .. "}"
end

describe = function(value, depth, seen)
  local kind = type(value)
  if kind == "string" then return quoted(value) end
  if kind == "number" then return number_text(value) end
  if kind == "table" and not has_text(value) then return table_text(value, depth, seen) end
  return tostring(value)
end

--- A value as one would write it in Lua, as far as it can be written.
function suite.describe_value(value) return describe(value, 1, {}) end

--- Fails the current test at the innermost line of the spec.
---
--- `failure.message` says what was expected. `expected` and `actual` are values of any kind, shown
--- one below the other; `details` is a list of names with values, shown as a table. `file` and
--- `line` say where it failed, if that is somewhere else.
function suite.fail(failure)
  local function text(name)
    if failure[name] ~= nil or failure["has_" .. name] then
      return suite.describe_value(failure[name])
    end
  end
  local details = {}
  for position, pair in ipairs(failure.details or {}) do
    local value = pair[2]
    details[position] = {
      tostring(pair[1]), type(value) == "string" and value or suite.describe_value(value),
    }
  end
  host.fail(failure.message, text "expected", text "actual", details, failure.file, failure.line)
end

--- Registers `assert.<name>`, a function that calls `suite.fail` where the assertion does not hold.
function suite.assertion(name, body)
  suite.globals.assert[name] = function(...)
    suite.assertions = suite.assertions + 1
    return body(...)
  end
end

-- How many assertions the invariants of the worlds that run have called.
local held = 0

--- A function of the host in which worlds run, so that what their studies assert does not count as
--- asserted by the test: compiled functions could not be counted.
function suite.with_worlds(body)
  return function(...)
    local outside, outer = suite.assertions, held
    held = 0
    local results = table.pack(body(...))
    suite.assertions, held = outside + held, outer
    return table.unpack(results, 1, results.n)
  end
end

--- Attempts an invariant of a world, whose assertions count.
function suite.attempt_invariant(body, world)
  local before = suite.assertions
  local holds, problem = suite.attempt(body, world)
  held = held + suite.assertions - before
  return holds, problem
end

--- The number that all randomness of this run of the tests derives from.
function suite.seed() return host.seed() end

--- The command that repeats the current test, or the whole file while it is loaded.
function suite.command()
  local test = suite.test()
  return host.command(test and suite.full_name(test))
end

--- The names of a test and its groups in one: "an app sells".
function suite.full_name(test)
  local names = { table.unpack(test.path) }
  names[#names + 1] = test.name
  return table.concat(names, " ")
end
