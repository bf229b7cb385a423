-- W4 as a Lua program over columns: a shuffle per step, then one after another.
local columns = dofile((arg[0]:match "^(.*)/" or ".") .. "/../columns.lua")
local n, steps, worlds, seed = columns.arguments()
local random, column = columns.random, columns.column

local function give(money, order)
  for i = 1, n do
    local a = order[i]
    if money[a] > 0 then
      local b
      repeat b = random(n) until b ~= a
      money[a] = money[a] - 1
      money[b] = money[b] + 1
    end
  end
end

columns.worlds(worlds, seed, function()
  local money, order = column(n, 10), column(n, 0, "int32_t")
  for i = 1, n do order[i] = i end
  local start = columns.now()
  for _ = 1, steps do
    columns.shuffle(order, n)
    give(money, order)
  end
  local loop, sum, squares = columns.now() - start, 0, 0
  for i = 1, n do sum, squares = sum + money[i], squares + money[i] * money[i] end
  return loop, sum / n, squares / n - (sum / n) ^ 2
end)
