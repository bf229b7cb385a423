-- The verdict as a section of the report.

local valence = require "valence"
local gains = require "gains"
local events = require "events"
local needs = require "verdict.needs"
local findings = require "verdict.findings"
local show = require "verdict.show"

--- The options of a call, checked.
local function checked(options)
  local what = "verdict.section"
  options = gains.options(what, options, gains.types {
    accounting = "string", cocreation = "string", level = "number", of = "string or table",
  })
  options.accounting = events.one_of(what, "accounting", options.accounting, { "both", "strict", "net" })
  options.cocreation = events.one_of(what, "cocreation", options.cocreation, { "joint", "always" })
  options.level = options.level or 0.95
  if not (options.level > 0 and options.level < 1) then
    valence.refuse(("'level' of %s is the coverage of the intervals, between 0 and 1, got %g"):format(what, options.level))
  end
  if options.by and (not options.between or #options.between ~= 1) then
    valence.refuse(("'by' of %s compares the levels of one kind: between = { \"consumer\" }, by = \"%s\""):format(what, options.by))
  end
  options.name = options.name or "Verdict"
  return options
end

--- The verdict of every scenario against its baseline, lens by lens: FUSION, CONFUSION, CO-DESTRUCTION, PARTIAL
--- or NEUTRAL from paired intervals of the mean gain of each kind, with the numbers behind it. Beside it Plé's
--- criterion (any kind that loses), the net of scaled gains, and how often both sides of an encounter gain.
---
--- Switches of theory, all printed: `accounting` "both", "strict" (any loser counts) or "net" (the sum counts);
--- `cocreation` "joint" (only where both sides are active: Grönroos & Voima 2013) or "always" (Vargo & Lusch);
--- `between`, the kinds that count; `lens`, `weights`, `tolerance`; `of`, the phases whose encounters count for
--- co-creation; `by`, a category whose levels take the place of kinds; `level` of the intervals, 0.95.
---
--- Larivière et al. 2013, Plé & Chumpitaz Cáceres 2010. The verdict is our own operationalisation.
---@param options? table lens, between, by, accounting, cocreation, tolerance, weights, of, level, against, under, name.
---@return valence.Made
local function section(options)
  local chosen = checked(options)
  local asked = { gains = chosen.name .. ": gains", mutual = chosen.name .. ": mutual" }
  return valence.section {
    chosen.name,
    needs = { needs.gains(chosen, asked.gains), needs.mutual(chosen, asked.mutual) },
    function(experiment)
      return show.content(findings.of(experiment, chosen, asked), experiment, chosen)
    end,
  }
end

return section
