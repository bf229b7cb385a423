-- CC8 over time: the competence of novices and experts in the course of a run, as a section of the report.

local valence = require "valence"
local events = require "events"
local learning = require "cocreation.learning"

--- Mean competence of both groups in the events that their members initiate in a period.
local function measure_of(options, period, title)
  local kind, field, skill = options.who, options.group, options.skill or "skill"
  local novice, expert = options.novices or "novice", options.experts or "expert"
  local from, to = period.from, period.to
  return valence.measure { ("%s: steps %d to %d"):format(title, from, to),
    gives = { "novices", "experts", "gap", "closure" }, over = options.of, per = "initiator", under = options.under,
    range = { closure = { -math.huge, 1 } }, direction = { closure = "higher" },
    reading = { closure = "high: novices catch up with experts" },
    formula = "mean over members of their mean competence in the period's events; (gap_0 - gap) / gap_0",
    source = "social learning between novices and experts (Kelleher et al. 2019, doi:10.1177/1094670519827384)",
    own = "competence as seen in events; the gap formula",
    keep = { n = 0, sum = 0 },
    each = function(kept, event)
      if event.step >= from and event.step <= to then
        kept.n, kept.sum = kept.n + 1, kept.sum + event.initiator[skill]
      end
    end,
    function(run)
      local seen, sums = run:kept_each("n", kind), run:kept_each("sum", kind)
      local groups = { [novice] = { n = 0, sum = 0, all = 0, start = 0 }, [expert] = { n = 0, sum = 0, all = 0, start = 0 } }
      for actor in run:actors(kind) do
        local group, number = groups[actor.start[field]], actor.number
        if group then
          group.all, group.start = group.all + 1, group.start + actor.start[skill]
          if seen[number] > 0 then group.n, group.sum = group.n + 1, group.sum + sums[number] / seen[number] end
        end
      end
      local function mean(group)
        if group.all == 0 then return "empty_group" end
        return group.n > 0 and group.sum / group.n or "no_events"
      end
      local novices, experts = mean(groups[novice]), mean(groups[expert])
      local missing = type(novices) == "string" and novices or type(experts) == "string" and experts
      if missing then return events.answers(novices, experts, missing, missing) end
      local before = groups[expert].start / groups[expert].all - groups[novice].start / groups[novice].all
      local gap = experts - novices
      return events.answers(novices, experts, gap, learning.closure(before, gap))
    end,
  }
end

--- Learning curves: the mean competence of novices and of experts in each of ten periods of steps, or in every step of
--- a shorter run, with the gap between them and how much of the first gap has closed (CC8), per scenario, with 95 %
--- intervals over replicates. Competence is seen in the events of `of` that an actor initiates; groups are those of a
--- category before the first step. No events in a period: undefined `no_events`; a group without actors:
--- `empty_group`; no gap to close: `no_change`.
---
---     cocreation.learning_curves { of = "perform", who = "listener", group = "role", steps = 40 }
---
--- `who` is the kind that learns, `steps` how many steps the study runs, `periods` how many periods they are seen in.
---
--- Social learning between novices and experts: Kelleher et al. (2019). Own: competence in events, the gap, the periods.
---@param options { of: string|string[], who: string, group: string, steps: integer, periods?: integer, skill?: string, novices?: string, experts?: string, under?: table, name?: string }
---@return valence.Made
return function(options)
  local what = "cocreation.learning_curves"
  options = valence.options(what, options, { of = "string or table", who = "string", group = "string", steps = "number",
    periods = "number", skill = "string", novices = "string", experts = "string", under = "table", name = "string" },
    { "of", "who", "group", "steps" })
  local periods, title = events.periods(what, options), options.name or "Learning curves"
  local measures = {}
  for number, period in ipairs(periods) do measures[number] = measure_of(options, period, title) end
  return valence.section { title, needs = measures, function(experiment)
    local curves, gaps, text = {}, {}, {}
    for _, scenario in ipairs(experiment.scenarios) do
      local closed
      for number, period in ipairs(periods) do
        local function cells(output) return events.cells(experiment, scenario, measures[number][1], output) end
        for _, group in ipairs { "novices", "experts" } do
          curves[#curves + 1] = { scenario.name, period.to, group, cells(group) }
        end
        local gap = cells "gap"
        closed = table.pack(cells "closure")
        gaps[#gaps + 1] = { scenario.name, period.to, gap, table.unpack(closed) }
      end
      text[#text + 1] = ("%s: share of the first gap closed in the last period: %s [%s, %s]."):format(scenario.name,
        events.said(closed[1]), events.said(closed[2]), events.said(closed[3]))
    end
    local closed = events.extremes(experiment, measures[#measures][1], "closure")
    local headline = closed and ("The share of the first gap that has closed by the last period is %s."):format(closed)
      or "No gap between novices and experts could be followed to the last period in any scenario."
    return { headline = headline, text = text, tables = {
      { title = "Competence of novices and experts", rows = curves,
        columns = { "scenario", "until step", "group", "competence", "low", "high", "replicates" },
        chart = { "lines", x = "until step", y = "competence", by = "group", low = "low", high = "high", panel = "scenario" },
        note = "Mean over the group's members in the events that they initiate since the row before; 95 % intervals "
          .. "over replicates. Groups as before the first step." },
      { title = "Gap and how much of it has closed", rows = gaps,
        columns = { "scenario", "until step", "gap", "closed", "low", "high", "replicates" },
        chart = { "lines", x = "until step", y = "closed", by = "scenario", low = "low", high = "high" },
        note = "Gap: experts less novices; closed: 1 - gap / gap before the first step, with its interval. Kelleher et al. (2019). "
          .. "Own operationalisation: competence as seen in events, the gap and its closure." },
    } }
  end }
end
