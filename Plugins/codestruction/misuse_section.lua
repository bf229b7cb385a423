-- CD3 as a section of the report: how often resources are misused, by accident or on purpose, and what it costs whom.

local valence = require "valence"
local events = require "events"

local sorts = { "accidental misuse", "intentional misuse", "no misuse" }
local sides = { "initiators", "partners" }

--- What the measure is asked for.
local function output(sort, part) return sort .. ": " .. part end

--- For each sort of event: its share of all events, and of the loss of each side.
local function attribution(options, title)
  local mark, intentional = options.misuse or "misuse", options.intentional
  local gives = {}
  for _, sort in ipairs(sorts) do
    for _, part in ipairs { "events", "initiators", "partners" } do gives[#gives + 1] = output(sort, part) end
  end
  return events.measure({ title .. ": shares", gives = gives, range = { 0, 1 }, direction = "neither",
    reading = "how common misuse is, and what part of each side's loss comes from it",
    formula = "#x / #e; SUM_{e in x} neg(delta) / SUM_e neg(delta) for each side",
    source = "accidental or intentional misuse (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546)",
    own = "marks set by the author of the study; nothing infers intent",
    keep = { n = 0, accidents = 0, intended = 0, lost = 0, lost_accident = 0, lost_intent = 0,
      back = 0, back_accident = 0, back_intent = 0 },
    each = function(kept, event)
      local lost, back = math.max(-event.gain, 0), 0
      if event.partner_gain ~= nil then back = math.max(-event.partner_gain, 0) end
      kept.n, kept.lost, kept.back = kept.n + 1, kept.lost + lost, kept.back + back
      if event[mark] then
        if event[intentional] then
          kept.intended = kept.intended + 1
          kept.lost_intent, kept.back_intent = kept.lost_intent + lost, kept.back_intent + back
        else
          kept.accidents = kept.accidents + 1
          kept.lost_accident, kept.back_accident = kept.lost_accident + lost, kept.back_accident + back
        end
      end
    end,
    function(run)
      local n, lost, back = run:kept "n", run:kept "lost", run:kept "back"
      local function of(kept, all, none)
        return all > 0 and kept / all or none
      end
      local function row(count, of_lost, of_back)
        return of(count, n, "no_events"), of(of_lost, lost, "no_loss"), of(of_back, back, "no_loss")
      end
      local a, a_lost, a_back = run:kept "accidents", run:kept "lost_accident", run:kept "back_accident"
      local i, i_lost, i_back = run:kept "intended", run:kept "lost_intent", run:kept "back_intent"
      local a1, a2, a3 = row(a, a_lost, a_back)
      local i1, i2, i3 = row(i, i_lost, i_back)
      return a1, a2, a3, i1, i2, i3, row(n - a - i, lost - a_lost - i_lost, back - a_back - i_back)
    end,
  }, { of = options.of, under = options.under })
end

--- Where misuse is most common, in words.
local function headline(experiment, measure)
  local most, text = 0, nil
  local has_events = false
  for _, scenario in ipairs(experiment.scenarios) do
    local accident = table.pack(events.cells(experiment, scenario, measure, output(sorts[1], "events")))
    local intent = table.pack(events.cells(experiment, scenario, measure, output(sorts[2], "events")))
    if not valence.is_undefined(accident[1]) then
      has_events = true
      if accident[1] + intent[1] > most then
        most = accident[1] + intent[1]
        text = ("Misuse is most common in %s: a share of %s of its events by accident and of %s on purpose."):format(
          scenario.name, events.with_interval(accident[1], accident[2], accident[3]),
          events.with_interval(intent[1], intent[2], intent[3]))
      end
    end
  end
  return text or has_events and "No event is misuse in any scenario." or "No scenario has any events."
end

--- Resource misuse: which share of events is accidental, intentional or no misuse, and which part of what initiators
--- and what partners lose falls in each, per scenario, with 95 % intervals over replicates. Each in [0, 1], the
--- three sorts add to 1. The sides are never added, so they need no common unit. Nothing lost on a side:
--- undefined `no_loss`; no events: `no_events`.
---
---     codestruction.misuse_section { of = "loan", intentional = "intentional" }
---
--- The study marks its events: `misuse` names that mark ("misuse" unless given), `intentional` the one of misuse on
--- purpose; nothing infers intent.
---
--- Plé & Chumpitaz Cáceres (2010): resources are misused accidentally or intentionally. Own: marks, and losses in an
--- event as losses by it.
---@param options { intentional: string, misuse?: string, of?: string|string[], under?: table, name?: string }
---@return valence.Made
return function(options)
  options = valence.options("codestruction.misuse_section", options, { intentional = "string", misuse = "string",
    of = "string or table", under = "table", name = "string" }, { "intentional" })
  local title = options.name or "Resource misuse"
  local measure = attribution(options, title)
  return valence.section { title, needs = { measure }, function(experiment)
    local rows, losses, text = {}, {}, {}
    for _, scenario in ipairs(experiment.scenarios) do
      local said = {}
      for _, sort in ipairs(sorts) do
        local share, low, high, count = events.cells(experiment, scenario, measure[1], output(sort, "events"))
        rows[#rows + 1] = { scenario.name, sort, share, low, high, count }
        said[#said + 1] = sort .. " " .. events.said(share)
        for _, side in ipairs(sides) do
          local part, from, to, used = events.cells(experiment, scenario, measure[1], output(sort, side))
          losses[#losses + 1] = { scenario.name, side, sort, part, from, to, used }
        end
      end
      text[#text + 1] = scenario.name .. ", share of events: " .. table.concat(said, ", ") .. "."
    end
    return { headline = headline(experiment, measure[1]), text = text, tables = {
      { title = "Events by misuse", columns = { "scenario", "sort", "share", "low", "high", "replicates" }, rows = rows,
        chart = { "bars", x = "scenario", y = "share", by = "sort", low = "low", high = "high" },
        note = "Share of all events; 95 % intervals over replicates." },
      { title = "Losses by misuse", columns = { "scenario", "side", "sort", "share", "low", "high", "replicates" }, rows = losses,
        chart = { "bars", x = "scenario", y = "share", by = "sort", low = "low", high = "high", panel = "side" },
        note = "Share of all that a side lost in events. Accidental or intentional misuse: Plé & Chumpitaz Cáceres (2010). "
          .. "Own operationalisation: marks set by the author of the study." },
    } }
  end }
end
