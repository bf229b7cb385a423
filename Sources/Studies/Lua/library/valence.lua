---@meta valence

-- What a Lua language server needs to know about Valence: it completes studies, shows these texts
-- on hover and marks what cannot be right. Nothing here is run. Kinds, fields, parameters, tags and
-- columns are the study's own, so an editor accepts any such name; Valence checks them when it loads
-- a study, inside rules too.

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

---@class valence.WithoutTable
---@field network? string|string[] Networks without any ties.
---@field phase? string|string[] Phases that do not run.
---@field kind? string|string[] Kinds without actors.

---@class valence.SilenceTable
---@field phase? string|string[] Phases in which nobody initiates; with `kind`, those actors alone, whom others still see.
---@field kind? string|string[] All actors of these kinds, or those of `numbers`.
---@field numbers? integer[] Numbers of single actors, from 1.

---`{ "name", kind = "value definition", ... }`: whose value is counted how.
---@class valence.LensTable
---@field [1] string Its name.
---@field [string] string

---Every combination of the values listed: `valence.cross { reach = { 0, 0.5 }, rival = { true, false } }`.
---@param lists table<string, any[]>
---@return valence.Made
function valence.cross(lists) end

---Whose interval decides how many random worlds there are.
---@class valence.UntilPreciseTable
---@field measure string The number, as the report names it: its difference to the twin, where it has one.
---@field half_width number Half of the width that the interval may have.
---@field at_least? integer 20 unless given, which is the least.
---@field at_most? integer 500 unless given. If the interval is still too wide, the report says so.
---@field batch? integer After how many further worlds the interval is looked at again; 20 unless given.
---@field level? number 0.95 unless given.
---@field scenario? string The only scenario that counts; all that are compared unless given.

---Random worlds until an interval is narrow enough: the same number for any number of jobs, and after any interruption.
---@param rule valence.UntilPreciseTable
---@return valence.Made
function valence.until_precise(rule) end

-- Designs ------------------------------------------------------------------------------------------

---Every scenario at every combination of the values: `valence.grid { reach = { 0.1, 0.2 }, intrusion = valence.range(0, 1, 0.25) }`.
---@param axes table<string, any[]|valence.Made>
---@return valence.Made
function valence.grid(axes) end

---Numbers at equal distances for `valence.grid`, both ends included where the step hits the end.
---@param low number
---@param high number
---@param step number
---@return valence.Made
function valence.range(low, high, step) end

---How points are spread over ranges; the other entries are parameters with their two ends.
---@class valence.SampleTable
---@field points integer How many points there are.
---@field [string] number[]

---Every scenario at points of a Latin hypercube: one in each of so many equal parts of every range.
---@param sample valence.SampleTable
---@return valence.Made
function valence.latin_hypercube(sample) end

---Every scenario at points of a scrambled Sobol' sequence; a power of two of them keeps its balance.
---@param sample valence.SampleTable
---@return valence.Made
function valence.sobol(sample) end

---Which parameters are multiplied, every number of the study unless named, and by what.
---@class valence.OneAtATimeTable
---@field [integer] string
---@field factors? number[] 0.5 and 2 unless given.

---Every scenario as written, then with each parameter alone multiplied by each factor.
---@param design? valence.OneAtATimeTable
---@return valence.Made
function valence.one_at_a_time(design) end

-- Parameters ---------------------------------------------------------------------------------------

---A parameter with a fixed set of texts; the first is the default.
---@param choices string[]
---@return valence.Made
function valence.one_of(choices) end

---A value per level: `valence.by(practices, 0.5)`, or `valence.by(practices, { helping = 0.8, ... })`.
---A rule reads `env.name[level]`; a scenario sets all of it or `["name.level"]`.
---@param levels string[]
---@param value number|boolean|string|table<string, any>|valence.Made
---@return valence.Made
function valence.by(levels, value) end

---A value that changes over time: `valence.from { 0.5, [20] = 0.75 }` is 0.75 from step 20 on.
---@param values table<integer, any>
---@return valence.Made
function valence.from(values) end

---Stands for the number of a parameter where the world is made: in `count`, in networks, in
---distributions, in `pick` and in `discount`.
---@param name string
---@return valence.Made
function valence.parameter(name) end

---A parameter or field of whole numbers; without `valence.integer` every number is a float.
---@param value? integer|fun(self: valence.Actor, env: valence.Env): integer
---@return valence.Made
function valence.integer(value) end

-- First values of fields ---------------------------------------------------------------------------

---@alias valence.Number number|valence.Made A number, or `valence.parameter "name"`.

---Evenly between two numbers.
---@param low valence.Number
---@param high valence.Number
---@return valence.Made
function valence.uniform(low, high) end

---@param mean valence.Number
---@param sd valence.Number Standard deviation, at least 0.
---@return valence.Made
function valence.normal(mean, sd) end

---A normal distribution of which only the part between `low` and `high` is drawn.
---@param mean valence.Number Of the distribution before it is cut.
---@param sd valence.Number Of the distribution before it is cut.
---@param low valence.Number
---@param high valence.Number
---@return valence.Made
function valence.truncated_normal(mean, sd, low, high) end

---@param mean valence.Number Of the logarithm.
---@param sd valence.Number Of the logarithm.
---@return valence.Made
function valence.lognormal(mean, sd) end

---Between 0 and 1, with mean a / (a + b).
---@param a valence.Number Above 0.
---@param b valence.Number Above 0.
---@return valence.Made
function valence.beta(a, b) end

---With mean shape x scale.
---@param shape valence.Number Above 0.
---@param scale valence.Number Above 0.
---@return valence.Made
function valence.gamma(shape, scale) end

---With mean 1 / rate.
---@param rate valence.Number Above 0.
---@return valence.Made
function valence.exponential(rate) end

---True or false.
---@param probability valence.Number Of true, from 0 to 1.
---@return valence.Made
function valence.bernoulli(probability) end

---@param trials valence.Number A whole number from 0 on.
---@param probability valence.Number From 0 to 1.
---@return valence.Made
function valence.binomial(trials, probability) end

---@param mean valence.Number At least 0.
---@return valence.Made
function valence.poisson(mean) end

---A category drawn by weights: `valence.categorical { young = 2, old = 1 }`, or levels in an order of
---their own and as many weights: `valence.categorical({ "young", "old" }, { 2, 1 })`.
---@param weights table<string, valence.Number>|string[]
---@param of_levels? valence.Number[]
---@return valence.Made
function valence.categorical(weights, of_levels) end

---A field with named levels. It starts as `first`, or as what a function of the actor returns; the
---first level unless given.
---@param levels string[]
---@param first? string|fun(self: valence.Actor, env: valence.Env): string
---@return valence.Made
function valence.category(levels, first) end

---True or false; needed where the first value is computed.
---@param first? boolean|fun(self: valence.Actor, env: valence.Env): boolean
---@return valence.Made
function valence.boolean(first) end

---A reference to an actor, nil at first; or the actor whose key stands in a column of the kind's
---data: `valence.ref("category", valence.column "category")`.
---@param kind string
---@param first? valence.Made|fun(self: valence.Actor, env: valence.Env): valence.Actor?
---@return valence.Made
function valence.ref(kind, first) end

---A number that is set to 0 at the start of each step: what flows in a step.
---@return valence.Made
function valence.flow() end

---The actor's position by another field, from 0 to 1: `valence.rank "income"` below 0.25 is the lowest
---quarter exactly. Equal ones are ordered by a draw.
---@param field string
---@return valence.Made
function valence.rank(field) end

---A column of the table that the kind comes from. Texts make a category. Missing numbers are NaN
---(`x ~= x` finds them), missing texts nil.
---@param name string
---@return valence.Made
function valence.column(name) end

-- Data ---------------------------------------------------------------------------------------------

---A CSV file with a header line. An empty cell or `NA` is missing.
---@class valence.CsvTable
---@field [1] string Its path, from the study's folder.
---@field step? string The column of whole numbers that says at which step a row happens, for a replay.
---@field source? string Where the data come from, for the report.
---@field licence? string Their licence, for the report.
---@field types? table<string, "number"|"integer"|"text"|"boolean"> Types of columns, where they should not be found out.

---@param csv valence.CsvTable
---@return valence.Made
function valence.csv(csv) end

-- Networks -----------------------------------------------------------------------------------------

---@class valence.NetworkTable
---@field among? string The kind that is tied among itself.
---@field directed? boolean Whether `peers` are only those that an actor points to.
---@field fields? table<string, number> Fields of each tie besides `weight`, with their first values.

---@class valence.TwoKindTable : valence.NetworkTable
---@field from? string The kind on one side.
---@field to? string The kind on the other.

---@class valence.RingTable : valence.NetworkTable
---@field degree integer Ties of each actor, an even number: half on each side.

---@class valence.SmallWorldTable : valence.RingTable
---@field rewire number Probability that a tie is moved to a random end.

---A ring whose ties are moved at random with a small probability (Watts and Strogatz).
---@param network valence.SmallWorldTable
---@return valence.Made
function valence.small_world(network) end

---Each actor is tied to its nearest on a ring.
---@param network valence.RingTable
---@return valence.Made
function valence.ring(network) end

---@class valence.RandomTable : valence.NetworkTable
---@field probability? number Of each possible tie.
---@field degree? number Or the mean number of ties.

---Every pair is tied with the same probability (Erdős and Rényi).
---@param network valence.RandomTable
---@return valence.Made
function valence.random(network) end

---@class valence.PreferentialTable : valence.NetworkTable
---@field ties integer Ties that each newcomer brings.

---Newcomers tie to those who have many ties already (Barabási and Albert).
---@param network valence.PreferentialTable
---@return valence.Made
function valence.preferential_attachment(network) end

---@class valence.BlockTable : valence.NetworkTable
---@field by? string A category of the kind: its levels are the blocks.
---@field sizes? integer[] Or the sizes of the blocks, by number.
---@field probabilities number[][] Of a tie between blocks, a row per block.

---Groups that are tied more within than between, or the other way round.
---@param network valence.BlockTable
---@return valence.Made
function valence.block_model(network) end

---@class valence.LatticeTable : valence.NetworkTable
---@field width integer
---@field height integer Width x height is the number of actors.
---@field neighbours? "moore"|"von_neumann" Eight neighbours (the default) or four.
---@field torus? boolean Whether the edges are joined.

---Actors on a grid.
---@param network valence.LatticeTable
---@return valence.Made
function valence.lattice(network) end

---Everybody of one kind tied to the centre: the only actor of the other kind, or the first of its own.
---@param network valence.TwoKindTable
---@return valence.Made
function valence.star(network) end

---Everybody tied to everybody.
---@param network valence.TwoKindTable
---@return valence.Made
function valence.complete(network) end

---@class valence.RandomTiesTable : valence.TwoKindTable
---@field degree integer|valence.Made Ties of each actor of `from`.

---Each actor of `from` is tied to so many of `to`, drawn without replacement.
---@param network valence.RandomTiesTable
---@return valence.Made
function valence.random_ties(network) end

---@class valence.EdgeListTable : valence.TwoKindTable
---@field data string A table of `data` with a row per tie.
---@field source string The column that names one end: a key, or a number from 1.
---@field target string The column that names the other end.
---@field weight? string The column of weights; 1 unless given.

---Ties from a table.
---@param network valence.EdgeListTable
---@return valence.Made
function valence.edge_list(network) end

-- Phases -------------------------------------------------------------------------------------------

---@alias valence.Activation
---| "simultaneous" # all at once: everyone sees the world as it stood when the phase began
---| "random" # one after another in a drawn order, seeing each other's writes
---| "ordered" # one after another by number, seeing each other's writes

---@class valence.RuleTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, env: valence.Env)
---@field of string The kind whose actors act.
---@field activation? valence.Activation Simultaneous unless given.
---@field at? integer|integer[] The only steps in which it runs.

---A function that updates the actors of one kind, called for each of them.
---@param rule valence.RuleTable
---@return valence.Made
function valence.rule(rule) end

---@class valence.EncounterTable
---@field [1] string Its name.
---@field [2] fun(initiator: valence.Actor, partner: valence.Actor, env: valence.Env, event: valence.Event): number?, number?
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

---@class valence.PresenceTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, env: valence.Env, event: valence.Event): number?
---@field of string The kind that gains by being there.
---@field tags? table<string, string|string[]> What an event can be labelled with, and the levels.
---@field marks? string|string[] What can be true of an event.
---@field activation? valence.Activation Simultaneous unless given.
---@field at? integer|integer[] The only steps in which it runs.

---A one-sided event: what an actor gains without meeting anybody.
---@param presence valence.PresenceTable
---@return valence.Made
function valence.presence(presence) end

-- Value, measures, series --------------------------------------------------------------------------

---@class valence.ValueTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, env: valence.Env, fit: table?): number|valence.Undefined
---@field of string|string[] Whose value it is: one kind or several.
---@field to? string The kind that it is a value to, where it is not the actor's own gain.
---@field as? "flow"|"mean"|"stock"|"end" Summed over the steps (the default), their mean, the last one, or asked once after the run.
---@field unit? string
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

---@class valence.LeaveOneOutTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, run: valence.Run, without: valence.Run, env: valence.Env): number|valence.Undefined Compares the finished run with the world in which `self` was silenced.
---@field of string|string[] Whose value it is: one kind or several.
---@field silence string|string[] The encounters or presences in which the actor initiates nothing, or "all": it initiates nothing anywhere, forms no tie and is invisible to others' `peers`, but keeps its own rules and value.
---@field sample? integer|valence.Made A whole number, or `valence.parameter "name"`: for how many actors it is run, drawn at random, the same ones in every scenario; for all unless given. The others' value is undefined (`not_sampled`).
---@field to? string The kind that it is a value to, where it is not the actor's own gain.
---@field unit? string
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

---@class valence.SeriesTable
---@field [1] string Its name.
---@field [2] fun(env: valence.Env): number|boolean|valence.Undefined

---A number per step.
---@param series valence.SeriesTable
---@return valence.Made
function valence.series(series) end

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

---@class valence.ProfileTable
---@field [1] string Its name.
---@field [2] fun(self: valence.Actor, twin: valence.Actor?): number|boolean|valence.Undefined|nil
---@field of string The kind whose actors it is about.

---A number of every actor of a kind, kept of every replicate for a section that needs it.
---@param profile valence.ProfileTable
---@return valence.Made
function valence.profile(profile) end

---A scenario as a section sees it.
---@class valence.ComparedScenario
---@field name string
---@field is_baseline boolean
---@field against string? The name of what it is compared with.
---@field is_resampled boolean Whether its replicates are draws of the actors from the data: then intervals are `statistics.bootstrap`.
---@field parameters table<string, any> The parameters that are in force.

---A value definition as a section sees it.
---@class valence.ComparedValue
---@field name string
---@field of string[] The kinds whose value it is.
---@field as "flow"|"mean"|"stock"|"end"
---@field to string?
---@field unit string?
---@field scale number?
---@field source string?
---@field own string?

---A number of a measure, and what it is about.
---@class valence.Output
---@field name string What `numbers` is asked for.
---@field number string? Its name in `gives`.
---@field level string? Of what the measure is broken down by.
---@field lens string?
---@field kind string? Where the lens has one kind alone, as with `by = "kind"`.
---@field definition string? The definition that counts for that kind.

---An experiment whose replicates have ended.
---@class valence.Experiment
---@field replications integer Replicates of each scenario.
---@field scenarios valence.ComparedScenario[] In the order of the study.
---@field measures string[] What `numbers` can be asked for: the section's own needs first.
---@field profiles string[] What `profile` can be asked for.
---@field values valence.ComparedValue[]
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
---@field [1] "lines"|"bars"
---@field x string The column along the horizontal axis.
---@field y string The column of the heights.
---@field by? string What tells lines or bars apart.
---@field low? string The low end of an interval around `y`; with `high`.
---@field high? string
---@field panel? string A picture for each of its texts.

---@class valence.SectionTable
---@field [1] string Its title.
---@field [2] fun(experiment: valence.Experiment): valence.SectionContent
---@field needs? any[] Measures and profiles, or lists of them: computed for every replicate, not shown as rows of the comparison.

---A part of the report made of all replicates, once they have ended.
---@param section valence.SectionTable
---@return valence.Made
function valence.section(section) end

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

-- For plugins --------------------------------------------------------------------------------------

---The options of a plugin's call, checked: an unknown name (answered with the nearest one), a wrong type
---or a missing option stops the loading of the study, at the study's line.
---@param call string What the call is named in messages: "fusion.nash".
---@param given table? What the study gave; nil is no option at all.
---@param allowed table<string|integer, string> The types of each option: "number", "string or table".
---@param required? (string|integer)[] The options that must be there.
---@return table options A copy of what was given.
function valence.options(call, given, allowed, required) end

---Stops the loading of a study with a message, at the study's line that called the plugin.
---@param message string
function valence.refuse(message) end

-- What functions are given -------------------------------------------------------------------------

---What a draw can be keyed by, so that the same line draws anew: a number, a text, true or false, or an
---actor. A draw in a loop needs one: `env:chance(p, peer)`.
---@alias valence.Key number|string|boolean|valence.Actor

---The environment: the parameters under their names, the step, and draws. Each call of a draw is
---addressed by where it stands in the function, the actor, the step and its key, so that the same actor
---has the same luck in every scenario.
---@class valence.Env
---@field step integer The present step, from 1.
---@field [string] any A parameter.
local Env = {}

---True with a probability.
---@param probability number From 0 to 1.
---@param key? valence.Key
---@return boolean
function Env:chance(probability, key) end

---A number from 0 to 1, or from `low` to `high`.
---@param low? number
---@param high? number
---@param key? valence.Key
---@return number
function Env:uniform(low, high, key) end

---@param mean number
---@param sd number
---@param key? valence.Key
---@return number
function Env:normal(mean, sd, key) end

---@param mean number Of the distribution before it is cut.
---@param sd number
---@param low number
---@param high number
---@param key? valence.Key
---@return number
function Env:truncated_normal(mean, sd, low, high, key) end

---@param mean number Of the logarithm.
---@param sd number Of the logarithm.
---@param key? valence.Key
---@return number
function Env:lognormal(mean, sd, key) end

---@param a number
---@param b number
---@param key? valence.Key
---@return number
function Env:beta(a, b, key) end

---@param shape number
---@param scale number
---@param key? valence.Key
---@return number
function Env:gamma(shape, scale, key) end

---@param rate number
---@param key? valence.Key
---@return number
function Env:exponential(rate, key) end

---@param mean number
---@param key? valence.Key
---@return number
function Env:poisson(mean, key) end

---@param trials integer
---@param probability number
---@param key? valence.Key
---@return number
function Env:binomial(trials, probability, key) end

---The taste for one alternative: the highest of `utility + env:gumbel(alternative)` is an exact logit choice.
---@param key? valence.Key
---@return number
function Env:gumbel(key) end

---A whole number from `low` to `high`, both included.
---@param low integer
---@param high integer
---@param key? valence.Key
---@return integer
function Env:integer(low, high, key) end

---One element of a list.
---@generic T
---@param list T[]
---@param key? valence.Key
---@return T
function Env:one_of(list, key) end

---An actor at random, never the acting one; nil where there is none.
---@param kind string
---@param key? valence.Key
---@return valence.Actor?
function Env:any(kind, key) end

---The only actor of a kind.
---@param kind string
---@return valence.Actor
function Env:the(kind) end

---The mean of a field over a kind, taken when the phase begins. Kind and field are written as texts.
---@param kind string
---@param field string
---@return number
function Env:mean(kind, field) end

---The sum of a field over a kind, taken when the phase begins.
---@param kind string
---@param field string
---@return number
function Env:sum(kind, field) end

---How many actors of a kind there are, or have a field that is true (or not 0), when the phase begins.
---@param kind string
---@param field? string
---@return number
function Env:count(kind, field) end

---A new actor, whose fields its creator may set.
---@param kind string
---@return valence.Actor
function Env:enter(kind) end

---An actor: the fields of its kind under their names, and what can be asked of it and done to it.
---@class valence.Actor
---@field number integer From 1; never reused.
---@field kind string
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
---@field step integer
---@field initiator valence.Actor
---@field partner valence.Actor? Nil in a one-sided event.
---@field tie valence.Tie The tie that it runs along; its fields can be assigned where each tie meets once.
---@field [string] any A tag, a mark, or a column.

---A tie: its weight, and the fields that its network declares.
---@class valence.Tie
---@field weight number
---@field [string] number

---What a fold keeps for each unit: the names of `keep`.
---@class valence.Kept
---@field [string] number

---A finished run, for measures.
---@class valence.Run
---@field steps integer How many steps were run.
---@field parameters table<string, any> The parameters of its scenario.
---@field definitions table<string, valence.Definition> How the value definitions are described, by name.
---@field lens valence.RunLens In measures with `lens`: whose value counts.
local Run = {}

---How a value definition is described.
---@class valence.Definition
---@field unit? string
---@field scale? number One meaningful unit of it.
---@field as "flow"|"mean"|"stock"|"end"
---@field to? string The kind that it is a value to, where it is not the actor's own gain.
---@field of? string[] In `run.definitions`: the kinds whose value it is.

---The lens that a measure is asked through.
---@class valence.RunLens
---@field name string
---@field kinds table<string, valence.LensDefinition> By kind: the definition that counts.

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

return valence
