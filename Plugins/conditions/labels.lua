local valence = require "valence"

local labels = {}

--- The five traits of mobile devices as tags of events: what an event rests on, and what it would be
--- without it (Larivière et al. 2013).
labels.traits = {
  portable = { "portable", "stationary" },
  personal = { "personal", "shared" },
  networked = { "networked", "stand-alone" },
  content = { "textual or visual", "voice" },
  converged = { "converged", "single-purpose" },
}

--- The modes of contributing to a network as tags of events (Larivière et al. 2013). Whether a side is
--- active is a flag of every event; the tag `activity` says it of the event as a whole, to break
--- measures down by it.
labels.modes = {
  scope = { "individual", "collective" },
  activity = { "active", "passive" },
  concurrency = { "concurrent", "sequential" },
  delivery = { "interactive", "aggregate" },
  timing = { "real-time", "delayed" },
  matching = { "just-in-time", "mistimed" },
}

local function levels_of(name)
  return labels.traits[name] or labels.modes[name]
end

--- All names, for messages.
local function names()
  local list = {}
  for name in pairs(labels.traits) do list[#list + 1] = name end
  for name in pairs(labels.modes) do list[#list + 1] = name end
  table.sort(list)
  return table.concat(list, ", ")
end

---Tags of an encounter: `tags = conditions.tags { "scope", timing = "real-time" }`. A name alone is a tag
---that the encounter sets, `event.scope = "collective"`; a name with a level is the same for all of
---its events. Any measure of events can then be broken down: `by = "scope"`.
---@param asked table Names of `conditions.traits` and `conditions.modes`, alone or with a level.
---@return table tags
function labels.tags(asked)
  local tags = {}
  for key, entry in pairs(asked) do
    local name = type(key) == "number" and entry or key
    local levels = levels_of(name)
    if not levels then
      valence.refuse(("conditions.tags knows no '%s': it has %s"):format(tostring(name), names()))
    end
    if name == entry then
      tags[name] = levels
    else
      if entry ~= levels[1] and entry ~= levels[2] then
        valence.refuse(("'%s' of conditions.tags is '%s' or '%s', not '%s'"):format(name, levels[1], levels[2], tostring(entry)))
      end
      tags[name] = entry
    end
  end
  return tags
end

return labels
