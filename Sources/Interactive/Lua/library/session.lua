---@meta session

-- What a session has beside the study API, for help at the prompt and for a Lua language server. Nothing
-- here is run. The names stand in a table, so that an editor does not take them for globals of studies;
-- at the prompt they stand alone: `step()`.

---What can be typed at the prompt.
---@class session
---@field valence valence The module that studies are made with: `valence.rule`, `valence.value` and the others.
---@field study session.Study The study as it stands, what was typed since included: `study.name`, `study.seed`.
---@field parameters session.Parameters The parameters of the study, each under its name: `parameters.reach` reads one, `parameters.reach = 0.2` sets it.
---@field world session.World The world that is looked at: `world.consumer[12].trust`, `world.step`, `world.twin`.
local session = {}

-- Running -------------------------------------------------------------------------------------------

---Runs the world, and its twin with it, one step further: `step()`.
---@return session.Status
function session.step() end

---Runs the world some steps further, or to its end: `run(10)`, `run()`.
---@param steps? integer How many, from 1; to the end unless given.
---@return session.Status
function session.run(steps) end

---Begins the world and its twin anew, before their first step: `restart()`.
---@return session.Status
function session.restart() end

---Chooses the scenario whose world is looked at, which begins anew: `scenario "pushy app"`. Without a
---name it lists all scenarios, what they set and what they are compared with: `scenario()`.
---@param name? string
---@return session.Status|session.Rows
function session.scenario(name) end

---Chooses the replicate, which is the world's luck; the world begins anew: `replicate(2)`. The number is
---that of the runs which a store keeps.
---@param number? integer From 1; 1 unless given.
---@return session.Status
function session.replicate(number) end

---Settings over the study: parameters, and what a scenario may say, for every scenario; `steps`, `warmup`
---and `seed`. The world begins anew: `with { reach = 0.2, steps = 10 }`.
---@param settings table<string, any>
---@return session.Status
function session.with(settings) end

-- Looking -------------------------------------------------------------------------------------------

---All numbers of the world as it stands: the means of value definitions, and the measures. What is
---undefined says why: `results()`.
---@return session.Rows
function session.results() end

---The mean of a value definition over its actors, as the world stands: `value "benefit"`,
---`value("benefit", "consumer")`.
---@param name string
---@param kind? string Whose, where it is defined for several kinds.
---@return number? value Nil where it is undefined.
---@return string? reason
function session.value(name, kind) end

---A measure of the world as it stands: `measure "fusion index"`. What looks at finished runs alone is
---undefined before the end.
---@param name string
---@param output? string Which number, where it has several.
---@return number? value Nil where it is undefined.
---@return string? reason
function session.measure(name, output) end

---The numbers of a series, or of a value definition in each step, up to the present one: `series "mood"`.
---@param name string
---@return number[]
function session.series(name) end

---The life of one actor, a row per step: its fields and what it gained: `trace(world.consumer[12])`. The
---world is run once more from its first step for it, as far as it has come.
---@param actor session.Actor
---@return session.Rows
function session.trace(actor) end

---An actor beside its twin, field by field, or a kind beside its twins: `compare(world.consumer[12])`,
---`compare(world.consumer)`.
---@param what session.Actor|session.Kind
---@return session.Rows
function session.compare(what) end

---Runs every scenario in several replicates and compares each with what its baseline is, as `valence run`
---does: `experiment(20)`. Its results can be plotted; `:report` writes a report.
---@param replications? integer From 1; 10 unless given.
---@return session.Experiment
function session.experiment(replications) end

---Draws in the terminal: a series or a value definition by its name, a column, a trace, an experiment, a
---list of numbers; several of them side by side. `plot "mood"`, `plot(world.consumer.trust)`,
---`plot(experiment(10), "benefit")`. `:page FILE` makes a page of what was drawn.
---@param what string|session.Column|session.Rows|session.Experiment|number[]
---@param ... string|session.Column|session.Rows|session.Experiment|number[]
---@return session.Status
function session.plot(what, ...) end

-- Changing ------------------------------------------------------------------------------------------

---Puts a definition into the study, in place of the one of its name or as the last:
---`define(valence.rule { "forget", of = "consumer", function(self) self.trust = 0.9 * self.trust end })`.
---The world begins anew under it; `:save` writes it down.
---@param ... valence.Made Rules, encounters, presences, value definitions, measures, series, tables, sections.
---@return session.Status
function session.define(...) end

---Takes a definition out of the study, by its name: `remove "forget"`.
---@param name string
---@return session.Status
function session.remove(name) end
