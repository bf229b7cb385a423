---@meta _

-- How many random worlds a study runs, and at which points of its parameters, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

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
---@field [string] number[] A parameter with the two ends of its range: `reach = { 0, 1 }`.

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
---@field [integer] string The name of a parameter.
---@field factors? number[] 0.5 and 2 unless given.

---Every scenario as written, then with each parameter alone multiplied by each factor.
---@param design? valence.OneAtATimeTable
---@return valence.Made
function valence.one_at_a_time(design) end
