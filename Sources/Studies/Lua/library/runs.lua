---@meta _

-- Finished runs, as measures see them, for a Lua language server. Nothing here is run.

---A finished run, for measures.
---@class valence.Run
---@field steps integer How many steps were run.
---@field parameters table<string, any> The parameters of its scenario.
---@field definitions table<string, valence.Definition> How the value definitions are described, by name.
---@field lens valence.RunLens In measures with `lens`: whose value counts.
local Run = {}

---How a value definition is described.
---@class valence.Definition
---@field unit? string What it is counted in.
---@field scale? number One meaningful unit of it.
---@field as "flow"|"mean"|"stock"|"end" How steps make up the whole run's value: as in `valence.value`.
---@field to? string The kind that it is a value to, where it is not the actor's own gain.
---@field of? string[] In `run.definitions`: the kinds whose value it is.

---The lens that a measure is asked through.
---@class valence.RunLens
---@field name string Its name.
---@field kinds table<string, valence.LensDefinition> By kind: the definition that counts.

---The definition that counts for a kind under a lens.
---@class valence.LensDefinition : valence.Definition
---@field definition string Its name.

---A loop over everybody who ever was in it, with the twin of each in the other run, nil where there is none:
---`for consumer, twin in run:actors "consumer" do`.
---@param kind string
---@return fun(): valence.Actor?, valence.Actor?
function Run:actors(kind) end

---A loop over the actors of a kind who name an actor in a field, with the twin of each in the other run:
---`for friend in run:where("prospect", "referrer", self) do`.
---@param kind string
---@param field string A reference.
---@param actor valence.Actor
---@return fun(): valence.Actor?, valence.Actor?
function Run:where(kind, field, actor) end

---The same actor in this run, nil where it never was there: `without:twin(friend)`.
---@param actor valence.Actor
---@return valence.Actor?
function Run:twin(actor) end

---What each actor of a kind gained against its twin, by a value definition: g = W(run) - W(twin), W its
---value over the whole run. In the order of numbers: the gains of the pairs of which both sides are
---defined, what the twins of these came to, how many are left out by reason ("no_twin" for those who
---are in one world only), and how many there are in all. Without a twin run: nil and "no_twin".
---@param kind string
---@param definition string
---@return number[]? gains
---@return number[]|string baselines
---@return table<string, integer> left_out
---@return integer total
function Run:gains(kind, definition) end

---The sum over all units of a number that the measure's fold kept, over all phases that it follows.
---@param name string
---@return number
function Run:kept(name) end

---A number that the measure's fold kept, by unit: actors who ever were there in the order of their numbers
---(`per = "initiator"` or "partner"), or ties. Over several phases those of the same units are added.
---@param name string
---@param kind? string Whose, where the phases' events have units of several kinds.
---@return number[]
function Run:kept_each(name, kind) end

---The numbers of a series, by counted step.
---@param name string
---@return number[]
function Run:series(name) end

---The mean of a field over the actors that are there at the end.
---@param kind string
---@param field string
---@return number|valence.Undefined
function Run:mean(kind, field) end

---The sum of a field over the actors that are there at the end.
---@param kind string
---@param field string
---@return number
function Run:sum(kind, field) end

---How many actors are there at the end, or have a field that is true (or not 0).
---@param kind string
---@param field? string
---@return integer
function Run:count(kind, field) end

---How many events a phase had in the counted steps.
---@param phase string
---@return integer
function Run:events(phase) end
