-- CD6: do losses come one after another?
--
-- For one actor with n steps of which m are losses, let P be the share of losses that are followed by
-- another, of those that are followed by anything. If the same steps came in any order, what would P be?
--
-- Claim: over the orders in which P is defined its mean is (m - 1) / (n - 1).
-- Proof. Where the last step is no loss, all m losses lie among the first n - 1 and each is followed by
-- something. Each of the n - 2 adjacent places there holds two losses with probability
-- m (m - 1) / ((n - 1)(n - 2)), so m (m - 1) / (n - 1) pairs are expected, out of m: (m - 1) / (n - 1).
-- Where the last step is a loss, m - 1 losses lie among the first n - 1. As before
-- (m - 1)(m - 2) / (n - 1) pairs are expected among them, and the pair with the last step has probability
-- (m - 1) / (n - 1); together (m - 1)^2 / (n - 1), out of m - 1 losses that are followed: (m - 1) / (n - 1)
-- again. (With m = 1 the first case gives 0, and in the second P is not defined.) QED.
--
-- So the permutation mean of P - m / n is (m - 1) / (n - 1) - m / n = -(n - m) / (n (n - 1)): the downward bias
-- of short series, -.012 at n = 60 with three losses in ten. LS minus it is P - (m - 1) / (n - 1).

local events = require "events"

local spiral = {}

--- The permutation mean of P(loss | loss) - P(loss) for a series of n steps with m losses.
---@param n integer
---@param m integer From 1 to n - 1.
---@return number
function spiral.bias(n, m) return -(n - m) / (n * (n - 1)) end

--- Loss spiral (CD6): whether losses cluster, per actor and then averaged over the actors with at least one loss
--- that is followed by a step, and at least one step without a loss. "excess" is
--- P(loss at t + 1 | loss at t) - P(loss) minus its mean over all orders of the same steps (exact, see
--- spiral.lua); "raw" is the difference itself, which is biased downwards in short series. Range [-1, 1], above 0:
--- losses come one after another. "length" is the mean number of steps of an unbroken spiral.
--- No such actor: undefined `no_change`; no events: `no_events`.
---
--- A step of an actor is one in which it had events; it is a loss where they add up to less than -eps.
--- `side` is "initiator" (the default) or "partner". Actors are never pooled: that they differ would look
--- like a spiral.
---
--- Loss cycles and spirals: Smith (2013). Own: the difference of probabilities and its correction.
---@param given? { of?: string|string[], side?: "initiator"|"partner", tolerance?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function spiral.measure(given)
  given = events.options("codestruction.spiral", given, { side = "string", tolerance = "number" })
  local side = events.one_of("codestruction.spiral", "side", given.side, { "initiator", "partner" })
  local eps = given.tolerance or events.tolerance
  local of_partner = side == "partner"
  return events.measure({ "loss spiral", gives = { "excess", "raw", "length" },
    range = { excess = { -1, 1 }, raw = { -1, 1 }, length = { 1, math.huge } }, unit = { length = "steps" },
    direction = "lower", reading = { excess = "above 0: losses come one after another" },
    formula = "LS = P(loss at t + 1 | loss at t) - P(loss), minus its within-actor permutation mean -(n - m) / (n (n - 1))",
    source = "loss cycles and spirals (Smith 2013, doi:10.1108/EJM-08-2011-0420)",
    own = "the difference of probabilities and its correction",
    per = side,
    -- All as if the present step were the last one: `last` and `before` are 1 where the present step and the
    -- one before it are losses, `losses` and `pairs` count losses and those that follow one.
    keep = { at = 0, sum = 0, n = 0, losses = 0, pairs = 0, last = 0, before = 0, counts = 0, excess = 0, raw = 0 },
    each = function(kept, event)
      local gain
      if of_partner then gain = event.partner_gain else gain = event.gain end
      if gain == nil then return end
      if kept.at ~= event.step then
        kept.at, kept.n = event.step, kept.n + 1
        kept.sum, kept.before, kept.last = 0, kept.last, 0
      end
      kept.sum = kept.sum + gain
      local lost = 0
      if kept.sum < -eps then lost = 1 end
      kept.losses = kept.losses + lost - kept.last
      kept.pairs = kept.pairs + kept.before * (lost - kept.last)
      kept.last = lost
      local n, m = kept.n, kept.losses
      local followed = m - lost
      kept.counts, kept.excess, kept.raw = 0, 0, 0
      if followed > 0 and m < n then
        local clustered = kept.pairs / followed
        kept.counts = 1
        kept.excess = clustered - (m - 1) / (n - 1)
        kept.raw = clustered - m / n
      end
    end,
    function(run)
      local actors, losses = run:kept "counts", run:kept "losses"
      local reason = run:kept "n" > 0 and "no_change" or "no_events"
      local length = losses > 0 and losses / (losses - run:kept "pairs") or reason
      if actors == 0 then return reason, reason, length end
      return run:kept "excess" / actors, run:kept "raw" / actors, length
    end,
  }, given)
end

return spiral
