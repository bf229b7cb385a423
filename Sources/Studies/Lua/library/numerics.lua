---@meta numerics

-- What a Lua language server needs to know about the module `numerics`. Nothing here is run.

---Special functions and minimisation, for value definitions, measures, fits and tests. A function has
---NaN where it has no number. Results are the same on every run of one machine; another one may differ
---in the last bits.
---@class numerics
local numerics = {}

---ln Γ(x), for x > 0.
---@param x number
---@return number
function numerics.log_gamma(x) end

---ln B(a, b) = ln Γ(a) + ln Γ(b) - ln Γ(a + b), for a, b > 0.
---@param a number
---@param b number
---@return number
function numerics.log_beta(a, b) end

---Gauss's hypergeometric function 2F1(a, b; c; z), for z < 1 (DLMF 15.2.1). For positive a, b and c it
---is exact to about 1e-12.
---@param a number
---@param b number
---@param c number Not 0 and no negative whole number.
---@param z number Below 1.
---@return number
function numerics.hypergeometric(a, b, c, z) end

---Tricomi's confluent hypergeometric function U(a, b, z), for a, z > 0 (DLMF 13.4.4); exact to about
---1e-12.
---@param a number
---@param b number
---@param z number
---@return number
function numerics.tricomi(a, b, z) end

---The x below which a standard normal variable lies with probability p.
---@param p number Between 0 and 1.
---@return number
function numerics.normal_quantile(p) end

---What is minimised, from where and within which bounds.
---@class numerics.Search
---@field [1] fun(p: number[]): number What is to be made small; NaN counts as infinity.
---@field start number[] Where the search begins.
---@field lower? number[] A bound for each number; none unless given.
---@field upper? number[] A bound for each number; none unless given.
---@field method? "simplex"|"quadratic" Nelder and Mead's simplex in subspaces (Subplex, the default), or quadratic models (BOBYQA): far fewer calls for a smooth function of two numbers or more.
---@field tolerance? number It has converged where its steps are smaller, relative to each number; 1e-8 unless given.
---@field evaluations? integer At most so many calls; 10,000 unless given.

---How a search ended.
---@class numerics.SearchReport
---@field evaluations integer How often the function was called.
---@field converged boolean Whether its steps became smaller than the tolerance.
---@field reason string "converged", or why not.

---The lowest point of a function of several numbers, found without derivatives. It is a local minimum:
---where the function may have several, or is flat, search from more than one start. The function is called under the limits of the call that it stands in.
---@param search numerics.Search
---@return number[] point The best point.
---@return number value What the function is there.
---@return numerics.SearchReport report
function numerics.minimise(search) end

return numerics
