-- What the section prints: the verdicts, the gains that they rest on, where definitions contradict each other,
-- and the switches of theory that were in force.

local valence = require "valence"
local events = require "events"
local core = require "verdict.core"

local show = {}

local marks = { gain = "gains", loss = "loses", neither = "neither" }

local function joined(list) return #list > 0 and table.concat(list, ", ") or "-" end

--- "CONFUSION", or why there is no verdict.
local function word(made)
  if not made.verdict then return valence.undefined(made.dropped or "empty_group") end
  return made.verdict.verdict .. (made.is_point and " (point)" or "")
end

--- What the sum of scaled gains says, in words and with its interval.
local function net_word(net)
  if not net.low then return valence.undefined(net.reason or "empty_group") end
  local sign = core.sign { low = net.low, high = net.high, eps = 0 }
  return sign .. " " .. events.quantity(net.mean, net.low, net.high, true)
end

local function share_word(share)
  if not share.mean then return valence.undefined "no_events" end
  local interval = share.low and not share.is_point
    and (" [%s, %s]"):format(events.fixed(100 * share.low, 1), events.fixed(100 * share.high, 1)) or ""
  return events.fixed(100 * share.mean, 1) .. " %" .. interval
end

-- The verdicts ---------------------------------------------------------------------------------------

local function verdict_columns(options)
  local columns = { "scenario", "lens", "verdict", "gain", "lose", "neither" }
  if options.accounting ~= "net" then columns[#columns + 1] = "any decline (Plé)" end
  if options.accounting ~= "strict" then columns[#columns + 1] = "net of scaled gains" end
  columns[#columns + 1] = "co-creation in encounters"
  return columns
end

local function verdict_row(finding, made, options)
  local verdict = made.verdict or { gains = {}, loses = {}, neither = {} }
  local row = {
    finding.scenario.name, made.lens, word(made),
    joined(verdict.gains), joined(verdict.loses), joined(verdict.neither),
  }
  if options.accounting ~= "net" then
    row[#row + 1] = made.verdict and (verdict.declines and "co-destruction" or "none") or word(made)
  end
  if options.accounting ~= "strict" then row[#row + 1] = net_word(made.net) end
  row[#row + 1] = share_word(finding.cocreation)
  return row
end

local function verdicts(findings, options)
  local rows = {}
  for _, finding in ipairs(findings) do
    for _, made in ipairs(finding.verdicts) do rows[#rows + 1] = verdict_row(finding, made, options) end
  end
  return { columns = verdict_columns(options), rows = rows }
end

-- The gains ------------------------------------------------------------------------------------------

--- Who has no gain and why, in means over replicates: "no_twin 2".
local function left_out_word(left_out)
  local parts = {}
  for reason, count in pairs(left_out) do
    if count > 0 then parts[#parts + 1] = ("%s %g"):format(reason, count) end
  end
  return joined(parts)
end

local function gain_row(finding, made, party)
  local row = { finding.scenario.name, made.lens, party.name, party.definition or "-" }
  local absent = not party.low and valence.undefined(party.reason)
  for _, key in ipairs { "mean", "low", "high", "eps" } do row[#row + 1] = absent or party[key] end
  row[#row + 1] = absent or party.scaled or valence.undefined "scale_missing"
  row[#row + 1] = absent or marks[party.sign]
  row[#row + 1] = party.n
  row[#row + 1] = absent or party.used
  row[#row + 1] = absent or left_out_word(party.left_out)
  return row
end

local function gains(findings, options)
  local rows = {}
  for _, finding in ipairs(findings) do
    for _, made in ipairs(finding.verdicts) do
      for _, party in ipairs(made.parties) do rows[#rows + 1] = gain_row(finding, made, party) end
    end
  end
  return {
    title = "Mean gain of each " .. (options.by and "level of '" .. options.by .. "'" or "kind"),
    columns = {
      "scenario", "lens", options.by or "kind", "definition", "mean gain", "low", "high", "tolerance",
      "scaled gain", "finding", "replicates", "actors", "left out",
    },
    rows = rows,
    note = "Gains are an actor's value less its twin's, in the unit of the definition; scaled by the kind's declared "
      .. "scale, else by the spread of the baseline. Actors and those left out: means over replicates.",
  }
end

-- Contradictions -------------------------------------------------------------------------------------

--- The verdict-flip matrix: what each definition says of each kind, where a kind has more than one.
local function contradictions(findings)
  local rows, flips, pairs_of = {}, 0, 0
  for _, finding in ipairs(findings) do
    local f, n = core.flips(finding.signs)
    flips, pairs_of = flips + f, pairs_of + n
    for kind, by_definition in pairs(finding.signs) do
      local words = {}
      for definition, sign in pairs(by_definition) do
        words[#words + 1] = definition .. ": " .. marks[sign]
      end
      if #words > 1 then
        local one = core.flips { [kind] = by_definition }
        rows[#rows + 1] = { finding.scenario.name, kind, table.concat(words, "; "), one > 0 and "yes" or "no" }
      end
    end
  end
  if pairs_of == 0 then return nil end
  return {
    title = "Where definitions contradict each other", columns = { "scenario", "kind", "definitions", "contradiction" },
    rows = rows,
    note = ("%d of %d pairs of definitions of one kind have opposite significant signs (C5; own operationalisation).")
      :format(flips, pairs_of),
  }
end

-- The whole ------------------------------------------------------------------------------------------

-- Up to so many verdicts are told one by one.
local most_told = 6

--- "consumer +0.120 [0.099, 0.141] EUR", or why the kind has no gain.
local function gain_word(party, units)
  if not party.low then return ("%s undefined (%s)"):format(party.name, party.reason) end
  local unit = units[party.definition]
  return ("%s %s%s"):format(party.name, events.quantity(party.mean, party.low, party.high, true), unit and " " .. unit or "")
end

--- "Against 'no app', 'app' is FUSION: consumer +0.120 [0.099, 0.141] EUR, firm ..."
local function sentence(finding, made, units, options)
  local gains = {}
  for position, party in ipairs(made.parties) do gains[position] = gain_word(party, units) end
  local lens = #finding.verdicts > 1 and (" through '%s'"):format(made.lens) or ""
  local against = options.against and "a twin of its own" or "'" .. finding.scenario.against .. "'"
  return ("Against %s, '%s' is %s%s: %s."):format(against, finding.scenario.name,
    made.verdict and made.verdict.verdict or "undefined", lens, table.concat(gains, ", "))
end

--- "FUSION: 12 of 40; CONFUSION: 28 of 40." in the order in which the words first come.
local function counts(list)
  local count, order, parts = {}, {}, {}
  for _, entry in ipairs(list) do
    local verdict = entry.made.verdict and entry.made.verdict.verdict or "undefined"
    if not count[verdict] then order[#order + 1] = verdict end
    count[verdict] = (count[verdict] or 0) + 1
  end
  for position, verdict in ipairs(order) do
    parts[position] = ("%s: %d of %d"):format(verdict, count[verdict], #list)
  end
  return table.concat(parts, "; ") .. "."
end

local function headline(findings, experiment, options)
  local list, units = {}, {}
  for _, value in ipairs(experiment.values) do units[value.name] = value.unit end
  for _, finding in ipairs(findings) do
    for _, made in ipairs(finding.verdicts) do list[#list + 1] = { finding = finding, made = made } end
  end
  if #list == 0 then return "No scenario has a baseline to be compared with." end
  if #list > most_told then return counts(list) end
  local sentences = {}
  for position, entry in ipairs(list) do
    sentences[position] = sentence(entry.finding, entry.made, units, options)
  end
  return table.concat(sentences, " ")
end

--- The switches that were in force, in sentences.
local function switches(experiment, options)
  local kinds = options.between and ("Only these kinds count: " .. table.concat(options.between, ", ") .. ".")
    or "Every kind with a value definition in the lens counts."
  if options.by then
    kinds = ("The levels of '%s' of %s take the place of kinds."):format(options.by, options.between[1])
  end
  local weights = {}
  for kind, weight in pairs(options.weights or {}) do weights[#weights + 1] = ("%s %g"):format(kind, weight) end
  local tolerance = "1e-9 max(1, |value in the baseline|) per actor"
  if type(options.tolerance) == "number" then tolerance = ("%g"):format(options.tolerance) end
  if type(options.tolerance) == "table" then tolerance = "as the study says, by kind" end
  return {
    kinds .. " Weights: " .. (#weights > 0 and table.concat(weights, ", ") or "equal") .. ". Tolerance: " .. tolerance .. ".",
    ("Accounting: %s. Strict: any kind that loses is co-destruction (Plé & Chumpitaz Cáceres 2010). Net: the weighted "
      .. "sum of scaled gains counts."):format(options.accounting),
    options.cocreation == "joint"
      and "Co-creation: an encounter in which both sides gain and both are active (joint sphere: Grönroos & Voima 2013)."
      or "Co-creation: an encounter in which both sides gain, active or not (S-D logic: Vargo & Lusch 2008).",
  }
end

local function caveat(experiment, options)
  local text = ("FUSION: every kind gains. CONFUSION: one gains and one loses. CO-DESTRUCTION: one loses and none gains. "
    .. "PARTIAL: some gain, none loses. NEUTRAL: none of it. Gains and losses are those whose %g %% interval over the "
    .. "replicates, paired with the twins, lies beyond the tolerance. Own operationalisation: Larivière et al. 2013 give "
    .. "the words, no test."):format(100 * options.level)
  if experiment.replications == 1 then
    text = text .. " One replicate: these are point verdicts, without any interval."
  elseif experiment.replications < 10 then
    text = text .. " With fewer than ten replicates intervals are unsure."
  end
  return text
end

--- What the section shows.
---@param findings verdict.Finding[]
---@param experiment valence.Experiment
---@param options table
---@return valence.SectionContent
function show.content(findings, experiment, options)
  local tables = { verdicts(findings, options), gains(findings, options), contradictions(findings) }
  tables[1].note = caveat(experiment, options)
  return { headline = headline(findings, experiment, options), text = switches(experiment, options), tables = tables }
end

return show
