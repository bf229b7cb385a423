-- Trying something that may fail, without losing what it says and where.
local suite = ...

local fail = suite.fail
-- The last assertion that failed; a script may have caught it.
local last

function suite.fail(failure)
  last = failure
  fail(failure)
end

--- What a failure says: `{ message, expected, actual, details, file, line }`.
local function caught(problem)
  local file, line = suite.place()
  local message = type(problem) == "string" and problem or suite.describe_value(problem)
  if line then message = message:gsub("^.-:" .. line .. ": ", "", 1) end
  local found = { message = message, details = {}, file = file, line = line }
  if last and last.message == message then
    for name, value in pairs(last) do found[name] = value end
    found.details = { table.unpack(last.details or {}) }
    found.file, found.line = last.file or file, last.line or line
  end
  last = nil
  return found
end

--- Calls a function.
---@return boolean whether it came to its end
---@return table what failed: it can be given to `suite.fail`, which then fails there
function suite.attempt(body, ...)
  last = nil
  return xpcall(body, caught, ...)
end
