---@meta _

-- What functions of plugins call, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

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
