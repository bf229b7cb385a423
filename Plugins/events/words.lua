-- Numbers in the sentences and cells of a section, with the digits that they are due.

local words = {}

--- A number with so many digits after the point. What rounds to zero has no sign.
---@param number number
---@param decimals integer
---@return string
function words.fixed(number, decimals)
  local text = ("%." .. decimals .. "f"):format(number)
  return tonumber(text) == 0 and (text:gsub("^-", "")) or text
end

--- A number in a sentence, with two decimals.
---@param number number|valence.Undefined
---@return string
function words.said(number)
  return type(number) == "number" and words.fixed(number, 2) or "undefined"
end

--- A number in a sentence with its interval, with two decimals: "0.30 [0.25, 0.35]".
---@param mean number|valence.Undefined
---@param low number|valence.Undefined
---@param high number|valence.Undefined
---@return string
function words.with_interval(mean, low, high)
  if type(mean) ~= "number" or type(low) ~= "number" then return words.said(mean) end
  return ("%s [%s, %s]"):format(words.fixed(mean, 2), words.fixed(low, 2), words.fixed(high, 2))
end

-- With more decimals numbers are written with a power of ten.
local most_decimals = 6

-- Intervals narrower than this, as a share of the mean, are a rest of rounding.
local rest = 1e-12

--- How many decimals the half width of an interval with two significant digits has; nil where these are too many.
local function decimals_of(half)
  local exponent = tonumber(("%.1e"):format(half):match "e(.+)$")
  local decimals = math.max(0, 1 - exponent)
  return decimals <= most_decimals and math.tointeger(decimals) or nil
end

--- A mean and its interval, with the digits that the interval allows: "+0.120 [0.099, 0.141]". An interval without
--- width is left out, as is one that there is none of.
---@param mean number
---@param low? number
---@param high? number
---@param is_signed? boolean Whether a mean above zero has a plus, as differences have.
---@return string
function words.quantity(mean, low, high, is_signed)
  local plus = is_signed and mean > 0 and "+" or ""
  local half = low and high and (high - low) / 2 or 0
  if not (half > rest * math.abs(mean) and half < math.huge) then
    return mean == 0 and "0" or plus .. ("%.6g"):format(mean)
  end
  local decimals = decimals_of(half)
  local function text(number)
    if number == 0 then return "0" end
    return decimals and words.fixed(number, decimals) or ("%.3g"):format(number)
  end
  local shown = text(mean)
  if tonumber(shown) == 0 then plus = "" end
  return ("%s%s [%s, %s]"):format(plus, shown, text(low), text(high))
end

return words
