---@meta _

-- Measures of finished runs, series, tables and profiles, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

---What a measure is: its name, its function, and what reports say of it.
---@class valence.MeasureTable
---@field [1] string Its name.
---@field [2] (fun(run: valence.Run, twin: valence.Run?): ...)|(fun(self: valence.Actor, twin: valence.Actor?): number|boolean|valence.Undefined|nil) A function of the run; with `of` one of each actor.
---@field of? string A kind: the measure is the mean of what its function returns for each actor; a bare return or an undefined value leaves the actor out.
---@field by? string `"kind"` with `lens`: a number for each kind of the lens, which is narrowed to that kind. A category which no phase assigns, or with `over` a tag of the events: a number for each level. With `of` it is a category of that kind; else the function is asked once for each level, and what it asks of the run is answered for that level only (kinds that do not have the category stay whole).
---@field gives? string[] The names of its numbers, where it returns several.
---@field unit? string|table<string, string> This and the following six: one for all of its numbers, or by the names in `gives`.
---@field source? string|table<string, string> Where it comes from: a paper, or "own operationalisation".
---@field formula? string|table<string, string> The formula as text, for the report.
---@field range? number[]|table<string, number[]> The lowest and the highest number that it can give; `math.huge` where there is no end.
---@field direction? "higher"|"lower"|"neither"|table<string, string> Which numbers are better.
---@field reading? string|table<string, string> What its numbers mean, in a phrase: "high: fusion".
---@field own? string|table<string, string> What of it is an operationalisation of one's own.
---@field against? table<string, any> A twin of its own: each scenario with these entries of a scenario laid over it (parameters, `without`, `silence`, `discard`, `count`).
---@field under? table<string, any> The same laid over the run that the measure is asked about.
---@field lens? string A lens of the study, or "every": the function is asked once for each lens and reads `run.lens`. Where the study declares no lenses, each kind's only definition of its own value counts.
---@field between? string[] With `lens`: the kinds that it is about.
---@field over? string|string[] Phases whose events are folded, or "events" for every encounter and presence.
---@field per? "tie"|"initiator"|"partner"|"run" What numbers are kept for; "run" unless given.
---@field keep? table<string, number> The numbers kept, with their first values.
---@field each? fun(kept: valence.Kept, event: valence.Event, env: valence.Env) Called for every event.

---A number, or several, about a finished run and its twin in the baseline.
---@param measure valence.MeasureTable
---@return valence.Made
function valence.measure(measure) end

---What a series is: its name and its function.
---@class valence.SeriesTable
---@field [1] string Its name.
---@field [2] fun(env: valence.Env): number|boolean|valence.Undefined Asked at the end of every step.

---A number per step.
---@param series valence.SeriesTable
---@return valence.Made
function valence.series(series) end

---What a table of the report is: its title, its columns and what fills them.
---@class valence.TableTable
---@field [1] string Its title.
---@field [2]? (fun(run: valence.Run, twin: valence.Run?): ...)|(fun(self: valence.Actor, twin: valence.Actor?): ...) With `of` it returns the cells of each actor's row, with `rows` one number for each of them; else a list of rows: lists of texts, numbers and undefined values, a cell per column.
---@field columns string[] What stands above the columns.
---@field of? string A kind: each actor that ever was there is a row. A bare return leaves it out.
---@field sort? string With `of`: the column by which rows stand, the highest number first.
---@field top? integer With `of`: how many rows are shown.
---@field parts? string|string[] With `of`: columns whose numbers are shown as parts of their sum over all rows.
---@field rows? string[] What stands before each of the numbers that the function returns; there are two columns.
---@field series? string[] Series side by side, a row per counted step and its number in the first column; no function.
---@field note? string A sentence to go with it.

---A table of a finished run, for the report: what single actors came to, who comes first. Its rows are
---actors (`of`), numbers with names (`rows`), steps (`series`), or whatever its function returns.
---@param made valence.TableTable
---@return valence.Made
function valence.table(made) end

---What a profile is: its name, whose it is and its function.
---@class valence.ProfileTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, twin: valence.Actor?): number|boolean|valence.Undefined|nil The actor's number in the finished run; the twin is the same actor in the run that it is compared with. A bare return counts as undefined.
---@field of string The kind whose actors it is about.

---A number of every actor of a kind, kept of every replicate for a section that needs it.
---@param profile valence.ProfileTable
---@return valence.Made
function valence.profile(profile) end
