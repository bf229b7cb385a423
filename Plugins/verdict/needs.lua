-- What the section asks of every replicate: the gains of each kind, and what happened in encounters.

local gains = require "gains"
local events = require "events"

local needs = {}

--- How many actors have no gain for a reason that has no column of its own.
local function others(account)
  local count = 0
  for reason, n in pairs(account.left_out) do
    if reason ~= "no_twin" and reason ~= "nan_input" then count = count + n end
  end
  return count
end

--- The account of the only kind that the measure is asked about, as numbers.
local function account_of(set)
  if set.reason then return set.reason end
  local account = set[1]
  return account.mean, account.scaled or "scale_missing", account.eps, account.n, account.total,
    account.left_out.no_twin or 0, account.left_out.nan_input or 0, others(account)
end

--- gbar_k, its scaled form zbar_k, the tolerance eps_k, and how many actors these rest on: once for each kind of
--- each lens, or for each level of a category (`by`) of one kind.
---@param options table
---@param name string
---@return valence.Made
function needs.gains(options, name)
  local asked = {
    lens = options.lens, between = options.between, by = options.by or "kind", tolerance = options.tolerance,
    against = options.against, under = options.under, name = name,
  }
  return gains.measure({
    name, gives = { "mean", "scaled", "eps", "used", "total", "no_twin", "nan_input", "other" },
    source = "own operationalisation", account_of,
  }, asked)
end

--- The share of two-sided events in which both sides gain, of all of them and with both sides active.
---@param options table
---@param name string
---@return valence.Made
function needs.mutual(options, name)
  local eps = events.tolerance
  return events.measure({
    name, gives = { "always", "joint" }, range = { 0, 1 },
    keep = { two_sided = 0, mutual = 0, joint = 0 },
    each = function(kept, event)
      if event.partner_gain == nil then return end
      kept.two_sided = kept.two_sided + 1
      if event.gain > eps and event.partner_gain > eps then
        kept.mutual = kept.mutual + 1
        if event.active and event.active_partner then kept.joint = kept.joint + 1 end
      end
    end,
    function(run)
      local n = run:kept "two_sided"
      if n == 0 then return "no_events", "no_events" end
      return run:kept "mutual" / n, run:kept "joint" / n
    end,
  }, { of = options.of, under = options.under })
end

return needs
