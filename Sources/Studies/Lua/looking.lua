-- Reading worlds from outside, through objects that stand for handles: a handle is good for the world
-- that is shown at the moment only, so it is asked for anew at each use.
--
-- Gets what makes an object of what a world says, and what gives the handle of an object and shows its
-- world; returns a function that reads a member of an object.
local wrapped, handle_of = ...

--- The results of a method: loops are run to their end at once, so that other worlds can be looked at
--- between two turns.
local function results(first, ...)
  if type(first) ~= "function" then return wrapped(first) end
  local ones, others, count, state, control = {}, {}, 0, ...
  while true do
    local one, other = first(state, control)
    if one == nil then break end
    control, count = one, count + 1
    ones[count], others[count] = wrapped(one), (wrapped(other))
  end
  local turn = 0
  return function()
    turn = turn + 1
    return ones[turn], others[turn]
  end
end

return function(object, name)
  local value = handle_of(object)[name]
  if type(value) ~= "function" then return wrapped(value) end
  return function(_, ...)
    local arguments = table.pack(...)
    for position = 1, arguments.n do arguments[position] = handle_of(arguments[position]) end
    return results(value(handle_of(object), table.unpack(arguments, 1, arguments.n)))
  end
end
