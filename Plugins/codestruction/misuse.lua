-- CD3: whose misuse of what is value lost by?

local events = require "events"

local misuse = {}

--- Misuse attribution (CD3): which part of all value that is lost is lost in events of misuse,
--- MS_x = SUM_{e in x} (neg(delta_i) + neg(delta_j)) / SUM_e (neg(delta_i) + neg(delta_j)). Each in [0, 1];
--- "misuse" and "not misuse" add to 1. Nothing lost: undefined `no_events`.
---
--- The study marks its events; nothing infers intent. `misuse` names that mark ("misuse" unless given),
--- `intentional` the one of misuse on purpose: then "intentional" and "accidental" add to "misuse";
--- `others_resource` the one of misuse of another's resources: then "own resource" and "other's resource" do.
---
--- Both sides are added: `unit` says that they share one, or `scale = { initiators, partners }` what one
--- meaningful unit is for each; `side` looks at one of them alone.
---
--- "Accidentally or intentionally misuses resources (its own and/or those of another)": Plé & Chumpitaz
--- Cáceres (2010). Own: tagging by the author of the study.
---@param given? { of?: string|string[], misuse?: string, intentional?: string, others_resource?: string, side?: "initiator"|"partner", unit?: string, scale?: number[], by?: string, under?: table, name?: string }
---@return valence.Made
function misuse.measure(given)
  given = events.options("codestruction.misuse", given, { misuse = "string",
    intentional = "string", others_resource = "string", side = "string", unit = "string", scale = "table" })
  local ours, theirs = events.weights("codestruction.misuse", given)
  local mark = given.misuse or "misuse"
  local has_intent, has_owner = given.intentional ~= nil, given.others_resource ~= nil
  local intentional, others = given.intentional or mark, given.others_resource or mark
  local gives = { "misuse", "not misuse" }
  if has_intent then gives[#gives + 1], gives[#gives + 2] = "intentional", "accidental" end
  if has_owner then gives[#gives + 1], gives[#gives + 2] = "other's resource", "own resource" end
  return events.measure({ "misuse attribution", gives = gives,
    range = { 0, 1 }, direction = "neither", reading = "what part of the losses comes from misuse, and from whose",
    formula = "MS_x = SUM_{e in x} (neg(delta_i) + neg(delta_j)) / SUM_e (neg(delta_i) + neg(delta_j))",
    source = "accidental or intentional misuse of own or others' resources (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546)",
    own = "marks set by the author of the study; nothing infers intent",
    keep = { n = 0, all = 0, misuse = 0, intentional = 0, others = 0 },
    each = function(kept, event)
      local lost = ours * math.max(-event.gain, 0)
      if event.partner_gain ~= nil then lost = lost + theirs * math.max(-event.partner_gain, 0) end
      kept.n, kept.all = kept.n + 1, kept.all + lost
      if event[mark] then
        kept.misuse = kept.misuse + lost
        if event[intentional] then kept.intentional = kept.intentional + lost end
        if event[others] then kept.others = kept.others + lost end
      end
    end,
    function(run)
      local all, misused = run:kept "all", run:kept "misuse"
      local answers = {}
      local function add(lost)
        if all == 0 then answers[#answers + 1] = "no_events" else answers[#answers + 1] = lost / all end
      end
      add(misused)
      add(all - misused)
      if has_intent then
        add(run:kept "intentional")
        add(misused - run:kept "intentional")
      end
      if has_owner then
        add(run:kept "others")
        add(misused - run:kept "others")
      end
      return table.unpack(answers)
    end,
  }, given)
end

return misuse
