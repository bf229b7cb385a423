-- What the Lua programs share. Columns are plain tables under Lua 5.4 and C arrays under LuaJIT, where
-- they are faster. Draws are the interpreter's own math.random, which takes less time than Philox would.
-- lua PROGRAM SIZE STEPS WORLDS SEED prints for each world a line: seconds of its loop over steps, results.
local jit_ffi = rawget(_G, "jit") and require "ffi"
local columns = {}

-- A column of `n` numbers at 1 .. n, all `first`; `ctype` is what a C array of them would hold.
function columns.column(n, first, ctype)
  local column = jit_ffi and jit_ffi.new((ctype or "double") .. "[?]", n + 1) or {}
  for i = 1, n do column[i] = first end
  return column
end

if jit_ffi then
  jit_ffi.cdef "typedef struct { long seconds, nanoseconds; } wall_time; int clock_gettime(int, wall_time *);"
end

-- Wall-clock seconds, as the others are timed; Lua itself only knows processor time in parts of a second.
function columns.now()
  if jit_ffi then
    local time = jit_ffi.new("wall_time")
    jit_ffi.C.clock_gettime(1, time)
    return tonumber(time.seconds) + tonumber(time.nanoseconds) * 1e-9
  end
  local pipe = assert(io.popen "date +%s.%N")
  local seconds = tonumber(pipe:read "l")
  pipe:close()
  return seconds
end

columns.random, columns.seed = math.random, math.randomseed
if os.getenv "DRAWS" == "philox" then
  columns.random, columns.seed = dofile((arg[0]:match "^(.*)/" or ".") .. "/../philox.lua")
end

-- Calls `world()`, which returns the seconds and the results of one world.
function columns.worlds(count, seed, world)
  for number = 1, count do
    columns.seed(seed + number - 1)
    local found = { world() }
    for place, number_found in ipairs(found) do found[place] = ("%.17g"):format(number_found) end
    print(table.concat(found, " "))
  end
end

function columns.arguments()
  return tonumber(arg[1]), tonumber(arg[2]), tonumber(arg[3]), tonumber(arg[4])
end

-- Numbers 1 .. n in random order.
function columns.shuffle(order, n)
  local random = columns.random
  for i = n, 2, -1 do
    local j = random(i)
    order[i], order[j] = order[j], order[i]
  end
end

-- Watts and Strogatz's small world as compressed rows: actor i's friends are target[start[i]] to
-- target[start[i + 1] - 1].
function columns.small_world(n, reach, rewire)
  local random, column = columns.random, columns.column
  local ends, start, target = {}, column(n + 2, 0, "int32_t"), column(2 * reach * n, 0, "int32_t")
  local function is_tied(a, b)
    for s = 1, reach do
      if ends[(a - 1) * reach + s] == b or ends[(b - 1) * reach + s] == a then return true end
    end
    return false
  end
  for i = 1, n do
    for s = 1, reach do ends[(i - 1) * reach + s] = (i + s - 1) % n + 1 end
  end
  for s = 1, reach do
    for i = 1, n do
      if random() < rewire then
        local other
        repeat other = random(n) until other ~= i and not is_tied(i, other)
        ends[(i - 1) * reach + s] = other
      end
    end
  end
  for place = 1, n * reach do
    local i, other = math.floor((place - 1) / reach) + 1, ends[place]
    start[i + 1] = start[i + 1] + 1
    start[other + 1] = start[other + 1] + 1
  end
  start[1] = 1
  for i = 1, n do start[i + 1] = start[i + 1] + start[i] end
  local free = column(n + 1, 0, "int32_t")
  for i = 1, n do free[i] = start[i] end
  for place = 1, n * reach do
    local i, other = math.floor((place - 1) / reach) + 1, ends[place]
    target[free[i]], free[i] = other, free[i] + 1
    target[free[other]], free[other] = i, free[other] + 1
  end
  return start, target
end

return columns
