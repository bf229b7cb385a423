-- Philox4x32-10 for LuaJIT, in place of math.random and math.randomseed.
local bit, ffi = require "bit", require "ffi"
local bxor, band, bor, lshift, rshift, floor = bit.bxor, bit.band, bit.bor, bit.lshift, bit.rshift, math.floor
local word, low = ffi.typeof "uint64_t", 0xffffffffULL
local key, count = 0, 0

-- As math.random: from 0 to 1, or a whole number from 1 to `below`.
local function random(below)
  count = count + 1
  local c0, c1, c2, c3, k0, k1 = word(count), 0ULL, 0ULL, 0ULL, word(key), 0ULL
  for _ = 1, 10 do
    local p, q = c0 * 0xD2511F53ULL, c2 * 0xCD9E8D57ULL
    c0, c1, c2, c3 = bxor(rshift(q, 32), c1, k0), band(q, low), bxor(rshift(p, 32), c3, k1), band(p, low)
    k0, k1 = band(k0 + 0x9E3779B9ULL, low), band(k1 + 0xBB67AE85ULL, low)
  end
  local uniform = (tonumber(rshift(bor(c0, lshift(c1, 32)), 12)) + 0.5) * 2 ^ -52
  return below and floor(uniform * below) + 1 or uniform
end

return random, function(seed) key, count = seed, 0 end
