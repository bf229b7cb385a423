---@meta _

-- The objects of a session: worlds, kinds, actors, columns. Nothing here is run.

---The world that is looked at. Its kinds stand under their names (`world.consumer`), and all that a
---measure asks of a run can be asked of it as it stands: `world:count("consumer", "adopted")`.
---@class session.World : valence.Run
---@field twin session.World? The same world under what its scenario is compared with, at the same step; nil where it is compared with nothing: `world.twin.consumer.trust:mean()`.
---@field scenario string The name of its scenario.
---@field replicate integer Its replicate, from 1: `replicate(2)` chooses another one.
---@field step integer How many steps it has run; 0 before the first.
---@field steps integer How many steps it runs in all, warm-up included.
---@field over boolean Whether it has run its last step.
---@field [string] session.Kind A kind of actors: `world.consumer`.
local World = {}

---The mean of a value definition over its actors, as the world stands: `world.twin:value "benefit"`.
---@param name string
---@param kind? string Whose, where it is defined for several kinds.
---@return number? value Nil where it is undefined.
---@return string? reason
function World:value(name, kind) end

---A measure of the world as it stands: `world:measure("positions", "co-creator")`.
---@param name string
---@param output? string Which number, where it has several.
---@return number? value Nil where it is undefined.
---@return string? reason
function World:measure(name, output) end

---All numbers of the world as it stands: `world.twin:results()`.
---@return session.Rows
function World:results() end

---The actors of a kind: `world.consumer[12]` is one of them, `#world.consumer` how many there are,
---`world.consumer.trust` what they have in a field.
---@class session.Kind
---@field [integer] session.Actor The actor of a number, from 1; nil where there never was one.
---@field twin session.Kind The same kind in the twin world: `world.consumer.twin[12]`.
---@field [string] session.Column A field of all who are there: `world.consumer.trust`.
local Kind = {}

---Those of whom the test is true, as a list: `world.consumer:where(function(c) return c.trust < 0.2 end)`.
---@param test fun(actor: session.Actor): any
---@return session.Actor[]
function Kind:where(test) end

---A loop over all who are there: `for c in world.consumer:each() do print(c.number, c.trust) end`.
---@return fun(): session.Actor?
function Kind:each() end

---An actor at the prompt: its fields stand under their names, and what a measure asks of an actor can be
---asked of it: `world.consumer[12]:degree "friends"`. A session looks at actors; it does not change them.
---@class session.Actor : valence.Actor
---@field twin session.Actor? The same actor in the twin world, nil where it never was there: `world.consumer[12].twin.trust`.
local Actor = {}

---What all actors of a kind who are there have in a field: `world.consumer.trust`. Its numbers stand in
---the order of the actors: `world.consumer.trust[1]`, `#world.consumer.trust`. True and false count as 1
---and 0; missing numbers are left out.
---@class session.Column
---@field [integer] any What the actor at this place has.
---@field twin session.Column The same field in the twin world: `world.consumer.trust.twin:mean()`.
local Column = {}

---The mean; nil where there is no number: `world.consumer.trust:mean()`.
---@return number?
function Column:mean() end

---The sample standard deviation, over n - 1; nil for fewer than two numbers: `world.consumer.trust:sd()`.
---@return number?
function Column:sd() end

---The sum: `world.consumer.adopted:sum()` counts those of whom it is true.
---@return number
function Column:sum() end

---The lowest number; nil where there is none: `world.consumer.trust:min()`.
---@return number?
function Column:min() end

---The median: the quantile of 0.5: `world.consumer.trust:median()`.
---@return number?
function Column:median() end

---The highest number; nil where there is none: `world.consumer.trust:max()`.
---@return number?
function Column:max() end

---The quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7); nil where
---there is no number: `world.consumer.trust:quantile(0.9)`.
---@param share number From 0 to 1.
---@return number?
function Column:quantile(share) end

---The parameters of the scenario that is looked at, each under its name. Setting one is `with`: it holds
---for every scenario that does not set it itself, and the world begins anew.
---@class session.Parameters
---@field [string] any A parameter: `parameters.reach = 0.2`.

---The study as it stands, what was typed since included.
---@class session.Study
---@field name string What reports call it.
---@field question string? The question in words, where it states one.
---@field seed integer The seed of its randomness.
---@field steps integer How many steps a world runs, warm-up included.
---@field replications integer How many random worlds per scenario `valence run` makes.
---@field path string Its file.

---Columns of the same length under their names, shown as a table: `trace(world.consumer[12]).trust`.
---@class session.Rows
---@field [string] any[] A column.

---What `experiment` returns: the comparison of the scenarios, for `plot`.
---@class session.Experiment

---What the prompt shows after a change: where the world stands, or a drawing.
---@class session.Status
