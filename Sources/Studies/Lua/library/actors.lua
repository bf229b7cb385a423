---@meta _

-- Actors, events and ties, for a Lua language server. Nothing here is run.

---An actor: the fields of its kind under their names, and what can be asked of it and done to it.
---@class valence.Actor
---@field number integer From 1; never reused.
---@field kind string The name of its kind.
---@field start valence.Actor In measures: its fields as they were before the first step.
---@field alive boolean In measures: whether it was still there at the end.
---@field [string] any A field.
local Actor = {}

---A loop over the other ends of its ties: `for peer, tie in self:peers "friends" do`. With a number, so
---many at random; with a number and a field, those with the highest values. Always in ascending order.
---@param network string
---@param count? integer
---@param field? string
---@return fun(): valence.Actor?, valence.Tie?
function Actor:peers(network, count, field) end

---The sum over its ties of a field of the tie, or of the actor at its end.
---@param network string
---@param field string
---@return number
function Actor:sum(network, field) end

---How many ties it has.
---@param network string
---@return integer
function Actor:degree(network) end

---Whether it is tied to another.
---@param network string
---@param other valence.Actor
---@return boolean
function Actor:tied(network, other) end

---Adds to a number field of any actor. All gifts of a phase add up, in an order that is always the same.
---@param field string
---@param amount number
function Actor:give(field, amount) end

---Sets a reference of any actor, where several may want to: one claimant wins, by a draw.
---@param field string
---@param claimant valence.Actor
function Actor:claim(field, claimant) end

---What it gained in an encounter or presence in this step; with "total", in all steps so far. A part of
---the events: "initiator", "partner", "active", "passive", a mark, or a tag and its level.
---@param phase string
---@param ... string
---@return number
function Actor:gained(phase, ...) end

---Its value by a definition: of this step while the world runs, of the whole run in measures and in
---definitions that are asked at the end.
---@param definition string
---@return number|valence.Undefined
function Actor:value(definition) end

---In measures: its position by a value definition among its kind, from 1 for the lowest; equal ones
---share the mean of their positions.
---@param definition string
---@return number|valence.Undefined
function Actor:rank(definition) end

---Leaves the world; what it was worth up to now counts.
function Actor:leave() end

---Forms a tie, or sets the weight of one there is.
---@param network string
---@param other valence.Actor
---@param weight? number
function Actor:tie(network, other, weight) end

---Dissolves a tie.
---@param network string
---@param other valence.Actor
function Actor:untie(network, other) end

---An event: the third or fourth argument of an encounter or presence, the second of a fold. Tags, marks
---and the columns of a replay are its members too; a missing cell is nil.
---@class valence.Event
---@field active boolean Whether the initiator takes an active part.
---@field active_partner boolean Whether the partner does.
---@field expected number? The value that was expected.
---@field need number? When it was needed.
---@field use number? When it was used.
---@field gain number In folds: what the initiator gained.
---@field partner_gain number? In folds: what the partner gained; nil in a one-sided event.
---@field step integer The step in which it happens, from 1.
---@field initiator valence.Actor Who initiates it.
---@field partner valence.Actor? Nil in a one-sided event.
---@field tie valence.Tie The tie that it runs along; its fields can be assigned where each tie meets once.
---@field [string] any A tag, a mark, or a column.

---A tie: its weight, and the fields that its network declares.
---@class valence.Tie
---@field weight number Its weight; 1 unless the network or a rule says otherwise.
---@field [string] number A field of the tie.

---What a fold keeps for each unit: the names of `keep`.
---@class valence.Kept
---@field [string] number What has been kept so far, starting with the number in `keep`.
