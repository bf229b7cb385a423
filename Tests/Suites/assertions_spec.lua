-- What the assertions hold and what they do not, and what they say then.

--- The message of an assertion that must fail.
local function failure(body, ...)
  local worked, message = pcall(body, ...)
  if worked then error("the assertion held", 2) end
  return message
end

describe("assert", function()
  it("hands back its arguments", function()
    local value, note, more = assert(1, "note", nil)
    assert.equal(1, value)
    assert.equal("note", note)
    assert.is_nil(more)
  end)

  it("fails with its message", function()
    assert.matches("no luck$", failure(assert, nil, "no luck"))
    assert.matches("the condition is false$", failure(assert, false))
  end)

  it("says the nearest name", function()
    assert.has_error(function() return assert.eqaul end, "there is no assert.eqaul; did you mean 'equal'?")
  end)

  it("can be written as in luassert", function()
    assert.are.equal(1, 1)
    assert.is.truthy(true)
    assert.has.has_error(error)
  end)
end)

describe("equality", function()
  it("is that of Lua", function()
    local list = {}
    assert.equal(list, list)
    assert.equal(1, 1.0)
    assert.not_equal({}, {})
    assert.not_equal(1, "1")
    assert.not_equal(0 / 0, 0 / 0)
    assert.matches("the values are not equal", failure(assert.equal, 1, 2))
    assert.matches("the values are equal", failure(assert.not_equal, 1, 1))
  end)

  it("puts a note first", function()
    assert.matches(": sales: the values are not equal$", failure(assert.equal, 1, 2, "sales"))
  end)

  it("of tables looks inside", function()
    assert.same({ 1, { reach = 0.2 }, name = "app" }, { 1, { reach = 0.2 }, name = "app" })
    assert.same({ 0 / 0 }, { 0 / 0 })
    assert.not_same({ 1 }, { 1, 2 })
    assert.not_same({ 1, 2 }, { 1 })
    assert.matches("in 1 place$", failure(assert.same, { 1, 2, 3 }, { 1, 2, 4 }))
    assert.matches("in 3 places$", failure(assert.same, { a = 1, b = { 2 } }, { a = 2, b = {}, c = 3 }))
  end)

  it("of tables ends where they hold themselves", function()
    local left, right = { 1 }, { 1 }
    left.inner, right.inner = left, right
    assert.same(left, right)
    right.more = true
    assert.not_same(left, right)
  end)
end)

describe("near", function()
  it("takes the tolerance as it is", function()
    assert.near(1, 1.5, 0.5)
    assert.near(-1, -1, 0)
    assert.near(math.huge, math.huge, 0)
    assert.matches("not near", failure(assert.near, 1, 1.5, 0.4999))
    assert.matches("not near", failure(assert.near, 0, 0 / 0, 1))
    assert.matches("not near", failure(assert.near, 0, "0", 1))
    assert.matches("not near", failure(assert.near, math.huge, -math.huge, 1))
  end)

  it("refuses what is no tolerance", function()
    assert.has_error(function() assert.near(1, 1) end, "assert.near needs numbers")
    assert.has_error(function() assert.near(1, 1, -0.1) end, "0 or more")
    assert.has_error(function() assert.near(1, 1, 0 / 0) end, "0 or more")
  end)
end)

describe("truth and types", function()
  for name, case in pairs {
    is_true = { good = true, bad = 1 }, is_false = { good = false, bad = 0 },
    truthy = { good = 0, bad = false }, is_number = { good = 0.5, bad = "0.5" },
    is_string = { good = "", bad = 1 }, is_boolean = { good = false, bad = 0 },
    is_table = { good = {}, bad = "" }, is_function = { good = print, bad = {} },
    not_nil = { good = false }, falsy = { good = false, bad = "" }, is_nil = { bad = false },
  } do
    it(name, function()
      assert[name](case.good)
      assert.matches(" is not ", failure(assert[name], case.bad))
    end)
  end
end)

describe("errors", function()
  it("are found, with their text and without the place", function()
    assert.equal("too pushy", assert.has_error(function() error("too pushy") end))
    assert.equal("too pushy", assert.has_error(function() error("too pushy") end, "push"))
    assert.equal("too pushy", assert.error_matches(function() error("too pushy") end, "^too %a+$"))
    assert.has_no_error(function() end)
  end)

  it("are missed", function()
    assert.matches("there was no error$", failure(assert.has_error, function() end))
    assert.matches("there was another error$", failure(assert.has_error, error, "text"))
    assert.matches("there was an error$", failure(assert.has_no_error, error))
  end)

  it("need a function", function()
    assert.has_error(function() assert.has_error("text") end, "needs a function to call")
  end)
end)

it("matches is a Lua pattern", function()
  assert.matches("^%d+ offers$", "12 offers")
  assert.matches("the text does not match", failure(assert.matches, "^%d+$", "a"))
  assert.matches("the text does not match", failure(assert.matches, "1", 1))
end)

describe("hooks", function()
  local trace = {}
  before_each(function() trace = { "outer" } end)

  describe("inside", function()
    before_each(function() trace[#trace + 1] = "inner" end)
    after_each(function() trace = {} end)

    for number = 1, 2 do
      it("run before each test, from the outside in: " .. number, function()
        assert.same({ "outer", "inner" }, trace)
      end)
    end
  end)

  it("of a group leave other groups alone", function() assert.same({ "outer" }, trace) end)
end)
