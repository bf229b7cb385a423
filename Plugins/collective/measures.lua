local valence = require "valence"
local events = require "events"

local measures = {}

local paper = "Kelleher, Wilson, Macdonald & Peppard (2019), doi:10.1177/1094670519827384"

---Role rigidity as it happened: the share of performances in a prescribed practice. **Range** 0 to 1.
---Undefined without performances (`no_events`).
---@param options? { of?: string, by?: string, name?: string } The presence (`performance` unless given).
---@return valence.Made measure
function measures.prescribed(options)
  options = events.options("collective.prescribed", options)
  options.of = options.of or "performance"
  return events.measure({ "prescribed practices",
    range = { 0, 1 }, direction = "neither", reading = "high: rigid roles",
    formula = "performances of a prescribed practice / performances", source = paper .. ": role rigidity",
    own = "the share",
    keep = { n = 0, prescribed = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if event.prescribed then kept.prescribed = kept.prescribed + 1 end
    end,
    function(run) return events.share(run:kept "prescribed", run:kept "n") end,
  }, options)
end

---Heterogeneity conflict: the share of meetings in conflict, and what both sides lost per meeting.
---**Range** share 0 to 1; loss from 0, unit of the gains; low is good. Undefined without meetings
---(`no_events`).
---@param options? { of?: string, by?: string, name?: string } The encounter (`co-presence` unless given).
---@return valence.Made measure
function measures.conflict(options)
  options = events.options("collective.conflict", options)
  options.of = options.of or "co-presence"
  return events.measure({ "heterogeneity conflict", gives = { "share", "loss" },
    range = { share = { 0, 1 }, loss = { 0, math.huge } }, direction = "lower",
    reading = "high: differing competences get in each other's way",
    formula = "conflicts / meetings; loss of both sides / meetings",
    source = paper .. ": consumer heterogeneity conflict", own = "conflict as a loss booked in a meeting",
    keep = { n = 0, conflicts = 0, loss = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if event.conflict then
        kept.conflicts = kept.conflicts + 1
        kept.loss = kept.loss - event.gain - event.partner_gain
      end
    end,
    function(run)
      local n = run:kept "n"
      return events.share(run:kept "conflicts", n), events.share(run:kept "loss", n)
    end,
  }, options)
end

---The standard deviation of competence among members at the end. **Range** from 0. Undefined with fewer
---than two members (`zero_variance`).
---@param options { of: string, field?: string, by?: string, name?: string } Kind and field (`skill` unless given).
---@return valence.Made measure
function measures.heterogeneity(options)
  options = valence.options("collective.heterogeneity", options, {
    of = "string", field = "string", by = "string", name = "string",
  }, { "of" })
  local kind, field = options.of, options.field or "skill"
  return valence.measure {
    options.name or "heterogeneity of " .. field, by = options.by, direction = "neither",
    reading = "high: novices and experts side by side", formula = "sample standard deviation of " .. field,
    source = paper .. ": consumers of differing competence", own = "standard deviation",
    function(run)
      local count, sum = 0, 0
      for member in run:actors(kind) do count, sum = count + 1, sum + member[field] end
      if count < 2 then return valence.undefined("zero_variance", count, count) end
      local mean, squares = sum / count, 0
      for member in run:actors(kind) do squares = squares + (member[field] - mean) ^ 2 end
      return math.sqrt(squares / (count - 1))
    end,
  }
end

---Participation access: the share of members for whom an open practice needs a skill between theirs
---- `below` and theirs + `above`. **Range** 0 to 1, high is good. Undefined without members (`empty_group`).
---@param options { of: string, skills?: number[], entry?: integer, below?: number, above?: number, by?: string, name?: string }
--- As in `collective.choose`; the band is 0.2 below and 0.2 above unless given.
---@return valence.Made measure
function measures.access(options)
  options = valence.options("collective.access", options, {
    of = "string", skills = "table", entry = "number", below = "number", above = "number", by = "string", name = "string",
  }, { "of" })
  local skills, closed = options.skills or { 0.1, 0.3, 0.5, 0.7, 0.9 }, options.entry or 2
  local below, above = options.below or 0.2, options.above or 0.2
  local kind = options.of
  return valence.measure {
    options.name or "participation access", by = options.by, range = { 0, 1 }, direction = "higher",
    reading = "high: something within reach for everybody",
    formula = "share of members with an open practice q, c - below <= q <= c + above",
    source = paper .. ": participation access", own = "the band",
    function(run)
      local first = run.parameters.access and 1 or 1 + closed
      local all, served = 0, 0
      for member in run:actors(kind) do
        all = all + 1
        for number = first, #skills do
          if skills[number] >= member.skill - below and skills[number] <= member.skill + above then
            served = served + 1
            break
          end
        end
      end
      if all == 0 then return valence.undefined("empty_group", 0, 0) end
      return served / all
    end,
  }
end

---How evenly practices are used at the end: the entropy of their shares over its maximum. **Range** 0
---(all do the same) to 1 (all practices equally often). Undefined without members (`empty_group`) and
---with one practice only (`zero_variance`).
---@param options { of: string, practices?: integer, name?: string } How many practices there are, 5 unless given.
---@return valence.Made measure
function measures.practices(options)
  options = valence.options("collective.practices", options, {
    of = "string", practices = "number", name = "string",
  }, { "of" })
  local kind, practices = options.of, options.practices or 5
  return valence.measure {
    options.name or "diversity of practices", range = { 0, 1 }, direction = "neither",
    reading = "high: many practices side by side", formula = "-sum p ln p / ln (number of practices)",
    source = paper .. ": multiple practices; evenness: Pielou (1966)", own = "evenness of the last choices",
    function(run)
      local counts, all = {}, 0
      for number = 1, practices do counts[number] = 0 end
      for member in run:actors(kind) do
        counts[member.practice], all = counts[member.practice] + 1, all + 1
      end
      if all == 0 then return valence.undefined("empty_group", 0, 0) end
      if practices < 2 then return valence.undefined("zero_variance", all, all) end
      local entropy = 0
      for number = 1, practices do
        local share = counts[number] / all
        if share > 0 then entropy = entropy - share * math.log(share) end
      end
      return entropy / math.log(practices)
    end,
  }
end

---"Optimize value for all": the mean value of each group and the lowest of them. **Range** any, unit of
---the definition. A group without members is undefined (`empty_group`), and then the lowest is, too.
---@param options { of: string, value: string, by: string, groups: string[], name?: string } Kind, definition, category, its levels.
---@return valence.Made measure
function measures.value_for_all(options)
  options = valence.options("collective.value_for_all", options, {
    of = "string", value = "string", by = "string", groups = "table", name = "string",
  }, { "of", "value", "by", "groups" })
  local kind, definition, category, groups = options.of, options.value, options.by, options.groups
  local gives = {}
  for position, group in ipairs(groups) do gives[position] = group end
  gives[#gives + 1] = "for all"
  return valence.measure {
    options.name or "value for all", gives = gives, direction = "higher",
    reading = "'for all': what the worst-off group has", formula = "mean over each group; their minimum",
    source = paper .. ": optimize value for all", own = "minimum over group means",
    function(run)
      local sums, counts = {}, {}
      for _, group in ipairs(groups) do sums[group], counts[group] = 0, 0 end
      for member in run:actors(kind) do
        local value, group = member:value(definition), member[category]
        if not valence.is_undefined(value) then
          sums[group], counts[group] = sums[group] + value, counts[group] + 1
        end
      end
      local results, lowest = {}, math.huge
      for position, group in ipairs(groups) do
        if counts[group] == 0 then
          results[position] = valence.undefined("empty_group", 0, 0)
          lowest = nil
        else
          results[position] = sums[group] / counts[group]
          if lowest then lowest = math.min(lowest, results[position]) end
        end
      end
      results[#results + 1] = lowest or valence.undefined("empty_group", 0, 0)
      return table.unpack(results)
    end,
  }
end

return measures
