-- Geo-conquesting: a discount for those who stand near the rival's shop
--
-- Question: who gains when firms send discounts by location, one of them alone or both? At the rival's
-- location returns to a discount's depth increase, at the own location they decrease and the discount
-- cannibalises full-price sales (Fong, Fang & Luo 2015, JMR 52(5)); tests by one firm alone overstate the
-- profit, competitive response takes of it (Dubé, Fang, Fong & Luo 2016, MSI report 16-103).
--
-- Advantages, price and cost are this project's defaults. A consumer buys in one of the two shops on each of
-- ten days, an exact logit. What was chosen: a third of all near each shop and a third near neither; what
-- the firm's consumers think of distance, the competitor's mirror; the competitor answers with the same depth
-- at the location that is its own rival's; a euro is .6 of utility, which turns utility into surplus.
--
-- FINDING
--
--     ./valence run Scripts/geo-conquesting.lua
--     ./valence run Scripts/geo-conquesting.lua depth=0.1,0.2,0.3,0.4,0.5

local valence = require "valence"

local places = { "near the firm", "near neither", "near the competitor" }
local advantage = { ["near the firm"] = 2, ["near neither"] = 0, ["near the competitor"] = -3 }

local function conquest(depth, answer)
  return { target = "near the competitor", depth = depth, answer = answer }
end
