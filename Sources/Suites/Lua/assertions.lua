-- The general assertions, in the manner of luassert: the expected value comes first.
local suite = ...
local describe_value = suite.describe_value

local function with_note(message, note)
  if note == nil then return message end
  return tostring(note) .. ": " .. message
end

local assert = setmetatable({}, {
  __call = function(_, ...)
    suite.assertions = suite.assertions + 1
    local value, note = ...
    if value then return ... end
    suite.fail {
      message = note == nil and "the condition is " .. describe_value(value) or tostring(note),
    }
  end,
})
suite.globals.assert = assert

suite.assertion("equal", function(expected, actual, note)
  if expected == actual then return end
  suite.fail {
    message = with_note("the values are not equal", note), expected = expected, actual = actual,
    has_expected = true, has_actual = true,
  }
end)
