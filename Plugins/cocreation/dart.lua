-- CC6: dialogue, access, risk-benefits, transparency, as behaviour shows them.

local valence = require "valence"
local events = require "events"

local dart = {}

local components = { "dialogue", "access", "risk", "transparency" }

--- DI = (D A R T)^{1/4}: the geometric mean of the components that had an opportunity; 0 if any is 0.
---@param ... number|string Components, from 0 to 1; a text is one without opportunities: it is dropped.
---@return number|string index From 0 to 1, or "no_events" where none is left.
function dart.index(...)
  local product, n = 1, 0
  for _, share in ipairs { ... } do
    if type(share) == "number" then product, n = product * share, n + 1 end
  end
  if n == 0 then return "no_events" end
  return product ^ (1 / n)
end

--- The two marks of a component. One that is not asked about gets those of another, and `used` false:
--- its part of the fold must name marks that exist.
local function marks(given, name, other)
  local pair = given[name]
  local chosen = pair or given[other]
  if type(chosen[1]) ~= "string" or type(chosen[2]) ~= "string" then
    valence.refuse(("'%s' of cocreation.dart names two marks of events, the opportunity and whether it was met: "
      .. "%s = { \"asked\", \"answered\" }"):format(name, name))
  end
  return pair ~= nil, chosen[1], chosen[2]
end

--- The DART index (CC6): the geometric mean of dialogue (contacts answered), access (resources reachable),
--- risk assessment (risks disclosed before) and transparency (facts known to both sides). Range [0, 1],
--- high is better; 0 if any component is 0. A component without opportunities, or without marks, is
--- undefined (`no_events`), dropped from the index, and seen as such beside it.
---
--- Each component names two marks of the events: the opportunity, and whether it was met:
---
---     cocreation.dart { of = "contact", dialogue = { "asked", "answered" }, access = { "sought", "reached" },
---       risk = { "risky", "disclosed" }, transparency = { "relevant", "shared" } }
---
--- With `within = 2`, a dialogue counts only where it came at most 2 steps after it was needed
--- (`event.use - event.need`).
---
--- Prahalad & Ramaswamy (2004); Albinsson, Perera & Sautter (2016). The published DART is a survey scale:
--- own: this behavioural proxy.
---@param given { of?: string|string[], dialogue?: string[], access?: string[], risk?: string[], transparency?: string[], within?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function dart.measure(given)
  given = events.options("cocreation.dart", given,
    { dialogue = "table", access = "table", risk = "table", transparency = "table", within = "number" })
  local other
  for _, name in ipairs(components) do
    if given[name] ~= nil then other = name end
  end
  if not other then
    valence.refuse("cocreation.dart needs at least one of dialogue, access, risk and transparency: "
      .. "dialogue = { \"asked\", \"answered\" }")
  end
  local dialogue, asked, answered = marks(given, "dialogue", other)
  local access, sought, reached = marks(given, "access", other)
  local risk, risky, disclosed = marks(given, "risk", other)
  local transparency, relevant, shared = marks(given, "transparency", other)
  local timed, within = given.within ~= nil, given.within or 0
  return events.measure({ "DART", gives = { "index", "dialogue", "access", "risk", "transparency" },
    range = { 0, 1 }, direction = "higher", reading = "high: firms answer, open up, warn and share what they know",
    formula = "DI = (D A R T)^{1/4}, components without opportunities dropped",
    source = "Prahalad & Ramaswamy 2004, doi:10.1002/dir.20015; Albinsson, Perera & Sautter 2016",
    own = "a behavioural proxy: the published DART is a survey scale",
    keep = { n = 0, asked = 0, answered = 0, sought = 0, reached = 0, risky = 0, disclosed = 0, relevant = 0, shared = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if dialogue and event[asked] then
        kept.asked = kept.asked + 1
        local use, need = event.use, event.need
        local in_time = not timed or use ~= nil and need ~= nil and use - need <= within
        if event[answered] and in_time then kept.answered = kept.answered + 1 end
      end
      if access and event[sought] then
        kept.sought = kept.sought + 1
        if event[reached] then kept.reached = kept.reached + 1 end
      end
      if risk and event[risky] then
        kept.risky = kept.risky + 1
        if event[disclosed] then kept.disclosed = kept.disclosed + 1 end
      end
      if transparency and event[relevant] then
        kept.relevant = kept.relevant + 1
        if event[shared] then kept.shared = kept.shared + 1 end
      end
    end,
    function(run)
      local d = events.share(run:kept "answered", run:kept "asked")
      local a = events.share(run:kept "reached", run:kept "sought")
      local r = events.share(run:kept "disclosed", run:kept "risky")
      local t = events.share(run:kept "shared", run:kept "relevant")
      return dart.index(d, a, r, t), d, a, r, t
    end,
  }, given)
end

return dart
