-- CC1: in how many meetings do both sides gain? And the sign quadrants that generalise it.

local events = require "events"

local mutual = {}

--- The mutual rate (CC1): the share of two-sided events in which both sides gain. Range [0, 1], no unit,
--- high: co-creation. One-sided events (mere presence) do not count. No two-sided events: undefined
--- `no_events`.
---
--- Mutual benefit as the criterion of co-creation; Jiang & Fu (2026) classify review-response pairs by
--- the same signs. Own: the threshold.
---@param given? { of?: string|string[], tolerance?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function mutual.rate(given)
  given = events.options("cocreation.mutual", given, { tolerance = "number" })
  local eps = given.tolerance or events.tolerance
  return events.measure({ "mutual rate",
    range = { 0, 1 }, direction = "higher", reading = "high: both sides gain in most meetings",
    formula = "MR = #{e: delta_i > eps and delta_j > eps} / #{two-sided e}",
    source = "mutual benefit in value co-creation (Prahalad & Ramaswamy 2004; Vargo, Maglio & Akaka 2008)",
    own = "the threshold eps",
    keep = { both = 0, n = 0 },
    each = function(kept, event)
      if event.partner_gain == nil then return end
      kept.n = kept.n + 1
      if event.gain > eps and event.partner_gain > eps then kept.both = kept.both + 1 end
    end,
    function(run) return events.share(run:kept "both", run:kept "n") end,
  }, given)
end

--- The sign quadrants of two-sided events: both gain (co-creation), only the initiator loses, only the
--- partner loses, both lose (co-destruction), and a fifth share where a side neither gains nor loses.
--- Each in [0, 1], together 1; descriptive. No two-sided events: undefined `no_events`.
---
--- Jiang & Fu (2026): co-creation, review-side decline, response-side decline, co-destruction. Own: the
--- fifth share, the threshold.
---@param given? { of?: string|string[], tolerance?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function mutual.quadrants(given)
  given = events.options("cocreation.quadrants", given, { tolerance = "number" })
  local eps = given.tolerance or events.tolerance
  return events.measure({ "sign quadrants",
    gives = { "both gain", "initiator loses", "partner loses", "both lose", "a side is neutral" },
    range = { 0, 1 }, direction = "neither", reading = "which sides gain and lose in a meeting",
    formula = "shares of two-sided events by the signs of delta_i and delta_j beyond eps",
    source = "Jiang & Fu 2026, doi:10.17705/1jais.00980, the four states of a review and its response, generalised",
    own = "the share of meetings in which a side is neutral; the threshold eps",
    keep = { gain = 0, initiator = 0, partner = 0, lose = 0, n = 0 },
    each = function(kept, event)
      if event.partner_gain == nil then return end
      kept.n = kept.n + 1
      local ours, theirs = event.gain, event.partner_gain
      if ours > eps and theirs > eps then kept.gain = kept.gain + 1 end
      if ours < -eps and theirs > eps then kept.initiator = kept.initiator + 1 end
      if ours > eps and theirs < -eps then kept.partner = kept.partner + 1 end
      if ours < -eps and theirs < -eps then kept.lose = kept.lose + 1 end
    end,
    function(run)
      local n = run:kept "n"
      local gain, initiator = run:kept "gain", run:kept "initiator"
      local partner, lose = run:kept "partner", run:kept "lose"
      return events.share(gain, n), events.share(initiator, n), events.share(partner, n),
        events.share(lose, n), events.share(n - gain - initiator - partner - lose, n)
    end,
  }, given)
end

return mutual
