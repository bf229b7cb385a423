---@meta valence

-- What a Lua language server needs to know about Valence: it completes studies, shows these texts
-- on hover and marks what cannot be right. Nothing here is run. Kinds, fields, parameters, tags and
-- columns are the study's own, so an editor accepts any such name; Valence checks them when it loads
-- a study, inside rules too.

---Everything that a study is made of: each call makes one part of it, and `valence.study` puts them
---together.
---@class valence
local valence = {}

-- Studies ------------------------------------------------------------------------------------------

---A study: actors, what happens to them in each step, what counts as value, and what is compared.
---A script returns one. Making it runs nothing.
---@class valence.StudyTable
---@field name string What reports call it.
---@field question? string The question in words, for the report.
---@field notes? string|string[] Caveats and assumptions, for the report.
---@field seed? integer From 0 to 2^32 - 1; 1 unless given. The same seed gives the same bits.
---@field steps integer How many steps a world runs, warm-up included.
---@field warmup? integer Steps at the start that are run but not counted.
---@field replications? integer|valence.Made Random worlds per scenario; 30 unless given; or `valence.until_precise`.
---@field stop_when? fun(env: valence.Env): boolean Asked after each step: true stops the world.
---@field parameters? table<string, number|boolean|string|valence.Made> What scenarios change; a rule reads `env.name`.
---@field data? table<string, valence.Made> Tables of data, each made by `valence.csv`.
---@field actors table<string, valence.KindTable> The kinds of actors.
---@field networks? table<string, valence.Made> Who is tied to whom; several networks stand side by side.
---@field phases? valence.Made[] What happens in a step, in this order: rules, encounters, presences.
---@field values? valence.Made[] Value definitions, each made by `valence.value`.
---@field lenses? valence.LensTable[] Which definition counts for which kind.
---@field scenarios? valence.ScenarioTable[]|valence.Made What is compared: a list, or `valence.cross`.
---@field baseline? string|table<string, any> The scenario that the others are compared with (the first unless given), or entries of a scenario that give every scenario a twin of its own.
---@field design? valence.Made At which points of its parameters every scenario is run: `valence.grid`, `latin_hypercube`, `sobol` or `one_at_a_time`.
---@field measures? (valence.Made|valence.Made[])[] Numbers about a finished run, each made by `valence.measure`; lists of them are taken as their entries.
---@field series? valence.Made[] Numbers per step, each made by `valence.series`.
---@field tables? valence.Made[] Tables for the report, each made by `valence.table`.
---@field sections? valence.Made[] Parts of the report made of all replicates, each by `valence.section`.

---What a constructor returns: data that remembers where it was written.
---@class valence.Made

---Makes a study of its parts; a script returns it.
---@param study valence.StudyTable
---@return valence.Made
function valence.study(study) end

---A kind of actors. Either `count` says how many there are, or `from` and `key` make one actor of
---each distinct key in a table of `data`.
---@class valence.KindTable
---@field count? integer|valence.Made A whole number, or `valence.parameter "name"`.
---@field from? string A table of `data`.
---@field key? string The column that names the actor.
---@field resample? boolean|valence.Made True, or `valence.parameter "name"` of a parameter that is true or false: each replicate draws the actors anew from the data, with replacement (a bootstrap of actors, the same in every scenario), and replays each one's rows once per copy.
---@field fields? table<string, number|boolean|function|valence.Made> Fields and their first values: a number, true or false, a distribution, a function of the actor, or one of `valence.category`, `ref`, `rank`, `flow`, `column`, `integer`, `boolean`, `parameter`.

---A scenario: `{ "name", parameter = value, ... }`, and where needed the study without something.
---@class valence.ScenarioTable
---@field [1] string Its name.
---@field without? valence.WithoutTable What this scenario leaves out.
---@field silence? string|valence.SilenceTable `"all"`, the name of a phase, or a table: who initiates no encounter, forms no tie and is invisible to others' `peers`, but keeps its own rules and value.
---@field silent? boolean The same as `silence = "all"`.
---@field discard? string A mark: the results of encounters with this mark are thrown away.
---@field count? table<string, integer> Other sizes of kinds: the first actors are the twins.
---@field against? table<string, any> A twin of its own: this scenario with these entries of a scenario laid over it.
---@field [string] any A parameter, or `["parameter.level"]`.

---What a scenario leaves out of the study.
---@class valence.WithoutTable
---@field network? string|string[] Networks without any ties.
---@field phase? string|string[] Phases that do not run.
---@field kind? string|string[] Kinds without actors.

---Who is silenced in a scenario, and where.
---@class valence.SilenceTable
---@field phase? string|string[] Phases in which nobody initiates; with `kind`, those actors alone, whom others still see.
---@field kind? string|string[] All actors of these kinds, or those of `numbers`.
---@field numbers? integer[] Numbers of single actors, from 1.

---`{ "name", kind = "value definition", ... }`: whose value is counted how.
---@class valence.LensTable
---@field [1] string Its name.
---@field [string] string A kind, and the value definition that counts for it.

---Every combination of the values listed: `valence.cross { reach = { 0, 0.5 }, rival = { true, false } }`.
---@param lists table<string, any[]>
---@return valence.Made
function valence.cross(lists) end

return valence
