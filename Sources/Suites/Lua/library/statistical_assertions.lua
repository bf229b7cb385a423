---@meta

-- The statistical assertions as an editor sees them.
--
-- Each takes as many replicates as it needs to keep two rates. What a wrong answer is depends on what
-- is asserted:
--
-- | assertion | null model | holds where | `alarm` | `power` |
-- | --- | --- | --- | --- | --- |
-- | `no_difference` | the mean difference is 0 | it is not contradicted | fails though there is none | fails where there is one of `effect` or more |
-- | `within_interval` | the mean lies in the interval | it is not contradicted | fails though it lies there | fails where it lies outside by `effect` or more |
-- | `distributed_as` | the numbers have the distribution | it is not contradicted | fails though they have it | fails where theirs is `effect` away or more |
-- | `greater_on_average` | the mean difference is 0 or less | it is contradicted | holds though it is not greater | holds where it is greater by `effect` or more |
--
-- Rates are those of one assertion: a suite of 100 with the usual `alarm` has one that is wrong by chance
-- in one of ten cases. But chance is drawn when a study is written or changed, not at each run: with the
-- same seed a test gives the same answer each time.
--
-- For means, rates are exact for independent, normally distributed numbers (Stein's two-stage test:
-- 30 replicates say how many are needed) and close where a number is a mean over many actors, or a
-- difference of twins. Where single numbers are very skewed or stand for rare events, give their
-- `range`: then the rates hold for any distribution (Hoeffding's bound), at the cost of more
-- replicates. For `distributed_as` they hold for any distribution (Massart's bound).

---What a statistical assertion looks at, and how sure it must be.
---@class suites.ReplicateTable
---@field study? suites.Study The study whose replicates are looked at; with `value` or `measure`.
---@field value? string A value definition: its mean over the actors of a world.
---@field kind? string Which kind's, where several have it.
---@field measure? string A measure of the study.
---@field output? string Which number of it, where it gives several.
---@field scenario? string The scenario (the first one unless given).
---@field sample? fun(replicate: integer): number Instead of a study: a number per replicate.
---@field effect number How large a deviation must be found; for `distributed_as` a difference of probabilities.
---@field alarm? number See above; 0.001 unless given.
---@field power? number See above; 0.999 unless given.
---@field at_most? integer The assertion fails where more replicates are needed; 2000 unless given.

---What an assertion about a mean looks at.
---@class suites.MeanTable : suites.ReplicateTable
---@field than? string|number|fun(replicate: integer): number What is subtracted: the same number in another scenario or in the `"twin"`, replicate by replicate (they have the same luck); a number; or a second sample.
---@field range? { [1]: number, [2]: number } A range that the number of a world cannot leave, `{ 0, 1 }`.

---What `assert.within_interval` looks at.
---@class suites.IntervalTable : suites.MeanTable
---@field low? number Where the mean must lie, or the mean difference if there is `than`; one end will do.
---@field high? number The other end.

---What `assert.distributed_as` looks at.
---@class suites.DistributionTable : suites.ReplicateTable
---@field as valence.Made|fun(x: number): number A distribution with all its numbers, `valence.normal(0, 1)`, or a function that gives the probability of a value of at most x.

---@class valence.Assert
local Assert = {}

---Holds where the mean is shown to be greater than `than`.
---@param options suites.MeanTable
function Assert.greater_on_average(options) end

---Holds unless the mean is shown to differ from `than`.
---@param options suites.MeanTable
function Assert.no_difference(options) end

---Holds unless the mean is shown to lie outside of `low` to `high`.
---@param options suites.IntervalTable
function Assert.within_interval(options) end

---Holds unless the numbers are shown to have another distribution.
---@param options suites.DistributionTable
function Assert.distributed_as(options) end
