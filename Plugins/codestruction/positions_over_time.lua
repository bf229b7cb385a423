-- CD4 over time: how the four positions shift in the course of a run, as a section of the report.

local valence = require "valence"
local events = require "events"
local positions = require "codestruction.positions"

--- A measure of positions for each period.
local function measures_of(options, periods, title)
  local made = {}
  for number, period in ipairs(periods) do
    made[number] = positions.measure {
      of = options.of, side = options.side, per = options.per, decay = options.decay, tolerance = options.tolerance,
      under = options.under, from = period.from, to = period.to,
      name = ("%s: steps %d to %d"):format(title, period.from, period.to),
    }
  end
  return made
end

--- The largest move from the first period to the last, in words; nil where there is none to tell.
local function headline(experiment, measures, periods)
  local most, text = 0, nil
  for _, scenario in ipairs(experiment.scenarios) do
    for _, position in ipairs(positions.names) do
      local first = table.pack(events.cells(experiment, scenario, measures[1][1], position))
      local last = table.pack(events.cells(experiment, scenario, measures[#measures][1], position))
      if not valence.is_undefined(first[1]) and not valence.is_undefined(last[1])
        and math.abs(last[1] - first[1]) > most then
        most = math.abs(last[1] - first[1])
        text = ("The largest move is that of %s in %s, from a share of %s until step %d to %s at the end."):format(
          position, scenario.name, events.with_interval(first[1], first[2], first[3]), periods[1].to,
          events.with_interval(last[1], last[2], last[3]))
      end
    end
  end
  return text
end

--- Positions over time: the shares of co-creator, co-recoverer, co-reducer and co-destroyer (CD4) in each of ten
--- periods of steps, or in every step of a shorter run, per scenario, with 95 % intervals over replicates. Levels
--- run on from period to period. A period in which nothing changed or happened is undefined (`no_change`,
--- `no_events`). The headline is the largest move from the first period to the last.
---
---     codestruction.positions_over_time { of = "service", steps = 60 }
---
--- `steps` is how many steps the study runs, `periods` how many periods they are seen in; the other options are
--- those of `codestruction.positions`.
---
--- Echeverri & Skålén (2011): value formation moves between the positions in the course of practices. Own: the
--- positions as signs of change and level, and the periods.
---@param options { steps: integer, periods?: integer, of?: string|string[], side?: string, per?: string, decay?: number|string, tolerance?: number, under?: table, name?: string }
---@return valence.Made
return function(options)
  local what = "codestruction.positions_over_time"
  options = valence.options(what, options, { steps = "number", periods = "number", of = "string or table", side = "string",
    per = "string", decay = "number or string", tolerance = "number", under = "table", name = "string" }, { "steps" })
  local periods, title = events.periods(what, options), options.name or "Positions over time"
  local measures = measures_of(options, periods, title)
  return valence.section { title, needs = measures, function(experiment)
    local rows, text = {}, {}
    for _, scenario in ipairs(experiment.scenarios) do
      local moves = {}
      for _, position in ipairs(positions.names) do
        local shares = {}
        for number, period in ipairs(periods) do
          local share, low, high, count = events.cells(experiment, scenario, measures[number][1], position)
          shares[number] = events.said(share)
          rows[#rows + 1] = { scenario.name, period.to, position, share, low, high, count }
        end
        moves[#moves + 1] = ("%s %s to %s"):format(position, shares[1], shares[#shares])
      end
      text[#text + 1] = scenario.name .. ", from the first period to the last: " .. table.concat(moves, ", ") .. "."
    end
    return { headline = headline(experiment, measures, periods), text = text, tables = { {
      title = "Shares of the four positions",
      columns = { "scenario", "until step", "position", "share", "low", "high", "replicates" }, rows = rows,
      chart = { "lines", x = "until step", y = "share", by = "position", low = "low", high = "high", panel = "scenario" },
      note = "Shares of what changed since the row before; 95 % intervals over replicates. Positions: Echeverri & "
        .. "Skålén (2011). Own operationalisation: the sign of the level as 'before', its decay, and the periods.",
    } } }
  end }
end
