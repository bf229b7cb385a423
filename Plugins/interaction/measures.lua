-- What is asked of service encounters: congruence, recovery, aligned expectations.

local events = require "events"

local share = events.share
local measures = {}

--- Congruence: the share of encounters in which procedures, understandings and engagements were congruent, and the
--- share of all elements that were. Each in [0, 1], high: practices are enacted alike. No events: undefined
--- `no_events`. By practice: `by = "practice"`.
---
--- Elements of practices and their congruence: Echeverri & Skålén (2011). Own: the shares.
---@param given? { of?: string|string[], by?: string, under?: table, name?: string }
---@return valence.Made
function measures.congruence(given)
  given = events.options("interaction.congruence", given)
  return events.measure({ "congruence", gives = { "procedures", "understandings", "engagements", "all" },
    range = { 0, 1 }, direction = "higher", reading = "high: provider and customer enact practices alike",
    formula = "share of encounters in which the element was congruent",
    source = "Echeverri & Skålén 2011, doi:10.1177/1470593111408181", own = "congruence as a share of encounters",
    keep = { n = 0, procedures = 0, understandings = 0, engagements = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if event.procedures then kept.procedures = kept.procedures + 1 end
      if event.understandings then kept.understandings = kept.understandings + 1 end
      if event.engagements then kept.engagements = kept.engagements + 1 end
    end,
    function(run)
      local n = run:kept "n"
      local a, b, c = run:kept "procedures", run:kept "understandings", run:kept "engagements"
      return share(a, n), share(b, n), share(c, n), share(a + b + c, 3 * n)
    end,
  }, given)
end

--- Recovered: the share of failed encounters that the provider recovered. Range [0, 1], high is better. No failed
--- encounters: undefined `no_events`.
---
--- Recovering from misuse: Plé & Chumpitaz Cáceres (2010). Own: the share.
---@param given? { of?: string|string[], by?: string, under?: table, name?: string }
---@return valence.Made
function measures.recovered(given)
  given = events.options("interaction.recovered", given)
  return events.measure({ "recovered",
    range = { 0, 1 }, direction = "higher", reading = "high: what fails is recovered",
    formula = "#{e: recovered} / #{e: failed}",
    source = "recovery from misuse (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546)", own = "the share",
    keep = { n = 0, failed = 0, recovered = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if event.failed then
        kept.failed = kept.failed + 1
        if event.recovered then kept.recovered = kept.recovered + 1 end
      end
    end,
    function(run) return share(run:kept "recovered", run:kept "failed") end,
  }, given)
end

--- Expectation alignment: the share of encounters with a stated expectation in which what was delivered to the
--- customer was at most `within` (0.5) away from it. Range [0, 1], high: what is promised is delivered. No
--- expectations: undefined `no_events`. How far deliveries fall short is `codestruction.expectation`.
---
--- Aligning mutual expectations: Plé & Chumpitaz Cáceres (2010). Own: the band.
---@param given? { of?: string|string[], within?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function measures.alignment(given)
  given = events.options("interaction.alignment", given, { within = "number" })
  local within = given.within or 0.5
  return events.measure({ "expectation alignment",
    range = { 0, 1 }, direction = "higher", reading = "high: what is expected is delivered",
    formula = "#{e: |expected - delivered| <= " .. within .. "} / #{e with an expectation}",
    source = "aligning mutual expectations (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546)", own = "the band",
    keep = { n = 0, aligned = 0 },
    each = function(kept, event)
      local expected = event.expected
      if expected == nil then return end
      kept.n = kept.n + 1
      if math.abs(expected - event.gain) <= within then kept.aligned = kept.aligned + 1 end
    end,
    function(run) return share(run:kept "aligned", run:kept "n") end,
  }, given)
end

return measures
