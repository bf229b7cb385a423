---@meta

-- Spec files, for a Lua language server: groups, tests, hooks, general assertions. Nothing here is run.

---What a test may say about itself.
---@class suites.TestOptions
---@field tags? string|string[] For `--tags`, besides those that stand in its name: "sells more #slow".
---@field seconds? number How long it may take; what `--timeout` says unless given.
---@field instructions? number How many Lua instructions it may run; 2e9 unless given.

---Adds a group of tests. Its body runs at once, while the file is loaded.
---@param name string
---@param describe fun()
function describe(name, describe) end

---Adds a test; without a body it is pending. Tests run after the file is loaded, in random order.
---@param name string Words after `#` in it, and in the names of its groups, are its tags.
---@param options suites.TestOptions
---@param body fun()
---@overload fun(name: string, body?: fun())
function it(name, options, body) end

---Beside tests: a test that is still to be written, with the reason. In a test: ends it as pending, for
---the reason given.
---@param name string
---@param reason? string
function pending(name, reason) end

---Runs before every test of the group, those of outer groups first.
---@param body fun()
function before_each(body) end

---Runs after every test of the group, whether it failed or not, those of inner groups first.
---@param body fun()
function after_each(body) end

---What a test says of its values. An expected value comes first, a note for the message last. `are`, `is`
---and `has` say nothing of their own: `assert.are.equal` is `assert.equal`.
---@class valence.Assert
---@field are valence.Assert The same assertions.
---@field is valence.Assert The same assertions.
---@field has valence.Assert The same assertions.
---@overload fun(value: any, note?: any, ...: any): any, any, ...
assert = {}

---Holds where `expected == actual`.
---@param expected any
---@param actual any
---@param note? string
function assert.equal(expected, actual, note) end

---The same as `assert.equal`.
---@param expected any
---@param actual any
---@param note? string
function assert.equals(expected, actual, note) end

---Holds where the values are not equal.
---@param unexpected any
---@param actual any
---@param note? string
function assert.not_equal(unexpected, actual, note) end

---Holds where the values are equal or tables that hold the same, tables in them included; NaN is the same
---as NaN. A failure names every place where they differ.
---@param expected any
---@param actual any
---@param note? string
function assert.same(expected, actual, note) end

---Holds where the values are neither equal nor tables that hold the same.
---@param unexpected any
---@param actual any
---@param note? string
function assert.not_same(unexpected, actual, note) end

---Holds where the numbers differ by at most the tolerance.
---@param expected number
---@param actual number
---@param tolerance number 0 or more.
---@param note? string
function assert.near(expected, actual, tolerance, note) end

---Holds for `true` alone.
---@param value any
---@param note? string
function assert.is_true(value, note) end

---Holds for `false` alone.
---@param value any
---@param note? string
function assert.is_false(value, note) end

---Holds for anything but `false` and `nil`.
---@param value any
---@param note? string
function assert.truthy(value, note) end

---Holds for `false` and `nil`.
---@param value any
---@param note? string
function assert.falsy(value, note) end

---Holds for `nil` alone.
---@param value any
---@param note? string
function assert.is_nil(value, note) end

---Holds for anything but `nil`.
---@param value any
---@param note? string
function assert.not_nil(value, note) end

---Holds for a number.
---@param value any
---@param note? string
function assert.is_number(value, note) end

---Holds for a text.
---@param value any
---@param note? string
function assert.is_string(value, note) end

---Holds for `true` and `false`.
---@param value any
---@param note? string
function assert.is_boolean(value, note) end

---Holds for a table.
---@param value any
---@param note? string
function assert.is_table(value, note) end

---Holds for a function.
---@param value any
---@param note? string
function assert.is_function(value, note) end

---Holds where the text matches the Lua pattern somewhere.
---@param pattern string
---@param text any
---@param note? string
function assert.matches(pattern, text, note) end

---Holds where the function ends in an error, with this text in its message if one is given.
---@param body fun()
---@param text? string
---@param note? string
---@return string message The message, without the place in the file.
function assert.has_error(body, text, note) end

---Holds where the function ends in an error whose message matches the Lua pattern.
---@param body fun()
---@param pattern string
---@param note? string
---@return string message The message, without the place in the file.
function assert.error_matches(body, pattern, note) end

---Holds where the function ends without an error.
---@param body fun()
---@param note? string
function assert.has_no_error(body, note) end
