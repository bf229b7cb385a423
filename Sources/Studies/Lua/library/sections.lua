---@meta _

-- Sections of the report, and the experiment that they are made of, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

---A scenario as a section sees it.
---@class valence.ComparedScenario
---@field name string Its name.
---@field is_baseline boolean Whether the others are compared with it.
---@field against string? The name of what it is compared with.
---@field is_resampled boolean Whether its replicates are draws of the actors from the data: then intervals are `statistics.bootstrap`.
---@field parameters table<string, any> The parameters that are in force.

---A value definition as a section sees it.
---@class valence.ComparedValue
---@field name string Its name.
---@field of string[] The kinds whose value it is.
---@field as "flow"|"mean"|"stock"|"end" How steps make up the whole run's value: as in `valence.value`.
---@field to string? The kind that it is a value to, where it is not the actor's own gain.
---@field unit string? What it is counted in.
---@field scale number? One meaningful unit of it.
---@field source string? Where the definition comes from.
---@field own string? What of it is an operationalisation of one's own.

---A number of a measure, and what it is about.
---@class valence.Output
---@field name string What `numbers` is asked for.
---@field number string? Its name in `gives`.
---@field level string? Of what the measure is broken down by.
---@field lens string? The lens that it is asked through, where the measure has `lens`.
---@field kind string? Where the lens has one kind alone, as with `by = "kind"`.
---@field definition string? The definition that counts for that kind.

---An experiment whose replicates have ended.
---@class valence.Experiment
---@field replications integer Replicates of each scenario.
---@field scenarios valence.ComparedScenario[] In the order of the study.
---@field measures string[] What `numbers` can be asked for: the section's own needs first.
---@field profiles string[] What `profile` can be asked for.
---@field values valence.ComparedValue[] The value definitions of the study.
---@field lenses { name: string, kinds: table<string, string> }[] The lenses of the study: which definition counts for which kind.
local Experiment = {}

---What a measure came to in each replicate: a number, or an undefined value where it was undefined,
---failed or has not run. The mean of a value definition is called `"benefit (consumer)"`.
---@param scenario string
---@param measure string
---@param output? string Which number, where the measure gives several.
---@return (number|valence.Undefined)[] numbers By replicate.
function Experiment:numbers(scenario, measure, output) end

---The numbers of a measure.
---@param measure string
---@return valence.Output[]
function Experiment:outputs(measure) end

---How many replicates are undefined, by reason.
---@param scenario string
---@param measure string
---@param output? string
---@return table<string, integer>
function Experiment:reasons(scenario, measure, output) end

---What a profile was for each actor in one replicate; empty where there is no twin to compare with.
---@param scenario string
---@param profile string
---@param replicate integer
---@return (number|valence.Undefined)[] numbers By number of the actor.
function Experiment:profile(scenario, profile, replicate) end

---What a section returns: all of it may be left out.
---@class valence.SectionContent
---@field headline? string The finding in one sentence.
---@field text? string|string[] Paragraphs.
---@field columns? string[] What stands above the columns of a table.
---@field rows? any[][] Its rows: lists of texts, numbers and undefined values, a cell per column.
---@field note? string A sentence below the table.
---@field chart? valence.SectionChart How the rows are drawn, beside the table.
---@field tables? { title: string?, columns: string[], rows: any[][], note: string?, chart: valence.SectionChart? }[] Further tables.

---A picture of a section's table: which of its columns are what.
---@class valence.SectionChart
---@field [1] "lines"|"bars" Its form.
---@field x string The column along the horizontal axis.
---@field y string The column of the heights.
---@field by? string What tells lines or bars apart.
---@field low? string The low end of an interval around `y`; with `high`.
---@field high? string The high end of that interval.
---@field panel? string A picture for each of its texts.

---What a section is: its title, its function and what it needs.
---@class valence.SectionTable
---@field [1] string Its title.
---@field [2] fun(experiment: valence.Experiment): valence.SectionContent Called once, when all replicates have ended.
---@field needs? any[] Measures and profiles, or lists of them: computed for every replicate, not shown as rows of the comparison.

---A part of the report made of all replicates, once they have ended.
---@param section valence.SectionTable
---@return valence.Made
function valence.section(section) end
