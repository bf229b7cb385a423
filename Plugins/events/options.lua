-- The table of options that a constructor of a module takes: nothing in it is ignored in silence.

local options = {}

--- Edits that turn one name into another: letters added, left out or changed.
local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local above = row[j]
      local change = a:byte(i) == b:byte(j) and 0 or 1
      row[j] = math.min(above + 1, row[j - 1] + 1, diagonal + change)
      diagonal = above
    end
  end
  return row[#b]
end

local function nearest(name, known)
  local best
  for _, other in ipairs(known) do
    local edits = distance(name, other)
    if not best or edits < best.edits then best = { name = other, edits = edits } end
  end
  if best and best.edits <= math.max(1, #name // 3) then return best.name end
end

--- Refuses what is no table of options, and options that a call does not take; the message names the
--- line of the call.
---@param what string The call, as a study writes it: "cocreation.mutual".
---@param given any What it was called with; nothing means no options.
---@param ... string[] The names it takes.
---@return table given
function options.check(what, given, ...)
  if given == nil then given = {} end
  if type(given) ~= "table" or given.__sort ~= nil then
    error(("%s takes one table of options: %s { of = \"phase\" }"):format(what, what), 3)
  end
  local known = {}
  for _, names in ipairs { ... } do
    for _, name in ipairs(names) do known[#known + 1], known[name] = name, true end
  end
  for key in pairs(given) do
    if not known[key] then
      local near = type(key) == "string" and nearest(key, known)
      error(("%s has no option '%s'; %s"):format(what, tostring(key),
        near and "nearest: '" .. near .. "'" or "it takes " .. table.concat(known, ", ")), 3)
    end
  end
  return given
end

--- The options among some names: what a call for several measures passes on to one of them.
---@param given table
---@param ... string[] Names.
---@return table
function options.pick(given, ...)
  local picked = {}
  for _, names in ipairs { ... } do
    for _, name in ipairs(names) do picked[name] = given[name] end
  end
  return picked
end

return options
