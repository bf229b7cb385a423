---@meta _

-- Value definitions, and values that are not defined, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

---What a value definition is: its name, its function, and what reports say of it.
---@class valence.ValueTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, env: valence.Env, fit: table?): number|valence.Undefined The actor's value: of a step, or with `as = "end"` of the run.
---@field of string|string[] Whose value it is: one kind or several.
---@field to? string The kind that it is a value to, where it is not the actor's own gain.
---@field as? "flow"|"mean"|"stock"|"end" Summed over the steps (the default), their mean, the last one, or asked once after the run.
---@field unit? string What it is counted in.
---@field scale? number One meaningful unit of it, to compare kinds.
---@field discount? number|valence.Made Rate per step of a flow: step t counts (1 + r)^-t.
---@field due? "start"|"end" With "start", step t counts (1 + r)^-(t - 1).
---@field source? string Where the definition comes from: a paper, or "own operationalisation".
---@field formula? string The formula as text, for the report.
---@field fit? fun(run: valence.Run): table<string, any>|valence.Undefined With `as = "end"`: asked once of the finished run, before the definition; the table that it returns, the parameters of a model fitted to the run for example, is the third argument of the definition's function. Where it is undefined, everybody's value is.
---@field own? string What of it is an operationalisation of one's own.
---@field traits? table<string, string> What tells it from other definitions, for the comparison of definitions in the report: `["interaction needed"] = "no"`.

---A value definition: an actor's value as one school of thought counts it. It cannot draw.
---@param value valence.ValueTable
---@return valence.Made
function valence.value(value) end

---What a leave-one-out value is: its name, its function, and whom it silences where.
---@class valence.LeaveOneOutTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, run: valence.Run, without: valence.Run, env: valence.Env): number|valence.Undefined Compares the finished run with the world in which `self` was silenced.
---@field of string|string[] Whose value it is: one kind or several.
---@field silence string|string[] The encounters or presences in which the actor initiates nothing, or "all": it initiates nothing anywhere, forms no tie and is invisible to others' `peers`, but keeps its own rules and value.
---@field sample? integer|valence.Made A whole number, or `valence.parameter "name"`: for how many actors it is run, drawn at random, the same ones in every scenario; for all unless given. The others' value is undefined (`not_sampled`).
---@field to? string The kind that it is a value to, where it is not the actor's own gain.
---@field unit? string What it is counted in.
---@field scale? number One meaningful unit of it, to compare kinds.
---@field source? string Where the definition comes from: a paper, or "own operationalisation".
---@field formula? string The formula as text, for the report.
---@field own? string What of it is an operationalisation of one's own.
---@field traits? table<string, string> What tells it from other definitions, for the comparison of definitions in the report: `["interaction needed"] = "no"`.

---One counterfactual per actor: what came of an actor being there. For each actor of the sample the world
---is run again from the step of its first act without it; whoever never acted in those phases has exactly
---0, without a run. It is asked once, after the run; definitions that stand later can read it. In
---`without` the definitions that stand before it have values, later ones do not.
---@param value valence.LeaveOneOutTable
---@return valence.Made
function valence.leave_one_out(value) end

---A number that does not exist, with the reason: what `valence.undefined` returns.
---@class valence.Undefined

---What a value definition, series or measure returns where there is no number. It propagates, and
---reports count it with its reason; it is never taken for 0.
---@param reason string Such as "no_events", "no_twin", "zero_denominator", "empty_group", or one of your own.
---@param used? integer How many cases there were to compute it from.
---@param total? integer Out of how many.
---@return valence.Undefined
function valence.undefined(reason, used, total) end

---Whether something is an undefined value: what `actor:value "x"` may be.
---@param value any
---@return boolean
function valence.is_undefined(value) end
