-- W1 as a Lua program over columns.
local columns = dofile((arg[0]:match "^(.*)/" or ".") .. "/../columns.lua")
local n, steps, worlds, seed = columns.arguments()
local random, exp, column = columns.random, math.exp, columns.column

local function pass(access, engagement, exposure, privacy, v)
  for i = 1, n do
    local w = access[i] * engagement[i] - 0.3 * exposure[i]
    if w < 0 then w = 2.25 * w end
    v[i] = w / (1 + exp(-privacy[i]))
  end
end

columns.worlds(worlds, seed, function()
  local access, engagement, exposure, privacy = column(n, 0), column(n, 0), column(n, 0), column(n, 0)
  local v = column(n, 0)
  for i = 1, n do
    access[i], engagement[i], exposure[i], privacy[i] = random(), random(), random(), 4 * random() - 2
  end
  local start = columns.now()
  for _ = 1, steps do pass(access, engagement, exposure, privacy, v) end
  local loop, sum, squares, above = columns.now() - start, 0, 0, 0
  for i = 1, n do
    sum, squares = sum + v[i], squares + v[i] * v[i]
    if v[i] > 0 then above = above + 1 end
  end
  return loop, sum / n, squares / n, above / n
end)
