---@meta statistics

-- What a Lua language server needs to know about the module `statistics`. Nothing here is run.

---Statistics of lists of numbers, for measures, sections of reports and tests. A list holds numbers
---only: an undefined value in it is an error, and `statistics.defined` takes the numbers out of a list
---that has some. A statistic that is undefined is nil.
---@class statistics
local statistics = {}

---The mean; nil for an empty list or one with a number that is not finite.
---@param list number[]
---@return number?
function statistics.mean(list) end

---The sample standard deviation, over n - 1; nil for fewer than two numbers.
---@param list number[]
---@return number?
function statistics.sd(list) end

---The median: the quantile of 0.5.
---@param list number[]
---@return number?
function statistics.median(list) end

---The quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7); nil for an
---empty list.
---@param list number[]
---@param p number From 0 to 1.
---@return number?
function statistics.quantile(list, p) end

---Student's t interval for the mean. Numbers that are all equal, m, give m and m; fewer than two give nil.
---@param list number[]
---@param level? number The coverage, between 0 and 1; 0.95 unless given.
---@return number? low
---@return number? high
function statistics.interval(list, level) end

---The interval of what was estimated from data, where each number is one bootstrap draw of it: their
---standard deviation is the standard error (Efron 1979). For scenarios with `is_resampled`.
---@param list number[]
---@param level? number The coverage, between 0 and 1; 0.95 unless given.
---@return number? low
---@return number? high
function statistics.bootstrap(list, level) end

---The Gini coefficient of amounts, 0 to (n - 1) / n; nil where they add up to zero. An amount below zero
---is an error.
---@param list number[]
---@return number?
function statistics.gini(list) end

---Kendall's tau-b of two lists of the same length, -1 to 1 (Kendall 1945); nil where one of them has no
---two different numbers.
---@param a number[]
---@param b number[]
---@return number?
function statistics.kendall(a, b) end

---The straight line of y on x with the least squares. R² is nil where all y are equal; everything is nil
---where all x are.
---@param x number[]
---@param y number[]
---@return number? slope
---@return number? r2 The share of the variance of y that the line explains, 0 to 1.
---@return number? intercept
function statistics.slope(x, y) end

---The bias-corrected and accelerated (BCa) bootstrap interval of the mean (Efron 1987), of 2,000
---resamples, expanded for few numbers (Hesterberg 2015). The same numbers give the same interval.
---@param list number[]
---@param level? number The coverage, between 0 and 1; 0.95 unless given.
---@return number? low
---@return number? high
function statistics.bca(list, level) end

---The sign-flip permutation test (Pitman 1937): whether paired differences lie around 0.
---@param differences number[]
---@return number? p Two-sided; exact for up to 15 differences other than 0, else of 9,999 flips.
function statistics.signflip(differences) end

---The probability of superiority of paired differences: the share above 0, those of 0 counted half.
---@param differences number[]
---@return number?
function statistics.superiority(differences) end

---Cliff's delta of two independent samples, -1 to 1 (Cliff 1993).
---@param a number[]
---@param b number[]
---@return number?
function statistics.cliff(a, b) end

---Welch's test of two independent samples; nil where neither has any spread.
---@param a number[]
---@param b number[]
---@return number? p Two-sided.
---@return number? difference The mean of a less that of b.
---@return number? low The low end of its 95 % interval.
---@return number? high
---@return number? t
---@return number? degrees Of freedom.
function statistics.welch(a, b) end

---The one-way analysis of variance; nil where the groups have no spread within.
---@param groups number[][]
---@return number? p
---@return number? f
---@return number? eta_squared The share of the squares that lies between the groups.
function statistics.anova(groups) end

---Kendall's coefficient of concordance W of several judges' scores of the same things, 0 to 1.
---@param judges number[][]
---@return number?
function statistics.concordance(judges) end

---p values adjusted for their number (Holm 1979), in the order given. Undefined ones stay and do not
---count.
---@param p any[]
---@return any[]
function statistics.holm(p) end

---p values adjusted for the false discovery rate (Benjamini & Hochberg 1995), as `holm`.
---@param p any[]
---@return any[]
function statistics.bh(p) end

---The numbers of a list that may hold undefined values.
---@param list any[]
---@return number[] numbers
---@return integer left_out How many values of the list are no finite numbers.
function statistics.defined(list) end

return statistics
