-- From a log of purchases to what the models of lifetime value ask of a customer: x, t_x, T and mean spend.
local valence = require "valence"

local history = {}

--- First values of the fields that `record` keeps: `x` (days of repeat purchase), `t_x` (the last of them), `T` (how
--- long observed), `mean` (spend per day of repeat purchase), `later` (days of purchase after the calibration), and
--- `first`, `latest` (days, 0: none yet), `spent`.
---@return table<string, any> fields For `fields` of a kind.
function history.fields()
  return { x = 0, t_x = 0, T = 0, mean = 0, later = 0, first = 0, latest = 0, spent = 0 }
end

--- An encounter that replays a log of purchases and keeps each customer's history. Purchases of one day are one; the
--- first day is where time begins and counts for nothing else. Times are in units of `unit` days.
---@param options table `replay` (the table of data), `from` (the customers' kind), `to` (the shop's), `day` (a column: the day's number from 1), `amount` (a column), `calibration` (its last day; later purchases only count in `later`), `unit` (7 unless given: weeks), `name` ("purchase" unless given).
---@return valence.Made
function history.record(options)
  local given = valence.options("values.history.record", options, {
    replay = "string", from = "string", to = "string", day = "string", amount = "string", calibration = "number",
    unit = "number", name = "string",
  }, { "replay", "from", "to", "day", "amount", "calibration" })
  local day_column, amount_column, last, unit = given.day, given.amount, given.calibration, given.unit or 7
  return valence.encounter {
    given.name or "purchase", replay = given.replay, from = given.from, to = given.to,
    function(customer, _, _, event)
      local day, amount = event[day_column], event[amount_column]
      if day > last then
        if day ~= customer.latest then customer.later = customer.later + 1 end
      elseif customer.first == 0 then
        customer.first, customer.T = day, (last - day) / unit
      else
        if day ~= customer.latest and day ~= customer.first then
          customer.x = customer.x + 1
          customer.t_x = (day - customer.first) / unit
        end
        if day ~= customer.first then
          customer.spent = customer.spent + amount
          customer.mean = customer.spent / customer.x
        end
      end
      customer.latest = day
      return 0, amount
    end,
  }
end

return history
