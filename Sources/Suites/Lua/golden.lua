-- Golden results: what a test gave when somebody looked at it and found it right, kept in a file
-- beside the spec and compared to the bit.
local suite = ...
local host = suite.host

local most_shown = 10

--- The shortest decimal that reads back to the same number.
local function number_text(number)
  if math.type(number) == "integer" then return tostring(number) end
  if number ~= number then return "0/0" end
  if number == math.huge then return "math.huge" end
  if number == -math.huge then return "-math.huge" end
  for digits = 15, 17 do
    local text = string.format("%." .. digits .. "g", number)
    if tonumber(text) == number then
      return text:find("^%-?%d+$") and text .. ".0" or text
    end
  end
end

local function value_text(value, indent)
  if type(value) == "number" then return number_text(value) end
  if type(value) ~= "table" then
    return type(value) == "string" and string.format("%q", value):gsub("\\\n", "\\n")
      or tostring(value)
  end
  local inner = indent .. "  "
  local lines = { "{" }
  for key, item in pairs(value) do
    lines[#lines + 1] = inner .. "[" .. value_text(key, inner) .. "] = "
      .. value_text(item, inner) .. ","
  end
  lines[#lines + 1] = indent .. "}"
  return table.concat(lines, "\n")
end

--- A value as it is kept: numbers, texts, truth values and tables of them; a run as its results.
local function plain(value, path, depth)
  local kind = type(value)
  if kind == "number" or kind == "string" or kind == "boolean" then return value end
  if kind == "table" and getmetatable(value) == "run" then return value:results() end
  if kind ~= "table" or getmetatable(value) ~= nil or depth > 8 then
    suite.misuse("a golden result holds numbers, texts, true or false, and tables of them; "
      .. path .. " is " .. suite.describe_value(value))
  end
  local copy = {}
  for key, item in pairs(value) do
    local place = path .. "." .. tostring(key)
    copy[key] = plain(item, place, depth + 1)
  end
  return copy
end

local function same(one, other)
  if one == other then return type(one) ~= "number" or one ~= 0 or 1 / one == 1 / other end
  return one ~= one and other ~= other
end

--- The differences of two values, as pairs of a path and a text.
local function differences(kept, got, path, found)
  if type(kept) == "table" and type(got) == "table" then
    for key, item in pairs(kept) do
      differences(item, got[key], path .. (path == "" and "" or ", ") .. tostring(key), found)
    end
    for key, item in pairs(got) do
      if kept[key] == nil then
        differences(nil, item, path .. (path == "" and "" or ", ") .. tostring(key), found)
      end
    end
  elseif not same(kept, got) then
    local function text(value)
      if value == nil then return "nothing" end
      return value_text(value, "")
    end
    found[#found + 1] = {
      path == "" and "result" or path, text(kept) .. " was kept, now " .. text(got),
    }
  end
  return found
end

-- What the file holds, read at the first asking; and what this run has written.
local kept, path
local written = {}

local function read()
  if kept then return end
  local problem, table_read, file = host.golden_results()
  if problem then suite.fail { message = problem } end
  kept, path = {}, file
  for name, value in pairs(table_read or {}) do kept[name] = value end
end

local function write()
  local text = "-- Golden results, written by valence test --update; compared to the bit.\nreturn "
    .. value_text(kept, "") .. "\n"
  local problem = host.write_golden_results(text)
  if problem then suite.fail { message = problem } end
end

--- Holds where a result is what is kept under a name in the file beside the spec.
suite.assertion("golden", function(name, value)
  if type(name) ~= "string" or name == "" then
    suite.misuse("assert.golden needs a name and a result: assert.golden(\"app\", run)")
  end
  if value == nil then suite.misuse("the result '" .. name .. "' is nil") end
  local got = plain(value, "'" .. name .. "'", 0)
  read()
  if host.updates_golden() then
    if written[name] ~= nil and #differences(written[name], got, "", {}) > 0 then
      suite.fail { message = "two different results are called '" .. name .. "' in this file" }
    end
    written[name], kept[name] = got, got
    return write()
  end
  if kept[name] == nil then
    suite.fail {
      message = "no golden result is kept under '" .. name .. "' in " .. path,
      details = { { "keep this one", suite.command() .. " --update" } },
    }
  end
  local found = differences(kept[name], got, "", {})
  if #found == 0 then return end
  local details = { table.unpack(found, 1, most_shown) }
  if #found > most_shown then
    details[#details + 1] = { "and", (#found - most_shown) .. " more" }
  end
  details[#details + 1] = { "if it is right now", suite.command() .. " --update" }
  suite.fail {
    message = "the result is not the golden one '" .. name .. "' of " .. path, details = details,
  }
end)
