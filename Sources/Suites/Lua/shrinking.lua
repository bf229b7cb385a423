-- From a case that fails to the smallest one: fewer choices first, then simpler ones. `tries(values)`
-- makes the case of some values and says whether it still fails, with the choices that it took.
local suite = ...
local simplest = suite.simplest

local most_tries = 1000

-- MARK: which of two is simpler

--- The number of decimals that a number needs, 7 where it needs more than 6.
local function decimals(number)
  for count = 0, 6 do
    if math.floor(number * 10 ^ count + 0.5) / 10 ^ count == number then return count end
  end
  return 7
end

--- Whole numbers: nearer to the simplest value, then the positive one. Numbers: fewer decimals, then
--- the same. Below 0: the first is simpler.
local function compare(one, other)
  if one.sort == "number" and one.value ~= other.value then
    local difference = decimals(one.value) - decimals(other.value)
    if difference ~= 0 then return difference end
  end
  local near = math.abs(one.value - simplest(one)) - math.abs(other.value - simplest(other))
  if near ~= 0 then return near end
  return other.value - one.value
end

--- Shortlex: fewer choices, then the first choice that is simpler.
local function is_smaller(choices, best)
  if #choices ~= #best then return #choices < #best end
  for position = 1, #choices do
    local difference = compare(choices[position], best[position])
    if difference ~= 0 then return difference < 0 end
  end
  return false
end

-- MARK: the search

--- The smallest failing case that is found.
---@param best table the choices of a case that fails
---@param tries fun(values: table): boolean, table
---@return table choices
---@return integer how many cases were tried
---@return boolean whether the search came to its end
function suite.shrink(best, tries)
  local count, improved = 0, false
  -- The test must be able to tell what was found: half of its time is for that.
  local least_seconds = suite.host.seconds_left() / 2
  local is_stopped = false

  local function attempt(values)
    is_stopped = is_stopped or count >= most_tries or suite.host.seconds_left() < least_seconds
    if is_stopped then return false end
    count = count + 1
    local fails, choices = tries(values)
    if not fails or not is_smaller(choices, best) then return false end
    best, improved = choices, true
    return true
  end

  local function values()
    local list = {}
    for position, choice in ipairs(best) do list[position] = choice.value end
    return list
  end

  local function with(position, value)
    local list = values()
    list[position] = value
    return list
  end

  --- Leaves out runs of choices: entries of lists above all.
  local function delete()
    for size = 8, 1, -1 do
      local position = #best - size + 1
      while position >= 1 do
        local list = values()
        table.move(list, position + size, #list + size, position)
        if not attempt(list) then position = position - 1 end
        position = math.min(position, #best - size + 1)
      end
    end
  end

  --- The whole number nearest to `low` for which `put` still fails; it does for `high`.
  local function bisect(low, high, put)
    while math.abs(high - low) > 1 do
      local middle = low + (high - low) // 2
      if put(middle) then high = middle else low = middle end
    end
    return high
  end

  local function lower_integer(position)
    local choice = best[position]
    local target = simplest(choice)
    if choice.value == target then return end
    if attempt(with(position, target)) then return end
    local found = bisect(target, choice.value, function(value)
      return attempt(with(position, value))
    end)
    -- What fails need not fail for everything above: look a little further.
    local step = found > target and -1 or 1
    for other = found + step, found + 3 * step, step do
      if other == target or not best[position] then break end
      attempt(with(position, other))
    end
    if found < 0 and -found <= choice.high then attempt(with(position, -found)) end
  end

  local function lower_number(position)
    local choice = best[position]
    local target = simplest(choice)
    if choice.value == target or attempt(with(position, target)) then return end
    for count = 0, 6 do
      local scale = 10 ^ count
      local value = best[position].value
      if decimals(value) < count then return end
      local away = value > target and math.ceil or math.floor
      local function put(whole)
        local number = whole / scale
        return number >= choice.low and number <= choice.high and attempt(with(position, number))
      end
      local toward = value > target and math.floor or math.ceil
      for _, whole in ipairs { away(value * scale), toward(value * scale) } do
        if whole / scale == value or put(whole) then
          bisect(toward(target * scale), whole, put)
          return
        end
      end
    end
  end

  --- Gives a later choice what an earlier one has too much, for cases in which only a sum counts.
  local function redistribute(position, other)
    local one, two = best[position], best[other]
    if one.sort ~= "integer" or two.sort ~= "integer" then return end
    local surplus = one.value - simplest(one)
    if surplus == 0 then return end
    local function put(kept)
      local list = values()
      list[position] = simplest(one) + kept
      list[other] = two.value + surplus - kept
      return list[other] >= two.low and list[other] <= two.high and attempt(list)
    end
    if not put(0) then bisect(0, surplus, put) end
  end

  --- Makes an earlier choice a little simpler where a later one may be as large as it can.
  local function trade(position, other)
    local one = best[position]
    local target = simplest(one)
    if one.sort ~= "integer" or one.value == target then return end
    local list = values()
    list[position] = one.value + (one.value > target and -1 or 1)
    list[other] = best[other].high
    attempt(list)
  end

  repeat
    improved = false
    delete()
    for position = 1, #best do
      if not best[position] then break end
      if best[position].sort == "integer" then lower_integer(position) else lower_number(position) end
    end
    for position = 1, #best do
      for other = position + 1, math.min(#best, position + 4) do
        if best[other] then redistribute(position, other) end
        if best[other] then trade(position, other) end
      end
    end
  until not improved or is_stopped
  return best, count, not is_stopped
end
