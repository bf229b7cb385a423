---@meta _

-- Tables of data, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

---A CSV file with a header line. An empty cell or `NA` is missing.
---@class valence.CsvTable
---@field [1] string Its path, from the study's folder.
---@field step? string The column of whole numbers that says at which step a row happens, for a replay.
---@field source? string Where the data come from, for the report.
---@field licence? string Their licence, for the report.
---@field types? table<string, "number"|"integer"|"text"|"boolean"> Types of columns, where they should not be found out.

---A table of data for `data`: what actors, ties or events are made from.
---@param csv valence.CsvTable
---@return valence.Made
function valence.csv(csv) end
