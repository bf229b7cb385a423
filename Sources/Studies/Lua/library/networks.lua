---@meta _

-- Networks: who is tied to whom, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

---What every network of one kind can say.
---@class valence.NetworkTable
---@field among? string The kind that is tied among itself.
---@field directed? boolean Whether `peers` are only those that an actor points to.
---@field fields? table<string, number> Fields of each tie besides `weight`, with their first values.

---A network between two kinds, or among one.
---@class valence.TwoKindTable : valence.NetworkTable
---@field from? string The kind on one side.
---@field to? string The kind on the other.

---What a ring needs.
---@class valence.RingTable : valence.NetworkTable
---@field degree integer Ties of each actor, an even number: half on each side.

---What a small world needs: a ring, and how much of it is moved.
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

---What a random network needs: a probability or a mean number of ties.
---@class valence.RandomTable : valence.NetworkTable
---@field probability? number Of each possible tie.
---@field degree? number Or the mean number of ties.

---Every pair is tied with the same probability (Erdős and Rényi).
---@param network valence.RandomTable
---@return valence.Made
function valence.random(network) end

---What preferential attachment needs.
---@class valence.PreferentialTable : valence.NetworkTable
---@field ties integer Ties that each newcomer brings.

---Newcomers tie to those who have many ties already (Barabási and Albert).
---@param network valence.PreferentialTable
---@return valence.Made
function valence.preferential_attachment(network) end

---What a block model needs: its blocks, and how likely ties are between them.
---@class valence.BlockTable : valence.NetworkTable
---@field by? string A category of the kind: its levels are the blocks.
---@field sizes? integer[] Or the sizes of the blocks, by number.
---@field probabilities number[][] Of a tie between blocks, a row per block.

---Groups that are tied more within than between, or the other way round.
---@param network valence.BlockTable
---@return valence.Made
function valence.block_model(network) end

---What a lattice needs: its size and its form.
---@class valence.LatticeTable : valence.NetworkTable
---@field width integer Actors in a row.
---@field height integer Rows: width x height is the number of actors.
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

---What random ties between two kinds need.
---@class valence.RandomTiesTable : valence.TwoKindTable
---@field degree integer|valence.Made Ties of each actor of `from`.

---Each actor of `from` is tied to so many of `to`, drawn without replacement.
---@param network valence.RandomTiesTable
---@return valence.Made
function valence.random_ties(network) end

---Where a network's ties stand in a table.
---@class valence.EdgeListTable : valence.TwoKindTable
---@field data string A table of `data` with a row per tie.
---@field source string The column that names one end: a key, or a number from 1.
---@field target string The column that names the other end.
---@field weight? string The column of weights; 1 unless given.

---Ties from a table.
---@param network valence.EdgeListTable
---@return valence.Made
function valence.edge_list(network) end
