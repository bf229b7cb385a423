---@meta

-- Studies in tests, for a Lua language server. Nothing here is run.

---A study as tests have it. It is made when the file is loaded; its worlds are run in tests.
---@class suites.Study
local Study = {}

---Loads a study: `study "study.lua"`, a path seen from this file, or a table as `valence.study` takes it.
---
---Everything that is wrong with it is reported, as a test that fails. A study that is written in the
---test itself is taken as it stands: its functions see the variables and tables that they captured as
---they are now, read-only, whatever the test does to them later.
---@param study string|valence.StudyTable|valence.Made
---@return suites.Study
function study(study) end

---Settings over a study: what a scenario may say, for every scenario, the baseline included (parameters,
---`count`, `without`, `silence`, `discard`), and the study's length and luck. As on the command line, a
---parameter that the baseline sets itself keeps its value there.
---@class suites.Settings
---@field steps? integer How many steps a world runs, warm-up included.
---@field warmup? integer Steps at the start that are run but not counted.
---@field seed? integer From 0 to 2^32 - 1.
---@field count? table<string, integer> Other sizes of kinds.
---@field without? valence.WithoutTable What it leaves out.
---@field silence? string|valence.SilenceTable Who initiates nothing, as in a scenario.
---@field silent? boolean The same as `silence = "all"`.
---@field discard? string A mark: the results of encounters with this mark are thrown away.
---@field [string] any Parameters.

---The study at other settings; this one stays as it is.
---@param settings suites.Settings
---@return suites.Study
function Study:with(settings) end

---The study with something that is held after every step of its worlds.
---@param body fun(world: suites.Run)
---@return suites.Study
function Study:always(body) end

---The names of its scenarios.
---@return string[]
function Study:scenarios() end

---Which world is run.
---@class suites.RunOptions
---@field scenario? string The first one unless given.
---@field replicate? integer From 1; 1 unless given. It may be beyond the study's own number.

---Runs one world: `app:run "pushy app"`, `app:run { scenario = "pushy app", replicate = 2 }`. It can be
---looked at until the test ends.
---@param what? string|suites.RunOptions
---@return suites.Run
function Study:run(what) end

---A number of the study in several replicates.
---@class suites.ReplicatesOptions
---@field value? string A value definition: its mean.
---@field kind? string Whose value, where it is defined for several kinds.
---@field measure? string A measure.
---@field output? string Which number of the measure, where it has several.
---@field scenario? string The first one unless given.
---@field than? string A scenario that is subtracted, replicate by replicate, or `"twin"` for the scenario's own.
---@field first? integer The first replicate; 1 unless given.
---@field count? integer How many; 1 unless given.

---What a section of the report says, made of the first replicates of every scenario: `headline`, `text` (a
---list) and `tables`, each with `title`, `columns`, `rows` and `note`. A cell that is undefined is the text
---"undefined: reason".
---@param name string Its title.
---@param replications? integer 30 unless given.
---@return { headline: string?, text: string[], tables: { title: string?, columns: string[], rows: any[][], note: string? }[] }
function Study:section(name, replications) end

---A number in several replicates: by position, nil where it is undefined, and then why.
---@param options suites.ReplicatesOptions
---@return table<integer, number>
---@return table<integer, string>
function Study:replicates(options) end

---A run, as a measure sees it: finished, or after a step where `always` looks at it. What is undefined
---is nil here, followed by the reason.
---@class suites.Run
---@field scenario string The name of its scenario.
---@field replicate integer Its replicate, from 1.
---@field steps integer How many steps were run.
---@field parameters table<string, any> The parameters of its scenario.
local Run = {}

---The mean of a value definition over its actors.
---@param name string
---@param kind? string Whose, where it is defined for several kinds.
---@return number?
---@return string? reason
function Run:value(name, kind) end

---A measure.
---@param name string
---@param output? string Which number, where it has several.
---@return number?
---@return string? reason
---@return integer? used How many cases there were, where it is undefined and says so.
---@return integer? total Out of how many.
function Run:measure(name, output) end

---All numbers of the study by name: the means of value definitions, and the measures as `name` or
---`name: output`. What is undefined is the text `undefined: reason`.
---@return table<string, number|string>
function Run:results() end

---The world of what its scenario is compared with, in the same replicate; nil where that is nothing.
---@return suites.Run?
function Run:twin() end

---A loop over everybody who ever was in it.
---@param kind string
---@return fun(): valence.Actor?
function Run:actors(kind) end

---A loop over everybody who ever was in it, with the twin of each, nil where there is none.
---@param kind string
---@return fun(): valence.Actor?, valence.Actor?
function Run:pairs(kind) end

---What each actor of a kind gained against its twin: the gains and what the twins came to, of the pairs
---of which both sides are defined, how many are left out by reason, and how many there are in all.
---@param kind string
---@param definition string
---@return number[]? gains Nil where there is no twin.
---@return number[]|string baselines
---@return table<string, integer> left_out
---@return integer total
function Run:gains(kind, definition) end

---The numbers of a series, by counted step.
---@param name string
---@return number[]
function Run:series(name) end

---The mean of a field over the actors that are there.
---@param kind string
---@param field string
---@return number?
---@return string? reason
function Run:mean(kind, field) end

---The sum of a field over the actors that are there.
---@param kind string
---@param field string
---@return number
function Run:sum(kind, field) end

---How many actors are there, or for how many a field is true or not 0.
---@param kind string
---@param field? string
---@return integer
function Run:count(kind, field) end

---How many events of an encounter happened.
---@param phase string
---@return integer
function Run:events(phase) end

---Holds something after every step of every world: beside tests for the tests of this group, in a test
---from here to its end.
---@param body fun(world: suites.Run)
function always(body) end

---Which worlds are run again.
---@class suites.ReproducibleOptions
---@field scenario? string Every one unless given.
---@field replicate? integer 1 unless given.

---@class valence.Assert
local Assert = {}

---Holds where the study's worlds are the same to the bit when they are run again, and on the other
---engine: fields, values, series, measures.
---@param study suites.Study
---@param what? suites.ReproducibleOptions
function Assert.reproducible(study, what) end

---Holds where a result is to the bit what was kept under a name: a number, a text, true or false, a
---table of them, or a run with all its results. `valence test --update` keeps it, in the file
---`NAME_spec.golden.lua` beside the spec.
---@param name string
---@param result any
function Assert.golden(name, result) end
