-- W6 as a Lua program over columns: a shuffle per step, then one after another on a grid of occupants.
local columns = dofile((arg[0]:match "^(.*)/" or ".") .. "/../columns.lua")
local n, steps, worlds, seed = columns.arguments()
local random, column, width, sites, wanted = columns.random, columns.column, 100, 10000, 0.5

-- The eight around each site on the torus: around[8 * site - 7] to around[8 * site].
local around = column(8 * sites, 0, "int32_t")
for site = 0, sites - 1 do
  local row, place, at = math.floor(site / width), site % width, 8 * site
  for down = -1, 1 do
    for right = -1, 1 do
      if down ~= 0 or right ~= 0 then
        at = at + 1
        around[at] = (row + down) % width * width + (place + right) % width + 1
      end
    end
  end
end

-- How many neighbours of a site are in the group, and how many there are.
local function look(occupant, group, own, site)
  local alike, all = 0, 0
  for at = 8 * site - 7, 8 * site do
    local other = occupant[around[at]]
    if other ~= 0 then
      all = all + 1
      if group[other] == own then alike = alike + 1 end
    end
  end
  return alike, all
end

local function settle(occupant, home, order)
  for i = 1, n do
    local there
    repeat there = random(sites) until occupant[there] == 0
    occupant[there], home[order[i]] = order[i], there
  end
end

local function move(occupant, group, home, order)
  local moves = 0
  for i = 1, n do
    local agent = order[i]
    local alike, all = look(occupant, group, group[agent], home[agent])
    if alike < wanted * all then
      local there = random(sites)
      if occupant[there] == 0 then
        occupant[home[agent]], occupant[there], home[agent] = 0, agent, there
        moves = moves + 1
      end
    end
  end
  return moves
end

columns.worlds(worlds, seed, function()
  local occupant, home, order = column(sites, 0, "int32_t"), column(n, 0, "int32_t"), column(n, 0, "int32_t")
  local group, moves, share = column(n, 0, "uint8_t"), 0, 0
  for i = 1, n do group[i], order[i] = random(2), i end
  local start = columns.now()
  columns.shuffle(order, n)
  settle(occupant, home, order)
  for _ = 1, steps do
    columns.shuffle(order, n)
    moves = moves + move(occupant, group, home, order)
  end
  local loop = columns.now() - start
  for i = 1, n do
    local alike, all = look(occupant, group, group[i], home[i])
    share = share + alike / math.max(all, 1)
  end
  return loop, moves / n, share / n
end)
