-- CC8, fit: do actors choose practices that their skill is up to?

local events = require "events"

local fit = {}

--- Practice fit (CC8): the share of practice choices whose required skill q lies in [c - below, c + above],
--- c the initiator's own. Range [0, 1], high: practices in line with skills. No events: undefined
--- `no_events`.
---
--- `skill` is the initiator's number field ("skill" unless given), `tag` the tag that says which practice
--- it chose ("practice" unless given), `required` what each of its levels asks for:
---
---     cocreation.fit { of = "perform", skill = "competence", required = { listen = 0.1, conduct = 0.9 } }
---
--- The skill is the one after the encounter's phase.
---
--- Signposting, guiding consumers to practices in line with their skills and competences: Kelleher et al.
--- (2019). Own: the band.
---@param given { of?: string|string[], required: table<string, number>, skill?: string, tag?: string, below?: number, above?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function fit.measure(given)
  given = events.options("cocreation.fit", given,
    { required = "table", skill = "string", tag = "string", below = "number", above = "number" }, { "required" })
  local required = given.required
  local skill, tag = given.skill or "skill", given.tag or "practice"
  local below, above = given.below or 0.2, given.above or 0.2
  return events.measure({ "practice fit",
    range = { 0, 1 }, direction = "higher", reading = "high: practices in line with skills",
    formula = "FT = share of choices with q in [c - " .. below .. ", c + " .. above .. "]",
    source = "signposting (Kelleher et al. 2019, doi:10.1177/1094670519827384)", own = "the band",
    keep = { fits = 0, n = 0 },
    each = function(kept, event)
      local q, c = required[event[tag]], event.initiator[skill]
      kept.n = kept.n + 1
      if q >= c - below and q <= c + above then kept.fits = kept.fits + 1 end
    end,
    function(run)
      local n = run:kept "n"
      return n == 0 and "no_events" or run:kept "fits" / n
    end,
  }, given)
end

return fit
