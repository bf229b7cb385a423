---@meta _

-- Phases: what happens in a step, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

---In which order the actors of a phase act, and whether they see each other's writes.
---@alias valence.Activation
---| "simultaneous" # all at once: everyone sees the world as it stood when the phase began
---| "random" # one after another in a drawn order, seeing each other's writes
---| "ordered" # one after another by number, seeing each other's writes

---What a rule is: its name, its function, and whose it is.
---@class valence.RuleTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, env: valence.Env) What an actor does in a step.
---@field of string The kind whose actors act.
---@field activation? valence.Activation Simultaneous unless given.
---@field at? integer|integer[] The only steps in which it runs.

---A function that updates the actors of one kind, called for each of them.
---@param rule valence.RuleTable
---@return valence.Made
function valence.rule(rule) end

---What an encounter is: who meets whom, and what comes of it.
---@class valence.EncounterTable
---@field [1] string Its name.
---@field [2] fun(initiator: valence.Actor, partner: valence.Actor, env: valence.Env, event: valence.Event): number?, number? What the initiator gains, and what the partner gains.
---@field along? string The network whose ties meet, or `"kind.field"` to follow a reference.
---@field from? string The kind that initiates, for random mixing and replays.
---@field to? string The kind that is met.
---@field pick? integer|valence.Made|fun(self: valence.Actor, env: valence.Env): integer How many partners an actor meets; all of its ties unless given.
---@field when? fun(initiator: valence.Actor, partner: valence.Actor, env: valence.Env): any Which pairs meet.
---@field both? boolean Whether an undirected tie meets twice, each side initiating once.
---@field replay? string A table of `data` whose rows are the encounters, in the order of its steps; `ordered` unless said otherwise.
---@field match? table<string, string> Columns of a replay that name actors: `match = { category = "category" }` makes `event.category` an actor of that kind, or nil.
---@field tags? table<string, string|string[]> What an event can be labelled with, and the levels.
---@field marks? string|string[] What can be true of an event: `event.failed = true`.
---@field activation? valence.Activation Simultaneous unless given.
---@field at? integer|integer[] The only steps in which it runs.

---A function of a pair that returns what each side gains by the event. A bare `return` means that
---nothing happened; `return 0, 0` is an event that counts in every denominator.
---@param encounter valence.EncounterTable
---@return valence.Made
function valence.encounter(encounter) end

---What a presence is: who is there, and what it gains.
---@class valence.PresenceTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, env: valence.Env, event: valence.Event): number? What the actor gains; a bare return means that nothing happened.
---@field of string The kind that gains by being there.
---@field tags? table<string, string|string[]> What an event can be labelled with, and the levels.
---@field marks? string|string[] What can be true of an event.
---@field activation? valence.Activation Simultaneous unless given.
---@field at? integer|integer[] The only steps in which it runs.

---A one-sided event: what an actor gains without meeting anybody.
---@param presence valence.PresenceTable
---@return valence.Made
function valence.presence(presence) end
