-- W2 as a Lua program over columns; with pairs of p and q after the seed also W3, cell by cell.
local columns = dofile((arg[0]:match "^(.*)/" or ".") .. "/../columns.lua")
local n, steps, worlds, seed = columns.arguments()
local random, column = columns.random, columns.column

local function adopt(adopted, next, start, target, p, q)
  for i = 1, n do
    if adopted[i] == 0 then
      local k = 0
      for e = start[i], start[i + 1] - 1 do k = k + adopted[target[e]] end
      next[i] = random() < 1 - (1 - p) * (1 - q) ^ k and 1 or 0
    else
      next[i] = 1
    end
  end
end

local function value(adopted, worth, start, target)
  for i = 1, n do
    if adopted[i] == 1 then
      local k = 0
      for e = start[i], start[i + 1] - 1 do k = k + adopted[target[e]] end
      worth[i] = worth[i] + 0.01 * k - 0.002
    end
  end
end

for cell = 5, math.max(#arg, 5), 2 do
  local p, q = tonumber(arg[cell] or 0.001), tonumber(arg[cell + 1] or 0.05)
  columns.worlds(worlds, seed, function()
    local start, target = columns.small_world(n, 4, 0.1)
    local adopted, next, worth = column(n, 0, "uint8_t"), column(n, 0, "uint8_t"), column(n, 0)
    local begin = columns.now()
    for _ = 1, steps do
      adopt(adopted, next, start, target, p, q)
      adopted, next = next, adopted
      value(adopted, worth, start, target)
    end
    local loop, sum = columns.now() - begin, 0
    for i = 1, n do sum = sum + worth[i] end
    return loop, sum / n
  end)
end
