-- W5 as a Lua program over columns, with a ledger of the step: what each side gained, and of good events.
local columns = dofile((arg[0]:match "^(.*)/" or ".") .. "/../columns.lua")
local n, steps, worlds, seed = columns.arguments()
local random, column, degree, firms, hurt = columns.random, columns.column, 4, 1000, 0.6

local function draw_ties(target)
  for i = 0, n - 1 do
    local k = 1
    while k <= degree do
      local j, is_new = random(firms), true
      for earlier = 1, k - 1 do is_new = is_new and target[degree * i + earlier] ~= j end
      if is_new then target[degree * i + k], k = j, k + 1 end
    end
  end
end

local function step(world, ledger, counts)
  local interest, privacy, quality, target = world.interest, world.privacy, world.quality, world.target
  local mine, good, theirs = ledger.mine, ledger.good, ledger.theirs
  local both, only_mine, only_theirs, none = counts[1], counts[2], counts[3], counts[4]
  for j = 1, firms do theirs[j] = 0 end
  for i = 1, n do
    local sum, welcome = 0, 0
    for k = 1, degree do
      local j = target[degree * (i - 1) + k]
      local gain = quality[j] * interest[i] - hurt * privacy[i] * random()
      local other = 0.3 * interest[i] - 0.1 * hurt
      sum = sum + gain
      theirs[j] = theirs[j] + other
      if gain > 0 then
        welcome = welcome + gain
        if other > 0 then both = both + 1 else only_mine = only_mine + 1 end
      elseif other > 0 then
        only_theirs = only_theirs + 1
      else
        none = none + 1
      end
    end
    mine[i], good[i] = sum, welcome
  end
  counts[1], counts[2], counts[3], counts[4] = both, only_mine, only_theirs, none
end

local function add(totals, ledger)
  local mine, good, theirs = totals.mine, totals.good, totals.theirs
  for i = 1, n do mine[i], good[i] = mine[i] + ledger.mine[i], good[i] + ledger.good[i] end
  for j = 1, firms do theirs[j] = theirs[j] + ledger.theirs[j] end
end

local function mean(values, count)
  local sum = 0
  for i = 1, count do sum = sum + values[i] end
  return sum / count
end

columns.worlds(worlds, seed, function()
  local world = { interest = column(n, 0), privacy = column(n, 0), quality = column(firms, 0),
    target = column(degree * n, 0, "int32_t") }
  for i = 1, n do world.interest[i], world.privacy[i] = random(), random() end
  for j = 1, firms do world.quality[j] = random() end
  draw_ties(world.target)
  local ledger = { mine = column(n, 0), good = column(n, 0), theirs = column(firms, 0) }
  local totals = { mine = column(n, 0), good = column(n, 0), theirs = column(firms, 0) }
  local counts = { 0, 0, 0, 0 }
  local start = columns.now()
  for _ = 1, steps do
    step(world, ledger, counts)
    add(totals, ledger)
  end
  local loop = columns.now() - start
  return loop, mean(totals.mine, n), mean(totals.good, n), mean(totals.theirs, firms),
    counts[1], counts[2], counts[3], counts[4]
end)
